"""Any answer that the model can hold comes back out of the finished file."""

from __future__ import annotations

import dataclasses

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.formats.epub.read import read_book
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
)
from pipeline.verify.compare import compare
from tests.formats.epub.bound import bound

words = st.text(alphabet="生活圈“”，。（1 2）ab<>&\"'{}%#[]·～—…𠮷", min_size=1, max_size=12)
address = st.sampled_from(
    ["https://example.org/", "https://example.org/a?b=1&c='2'#d", "mailto:a@example.org"]
)

plain = st.one_of(st.builds(Text, words), st.builds(Code, words), st.just(CrossReference("plain", 1)))


def _marked(inner):
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(st.builds(Strong, some), st.builds(Emphasis, some), st.builds(Link, some, address))


inlines = st.lists(st.recursive(plain, _marked, max_leaves=4), min_size=1, max_size=3).map(tuple)
noted = st.builds(lambda before, note, after: (*before, Footnote(0, note), *after), inlines, inlines, inlines)
run = st.one_of(inlines, noted)
paragraphs = st.builds(Paragraph, run)
figures = st.builds(
    Figure, st.integers(1, 9), st.sampled_from(["images/frame.png", "images/circle.svg"]), words, words
)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 3))
    row = st.tuples(*[st.one_of(st.just(()), run)] * width)
    alignments = st.tuples(*[st.sampled_from(["left", "center", "right"])] * width)
    return Table(
        draw(st.integers(1, 9)),
        draw(words),
        draw(alignments),
        draw(row),
        tuple(draw(st.lists(row, max_size=2))),
    )


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
    st.recursive(st.one_of(paragraphs, figures, tables()), _containing, max_leaves=8), min_size=1, max_size=4
).map(tuple)


def _numbered(value, counter):
    """The same blocks with footnotes counted from 1, as the reader counts them."""
    if isinstance(value, Footnote):
        counter.append(value)
        return dataclasses.replace(value, number=len(counter))
    if isinstance(value, tuple):
        return tuple(_numbered(one, counter) for one in value)
    if dataclasses.is_dataclass(value):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **{name: _numbered(one, counter) for name, one in fields.items()})
    return value


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=answers, title=words)
def test_any_answer_comes_back(blocks, title, handbook):
    first, *others = handbook.parts
    question = Question(
        "plain", 1, title, _numbered(blocks, []), sources=(Source(title, url="https://example.org/"),)
    )
    book = dataclasses.replace(
        handbook, categories=(dataclasses.replace(first, questions=(question,)), *others)
    )
    (edition,) = read_book({"handbook.epub": bound(book)}).editions
    assert edition.questions[0].number == 1
    assert without_space(edition.questions[0].text) == without_space(question_text(book, question))
    # Emphasis, links, footnote marks, pictures, where blocks begin, and white space, too.
    assert [one for one in compare(book, edition) if one.number == 1] == []
