"""What the finished articles say is what the handbook says, for every construct; and any change is seen."""

from __future__ import annotations

import dataclasses
import json
import re

import lxml.html
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from pipeline.findings import UNREADABLE
from pipeline.formats.wechat import FORMAT
from pipeline.handbook import (
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Question,
    Quote,
    Source,
    Strong,
    Table,
    Text,
    question_text,
    without_space,
    words_digest,
)
from pipeline.making.carry_out import carry_out, unheard
from pipeline.making.executors import Here
from pipeline.seen.edition import Stamp
from pipeline.verify.compare import compare
from pipeline.world import Below, Folder
from tests.formats.wechat.reading import articles, reread
from tests.values import STORE, TEMPLATES, files_of

PAGE, SERIES = "wechat/index.html", "wechat/series.json"
FIRST, SECOND = "wechat/01-general.html", "wechat/02-technical.html"


def _differing(handbook, files):
    """The numbers of questions that do not read as the handbook has them."""
    edition, _ = reread(files).editions
    assert edition.file == "wechat/"
    assert [found.number for found in edition.questions] == [q.number for q in handbook.questions]
    return [
        found.number
        for found, question in zip(edition.questions, handbook.questions, strict=True)
        if without_space(found.text) != without_space(question_text(handbook, question))
    ]


@pytest.mark.parametrize("series", ["category", "question"])
@pytest.mark.parametrize("name", ["sample", "rich", "real_handbook"])
def test_the_articles_say_what_the_handbook_says(name, series, request):
    handbook = request.getfixturevalue(name)
    handbook = dataclasses.replace(handbook, wechat=dataclasses.replace(handbook.wechat, series=series))
    assert _differing(handbook, files_of(FORMAT, handbook=handbook)) == []


def test_the_place_is_the_article(made):
    edition, _ = reread(made).editions
    assert [question.place for question in edition.questions] == [
        "01-general.html 第5段",
        "02-technical.html 第5段",
        "02-technical.html 第51段",
    ]


@pytest.fixture
def changeable(made):
    """The finished files, which a test may change."""
    return dict(made)


# One character in every kind of text: what stands in the file, what is put there, whose text changes.
CHANGES = {
    "title": ("最后一问？", "最后二问？", 3),
    "number": (">2</span>", ">7</span>", None),
    "text": ("开头的一段", "开头的二段", 2),
    "strong": ("加重的文字", "加轻的文字", 1),
    "emphasis": ("着重的文字", "看重的文字", 1),
    "link": ("外部链接", "内部链接", 1),
    "link on the platform": ("旧文", "新文", 1),
    "cross reference": ("参见第2问", "参见第3问", 1),
    "code": ("A-1 &lt;b&gt;", "A-1 &lt;c&gt;", 1),
    "ordinal": ("二是", "三是", 2),
    "lead": ("用好清单", "用坏清单", 2),
    "district": ("甲区", "丁区", 2),
    "label": ("两级议事　2023年", "两级议事　2022年", 2),
    "marker": (">4.<", ">5.<", 2),
    "inner marker": (">99.<", ">98.<", 2),
    "note label": ("说明</strong>", "注明</strong>", 2),
    "caption": ("各区项目一览", "各区项目总览", 2),
    "cell": (">12<", ">13<", 2),
    "figure": ("位图样例", "位图样张", 2),
    "quotation": ("引文一段", "引文二段", 2),
    "footnote": ("表内脚注", "表外脚注", 2),
    "footnote of another": ("末问脚注", "末问角注", 3),
    "sources": ("资料来源：样例", "资料来源：样张", 1),
    "card's column": (">丙<", ">戊<", 2),
    "one card's column": ("丁</strong>　各", "戊</strong>　各", 2),
    "card": ("各街道", "各乡镇", 2),
}


def _follow(files):
    """Let the editor's page copy what the articles' files hold now."""
    text = files[PAGE].decode()
    head, opening, rest = re.split(r'(<script[^>]*id="data"[^>]*>)', text, maxsplit=1)
    data, tail = rest.split("</script>", 1)
    copied = json.loads(data)
    for article, name in zip(copied, articles(files), strict=True):
        article["html"] = files[name].decode()
    changed = json.dumps(copied, ensure_ascii=False).replace("<", "\\u003c")
    files[PAGE] = (head + opening + changed + "</script>" + tail).encode()


