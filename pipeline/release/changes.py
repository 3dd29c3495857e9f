"""What changed between two releases: questions added, removed, moved and reworded, the wording to the character.

A question is known by its id. Its number follows from its neighbours, so a number alone is no change: a question has
*moved* when its category is another or when it stands elsewhere among the questions of its category that both releases
have. A category that is called otherwise, or that changed places with others, is one change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.release.record import RecordedQuestion, Release
from pipeline.release.reworded import Rewording, Sides, reworded
from pipeline.release.wording import own_numbers, printed_numbers


@dataclass(frozen=True, slots=True)
class Revised:
    """A question, a category or a text beside the questions that both releases have and that changed."""

    old: RecordedQuestion
    new: RecordedQuestion
    moved: bool
    rewordings: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes from release ``old`` to release ``new``.

    Questions stand in the order of the new release, removed ones in that of the old. ``beside`` are preface and
    glossary, ``parts`` the categories, where they changed.
    """

    old: Release
    new: Release
    added: tuple[RecordedQuestion, ...]
    removed: tuple[RecordedQuestion, ...]
    revised: tuple[Revised, ...]
    beside: tuple[Revised, ...] = ()
    parts: tuple[Revised, ...] = ()

    @property
    def none(self) -> bool:
        """Whether both releases say the same in the same order."""
        found = (self.added, self.removed, self.revised, self.beside, self.parts)
        return not any(found) and self.old.title == self.new.title


def changes(old: Release, new: Release, *, printed: bool = False) -> Changes:
    """Compare two releases; give the questions added, removed, moved and reworded.

    With ``printed`` all numbers are those of the ``old`` printing: what readers of it can look up.
    """
    if not (_has_marks(old) and _has_marks(new)):
        old, new = _without_marks(old), _without_marks(new)
    numbers = printed_numbers(old, new) if printed else (own_numbers(old), own_numbers(new))
    sides = Sides(*numbers, printed)
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    parts = _parts(old, new)
    became = {was.title: now.title for was, now in parts}
    moved = _moved(old, new, became)
    revised = []
    for question in new.questions:
        was = before.get(question.id)
        words = reworded(was, question, sides) if was else ()
        if was and (words or question.id in moved):
            revised.append(Revised(was, question, question.id in moved, words))
    return Changes(
        old,
        new,
        tuple(question for question in new.questions if question.id not in before),
        tuple(question for question in old.questions if question.id not in after),
        tuple(revised),
        tuple(_beside(old, new, sides)),
        tuple(_parts_revised(parts, old, new, sides)),
    )


def _texts(release: Release) -> tuple[RecordedQuestion, ...]:
    return (*release.questions, *(release.beside or ()), *(release.parts or ()))


def _has_marks(release: Release) -> bool:
    return all(block.marks is not None for one in _texts(release) for block in one.blocks)


def _without_marks(release: Release) -> Release:
    """Give the release as a record that keeps no marks: read alike, the texts of two records can be compared."""

    def plain(found: tuple[RecordedQuestion, ...]) -> tuple[RecordedQuestion, ...]:
        return tuple(
            replace(one, blocks=tuple(replace(block, marks=None) for block in one.blocks)) for one in found
        )

    return replace(
        release,
        questions=plain(release.questions),
        beside=None if release.beside is None else plain(release.beside),
        parts=None if release.parts is None else plain(release.parts),
    )


def _moved(old: Release, new: Release, became: Mapping[str, str]) -> frozenset[str]:
    """Give the questions that stand in another category, or elsewhere in their own."""
    before = {question.id: (became.get(question.category), at) for at, question in enumerate(old.questions)}
    places: dict[str, list[tuple[str, int]]] = {}
    moved = set()
    for question in new.questions:
        category, at = before.get(question.id, (None, 0))
        if category == question.category:
            places.setdefault(question.category, []).append((question.id, at))
        elif question.id in before:
            moved.add(question.id)
    for found in places.values():
        in_place = longest_rise([at for _, at in found])
        moved |= {name for at, (name, _) in enumerate(found) if at not in in_place}
    return frozenset(moved)


def _categories(release: Release) -> tuple[RecordedQuestion, ...]:
    """Give the categories; a record that was made before they were kept knows their titles only."""
    if release.parts is not None:
        return release.parts
    titles = dict.fromkeys(question.category for question in release.questions)
    return tuple(RecordedQuestion(title, 0, title, title, "", ()) for title in titles)


def _parts(old: Release, new: Release) -> list[tuple[RecordedQuestion, RecordedQuestion]]:
    """Pair the categories, by their ids or, where a record has none, by their titles and by their questions."""
    before, after = _categories(old), _categories(new)
    if old.parts is not None and new.parts is not None:
        known = {one.id: one for one in before}
        return [(known[one.id], one) for one in after if one.id in known]
    was, now = ({one.title: one for one in side} for side in (before, after))
    homes = {question.id: question.category for question in old.questions}
    shared = Counter((homes[one.id], one.category) for one in new.questions if one.id in homes)
    found = {title: title for title in now if title in was}
    for (left, right), _ in shared.most_common():
        if left not in now and right not in was and left not in found.values():
            found.setdefault(right, left)
    return [(was[found[title]], one) for title, one in now.items() if title in found]


def _parts_revised(
    parts: Sequence[tuple[RecordedQuestion, RecordedQuestion]], old: Release, new: Release, sides: Sides
) -> Iterator[Revised]:
    order = [one.title for one in _categories(old)]
    in_place = longest_rise([order.index(was.title) for was, _ in parts])
    kept = old.parts is not None and new.parts is not None
    for at, (was, now) in enumerate(parts):
        words = (
            reworded(was, now, sides)
            if kept
            else reworded(replace(was, blocks=()), replace(now, blocks=()), sides)
        )
        if words or at not in in_place:
            yield Revised(was, now, at not in in_place, words)


def _beside(old: Release, new: Release, sides: Sides) -> Iterator[Revised]:
    if old.beside is None or new.beside is None:
        return
    before = {one.id: one for one in old.beside}
    for now in new.beside:
        was = before.get(now.id)
        if was and (words := reworded(was, now, sides)):
            yield Revised(was, now, False, words)


def longest_rise(values: Sequence[int]) -> tuple[int, ...]:
    """Give the positions in ``values`` of a longest rising subsequence: the largest set that has kept its order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, value in enumerate(values):
        length = bisect_left(tails, value)
        tails[length:] = [value, *tails[length + 1 :]]
        ends[length:] = [at, *ends[length + 1 :]]
        before.append(ends[length - 1] if length else None)
    found: list[int] = []
    at_end: int | None = ends[-1] if ends else None
    while at_end is not None:
        found.append(at_end)
        at_end = before[at_end]
    return tuple(reversed(found))
