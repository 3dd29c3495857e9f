"""The lines of a list's items, a table's rows, a figure in the source: one can change while the others stay."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, replace

from pipeline.handbook import Cell, Figure, ItemList, Paragraph, Table, inline_text
from pipeline.importing.review.characters import Edit, Unpatchable
from pipeline.importing.review.spans import SourceText, definitions
from pipeline.importing.writing import escaped

Row = tuple[Cell, ...]
MANY = 100_000  # more than there are items in a list
_DELIMITERS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_MARKER = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|(?P<number>\d+)(?P<end>[.)]))(?P<space>[ \t]+)")
_FIGURE = re.compile(
    r"!\[(?P<alternative>.*)\]\((?P<image>[^\s)]+)\s+(?P<quote>[\"'])(?P<caption>.*)(?P=quote)\s*\).*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Spans of items or rows, each with its lines; ``gap`` is what stands between two of them."""

    text: str
    spans: tuple[tuple[int, int], ...]
    gap: str = "\n"

    def removed(self, first: int, last: int) -> Edit:
        """Take neighbours out, with the line end behind them (at the end: before them)."""
        start = self.spans[first][0]
        if last + 1 < len(self.spans):
            return Edit(start, self.spans[last + 1][0], 1, "")
        return Edit(self.behind(first - 1) if first else start, self.spans[last][1], 1, "")

    def behind(self, index: int) -> int:
        """Give the offset behind one of them."""
        return self.spans[index][1]

    def replaced(self, index: int, written: str) -> Edit:
        """Write one anew."""
        start, end = self.spans[index]
        return Edit(start, end, 1, self._like(index, written))

    def added(self, index: int, written: str, rank: int) -> Edit:
        """Add one behind another (-1: before the first); ``rank`` orders what is added in one place."""
        if index < 0:
            start = self.spans[0][0]
            return Edit(start, start, rank - MANY, self._like(0, written) + self.gap)
        return Edit(self.behind(index), self.behind(index), rank, self.gap + self._like(index, written))

    def numbered(self, index: int, number: int) -> list[Edit]:
        """Give an item of an ordered list its number.

        Raises :class:`Unpatchable` where its other lines would not fit any more.
        """
        start, end = self.spans[index]
        mark = _MARKER.match(self.text, start)
        if mark is None or mark["number"] is None or mark["number"] == str(number):
            return []
        if len(mark["number"]) != len(str(number)) and "\n" in self.text[start:end]:
            raise Unpatchable
        return [Edit(mark.start("number"), mark.end("number"), 0, str(number))]

    def _like(self, index: int, written: str) -> str:
        """Give an item the mark and the indent of its neighbour."""
        mark = _MARKER.match(self.text, self.spans[index][0])
        own = _MARKER.match(written)
        if mark is None or own is None:
            return written
        first = own["number"] + mark["end"] if own["number"] and mark["end"] else mark["mark"]
        lines = [first + " " + written[own.end() :].split("\n", maxsplit=1)[0], *written.split("\n")[1:]]
        return "\n".join(mark["indent"] + line if line else line for line in lines)


@dataclass(frozen=True, slots=True)
class TableLines(Lines):
    """Rows, the head first; ``delimiters`` is where the line behind the head ends."""

    delimiters: int = 0

    def behind(self, index: int) -> int:
        """Give the offset behind a row; behind the head stand the delimiters."""
        return self.spans[index][1] if index else self.delimiters


def item_lines(source: SourceText, own: ItemList, end: int) -> Lines:
    """Give the lines of the items of a list that reaches to ``end``. Raises :class:`Unpatchable`."""
    starts = []
    for item in own.items:
        if not item or not isinstance(item[0], Paragraph):
            raise Unpatchable
        start = source.line_start(item[0].at)
        if not _MARKER.match(source.text, start):
            raise Unpatchable
        starts.append(start)
    if len(set(starts)) != len(starts) or not starts:
        raise Unpatchable
    stops = [*starts[1:], end]
    ends = [start + len(source.text[start:stop].rstrip()) for start, stop in zip(starts, stops, strict=True)]
    if any(starts[0] <= one.start < end for one in definitions(source)):
        raise Unpatchable
    loose = len(starts) > 1 and re.search(r"\n[ \t\r]*\n", source.text[ends[0] : starts[1]])
    return Lines(source.text, tuple(zip(starts, ends, strict=True)), "\n\n" if loose else "\n")


def row_lines(source: SourceText, start: int, end: int, count: int) -> Lines:
    """Give the lines of a table's head and ``count`` rows. Raises :class:`Unpatchable` for tables of another form."""
    spans = [
        (start + match.start(), start + match.end())
        for match in re.finditer(r"[^\r\n]+", source.text[start:end])
        if match[0].strip()
    ]
    at = next((i for i, (a, b) in enumerate(spans) if i and _DELIMITERS.fullmatch(source.text[a:b])), 0)
    body = [one for one in spans[at + 1 :] if not source.text[one[0] : one[1]].lstrip().startswith(":::")]
    if not at or len(body) != count or "|" not in source.text[slice(*spans[at])]:
        raise Unpatchable
    # Between head and rows stands the line of the delimiters: what comes behind the head comes behind that line.
    head = spans[at - 1]
    return TableLines(source.text, (head, *body), "\n", spans[at][1])


def row_block(cells: Row) -> Table:
    """Give a row as a block: the head of a table without rows."""
    return Table(0, "", tuple("left" for _ in cells), cells, ())


def aligned_as(own: Table, new: Table) -> Table:
    """Give a table with the id of ``own``, and the alignments of the columns that it shares with it."""
    alignments = tuple(own.alignments[n] if n is not None else "left" for n in _columns(own, new))
    return replace(new, alignments=alignments, id=own.id)


def _columns(own: Table, new: Table) -> list[int | None]:
    """Give for each column of ``new`` the one of ``own`` that it was."""
    if len(own.head) == len(new.head):
        return list(range(len(own.head)))
    before, after = ([inline_text(cell) for cell in one.head] for one in (own, new))
    found: list[int | None] = [None] * len(after)
    for a, c, size in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        found[c : c + size] = range(a, a + size)
    return found


def with_delimiters(text: str, own: Table, new: Table, written: str) -> str:
    """Give a table written anew with the delimiters that its columns have in ``text``."""
    line = next((one for one in text.splitlines()[1:] if "|" in one and _DELIMITERS.fullmatch(one)), None)
    if line is None:
        return written
    columns = _columns(own, new)
    if columns == list(range(len(own.head))):
        marks = line
    else:
        old = line.strip().strip("|").split("|")
        marks = "|" + "|".join(old[n] if n is not None and n < len(old) else "---" for n in columns) + "|"
    lines = written.split("\n")
    return "\n".join([*lines[:2], marks, *lines[3:]])


def figure_edits(source: SourceText, start: int, end: int, old: Figure, new: Figure) -> list[Edit]:
    """Edit what differs of a figure, each with its name. Raises :class:`Unpatchable`."""
    match = _FIGURE.fullmatch(source.text[start:end])
    if match is None:
        raise Unpatchable
    words = {}
    if old.alternative != new.alternative:
        words["alternative"] = escaped(new.alternative)
    if old.image != new.image:
        words["image"] = new.image
    if old.caption != new.caption:
        if match["quote"] in new.caption or "\\" in new.caption:
            raise Unpatchable
        words["caption"] = new.caption.replace("&", "&amp;")
    return [Edit(start + match.start(key), start + match.end(key), 0, one) for key, one in words.items()]
