"""What a screen reader says of the file for the screen: the page's own words, in the order in which they stand there.

The tags name the pieces of each page that belong together (marked content, ISO 32000-1 14.7); the pieces are numbered
as they are painted, and their words are compared with the source in that order. A picture alone is painted last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
from pikepdf import Name

from pipeline.formats.pdf.preflight.check import Check, check
from pipeline.formats.pdf.preflight.sheet import OpenFile

Piece = tuple[int, int]
"""The index of a page, the number of a piece on it."""

_OTHER_WORDS = re.compile(rb"/ActualText")


def spoken_checks(file: OpenFile) -> Iterator[Check]:
    """Whether anything is read out of its order, twice, not at all, or in other words than are printed."""
    pages = {page.obj.objgen: number for number, page in enumerate(file.pdf.pages)}
    pieces: list[Piece] = []
    pictures: list[Piece] = []
    replaced: set[int] = {number for number, stream in enumerate(file.streams) if _OTHER_WORDS.search(stream)}

    def take(node: pikepdf.Object | int, page: int, into: list[Piece]) -> None:
        if isinstance(node, int):
            into.append((page, node))
        elif isinstance(node, pikepdf.Array):
            for one in node:
                take(one, page, into)
        elif node.get("/Type") == Name.MCR:
            into.append((pages.get(node.Pg.objgen, page) if "/Pg" in node else page, int(node.MCID)))
        elif node.get("/Type") != Name.OBJR:
            page = pages.get(node.Pg.objgen, page) if "/Pg" in node else page
            if "/ActualText" in node:
                replaced.add(page)
            if "/K" in node:
                take(node.K, page, pictures if node.get("/S") == Name.Figure else into)

    tree = file.pdf.Root.get("/StructTreeRoot")
    if tree is not None and "/K" in tree:
        take(tree.K, 0, pieces)
    jumps = sorted({after[0] for before, after in pairwise(pieces) if after <= before})
    silent = sorted(_silent(pieces + pictures))
    for name, wanted, numbers in (
        ("朗读次序", "与页面上的次序相同", jumps),
        ("朗读内容", "页面上的全部文字", silent),
        ("朗读文字", "与页面上的文字相同", sorted(replaced)),
    ):
        labels = "、".join(f"第{file.pages[number].get_label() or number + 1}页" for number in numbers[:5])
        yield check(file.name, name, wanted, f"{labels}不同" if numbers else "相同", not numbers)


def _silent(pieces: list[Piece]) -> Iterator[int]:
    """The pages on which the tags leave out a piece."""
    held: dict[int, set[int]] = {}
    for page, number in pieces:
        held.setdefault(page, set()).add(number)
    return (page for page, numbers in held.items() if len(numbers) != max(numbers) + 1)
