"""The paragraphs of an answer in a review copy → its blocks, as their styles say."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.findings import Finding
from pipeline.formats.docx.styles import Container, Role
from pipeline.handbook import (
    Block,
    Case,
    Cell,
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
    inline_text,
)
from pipeline.importing.catalogue import problem
from pipeline.importing.pictures import same_picture
from pipeline.importing.pieces import Piece
from pipeline.importing.tree import flat
from pipeline.word import WordText
from pipeline.word.numbering import BULLET

CAPTIONS = frozenset({"caption", "题注"})
"""The style that Word and WPS give to a caption that one inserts with their own command."""


@dataclass(frozen=True, slots=True)
class Line:
    """A piece with what its style says it is; roles None: a style that is not ours."""

    piece: Piece
    role: Role | None


@dataclass(slots=True)
class Pictures:
    """The pictures that have been met, by name; Word may have written an old one anew."""

    known: Mapping[str, bytes]
    found: dict[str, bytes] = field(default_factory=dict)

    def name(self, data: bytes) -> str:
        """Give the digest of a picture, or that of a known one that looks the same."""
        name = hashlib.sha256(data).hexdigest()
        if name not in self.known:
            name = next((old for old, one in self.known.items() if same_picture(data, one)), name)
        self.found[name] = data
        return name


@dataclass(slots=True)
class _Open:
    """A block under construction."""

    kind: Container
    blocks: list[Block] = field(default_factory=list)
    words: str = ""


@dataclass(slots=True)
class _Item:
    depth: int
    number: str
    blocks: list[Block] = field(default_factory=list)


class Answer:
    """Lines of an answer → its blocks."""

    def __init__(self, pictures: Pictures, text: WordText, name: str, troubles: list[Finding]) -> None:
        self.pictures, self.text, self.name, self.troubles = pictures, text, name, troubles
        self.found: list[Block] = []
        self.open: list[_Open] = []
        self.items: list[_Item] = []
        self.caption: str | None = None

    def all(self, lines: Iterable[Line]) -> tuple[Block, ...]:
        """Give the blocks of ``lines``."""
        for line in lines:
            self._line(line)
        self._close(0)
        return tuple(self.found)

    def _line(self, line: Line) -> None:
        piece = line.piece
        around = tuple(one.kind for one in self.open if one.kind != "quote")
        role = line.role or Role("body", around)
        if line.role is None and piece.style.casefold() in CAPTIONS:
            piece = replace(piece, inlines=_without_number(piece.inlines))
            role = Role("legend" if self._lacks_legend() else "caption", around)
        if piece.grid is not None:
            caption, self.caption = self.caption or "", None
            rows = tuple(
                tuple(normal(flat(cell)) for cell in row) for row in (piece.grid.head, *piece.grid.rows)
            )
            head = tuple(map(_not_bold, rows[0]))
            self._add(Table(0, caption, tuple("left" for _ in head), head, rows[1:]))
            return
        inside = role.inside
        in_list = inside[-1:] == ("list",)
        self._reach(
            inside[:-1] if in_list else inside, piece, keep_items=in_list or role.kind in ("item", "more")
        )
        match role.kind:
            case "lead":
                self._close(0)
                self.open.append(_Open("point", words=piece.text.strip()))
            case "case" | "note":
                self._close_last(("case", "note", "quote"))
                # The paragraph itself, because its tabs say where a part is missing.
                self.open.append(_Open(role.kind, words=self.text.paragraphs[piece.at - 1].text))
            case "item" if piece.number:
                self._end_caption()
                self.items.append(_Item(max(piece.depth, 1), piece.number))
                if normal(piece.inlines):
                    self.items[-1].blocks.append(Paragraph(normal(piece.inlines)))
            case "caption":
                self._end_caption()
                self.caption = piece.text.strip()
            case "legend":
                blocks = self._target()
                last = blocks[-1] if blocks else None
                if isinstance(last, Figure) and not last.caption:
                    blocks[-1] = replace(last, caption=piece.text.strip())
                else:
                    self._add(Paragraph(normal(piece.inlines)))
            case _ if piece.picture is not None:
                name = self.pictures.name(piece.picture.data)
                self._add(Figure(0, name, piece.picture.alternative, ""))
            case _:
                self._add(Paragraph(normal(piece.inlines)))

    def _lacks_legend(self) -> bool:
        last = self._target()[-1:]
        return bool(last) and isinstance(last[0], Figure) and not last[0].caption

    def _target(self) -> list[Block]:
        if self.items:
            return self.items[-1].blocks
        return self.open[-1].blocks if self.open else self.found

    def _add(self, block: Block) -> None:
        self._end_caption()
        self._target().append(block)

    def _end_caption(self) -> None:
        """A caption without a table is a paragraph."""
        if self.caption is not None:
            words, self.caption = self.caption, None
            self._target().append(Paragraph((Text(words),)))

    def _reach(self, inside: tuple[Container, ...], piece: Piece, *, keep_items: bool) -> None:
        """Close what ``inside`` does not have; open what it has and is not open yet."""
        if not keep_items:
            self._close_items()
        same = 0
        while same < min(len(inside), len(self.open)) and self.open[same].kind == inside[same]:
            same += 1
        if same < len(self.open):
            self._close(same)
        for kind in inside[same:]:
            self._close_items()
            if kind in ("case", "note"):
                known = {"head": Role(kind).style, "body": Role("body").style}
                self.troubles.append(
                    problem("I202", self.name, words=piece.text[:16], style=piece.style, **known)
                )
            if kind not in ("point", "list"):
                self.open.append(_Open(kind))

    def _close_last(self, kinds: tuple[Container, ...]) -> None:
        while self.open and self.open[-1].kind in kinds:
            self._close(len(self.open) - 1)
        self._close_items()

    def _close_items(self) -> None:
        self._end_caption()
        if self.items:
            items, self.items = self.items, []
            self._target().extend(_lists(items))

    def _close(self, depth: int) -> None:
        """Close open blocks until ``depth`` of them are left."""
        self._close_items()
        while len(self.open) > depth:
            one = self.open.pop()
            blocks = tuple(one.blocks)
            if one.kind in ("case", "note") and not blocks:
                words = " ".join(one.words.split())
                self.troubles.append(problem("I203", self.name, words=words))
            block: Block
            match one.kind:
                case "point":
                    block = Point(one.words, blocks)
                case "case":
                    block = _case(one.words, blocks)
                case "note":
                    block = Note(blocks)
                case _:
                    block = Quote(blocks)
            self._target().append(block)


def _without_number(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """Take the number out that a word processor writes before a caption of its own: it is computed anew."""
    words = re.sub(r"^\s*[图表]\s*\d+(?:[-.]\d+)*[\s.、．:：]*", "", inline_text(inlines))
    return (Text(words),)


def _not_bold(cell: Cell) -> Cell:
    """A cell of the head row: that it is bold as a whole is the table's style, though some programs write it out."""
    only = cell[0] if len(cell) == 1 else None
    return only.inlines if isinstance(only, Strong) else cell


