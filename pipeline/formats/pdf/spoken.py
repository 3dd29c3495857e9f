"""What a screen reader says of the file for the screen: the page's own words, in the order in which they stand there.

The tags name the pieces of each page that belong together (marked content, ISO 32000-1 14.7); the pieces are numbered
as they are painted, and their words are compared with the source in that order. A picture alone is painted last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pikepdf
from pikepdf import Name

from pipeline.formats.contract import Furnishing

Piece = tuple[int, int]
"""The index of a page, the number of a piece on it."""

_OTHER_WORDS = b"/ActualText"


def spoken(screen: pikepdf.Pdf, streams: Sequence[bytes], labels: Sequence[str]) -> Iterator[Furnishing]:
    """The pages on which anything is read out of its order, not at all, or in other words than are printed.

    ``streams`` and ``labels`` are those of the pages.
    """
    pieces: list[Piece] = []
    pictures: list[Piece] = []
    pages = {page.obj.objgen: number for number, page in enumerate(screen.pages)}
    tree = screen.Root.get("/StructTreeRoot")
    other = {number for number, stream in enumerate(streams) if _OTHER_WORDS in stream}

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
                other.add(page)
            if "/K" in node:
                take(node.K, page, pictures if node.get("/S") == Name.Figure else into)

    if tree is not None and "/K" in tree:
        take(tree.K, 0, pieces)
    jumps = {after[0] for before, after in pairwise(pieces) if after <= before}
    for part, numbers in (
        ("朗读次序", jumps),
        ("朗读时漏掉的文字", _silent(pieces + pictures)),
        ("朗读时换掉的文字", other),
    ):
        for number in sorted(numbers):
            yield Furnishing(part, f"第{labels[number]}页", "与页面上的不同")


def _silent(pieces: Iterable[Piece]) -> set[int]:
    """The pages on which the tags leave out a piece."""
    held: dict[int, set[int]] = {}
    for page, number in pieces:
        held.setdefault(page, set()).add(number)
    return {page for page, numbers in held.items() if len(numbers) != max(numbers) + 1}
