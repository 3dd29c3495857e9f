"""What changed in the words of one question, or of a text beside the questions, block by block and cell by cell."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.handbook import MarkKind, without_space
from pipeline.release.match import Unit, aligned, keys, likeness, paired, units
from pipeline.release.record import RecordedBlock, RecordedQuestion
from pipeline.release.wording import Numbers, Piece, plain, retargeted, said, tokens, wording
from pipeline.verify.marks import NAMES

_LABEL = re.compile(r"表\d+")
_NAMED = 6  # characters: a head that is no longer is named beside the number of its column
Row = tuple[RecordedBlock, ...]


@dataclass(frozen=True, slots=True)
class Rewording:
    """A block whose words changed; a block left out is one removed piece, a new one is one added piece.

    ``remarks`` are what changed beside the words: emphasis, where a link leads, the picture itself. ``where`` names
    table, row and column; ``behind`` is the old block after which a new one stands.
    """

    kind: str
    pieces: tuple[Piece, ...]
    old: RecordedBlock | None = None
    remarks: tuple[str, ...] = ()
    where: str = ""
    behind: RecordedBlock | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """How the references of both releases read; ``printed`` asks for tables and rows as the old one counts them."""

    old: Numbers
    new: Numbers
    printed: bool = False

    def words(self, old: RecordedBlock, new: RecordedBlock) -> tuple[Piece, ...]:
        """Compare the words of two blocks."""
        return wording(tokens(old, self.old), tokens(new, self.new), old=self.printed)


def reworded(old: RecordedQuestion, new: RecordedQuestion, sides: Sides) -> tuple[Rewording, ...]:
    """Give the blocks of a question, its title first, whose words or marks differ; white space does not count."""
    was, now = (printed_words(one) for one in (old, new))
    return tuple(_Question(was, now, sides).changes())


def printed_words(question: RecordedQuestion) -> tuple[RecordedBlock, ...]:
    """Give the title without its number, which follows from other questions, and the blocks."""
    title = next(
        (block for block in question.blocks if block.kind == "title"), RecordedBlock("title", "", marks=())
    )
    shift = len(str(question.number)) if title.text.startswith(str(question.number)) else 0
    lines = tuple((max(at - shift, 0), place) for at, place in title.lines)
    rest = (block for block in question.blocks if block.kind != "title")
    return (dataclasses.replace(title, text=question.title, lines=lines), *rest)


@dataclass(frozen=True, slots=True)
class _Question:
    was: Sequence[RecordedBlock]
    now: Sequence[RecordedBlock]
    sides: Sides

    def changes(self) -> Iterator[Rewording]:
        behind: RecordedBlock | None = None
        for old, new in paired(units(self.was), units(self.now), self.sides.old, self.sides.new):
            if old and new:
                yield from self._marker(old, new)
                yield from self._table(old, new) if old.rows else self._block(old.block, new.block)
            elif old and old.kind != "marker":
                yield self._alone("removed", old)
            elif new and new.kind != "marker":
                yield dataclasses.replace(self._alone("added", new), behind=behind)
            if old:
                behind = old.rows[-1][-1] if old.rows else old.block

    def _block(self, old: RecordedBlock, new: RecordedBlock, where: str = "") -> Iterator[Rewording]:
        pieces, remarks = self.sides.words(old, new), beside_words(old, new)
        sides = tokens(old, self.sides.old), tokens(new, self.sides.new)
        for words, target in () if self.sides.printed else retargeted(*sides):
            was = next((number for number, one in self.sides.old.targets.items() if one == target), 0)
            if f"第{was}问" != words:
                remarks += (f"“{words}”改指{f'原第{was}问' if was else '新增的一问'}",)
        if remarks or any(piece.kind != "same" for piece in pieces):
            yield Rewording(old.kind, pieces, old, remarks, where)

    def _marker(self, old: Unit, new: Unit) -> Iterator[Rewording]:
        """Compare the marks of list items: where the numbers begin, and whether there are numbers."""
        if old.marker and new.marker and old.first and new.first and old.marker.text != new.marker.text:
            yield Rewording("marker", wording(plain(old.marker.text), plain(new.marker.text)), old.marker)

    def _alone(self, kind: str, unit: Unit) -> Rewording:
        side = self.sides.old if kind == "removed" else self.sides.new
        text = (
            "；".join(_row(row, side) for row in unit.rows) if unit.rows else said(tokens(unit.block, side))
        )
        return _whole(kind, unit.block, text)

    def _table(self, old: Unit, new: Unit) -> Iterator[Rewording]:
        sides = self.sides
        name = self._named(old if sides.printed else new)
        if len(old.rows[0]) != len(new.rows[0]):
            removed, added = self._alone("removed", old), self._alone("added", new)
            yield dataclasses.replace(
                removed, pieces=(*removed.pieces, *added.pieces), where=f"{name}（全表）"
            )
            return
        last = old.rows[0]
        for was, now in aligned(old.rows, new.rows, self._rows):
            if was and now:
                head = (old if sides.printed else new).rows[0]
                for a, b, over in zip(was, now, head, strict=True):
                    yield from self._block(a, b, _place(name, a if sides.printed else b, over.text))
            elif was:
                removed = _whole("removed", was[0], _row(was, sides.old))
                yield dataclasses.replace(removed, where=_place(name, was[0]))
            elif now:
                where = f"{_place(name, last[0])}之后" if sides.printed else _place(name, now[0])
                added = _whole("added", now[0], _row(now, sides.new))
                yield dataclasses.replace(added, where=where, behind=last[-1])
            last = was or last

    def _rows(self, old: Row, new: Row) -> float:
        if old[0].kind != new[0].kind:
            return 0.0
        was, now = (
            [key for cell in row for key in (*keys(tokens(cell, side)), "\0")]
            for row, side in ((old, self.sides.old), (new, self.sides.new))
        )
        return 3.0 if was == now else likeness(was, now) or 0.5

    def _named(self, table: Unit) -> str:
        name = table.block.id.rsplit(".", 2)[0]
        blocks = self.was if self.sides.printed else self.now
        caption = next((one.text for one in blocks if one.kind == "caption" and one.id == name), "")
        label = _LABEL.match(caption)
        return label[0] if label else "表格"


def _place(table: str, cell: RecordedBlock, head: str | None = None) -> str:
    """Name the row of a cell and, with the ``head`` of its column, the column, too."""
    _, row, column = cell.id.rsplit(".", 2)
    words = f"{table}第{row}行" if row != "0" else f"{table}表头"
    if head is None:
        return words
    named = f"“{head}”" if row != "0" and 0 < len(head) <= _NAMED and cell.text != head else ""
    return f"{words}第{column}列{named}"


def _row(row: Row, numbers: Numbers) -> str:
    return "｜".join(said(tokens(cell, numbers)) for cell in row)


def _whole(kind: str, block: RecordedBlock, text: str) -> Rewording:
    if kind == "removed":
        return Rewording(block.kind, (Piece("removed", text, 0, len(without_space(block.text))),), block)
    return Rewording(block.kind, (Piece("added", text),))


def beside_words(old: RecordedBlock, new: RecordedBlock) -> tuple[str, ...]:
    """Give what changed in a block beside its words: the picture itself, emphasis and links of words that stayed.

    Each change is a remark in Chinese.
    """
    found = ["图片已更换"] if old.picture != new.picture else []
    if old.marks is None or new.marks is None:
        return tuple(found)
    was, now = (_marked(one) for one in (old, new))
    for (kind, words), target in was.items():
        if (kind, words) not in now and words in without_space(new.text):
            found.append(f"“{words}”不再{'加链接' if kind in LEADING else NAMES[kind]}")
        elif kind != "reference" and target != now.get((kind, words), target):
            found.append(f"“{words}”的{NAMES[kind]}由 {target} 改为 {now[kind, words]}")
    for kind, words in now.keys() - was.keys():
        if words in without_space(old.text):
            target = now[kind, words]
            found.append(f"“{words}”加了{NAMES[kind]}{f' {target}' if target else ''}")
    return tuple(found)


LEADING = ("link", "reference")


def _marked(block: RecordedBlock) -> dict[tuple[MarkKind, str], str]:
    """Kind and words of each mark, and where it leads; footnotes' marks follow from the footnotes."""
    text = without_space(block.text)
    return {
        (mark.kind, text[mark.start : mark.end]): mark.target
        for mark in block.marks or ()
        if mark.kind != "note"
    }
