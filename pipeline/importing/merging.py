"""A draft of a question that the source already has → its new blocks, with all that the document did not change."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from pipeline.handbook import Block, Case, Figure, Point, Table, footnotes, inline_text, without_space
from pipeline.importing.proof import visible


def words(blocks: Sequence[Block]) -> str:
    """Give the part of an answer that is compared: visible text and footnotes, without white space."""
    notes = "".join(inline_text(note.inlines) for note in footnotes(blocks))
    return without_space(visible(blocks) + "\0" + notes)


def merged(old: Sequence[Block], new: Sequence[Block]) -> tuple[Block, ...]:
    """Give ``new`` with the old block, attributes and all, in place of every block with the same words."""
    before, after = ([words((block,)) for block in blocks] for blocks in (old, new))
    found: list[Block] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += old[a:b]
        elif kind == "replace" and b - a == d - c:
            found += [_taken_over(*pair) for pair in zip(old[a:b], new[c:d], strict=True)]
        else:
            found += new[c:d]
    return tuple(found)


def _taken_over(old: Block, new: Block) -> Block:
    """Give the new block with what only the old one knows."""
    match old, new:
        case Point(), Point():
            return replace(new, blocks=merged(old.blocks, new.blocks))
        case Case(), Case():
            return replace(
                new,
                blocks=merged(old.blocks, new.blocks),
                district=old.district,
                place=old.place,
                project=old.project,
                year=old.year,
            )
        case Table(), Table() if len(old.alignments) == len(new.alignments):
            return replace(new, alignments=old.alignments, caption=new.caption or old.caption)
        case Figure(), Figure():
            return replace(new, image=old.image, alternative=new.alternative or old.alternative)
    return new


def changes(old: str, new: str, context: int = 8) -> tuple[str, ...]:
    """List the differences of two texts, a line a place: ``…前文［旧→新］后文…``."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    lines = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            lines.append(f"…{old[max(0, a - context) : a]}［{old[a:b]}→{new[c:d]}］{old[b : b + context]}…")
    return tuple(lines)
