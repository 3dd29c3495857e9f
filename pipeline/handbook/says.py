"""What a handbook says, passage by passage: what every finished file is compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from pipeline.handbook.blocks import (
    NOTE_LABEL,
    Block,
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Quote,
    Strong,
    Table,
    Text,
    footnotes,
    inline_text,
)
from pipeline.handbook.book import Handbook, Question, Source

MarkKind = Literal["strong", "emphasis", "code", "link", "reference", "note", "page", "address"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What marks the characters from ``start`` to before ``end`` of a passage, spaces not counted.

    ``target`` is a link's address, the id of the question, table or figure that a reference leads to, or the number of
    the footnote whose mark is before the character at ``start`` (it takes up no character). Page and address are what
    paper adds there.
    """

    kind: MarkKind
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a question as every format shows it: what it is, its characters, its emphasis and links.

    ``id`` names it within its question: ``title``, ``2`` (the second block), ``2.1`` (the first in it), ``3.2.1`` (a
    table's second row, first cell; the head is row 0), ``sources``, ``n1`` (a footnote). A picture has no characters;
    ``image`` is its name in the handbook, ``alternative`` the words in its place. ``runs_in``: a format may set
    it into the paragraph of what precedes it. ``within`` are its enclosures, the outermost first; ``cell`` is
    a cell's row, from the head's 0, and its column, from 1.
    """

    kind: PassageKind
    text: str
    id: str = ""
    marks: tuple[Mark, ...] = ()
    runs_in: bool = False
    image: str = ""
    alternative: str = ""
    within: tuple[Enclosure, ...] = ()
    cell: tuple[int, int] | None = None


Enclosure = Literal["case", "note", "quote", "list", "table"]
"""What sets the text in it off from the text around it."""

PassageKind = Literal[
    "title",
    "paragraph",
    "lead",
    "label",
    "marker",
    "caption",
    "head",
    "cell",
    "picture",
    "sources",
    "footnote",
    "term",
]


def inline_marks(inlines: Iterable[Inline], start: int = 0) -> Iterator[Mark]:
    """Give the marks of inlines, in the characters of :func:`inline_text` that count, which begin at ``start``."""
    for inline in inlines:
        end = start + len(without_space(inline_text((inline,))))
        match inline:
            case CrossReference():
                yield Mark("reference", start, end, inline.target)
            case Code():
                yield Mark("code", start, end)
            case Link():
                yield Mark("link", start, end, inline.target)
                yield from inline_marks(inline.inlines, start)
            case Strong():
                yield Mark("strong", start, end)
                yield from inline_marks(inline.inlines, start)
            case Emphasis():
                yield Mark("emphasis", start, end)
                yield from inline_marks(inline.inlines, start)
            case Footnote():
                yield Mark("note", start, start, str(inline.number))
            case Text():
                pass
        start = end


KINDS: Mapping[str, str] = {
    "title": "题目",
    "paragraph": "正文",
    "lead": "要点",
    "label": "标签",
    "marker": "序号",
    "caption": "图表名",
    "head": "表头",
    "cell": "表格",
    "picture": "图",
    "sources": "资料来源",
    "footnote": "脚注",
    "term": "术语",
}
"""What a kind of passage is called."""


def _inline_passage(
    kind: PassageKind,
    inlines: tuple[Inline, ...],
    name: str,
    within: tuple[Enclosure, ...] = (),
    runs_in: bool = False,
) -> Passage:
    return Passage(kind, inline_text(inlines), name, tuple(inline_marks(inlines)), runs_in, within=within)


def passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Give the passages of blocks in reading order, without footnotes."""
    return _passages(blocks, "", ())


def _passages(
    blocks: Iterable[Block], inside: str, within: tuple[Enclosure, ...], runs_in: bool = False
) -> Iterator[Passage]:
    """Give the passages of blocks; ``inside`` begins their ids, and with ``runs_in`` the first paragraph may run in."""
    for number, block in enumerate(blocks, 1):
        name = f"{inside}{number}"
        deeper = f"{name}."
        match block:
            case Paragraph():
                yield _inline_passage("paragraph", block.inlines, name, within, runs_in and number == 1)
            case Point():
                lead = Mark("strong", 0, len(without_space(block.lead)))
                yield Passage("lead", block.lead, name, (lead,), within=within)
                yield from _passages(block.blocks, deeper, within, runs_in=True)
            case Case():
                case = (*within, "case")
                yield Passage("label", "".join(block.label), name, within=case)
                yield from _passages(block.blocks, deeper, case)
            case Note():
                note = (*within, "note")
                yield Passage("label", NOTE_LABEL, name, within=note)
                yield from _passages(block.blocks, deeper, note, runs_in=True)
            case Quote():
                yield from _passages(block.blocks, deeper, (*within, "quote"))
            case ItemList():
                listing = (*within, "list")
                for place, (marker, item) in enumerate(zip(block.markers, block.items, strict=True), 1):
                    yield Passage("marker", marker, f"{deeper}{place}", within=listing)
                    yield from _passages(item, f"{deeper}{place}.", listing, runs_in=True)
            case Table():
                yield from _table_passages(block, name, (*within, "table"))
            case Figure():
                yield Passage(
                    "picture", "", f"{name}.picture", (), False, block.image, block.alternative, within
                )
                yield Passage("caption", block.label + block.caption, name, within=within)


def _table_passages(block: Table, name: str, within: tuple[Enclosure, ...]) -> Iterator[Passage]:
    yield Passage("caption", block.label + block.caption, name, within=within)
    for row, cells in enumerate((block.head, *block.rows)):
        for column, cell in enumerate(cells, 1):
            yield Passage(
                "cell" if row else "head",
                inline_text(cell),
                f"{name}.{row}.{column}",
                tuple(inline_marks(cell)),
                within=within,
                cell=(row, column),
            )


def source_line(source: Source) -> str:
    """Write a source as it is shown: title, number, date and, last, the address, divided by full-width commas."""
    return "，".join(part for part in (source.title, source.number, source.date, source.url) if part)


def printed_address(words: str, target: str) -> str:
    """Give a link's address as paper shows it behind the link's words: without scheme; empty where these show it.

    What would be a bare word, as the name of a machine at hand, is no address to readers.
    """
    short = quote(re.sub("^(https?://|mailto:)", "", target), safe=_OF_ADDRESSES).rstrip("/")
    known = short.lower() in without_space(words).lower() or not re.search("[.@/:]", short)
    return "" if known else short


_OF_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"

SOURCES_LABEL = "资料来源："

CONTENTS_TITLE, PREFACE_TITLE, REVISIONS_TITLE, GLOSSARY_TITLE = "目录", "编写说明", "修订说明", "术语"
"""The titles of what stands beside the questions, the same in every format."""


REVISED = "revised"
"""The id of the passage that says whether the question is new or changed."""


def question_passages(handbook: Handbook, question: Question) -> tuple[Passage, ...]:
    """Give all that a reader sees of a question, in order: number and title, answer, sources, footnotes.

    This is what every finished file is compared with.
    """
    found = [Passage("title", f"{question.number}{question.title}", "title")]
    if question.revised:
        found.append(Passage("label", question.revised, REVISED))
    found += passages(question.blocks)
    cited = handbook.cited(question)
    if cited:
        text, marks = SOURCES_LABEL, []
        for number, source in enumerate(cited):
            text += ("；" if number else "") + source_line(source)
            end = len(without_space(text))
            if source.url:
                marks.append(Mark("link", end - len(without_space(source.url)), end, source.url))
        found.append(Passage("sources", text, "sources", tuple(marks)))
    return (*found, *footnote_passages(question.blocks))


def footnote_passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Give the passages of the footnotes of blocks, in the order of their marks."""
    return (_inline_passage("footnote", note.inlines, f"n{note.number}") for note in footnotes(blocks))


def question_text(handbook: Handbook, question: Question) -> str:
    """Join the :func:`question_passages` to one string, a line a passage."""
    return "\n".join(passage.text for passage in question_passages(handbook, question))


ZERO_WIDTH = "\u200b\u2060\ufeff"
"""Marks without width that say where a line may or must not end."""


def without_space(text: str) -> str:
    """Give the characters that count in a comparison: all but white space and zero-width break marks."""
    words = "".join(text.split())
    for mark in ZERO_WIDTH:
        words = words.replace(mark, "")
    return words
