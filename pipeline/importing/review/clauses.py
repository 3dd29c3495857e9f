"""Two changed forms of one paragraph, clause by clause: which changes stand side by side, which contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.importing.review.tokens import Token, opcodes

ENDS = frozenset("，。；：！？")

Unit = tuple[str, int]
Hunk = tuple[int, int, int, int]
"""A change: tokens from … to … of the old form, from … to … of the new one."""
Three = tuple[Token | None, Token, Token | None]


@dataclass(frozen=True, slots=True)
class Side:
    """One changed form."""

    tokens: Sequence[Token]
    steps: tuple[tuple[str, int, int, int, int], ...]

    @property
    def hunks(self) -> list[Hunk]:
        """The changes."""
        return [(a, b, c, d) for kind, a, b, c, d in self.steps if kind != "equal"]

    def same(self) -> dict[int, Token]:
        """Give the tokens that stayed, by their old index."""
        return {
            a + n: self.tokens[c + n]
            for kind, a, b, c, _ in self.steps
            if kind == "equal"
            for n in range(b - a)
        }

    def between(self, start: int, end: int) -> list[Token]:
        """Give what became of the old tokens from ``start`` to ``end``, with what was added before ``end``."""
        found: list[Token] = []
        for kind, a, b, c, d in self.steps:
            if kind == "equal":
                low, high = max(a, start), min(b, end)
                found += self.tokens[c + low - a : c + high - a] if low < high else []
            elif (a == b and (start < a <= end or a == start == 0)) or (a < end and b > start):
                found += self.tokens[c:d]
        return found


class Sides:
    """The two forms brought together: ``merged`` in order (old, now, new), ``clashes`` as base, edited, now."""

    def __init__(self, old: Sequence[Token], now: Sequence[Token], new: Sequence[Token]) -> None:
        self.old = old
        keys = [one.key for one in old]
        self.now, self.new = (
            Side(side, tuple(opcodes(keys, [one.key for one in side]))) for side in (now, new)
        )
        self.clause = [0] * (len(old) + 1)
        for index, token in enumerate(old):
            self.clause[index + 1] = self.clause[index] + (token.kind == "character" and token.text in ENDS)
        self.clashes: list[tuple[list[Token], list[Token], list[Token]]] = []
        taken = [hunk for group in self._groups() for hunk in self._taken(group)]
        self._lost_notes()
        self.merged = list(self._merged(taken))

    def _units(self, hunk: Hunk) -> set[Unit]:
        """Give what a change touches: clauses, and the borders between them."""
        start, end = hunk[:2]
        if start < end:
            return {("clause", self.clause[n]) for n in range(start, end)} | {
                ("border", n) for n in range(start + 1, end) if self.clause[n] != self.clause[n - 1]
            }
        inside = 0 < start < len(self.old) and self.clause[start] == self.clause[start - 1]
        return {("clause", self.clause[start]) if inside else ("border", start)}

    def _groups(self) -> list[list[Hunk]]:
        """Give the editor's changes; those in one clause belong together."""
        groups: list[list[Hunk]] = []
        for hunk in self.new.hunks:
            if groups and self._units(groups[-1][-1]) & self._units(hunk):
                groups[-1].append(hunk)
            else:
                groups.append([hunk])
        return groups

    def _taken(self, group: list[Hunk]) -> list[Hunk]:
        """Give the changes of a group that can be made, else note the clash; those that stand already are none."""
        units = {unit for hunk in group for unit in self._units(hunk)}
        against = [hunk for hunk in self.now.hunks if units & self._units(hunk)]
        same = self.now.same()
        altered = any(
            self.old[n].note and n in same and same[n].note != self.old[n].note
            for a, b, _, _ in group
            for n in range(a, b)
        )
        if not against and not altered:
            return group
        start, end = self._span([*group, *against])
        base, edited, now = self.old[start:end], self.new.between(start, end), self.now.between(start, end)
        if [one.key for one in edited] != [one.key for one in now] or altered:
            self.clashes.append((list(base), edited, now))
        return []

    def _span(self, hunks: Sequence[Hunk]) -> tuple[int, int]:
        """Give the whole clauses around changes, wide enough that no change of either side is cut."""
        start, end = min(hunk[0] for hunk in hunks), max(hunk[1] for hunk in hunks)
        while True:
            low, high = max(0, min(start, len(self.old)) - (start == end)), max(end - 1, start, 0)
            first, last = self.clause[low], self.clause[min(high, len(self.old))]
            inside = [n for n in range(len(self.old)) if first <= self.clause[n] <= last]
            wide = (min([start, *inside]), max([end, *(n + 1 for n in inside)]))
            for a, b, _, _ in (*self.now.hunks, *self.new.hunks):
                if a < wide[1] and b > wide[0]:
                    wide = (min(wide[0], a), max(wide[1], b))
            if wide == (start, end):
                return wide
            start, end = wide

    def _lost_notes(self) -> None:
        """Note a clash for every footnote that the editor has changed and the source has lost."""
        kept, mine = self.new.same(), self.now.same()
        for index, token in enumerate(self.old):
            if token.note and index not in mine and index in kept and kept[index].note != token.note:
                own = [one for one in (token, kept[index]) if one.note]
                self.clashes.append(([own[0]], [own[1]], []))

    def _merged(self, taken: Sequence[Hunk]) -> Iterator[Three]:
        mine, theirs = self.now.same(), self.new.same()
        edits = [(a, b, self.now.tokens[c:d]) for a, b, c, d in self.now.hunks]
        edits += [(a, b, self.new.tokens[c:d]) for a, b, c, d in taken]
        position = 0
        for start, end, added in [
            *sorted(edits, key=lambda edit: edit[:2]),
            (len(self.old), len(self.old), ()),
        ]:
            for n in range(position, start):
                yield self.old[n], mine[n], theirs.get(n)
            yield from ((None, token, None) for token in added)
            position = max(position, end)