def _lists(items: list[_Item]) -> Iterator[Block]:
    """Give the lists that a run of items makes: a new one where bullets turn to numbers or the numbers begin again."""
    at = 0
    while at < len(items):
        block, at = _list(items, at)
        yield block


def _list(items: list[_Item], at: int) -> tuple[ItemList, int]:
    first = items[at]
    ordered = first.number != BULLET
    start = _value(first)
    found: list[tuple[Block, ...]] = []
    while at < len(items) and items[at].depth >= first.depth:
        item = items[at]
        if item.depth > first.depth:
            inner, at = _list(items, at)
            found[-1] = (*found[-1], inner)
            continue
        if (item.number != BULLET) != ordered or (ordered and _value(item) != start + len(found)):
            break
        found.append(tuple(item.blocks))
        at += 1
    return ItemList(tuple(found), ordered, start if ordered else 1), at


def _value(item: _Item) -> int:
    return int(re.sub(r"\D", "", item.number) or 1)


def _case(label: str, blocks: tuple[Block, ...]) -> Case:
    """Make a case from its head line: district, place, project and year between tabs, as they went out."""
    district, place, project, year = (*(part.strip() for part in label.split("\t")), "", "", "", "")[:4]
    if re.fullmatch(r".*\d年", year):
        year = year.removesuffix("年")
    return Case(district, blocks, place, project, year)


def normal(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Give inlines without the numbers that are computed, so that they can be compared."""
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Footnote():
                found.append(Footnote(0, normal(inline.inlines)))
            case CrossReference():
                question = "" if inline.item else inline.question_id
                found.append(CrossReference(question, 0, item=inline.item, label=inline.label[:1]))
            case Strong() | Emphasis() | Link():
                found.append(replace(inline, inlines=normal(inline.inlines)))
            case _:
                found.append(inline)
    return tuple(found)
