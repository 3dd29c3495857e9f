"""What a reviewer has inserted and the source cannot hold: it is left out, and told with its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.handbook import Block, Case, Figure, ItemList, Note, Point, Quote, Table
from pipeline.importing.review.alignment import aligned
from pipeline.importing.review.telling import excerpt_before


@dataclass(frozen=True, slots=True)
class Fallen:
    """A block that cannot stand: ``lacks`` says what it has not; ``behind`` are the words before it.

    ``restored``: the source had it before and keeps its own form.
    """

    block: Block
    lacks: str
    behind: str
    restored: bool = False


@dataclass(slots=True)
class Standing:
    """What falls on the way; ``shows`` says whether a picture, named by its digest, can be used."""

    shows: Callable[[str], bool]
    fallen: list[Fallen]

    def blocks(self, own: Sequence[Block], wanted: Sequence[Block], behind: str = "") -> tuple[Block, ...]:
        """Give ``wanted`` without what cannot stand; ``own`` is what the source has."""
        found: list[Block] = []
        for step in aligned(own, wanted):
            if step.now < 0:
                continue
            block = wanted[step.now]
            if step.kind != "kept":
                before = excerpt_before(wanted, step.now) or behind
                stands = self._block(own[step.old] if step.old >= 0 else None, block, before)
                found += [stands] if stands is not None else []
            else:
                found.append(block)
        return tuple(found)

    def _block(self, own: Block | None, block: Block, behind: str) -> Block | None:
        match block:
            case Point():
                inner = self.blocks(own.blocks if isinstance(own, Point) else (), block.blocks, block.lead)
                return replace(block, blocks=inner)
            case Case():
                inner = self.blocks(own.blocks if isinstance(own, Case) else (), block.blocks, block.district)
                return replace(block, blocks=inner)
            case Note():
                return replace(
                    block, blocks=self.blocks(own.blocks if isinstance(own, Note) else (), block.blocks)
                )
            case Quote():
                return replace(
                    block, blocks=self.blocks(own.blocks if isinstance(own, Quote) else (), block.blocks)
                )
            case ItemList():
                before = own.items if isinstance(own, ItemList) else ()
                items = self.blocks(
                    [Quote(one) for one in before], [Quote(one) for one in block.items], behind
                )
                return replace(block, items=tuple(one.blocks for one in items if isinstance(one, Quote)))
            case Table() if not block.caption:
                kept = replace(block, caption=own.caption) if isinstance(own, Table) and own.caption else None
                self.fallen.append(Fallen(block, "表题", behind, restored=kept is not None))
                return kept
            case Figure():
                return self._figure(own, block, behind)
        return block

    def _figure(self, own: Block | None, block: Figure, behind: str) -> Figure | None:
        lacks = [
            *(["能用的图片"] if not self.shows(block.image) else []),
            *(["图题"] if not block.caption else []),
            *(["替代文字"] if not block.alternative else []),
        ]
        if not lacks:
            return block
        kept = None
        if isinstance(own, Figure):
            kept = replace(
                block,
                image=block.image if self.shows(block.image) else own.image,
                caption=block.caption or own.caption,
                alternative=block.alternative or own.alternative,
            )
        self.fallen.append(Fallen(block, "和".join(lacks), behind, restored=kept is not None))
        return kept