def _replace(files, name, before, after):
    text = files[name].decode()
    assert before in text
    files[name] = text.replace(before, after, 1).encode()


def _rewrite(files, name, before, after):
    """Change an article's file, and the editor's page with it."""
    _replace(files, name, before, after)
    _follow(files)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_character_is_seen(kind, changeable, rich):
    before, after, number = CHANGES[kind]
    for name in articles(changeable):
        text = changeable[name].decode()
        body = text.index("<h2")
        if before in text[body:]:
            # The last occurrence, so that one of several equal labels differs from the others.
            head, tail = text[body:].rsplit(before, 1)
            changeable[name] = (text[:body] + head + after + tail).encode()
            _follow(changeable)
            break
    else:
        pytest.fail(f"{before} does not occur")
    if kind == "number":
        edition, _ = reread(changeable).editions
        assert [question.number for question in edition.questions] != [1, 2, 3]
    else:
        assert _differing(rich, changeable) == [number]


def test_a_note_without_its_mark_is_seen(changeable, rich):
    root = lxml.html.fragment_fromstring(changeable[SECOND].decode())
    mark = next(iter(root.iter("sup")))
    mark.drop_tree()
    changeable[SECOND] = lxml.html.tostring(root, encoding="unicode").encode()
    _follow(changeable)
    # The question has lost its note; the note that nobody points to is counted to the last question.
    assert _differing(rich, changeable) == [2, 3]


SPOILS = {
    "no series": lambda files: files.pop(SERIES),
    "series is no JSON": lambda files: files.update({SERIES: b"{"}),
    "series without articles": lambda files: files.update({SERIES: b'{"articles": 1}'}),
    "a file elsewhere": lambda files: files.update({SERIES: b'{"articles": [{"file": "../01-a.html"}]}'}),
    "a file name that is none": lambda files: files.update({SERIES: b'{"articles": [{"file": 1}]}'}),
    "no article": lambda files: files.pop(FIRST),
    "an empty article": lambda files: files.update({FIRST: b""}),
    "not UTF-8": lambda files: files.update({FIRST: b"\xff\xfe"}),
    "two roots": lambda files: _rewrite(files, FIRST, "<section", "<p></p><section"),
    "no page": lambda files: files.pop(PAGE),
    "a page without articles": lambda files: files.update({PAGE: b"<p>1</p>"}),
    "an article beside the series": lambda files: files.update({"wechat/03-more.html": b"1"}),
}


@pytest.mark.parametrize("kind", SPOILS)
def test_a_broken_file_is_named_in_one_line(kind, changeable):
    SPOILS[kind](changeable)
    _is_unreadable(changeable)


def _is_unreadable(files):
    found = reread(files)
    assert found.editions == ()
    (finding,) = found.findings
    assert finding.code == UNREADABLE
    assert finding.file.startswith("wechat/")
    assert finding.hint
    assert "\n" not in str(finding)


def test_a_folder_in_an_articles_place_is_named_in_one_line(made, tmp_path):
    for name, data in made.items():
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir() if name == FIRST else path.write_bytes(data)
    _is_unreadable(Below(Folder(tmp_path), "output"))


def test_a_page_that_copies_something_else_is_seen(changeable, rich):
    _replace(changeable, PAGE, *(json.dumps(words)[1:-1] for words in ("开头的一段", "开头的二段")))
    copied, page = reread(changeable).editions
    assert compare(rich, copied) == ()
    assert [(difference.file, difference.number) for difference in compare(rich, page)] == [
        ("wechat/index.html", 2)
    ]


def test_a_page_that_copies_other_furniture_is_seen(changeable):
    _replace(changeable, PAGE, *(json.dumps(words)[1:-1] for words in ("下一篇：", "本篇题目")))
    (finding,) = reread(changeable).findings
    assert (finding.file, finding.place) == ("wechat/index.html", "01-general.html 第15段")
    assert "第1篇要复制的正文与文章 01-general.html 不同：应为“" in finding.message


def test_a_missing_picture_is_reported_with_its_question(changeable):
    del changeable["wechat/images/001.png"]
    assert ("缺少图片 images/001.png", 2) in [
        (one.message, one.number) for one in reread(changeable).findings
    ]


