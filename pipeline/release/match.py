"""Which block of a question became which: paragraphs by words, tables by rows and columns."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import TypeVar

from pipeline.release.record import RecordedBlock
from pipeline.release.wording import Numbers, Token, tokens

ALIKE = 0.4  # texts that share less are two texts, unless their place alone says that one became the other
BY_PLACE = 0.5  # what pairing by place alone counts: less than any pair that is alike
SAME = 3.0
_PLACED = ("title", "label", "caption", "lead", "picture", "sources", "table", "head")

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Unit:
    """What is held against its counterpart: a block with the mark of its list item, or a table's rows.

    ``first`` says that the item is the first of its list: the numbers of the others follow from it.
    """

    kind: str
    block: RecordedBlock
    marker: RecordedBlock | None = None
    first: bool = False
    rows: tuple[tuple[RecordedBlock, ...], ...] = ()


def units(blocks: Sequence[RecordedBlock]) -> tuple[Unit, ...]:
    """Give the blocks of a question as what is compared."""
    return tuple(_units(blocks))


def _units(blocks: Sequence[RecordedBlock]) -> Iterator[Unit]:
    marker: RecordedBlock | None = None
    for (table, _), group in groupby(blocks, key=_table):
        if table:
            rows = groupby(group, key=lambda one: one.id.rpartition(".")[0])
            cells = tuple(tuple(row) for _, row in rows)
            yield Unit("table", cells[0][0], marker, _opens(marker), cells)
            marker = None
            continue
        for block in group:
            if block.kind == "marker":
                if marker:
                    yield Unit("marker", marker, marker, _opens(marker))
                marker = block
            else:
                yield Unit(block.kind, block, marker, _opens(marker))
                marker = None
    if marker:
        yield Unit("marker", marker, marker, _opens(marker))


def _table(block: RecordedBlock) -> tuple[str, bool]:
    cell = block.kind in ("head", "cell") and block.id.count(".") >= 2
    return (block.id.rsplit(".", 2)[0] if cell else "", cell)


def _opens(marker: RecordedBlock | None) -> bool:
    return marker is not None and marker.id.rpartition(".")[2] in ("", "1")


def paired(
    was: Sequence[Unit], now: Sequence[Unit], old: Numbers, new: Numbers
) -> list[tuple[Unit | None, Unit | None]]:
    """Give the units of two releases in pairs, in order; one without a counterpart stands alone."""
    before, after = ([_Read.of(one, side) for one in units] for units, side in ((was, old), (now, new)))
    return [(a.unit if a else None, b.unit if b else None) for a, b in aligned(before, after, _likeness)]


@dataclass(frozen=True, slots=True)
class _Read:
    """A unit with what it is compared by."""

    unit: Unit
    words: tuple[str, ...]
    key: Hashable

    @classmethod
    def of(cls, unit: Unit, numbers: Numbers) -> _Read:
        cells = [cell for row in unit.rows for cell in row] or [unit.block]
        words = tuple(key for cell in cells for key in (*keys(tokens(cell, numbers)), "\0"))
        if unit.kind == "marker":
            words = ()
        return cls(unit, words, (unit.kind, words, unit.block.picture))


def keys(found: Sequence[Token]) -> tuple[str, ...]:
    """Give what tokens are compared by."""
    return tuple(one.key for one in found)


def _likeness(old: _Read, new: _Read) -> float:
    if old.unit.kind != new.unit.kind:
        return 0.0
    if old.key == new.key:
        return SAME
    if old.unit.kind == "term" and old.unit.block.id == new.unit.block.id:
        return 2.0
    return likeness(old.words, new.words) or (BY_PLACE if old.unit.kind in _PLACED else 0.0)


def likeness(old: Sequence[str], new: Sequence[str]) -> float:
    """Give how much two texts share, from 1 to 2, or 0 where it is too little."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return 1 + ratio if ratio >= ALIKE else 0.0


def aligned(
    was: Sequence[One], now: Sequence[One], score: Callable[[One, One], float]
) -> list[tuple[One | None, One | None]]:
    """Give two sequences in pairs, in order, so that the scores add up to most; a score of 0 makes no pair."""
    head = 0
    while head < min(len(was), len(now)) and score(was[head], now[head]) == SAME:
        head += 1
    tail = 0
    while tail < min(len(was), len(now)) - head and score(was[-1 - tail], now[-1 - tail]) == SAME:
        tail += 1
    left, right = was[head : len(was) - tail], now[head : len(now) - tail]
    scores = [[score(a, b) for b in right] for a in left]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            pair = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], pair)
    middle: list[tuple[One | None, One | None]] = []
    i = j = 0
    while i < len(left) or j < len(right):
        if (
            i < len(left)
            and j < len(right)
            and scores[i][j]
            and best[i][j] == scores[i][j] + best[i + 1][j + 1]
        ):
            middle.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif j < len(right) and (i == len(left) or best[i][j] == best[i][j + 1]):
            middle.append((None, right[j]))
            j += 1
        else:
            middle.append((left[i], None))
            i += 1
    same = zip(was[:head], now[:head], strict=True)
    end = zip(was[len(was) - tail :], now[len(now) - tail :], strict=True)
    return [*same, *middle, *end]
