"""The proof: a review copy made from the changed source says what it has to say, answer by answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pipeline.handbook import Block, Case, Figure, ItemList, Note, Point, Quote, without_space
from pipeline.importing.review.copy import Copy
from pipeline.importing.review.draft import PREFACE_TITLE, Draft

ORDER = "问题的先后"


def untrue(found: Copy, draft: Draft) -> tuple[str, ...]:
    """Give the titles (the source's) of the answers that ``found`` has otherwise than the draft wants them."""
    titles = {without_space(new): old for new, old in draft.titles.items()}
    says = {without_space(one.title): one.blocks for one in found.questions} | {PREFACE_TITLE: found.preface}
    wrong = [
        titles.get(title, title)
        for title, blocks in draft.answers.items()
        if title not in says or plain(says[title]) != plain(blocks)
    ]
    order = [titles.get(without_space(one.title), one.title) for one in found.questions]
    if not wrong and list(map(without_space, order)) != list(map(without_space, draft.order)):
        wrong.append(ORDER)
    return tuple(wrong)


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
