"""What a screen reader says of the file for the screen: the page's own words, in the order in which they stand there.

The tags name the pieces of each page that belong together (marked content, ISO 32000-1 14.7); the pieces are numbered
as they are painted, and their words are compared with the source in that order. A picture alone is painted last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pikepdf
from pikepdf import Name

from pipeline.formats.contract import Furnishing
from pipeline.formats.pdf.rules.content import page_stream

Piece = tuple[int, int]
"""The index of a page, the number of a piece on it."""

_OTHER_WORDS = b"/ActualText"


@dataclass(slots=True)
class Tags:
    """What the tags of a file hold, in the order of reading aloud.

    ``pieces`` are those with words, ``pictures`` those that are pictures, ``alternatives`` the words for these;
    ``replaced`` are the pages on which other words are read than are printed.
    """

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Piece] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    replaced: set[int] = field(default_factory=set)


def tags_of(path: Path) -> Tags | None:
    """The tags of a file; None for one that has none. Raises what pikepdf raises for a broken file."""
    with pikepdf.open(path) as pdf:
        tree = pdf.Root.get("/StructTreeRoot")
        if tree is None:
            return None
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        tags = Tags()
        tags.replaced.update(
            number for number, page in enumerate(pdf.pages) if _OTHER_WORDS in page_stream(page)
        )
        _take(tree, 0, pages, tags)
        return tags


def _take(node: pikepdf.Object, page: int, pages: Mapping[tuple[int, int], int], tags: Tags) -> None:
    """An element with all in it; ``pages`` are numbered by their objects."""
    if "/Pg" in node:
        page = pages.get(node.Pg.objgen, page)
    if "/ActualText" in node:
        tags.replaced.add(page)
    into = tags.pieces
    if node.get("/S") == Name.Figure:
        into = tags.pictures
        tags.alternatives.append(str(node.get("/Alt", "")))
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else () if kids is None else (kids,):
        if isinstance(kid, int):
            into.append((page, kid))
        elif "/S" in kid:
            _take(kid, page, pages, tags)
        elif "/MCID" in kid:
            into.append((pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page, int(kid.MCID)))


def read_aloud(tags: Tags, labels: Sequence[str]) -> Iterator[Furnishing]:
    """The pages (by their labels) on which anything is read out of its order, not at all, or in other words."""
    jumps = {after[0] for before, after in pairwise(tags.pieces) if after <= before}
    for part, numbers in (
        ("朗读次序", jumps),
        ("朗读时漏掉的文字", _silent(tags.pieces + tags.pictures)),
        ("朗读时换掉的文字", tags.replaced),
    ):
        for number in sorted(numbers):
            yield Furnishing(part, f"第{labels[number]}页", "与页面上的不同")


def _silent(pieces: Iterable[Piece]) -> set[int]:
    """The pages on which the tags leave out a piece."""
    held: dict[int, set[int]] = {}
    for page, number in pieces:
        held.setdefault(page, set()).add(number)
    return {page for page, numbers in held.items() if len(numbers) != max(numbers) + 1}