def test_a_note_that_no_mark_points_to_is_seen(changeable, rich):
    more = '<p><span leaf="">㊿</span><span leaf="">多余的注。</span></p>'
    _rewrite(changeable, SECOND, "注释</span></h3>", f"注释</span></h3>{more}")
    assert _differing(rich, changeable) == [3]


# ---- One article, whatever its name ---------------------------------------------------------------------------------


def test_an_article_is_recognised_by_its_last_line(made, rich):
    found = FORMAT.recognised(made[SECOND])
    assert found.stamp == Stamp(rich.release, words_digest(rich)[:8])
    (edition,) = found.editions
    assert [question.number for question in edition.questions] == [2, 3]
    assert edition.questions[0].place == "第5段"
    assert found.findings == ()


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "别的文字".encode(), b"<p>1</p>"])
def test_another_file_is_not_recognised(data):
    assert FORMAT.recognised(data) is None


def test_an_article_that_is_no_longer_utf_8_is_recognised_and_unreadable(made):
    found = FORMAT.recognised(made[SECOND].replace("答案".encode(), b"\xff", 1) + b"\xff")
    assert found.stamp
    assert [one.code for one in found.findings] == [UNREADABLE]


# ---- Any answer that the model can hold -------------------------------------------------------------------------

words = st.text(alphabet="生活圈“”，。（1 2）ab<>&\"'{}%#[]①·～—…𠮷", min_size=1, max_size=10)
address = st.sampled_from(
    ["https://example.org/a?b=1&c='2'", "http://mp.weixin.qq.com/s/x", "mailto:a@example.org"]
)
plain = st.one_of(st.builds(Text, words), st.builds(Code, words), st.just(CrossReference("plain", 1)))
flat = st.lists(plain, min_size=1, max_size=3).map(tuple)
marked = st.one_of(st.builds(Strong, flat), st.builds(Emphasis, flat), st.builds(Link, flat, address))
unnoted = st.lists(st.one_of(plain, marked), min_size=1, max_size=3).map(tuple)
noted = st.builds(lambda a, note, b: (*a, Footnote(0, note), *b), unnoted, unnoted, unnoted)
run = st.one_of(unnoted, noted)
stated = words.map(str.strip).filter(bool)  # the reader strips what is written of a picture, and asks for it
figures = st.builds(Figure, st.integers(1, 9), st.just("images/frame.png"), stated, stated)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 5))
    row = st.tuples(*[st.one_of(st.just(()), run)] * width)
    rows = tuple(draw(st.lists(row, max_size=3)))
    return Table(draw(st.integers(1, 9)), draw(words), ("left",) * width, draw(row), rows)


def _containing(inner):
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Quote, blocks),
        st.builds(Note, blocks),
        st.builds(Point, words, blocks),
        st.builds(Case, words, blocks, place=words, project=words, year=st.sampled_from(["", "2023"])),
        st.builds(
            ItemList, st.lists(blocks, min_size=1, max_size=3).map(tuple), st.booleans(), st.integers(1, 12)
        ),
    )


answers = st.lists(
    st.recursive(st.one_of(st.builds(Paragraph, run), figures, tables()), _containing, max_leaves=5),
    min_size=1,
    max_size=2,
).map(tuple)


def _numbered(value, counter):
    """The same blocks with footnotes counted from 1, as the reader counts them."""
    if isinstance(value, Footnote):
        counter.append(value)
        return dataclasses.replace(value, number=len(counter))
    if isinstance(value, tuple):
        return tuple(_numbered(one, counter) for one in value)
    if dataclasses.is_dataclass(value):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **{name: _numbered(one, counter) for name, one in fields.items()})
    return value


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.usefixtures("plain_covers")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=answers, second=answers, title=words)
def test_any_answer_comes_back(first, second, title, sample):
    questions = tuple(
        Question(
            id, number, title, _numbered(blocks, []), sources=(Source(title, url="https://example.org/"),)
        )
        for number, (id, blocks) in enumerate((("plain", first), ("other", second)), 1)
    )
    category = dataclasses.replace(sample.categories[0], questions=questions)
    book = dataclasses.replace(sample, categories=(category,))
    results = carry_out(FORMAT.steps(book), TEMPLATES, STORE, Here(), unheard)
    if any(result.findings for result in results.values()):
        reject()  # a question that is too long for an article
    files = {name: data for result in results.values() for name, data in result.files.items()}
    assert _differing(book, files) == []
    assert compare(book, reread(files).editions[0]) == ()
