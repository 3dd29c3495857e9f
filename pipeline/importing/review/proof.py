"""The proof: a review copy made from the changed source says what the edited one says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.handbook import Block, Case, Figure, ItemList, Note, Point, Quote, walk, without_space
from pipeline.importing.review.alignment import aligned
from pipeline.importing.review.copy import Copy
from pipeline.importing.review.draft import PREFACE_TITLE, Copies, Draft


def untrue(copies: Copies, found: Copy, draft: Draft) -> tuple[str, ...]:
    """Give the titles of questions that differ in ``found`` from the edit, minus those left to a person."""
    wrong = []
    by_title = {without_space(one.title): one.blocks for one in found.questions}
    old = {one.bookmark: one.blocks for one in copies.before.questions}
    now = {one.bookmark: one.blocks for one in copies.now.questions}
    for asked in copies.edited.questions:
        if asked.title in draft.unsettled:
            continue
        blocks = by_title.get(without_space(asked.title))
        if blocks is None or not _says(
            blocks, asked.blocks, old.get(asked.bookmark, ()), now.get(asked.bookmark, ())
        ):
            wrong.append(draft.titles.get(asked.title, asked.title))
    preface = (found.preface, copies.edited.preface, copies.before.preface, copies.now.preface)
    if PREFACE_TITLE not in draft.unsettled and not _says(*preface):
        wrong.append(PREFACE_TITLE)
    if not draft.left and copies.before is copies.now:
        order = [without_space(one.title) for one in found.questions]
        if order != [without_space(one.title) for one in copies.edited.questions]:
            wrong.append("问题的先后")
    return tuple(wrong)


def _says(
    found: Sequence[Block], edited: Sequence[Block], before: Sequence[Block], now: Sequence[Block]
) -> bool:
    """Report whether an answer says what the editor wrote, or changed where the source has changed meanwhile."""
    if plain(found) == plain(edited):
        return True
    if tuple(before) == tuple(now):
        return False
    steps = aligned(tuple(before), tuple(edited))
    changed = [edited[step.now] for step in steps if step.kind in ("new", "changed")]
    if not changed:
        return all(plain((block,))[0] in plain(found) for block in now) or len(found) <= len(now)
    kept = set(_leaves(before))
    return {leaf for leaf in _leaves(changed) if leaf not in kept} <= set(_leaves(found))


def _leaves(blocks: Iterable[Block]) -> Iterator[Block]:
    return (one for one in walk(plain(blocks)) if not isinstance(one, Point | Case | Note | Quote | ItemList))


def plain(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Give blocks without the names of their pictures, which the source gives anew."""
    found: list[Block] = []
    for block in blocks:
        match block:
            case Figure():
                found.append(replace(block, image=""))
            case Point() | Case() | Note() | Quote():
                found.append(replace(block, blocks=plain(block.blocks)))
            case ItemList():
                found.append(replace(block, items=tuple(plain(item) for item in block.items)))
            case _:
                found.append(block)
    return tuple(found)
