"""What the writer of the source format writes reads back to the same blocks, whatever characters stand in it."""

import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.handbook import (
    Case,
    Emphasis,
    Footnote,
    ItemList,
    Link,
    Paragraph,
    Point,
    Strong,
    Text,
    question_text,
)
from pipeline.importing.tree import joined, trimmed
from pipeline.importing.writing import markdown, question_file
from pipeline.read import read_handbook
from pipeline.read.blocks import Counters, blocks_of
from pipeline.read.inlines import Answer, Known
from pipeline.read.lines import check_lines
from pipeline.read.markdown import parse
from pipeline.world import Folder

ROOT = Path(__file__).parents[2]
CHARACTERS = st.sampled_from("甲乙丙，。“”（）：；—…1a2 .,:;!?()[]{}<>#*_`~^|\\/&$@%+-='\"")
WORDS = st.text(CHARACTERS, min_size=1, max_size=12).map(lambda text: " ".join(text.split())).filter(bool)
PLAIN = WORDS.map(Text)
INLINE = st.one_of(
    PLAIN,
    WORDS.map(lambda text: Strong((Text(text),))),
    WORDS.map(lambda text: Emphasis((Text(text),))),
    WORDS.map(lambda text: Link((Text(text),), "https://example.org/a_b?c=1&d=(2)")),
    WORDS.map(lambda text: Footnote(0, (Text(text),))),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=4).map(
    lambda parts: Paragraph(trimmed(joined((Text("字"), *parts))))
)
# Pandoc composes characters (NFC), as every reader of text may.
LEAD = st.text(
    st.characters(blacklist_categories=("C", "Z"), blacklist_characters='"'), min_size=1, max_size=9
).filter(lambda text: unicodedata.is_normalized("NFC", text))
LIST = st.lists(PARAGRAPH, min_size=1, max_size=3).map(lambda items: ItemList(tuple((one,) for one in items)))
BLOCK = st.one_of(
    PARAGRAPH,
    st.builds(lambda lead, one: Point(lead, (one,)), LEAD, PARAGRAPH),
    st.builds(lambda name, one: Case(name, (one,)), LEAD, PARAGRAPH),
    LIST,
)


def read(text):
    trees = parse({"a.md": text})
    answer = Answer("a.md", Known({}))
    return blocks_of(trees["a.md"], answer, Counters()), [
        *answer.findings,
        *check_lines(text, trees["a.md"], "a.md"),
    ]


def shown(blocks):
    from pipeline.handbook import footnotes, inline_text, passages

    notes = [inline_text(note.inlines) for note in footnotes(blocks)]
    return [(p.kind, "".join(p.text.split())) for p in passages(blocks)], ["".join(n.split()) for n in notes]


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCK, min_size=1, max_size=3))
def test_any_text_reads_back(blocks):
    # Two lists in a row are one in Markdown; the recogniser never makes them.
    blocks = [
        b
        for n, b in enumerate(blocks)
        if not (n and isinstance(b, ItemList) and isinstance(blocks[n - 1], ItemList))
    ]
    found, findings = read(markdown(blocks, {}))
    # Two notes at one place are kept as they were imported, and told to the editor.
    assert {finding.code for finding in findings} <= {"M225"}
    assert shown(found) == shown(blocks)


def test_the_real_source_is_written_as_it_stands(real_handbook):
    for question in real_handbook.questions:
        text = (ROOT / question.at.file).read_text("utf-8")
        assert text.partition("\n---\n")[2] == markdown(question.blocks, {})


def test_every_construct_reads_back(tmp_path, sample):
    lines = [
        "title: 样例",
        "publisher: 甲",
        "edition: 第1版",
        'release: "1"',
        "date: 2024-05-31",
        "language: zh-Hans",
    ]
    lines += [
        "page: A5",
        "categories:",
        *(f"  - {{id: {c.id}, title: {c.title}}}" for c in sample.categories),
    ]
    (tmp_path / "source/questions").mkdir(parents=True)
    (tmp_path / "source/images").mkdir()
    (tmp_path / "source/handbook.yaml").write_text("\n".join(lines), "utf-8")
    for image in sample.images:
        (tmp_path / "source" / image.name).write_bytes(image.data)
    for category in sample.categories:
        for question in category.questions:
            front = {"id": question.id, "category": category.id, "question": question.title}
            file = tmp_path / f"source/questions/{question.number:03}-{question.id}.md"
            file.write_text(question_file(front, question.blocks, {}), "utf-8")
    reading = read_handbook(Folder(tmp_path))
    assert [f for f in reading.findings if f.code not in ("S120", "M223")] == []
    for found, wanted in zip(reading.handbook.questions, sample.questions, strict=True):
        assert found.blocks == wanted.blocks, question_text(sample, wanted)
