"""The blocks and inlines of an answer, and how they are walked through.

A position in the source (:class:`Place`) travels with the text, so that any message can name file, line and column;
it is left out of comparison, because two handbooks that say the same are equal wherever their words are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a source file: path from the project's root with ``/``; line and column in characters, from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("")


def _at() -> Any:
    """Make a field for the place in the source, left out of comparison."""
    return field(default=NOWHERE, compare=False, repr=False, metadata={"place": True})


def _if_given() -> Any:
    """Make a text field that counts in a digest only where it is given, so that digests from before it stay true."""
    return field(default="", metadata={"if_given": True})


# ---- Inlines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain characters.

    ``pieces`` maps characters back to the source: each ``(offset, place)`` gives the place of the character at
    ``offset``; the characters up to the next piece follow it column by column.
    """

    kind: ClassVar[str] = "text"
    text: str
    pieces: tuple[tuple[int, Place], ...] = field(
        default=(), compare=False, repr=False, metadata={"place": True}
    )

    @property
    def at(self) -> Place:
        """The place where the run begins."""
        return self.pieces[0][1] if self.pieces else NOWHERE

    def place_of(self, offset: int) -> Place:
        """Give the place in the source of the character at ``offset``."""
        found = NOWHERE
        for start, place in self.pieces:
            if start > offset:
                break
            found = Place(place.file, place.line, place.column + offset - start)
        return found


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis, set in Hei."""

    kind: ClassVar[str] = "strong"
    inlines: tuple[Inline, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis, set with dots under the characters (着重号) or in Kai; never slanted."""

    kind: ClassVar[str] = "emphasis"
    inlines: tuple[Inline, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Code:
    """Characters that a reader types or compares literally."""

    kind: ClassVar[str] = "code"
    text: str
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside the handbook."""

    kind: ClassVar[str] = "link"
    inlines: tuple[Inline, ...]
    target: str
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to another question, shown as 第N问, or to a table or figure, shown as 表N or 图N.

    The reader has checked that what it leads to exists. ``item`` is the id of a table or figure, ``label`` what is
    shown of it; ``question_id`` and ``number`` are then those of the question that it stands in (none in the preface).
    """

    kind: ClassVar[str] = "cross_reference"
    question_id: str
    number: int
    at: Place = _at()
    item: str = _if_given()
    label: str = _if_given()

    @property
    def text(self) -> str:
        """What every format shows: 第N问, 表N or 图N."""
        return self.label or f"第{self.number}问"

    @property
    def target(self) -> str:
        """The id, as the source writes it, of what it leads to."""
        return self.item or self.question_id


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote at the place of its mark; ``number`` counts from 1 inside its question (or the preface)."""

    kind: ClassVar[str] = "footnote"
    number: int
    inlines: tuple[Inline, ...]
    at: Place = _at()


Inline = Text | Strong | Emphasis | Code | Link | CrossReference | Footnote


# ---- Blocks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    kind: ClassVar[str] = "paragraph"
    inlines: tuple[Inline, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point (一是…): ``lead`` runs into the first paragraph of ``blocks``."""

    kind: ClassVar[str] = "point"
    lead: str
    blocks: tuple[Block, ...]
    at: Place = _at()

    @property
    def ordinal(self) -> str:
        """The counting word that opens the lead (一是, 十二是 …), or the empty string."""
        head = self.lead[:3]
        for length in (3, 2):
            word = head[:length]
            if (
                len(word) == length
                and word[-1] == "是"
                and all(c in "一二三四五六七八九十" for c in word[:-1])
            ):
                return word
        return ""


@dataclass(frozen=True, slots=True)
class Case:
    """A district's example; ``local``: the book is about this district alone, so that its place says more."""

    kind: ClassVar[str] = "case"
    district: str
    blocks: tuple[Block, ...]
    place: str = ""
    project: str = ""
    year: str = ""
    at: Place = _at()
    local: bool = field(default=False, metadata={"if_given": True})

    @property
    def home(self) -> str:
        """What opens its head line, and what an index goes by: the district, or the place where that is local."""
        return self.place if self.local and self.place else self.district

    @property
    def label(self) -> tuple[str, ...]:
        """The words of its head line in order: district, place, project, year (with 年); absent ones left out."""
        year = f"{self.year}年" if self.year[-1:].isdigit() else self.year
        place = "" if self.home == self.place else self.place
        return tuple(part for part in (self.home, place, self.project, year) if part)


NOTE_LABEL = "说明"


@dataclass(frozen=True, slots=True)
class Note:
    """An explanatory note; every format puts :data:`NOTE_LABEL` before it."""

    kind: ClassVar[str] = "note"
    blocks: tuple[Block, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; ``start`` is the first number of an ordered one."""

    kind: ClassVar[str] = "list"
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1
    at: Place = _at()

    @property
    def markers(self) -> tuple[str, ...]:
        """The mark before each item as a reader sees it: ``1.`` … or ``•``."""
        return tuple(f"{self.start + i}." if self.ordered else "•" for i in range(len(self.items)))


Alignment = Literal["left", "center", "right"]
Cell = tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; every row has as many cells as ``alignments``. ``id`` is what references name."""

    kind: ClassVar[str] = "table"
    number: int
    caption: str
    alignments: tuple[Alignment, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at: Place = _at()
    id: str = _if_given()

    @property
    def label(self) -> str:
        """表N."""
        return f"表{self.number}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture alone in its paragraph; ``image`` is the name of an entry of :attr:`Handbook.images`.

    ``id`` is what references name.
    """

    kind: ClassVar[str] = "figure"
    number: int
    image: str
    alternative: str
    caption: str
    at: Place = _at()
    id: str = _if_given()

    @property
    def label(self) -> str:
        """图N."""
        return f"图{self.number}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart."""

    kind: ClassVar[str] = "quote"
    blocks: tuple[Block, ...]
    at: Place = _at()


Block = Paragraph | Point | Case | Note | ItemList | Table | Figure | Quote


# ---- Walking through -------------------------------------------------------------------------------------------------


def inline_text(inlines: Iterable[Inline]) -> str:
    """Give the visible characters of inlines, without footnotes and their marks."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text() | Code() | CrossReference():
                parts.append(inline.text)
            case Strong() | Emphasis() | Link():
                parts.append(inline_text(inline.inlines))
            case Footnote():
                pass
    return "".join(parts)


def footnotes(blocks: Iterable[Block]) -> tuple[Footnote, ...]:
    """Give the footnotes of blocks in the order of their marks."""
    return tuple(inline for inline in walk_inlines(blocks) if isinstance(inline, Footnote))


def walk_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Give every inline of blocks, outer before inner, in reading order."""

    def deep(inlines: Iterable[Inline]) -> Iterator[Inline]:
        for inline in inlines:
            yield inline
            if isinstance(inline, Strong | Emphasis | Link | Footnote):
                yield from deep(inline.inlines)

    for block in walk(blocks):
        match block:
            case Paragraph():
                yield from deep(block.inlines)
            case Table():
                for cell in (cell for row in (block.head, *block.rows) for cell in row):
                    yield from deep(cell)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Give every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Point() | Case() | Note() | Quote():
                yield from walk(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from walk(item)
