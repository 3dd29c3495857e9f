"""What an answer has to say after both sides' changes, and what of the editor's changes is left over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.findings import Finding
from pipeline.handbook import Block, Place
from pipeline.importing.catalogue import problem
from pipeline.importing.review.spans import place_of
from pipeline.importing.review.standing import Fallen, Standing
from pipeline.importing.review.telling import NAMES, Telling
from pipeline.importing.review.three_way import Clash, merged


@dataclass(frozen=True, slots=True)
class Judging:
    """How things are reported; ``shows`` says whether a picture, named by its digest, can be used."""

    telling: Telling
    shows: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Where:
    """An answer in the source: its file, its blocks, and how a review copy has them."""

    file: str
    own: Sequence[Block] = ()
    now: Sequence[Block] = ()

    def contradiction(self, telling: Telling, clash: Clash) -> Finding:
        """Report a change that the source contradicts, at the line where it belongs."""
        found = problem("I302", self.file, words=telling.contradiction(clash))
        at = place_of(self.own, self.now, clash.near)
        return found if at is None else replace(found, at=Place(self.file, at.line))


@dataclass(frozen=True, slots=True)
class Wanted:
    """The blocks that an answer has to have, and what is to be done by hand."""

    blocks: tuple[Block, ...]
    left: tuple[Finding, ...]


def wanted_answer(
    judging: Judging, where: Where, old: Sequence[Block], now: Sequence[Block], new: Sequence[Block]
) -> Wanted:
    """Bring the changes from ``old`` to ``new`` into ``now``, without those that cannot stand there."""
    both = merged(old, now, new)
    standing = Standing(judging.shows, [])
    blocks = standing.blocks(now, both.blocks)
    left = [where.contradiction(judging.telling, clash) for clash in both.clashes]
    return Wanted(blocks, (*left, *(_fallen(judging.telling, where.file, one) for one in standing.fallen)))


def _fallen(telling: Telling, file: str, one: Fallen) -> Finding:
    place = f"“{one.behind}”后面" if one.behind else "开头"
    words = telling.said((one.block,))
    what = NAMES[type(one.block)]
    if one.restored:
        return problem("I311", file, place=place, what=what, lacks=one.lacks)
    return problem("I310", file, place=place, what=what, lacks=one.lacks, words=words)
