"""Which block became which: what stayed, what was changed, what is new, what is gone."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.handbook import Block, Figure
from pipeline.importing.merging import words

LIKE = 0.4  # how much of two blocks' words must be the same for one to be a changed form of the other
_LONGEST = 2000  # characters that are compared


@dataclass(frozen=True, slots=True)
class Step:
    """``kept`` and ``changed`` have an index on both sides, ``gone`` only ``old``, ``new`` only ``now`` (else -1)."""

    kind: Literal["kept", "changed", "gone", "new"]
    old: int
    now: int


def aligned(old: Sequence[Block], now: Sequence[Block]) -> tuple[Step, ...]:
    """Give the steps from ``old`` to ``now``, in the order of ``now``; a removed block keeps its old place."""
    steps: list[Step] = []
    matcher = difflib.SequenceMatcher(None, old, now, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            steps += [Step("kept", a + n, c + n) for n in range(b - a)]
        else:
            steps += _paired(old, now, range(a, b), range(c, d))
    return tuple(steps)


class Moves:
    """Where each old block is on one side, those that have been moved whole included."""

    def __init__(self, old: Sequence[Block], side: Sequence[Block]) -> None:
        self.steps = aligned(old, side)
        self.places = {one.old: one.now for one in self.steps if one.kind in ("kept", "changed")}
        self.moved_from: dict[int, int] = {}
        self.moved_to: dict[int, int] = {}
        gone = [one.old for one in self.steps if one.kind == "gone"]
        for after in [one.now for one in self.steps if one.kind == "new"]:
            before = next((one for one in gone if old[one] == side[after]), None)
            if before is not None:
                gone.remove(before)
                self.moved_from[before], self.moved_to[after] = after, before
        self.side = side
        self.arrived = [
            side[one.now] for one in self.steps if one.kind == "new" and one.now not in self.moved_to
        ]

    def added_behind(self, index: int) -> list[Block]:
        """Give what this side has added behind one of its blocks."""
        own = {one.now for one in self.steps if one.kind == "new"} - set(self.moved_to)
        found = itertools.takewhile(lambda after: after in own, range(index + 1, len(self.side)))
        return [self.side[after] for after in found]

    def place(self, before: int) -> int | None:
        """Give the place of an old block, None where it is gone."""
        return self.places.get(before, self.moved_from.get(before))


def _paired(old: Sequence[Block], now: Sequence[Block], left: range, right: range) -> list[Step]:
    """Pair blocks between two that stayed: those of a kind whose words are alike belong together, in order."""
    # The longest series of pairs in order, by the sum of their likeness.
    best: dict[tuple[int, int], tuple[float, list[tuple[int, int]]]] = {}

    def series(i: int, j: int) -> tuple[float, list[tuple[int, int]]]:
        if i == left.stop or j == right.stop:
            return 0.0, []
        if (i, j) not in best:
            options = [series(i + 1, j), series(i, j + 1)]
            ratio = likeness(old[i], now[j])
            if ratio >= LIKE or (len(left) == len(right) == 1 and ratio > 0):
                rest = series(i + 1, j + 1)
                options.append((ratio + rest[0], [(i, j), *rest[1]]))
            best[i, j] = max(options, key=lambda option: option[0])
        return best[i, j]

    pairs = series(left.start, right.start)[1] if len(left) * len(right) <= 400 else []
    steps: list[Step] = []
    i, j = left.start, right.start
    for a, b in [*pairs, (left.stop, right.stop)]:
        steps += [Step("gone", n, -1) for n in range(i, a)]
        steps += [Step("new", -1, n) for n in range(j, b)]
        if a < left.stop:
            steps.append(Step("changed", a, b))
        i, j = a + 1, b + 1
    return steps


def likeness(one: Block, other: Block) -> float:
    """Give the part of the words of two blocks that is the same, from 0 to 1; 0 for blocks of different kinds."""
    if type(one) is not type(other):
        return 0.0
    if isinstance(one, Figure) and isinstance(other, Figure) and one.image == other.image:
        return 1.0
    first, second = words((one,))[:_LONGEST], words((other,))[:_LONGEST]
    if first == second:
        return 1.0
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
