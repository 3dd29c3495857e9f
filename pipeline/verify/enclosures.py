"""Compare what a block of a finished file is in (a case, a list …), and a cell's row and column, with the handbook.

A reading tells by the look of a file what a block is in, and the look is the template's choice. So a block is compared
with others of its kind: where a publisher has all cases set as notes are, that is no fault.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate

from pipeline.handbook import Enclosure, Passage, without_space
from pipeline.seen.edition import FoundBlock, FoundQuestion
from pipeline.verify.wanted import CONTEXT, Wanted

Within = tuple[Enclosure, ...]
Usual = Mapping[Within, frozenset[Within]]
"""By the enclosure that blocks seem to be in: the enclosures that they should be in, as a rule."""

NAMES: dict[Enclosure, str] = {
    "case": "案例",
    "note": "说明",
    "quote": "引文",
    "list": "列表",
    "table": "表格",
}
_MANY, _SHARE = 6, 0.1  # so many blocks, and so great a part of those that look alike, are no slip


def usual_enclosures(questions: Iterable[tuple[FoundQuestion, Wanted]]) -> Usual:
    """Find how an edition sets off cases, lists …, from all questions whose text is right."""
    seen: dict[Within, Counter[Within]] = {}
    for found, wanted in questions:
        if without_space(found.text) == wanted.text:
            for _, block, passage in _paired(found, wanted):
                # A template may restyle or drop a box; an extra box is an error.
                if block.within is not None and len(block.within) <= len(passage.within):
                    seen.setdefault(block.within, Counter())[passage.within] += 1
    return {
        shown: frozenset(
            should for should, times in meant.items() if times >= _MANY and times >= _SHARE * meant.total()
        )
        for shown, meant in seen.items()
    }


def enclosures_that_differ(found: FoundQuestion, wanted: Wanted, usual: Usual) -> Iterator[tuple[int, str]]:
    """Report each block that is in another box or list than it should be, and each cell in another row or column.

    Give the number of the character where it begins, and what is wrong. The characters themselves must be equal.
    """
    for at, block, passage in _paired(found, wanted):
        words = f"“{without_space(passage.text)[:CONTEXT]}”"
        if block.within not in (None, passage.within) and passage.within not in usual.get(
            block.within or (), ()
        ):
            yield at, f"{words}应{_named(passage.within)}，实{_named(block.within)}"
        elif block.cell is not None and passage.cell is not None and block.cell != passage.cell:
            yield at, f"{words}应在表格{_cell(passage.cell)}，实在{_cell(block.cell)}"


def _paired(found: FoundQuestion, wanted: Wanted) -> Iterator[tuple[int, FoundBlock, Passage]]:
    """Pair each block of text with the passage that begins at the same character."""
    pairs = zip(wanted.passages, wanted.starts, strict=False)
    begins = {start: passage for passage, start in pairs if passage.text}
    lengths = (len(without_space(block.text)) for block in found.blocks)
    for block, at in zip(found.blocks, accumulate(lengths, initial=0), strict=False):
        if block.text and (passage := begins.get(at)):
            yield at, block, passage


def _named(within: Sequence[Enclosure]) -> str:
    return f"在{'里的'.join(NAMES[one] for one in within)}里" if within else "不在框里"


def _cell(cell: tuple[int, int]) -> str:
    row = f"第{cell[0]}行" if cell[0] else "表头"
    return f"{row}第{cell[1]}列"
