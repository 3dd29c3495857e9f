"""What changed between two releases: questions added, removed, moved and reworded, the wording to the character.

A question is known by its id. Its number follows from its neighbours, so a number alone is no change: a question has
*moved* when its category is another or when it stands elsewhere among the questions that both releases have.
"""

from __future__ import annotations

import dataclasses
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from pipeline.handbook import MarkKind, without_space
from pipeline.release.record import RecordedBlock, RecordedQuestion, Release
from pipeline.verify.marks import NAMES

ALIKE = 0.4  # blocks that share less are two texts: one removed, the other added
SPECK = 2  # characters: an unchanged run between two changes that is no longer is shown as part of them

Kind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stayed, was left out, or is new."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """A block whose words changed; a block left out is one removed piece, a new one is one added piece.

    ``remarks`` are what changed beside the words: emphasis, where a link leads, the picture itself.
    """

    kind: str
    pieces: tuple[Piece, ...]
    old: RecordedBlock | None = None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Revised:
    """A question that both releases have and that changed."""

    old: RecordedQuestion
    new: RecordedQuestion
    moved: bool
    rewordings: tuple[Rewording, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes from release ``old`` to release ``new``.

    Questions stand in the order of the new release, removed ones in that of the old. ``beside`` are preface and
    glossary, where they changed.
    """

    old: Release
    new: Release
    added: tuple[RecordedQuestion, ...]
    removed: tuple[RecordedQuestion, ...]
    revised: tuple[Revised, ...]
    beside: tuple[Revised, ...] = ()

    @property
    def none(self) -> bool:
        """Whether both releases say the same in the same order."""
        return not (self.added or self.removed or self.revised or self.beside)


def changes(old: Release, new: Release) -> Changes:
    """Compare two releases; give the questions added, removed, moved and reworded."""
    before = {question.id: question for question in old.questions}
    after = {question.id: question for question in new.questions}
    stayed = [question.id for question in new.questions if question.id in before]
    places = {question.id: place for place, question in enumerate(old.questions)}
    same_part = [name for name in stayed if before[name].category == after[name].category]
    in_place = {same_part[at] for at in longest_rise([places[name] for name in same_part])}
    revised = []
    for name in stayed:
        was, now = before[name], after[name]
        moved = name not in in_place
        words = reworded(was, now)
        if moved or words:
            revised.append(Revised(was, now, moved, words))
    return Changes(
        old,
        new,
        tuple(question for question in new.questions if question.id not in before),
        tuple(question for question in old.questions if question.id not in after),
        tuple(revised),
        tuple(_beside(old, new)),
    )


def _beside(old: Release, new: Release) -> Iterator[Revised]:
    if old.beside is None or new.beside is None:
        return
    before = {one.id: one for one in old.beside}
    for now in new.beside:
        was = before.get(now.id)
        if was and (words := reworded(was, now)):
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


def reworded(old: RecordedQuestion, new: RecordedQuestion) -> tuple[Rewording, ...]:
    """Give the blocks of a question, its title first, whose words or marks differ; white space does not count."""
    was, now = (_words(question) for question in (old, new))
    # A release that was recorded before marks were kept has None for them.
    marked = all(block.marks is not None for block in (*was, *now))
    old_keys, new_keys = (
        [(one.kind, without_space(one.text), one.picture, one.marks if marked else None) for one in side]
        for side in (was, now)
    )
    found: list[Rewording] = []
    for action, a, b, c, d in SequenceMatcher(None, old_keys, new_keys, autojunk=False).get_opcodes():
        if action != "equal":
            found += _pairs(was[a:b], now[c:d])
    return tuple(found)


def _words(question: RecordedQuestion) -> tuple[RecordedBlock, ...]:
    """The title without its number, which follows from other questions, and the blocks."""
    title = next(
        (block for block in question.blocks if block.kind == "title"), RecordedBlock("title", "", marks=())
    )
    shift = len(str(question.number)) if title.text.startswith(str(question.number)) else 0
    lines = tuple((max(at - shift, 0), place) for at, place in title.lines)
    rest = (block for block in question.blocks if block.kind != "title")
    return (dataclasses.replace(title, text=question.title, lines=lines), *rest)


def _pairs(was: Sequence[RecordedBlock], now: Sequence[RecordedBlock]) -> list[Rewording]:
    """Pair left-out with new blocks at one place where they are alike, in order; the rest are removed or added."""
    found: list[Rewording] = []
    waiting = list(was)
    for block in now:
        alike = next((at for at, one in enumerate(waiting) if _alike(one, block)), None)
        if alike is None:
            found.append(Rewording(block.kind, (Piece("added", block.text),)))
            continue
        found += [Rewording(one.kind, (Piece("removed", one.text),), one) for one in waiting[:alike]]
        was_one = waiting[alike]
        words = wording(was_one.text, block.text)
        found.append(Rewording(block.kind, words, was_one, beside_words(was_one, block)))
        del waiting[: alike + 1]
    return found + [Rewording(one.kind, (Piece("removed", one.text),), one) for one in waiting]


def _alike(old: RecordedBlock, new: RecordedBlock) -> bool:
    if old.kind != new.kind:
        return False
    same_cell = old.kind in ("cell", "head") and old.id == new.id
    return same_cell or SequenceMatcher(None, old.text, new.text, autojunk=False).ratio() >= ALIKE


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
        elif target != now.get((kind, words), target):
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


_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)  # a number or a foreign word is compared whole


def wording(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two texts; the ``same`` and ``added`` pieces, joined, give ``new``.

    The comparison goes by characters, but a number or a foreign word is compared whole.
    """
    runs: list[tuple[str, str, str]] = []
    was, now = _TOKEN.findall(old), _TOKEN.findall(new)
    for action, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        left, right = "".join(was[a:b]), "".join(now[c:d])
        runs.append((left, "", "") if action == "equal" else ("", left, right))
    pieces: list[Piece] = []
    removed = added = ""
    for at, (same, left_out, put_in) in enumerate(runs):
        between = 0 < at < len(runs) - 1
        if same and not (between and len(same) <= SPECK):
            pieces += _change(removed, added)
            removed = added = ""
            pieces.append(Piece("same", same))
        else:
            removed += left_out + same
            added += put_in + same
    return tuple(pieces + _change(removed, added))


def _change(removed: str, added: str) -> list[Piece]:
    pieces = (Piece("removed", removed), Piece("added", added))
    return [piece for piece in pieces if piece.text]
