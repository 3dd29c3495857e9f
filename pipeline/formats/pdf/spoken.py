"""What a screen reader says of the file for the screen: the page's own words, in their order on the page.

The tags name the pieces of each page that belong together (marked content, ISO 32000-1 14.7); the pieces are numbered
as they are painted, and their words are compared with the source in that order. A picture alone is painted last.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf
from pikepdf import Name

from pipeline.formats.pdf.rules.content import page_stream
from pipeline.seen.edition import Furnishing

Piece = tuple[int, int]
"""The index of a page, the number of a piece on it."""

_OTHER_WORDS = b"/ActualText"


@dataclass(slots=True)
class Tags:
    """The contents of a file's tags, in the order of reading aloud.

    ``pieces`` are those with words, ``pictures`` those that are pictures, ``alternatives`` the words for these;
    ``replaced`` are the pages on which other words are read than are printed, ``uneven`` those with a table whose
    rows differ in their number of cells, ``headless`` those with a head that does not say whose head it is.
    """

    pieces: list[Piece] = field(default_factory=list)
    pictures: list[Piece] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    replaced: set[int] = field(default_factory=set)
    uneven: set[int] = field(default_factory=set)
    headless: set[int] = field(default_factory=set)


def tags_of(pdf: pikepdf.Pdf) -> Tags | None:
    """Give the tags of an open file, None where it has none."""
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return None
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    tags = Tags()
    tags.replaced.update(number for number, page in enumerate(pdf.pages) if _OTHER_WORDS in page_stream(page))
    _take(tree, 0, pages, tags)
    return tags


def _take(node: pikepdf.Object, page: int, pages: Mapping[tuple[int, int], int], tags: Tags) -> None:
    """Take an element with all in it; ``pages`` are numbered by their objects."""
    if "/Pg" in node:
        page = pages.get(node.Pg.objgen, page)
    if "/ActualText" in node:
        tags.replaced.add(page)
    if node.get("/S") == Name.Table and len({len(row) for row in _rows(node)}) > 1:
        tags.uneven.add(page)
    if node.get("/S") == Name.TH and not _has_scope(node):
        tags.headless.add(page)
    into = tags.pieces
    if node.get("/S") == Name.Figure:
        into = tags.pictures
        tags.alternatives.append(str(node.get("/Alt", "")))
    for kid in _kids(node):
        if isinstance(kid, int):
            into.append((page, kid))
        elif "/S" in kid:
            _take(kid, page, pages, tags)
        elif "/MCID" in kid:
            into.append((pages.get(kid.Pg.objgen, page) if "/Pg" in kid else page, int(kid.MCID)))


def _kids(node: pikepdf.Object) -> Sequence[pikepdf.Object]:
    kids = node.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]


def _rows(node: pikepdf.Object) -> Iterator[list[pikepdf.Object]]:
    """Give the rows of a table, each with its cells."""
    for kid in _kids(node):
        if isinstance(kid, int) or "/S" not in kid:
            continue
        if kid.S == Name.TR:
            yield [one for one in _kids(kid) if not isinstance(one, int) and "/S" in one]
        else:
            yield from _rows(kid)


def _has_scope(head: pikepdf.Object) -> bool:
    attributes = head.get("/A", ())
    several = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    return any("/Scope" in one for one in several)


def read_aloud(tags: Tags, labels: Sequence[str]) -> Iterator[Furnishing]:
    """Give the pages (by their labels) on which words are read out of order, not at all, or in other words."""
    jumps = {after[0] for before, after in pairwise(tags.pieces) if after <= before}
    for part, numbers in (
        ("朗读次序", jumps),
        ("朗读时漏掉的文字", _silent(tags.pieces + tags.pictures)),
        ("朗读时换掉的文字", tags.replaced),
        ("朗读的表格各行格数", tags.uneven),
        ("朗读的表头", tags.headless),
    ):
        for number in sorted(numbers):
            yield Furnishing(part, f"第{labels[number]}页", "与页面上的不同")


def _silent(pieces: Iterable[Piece]) -> set[int]:
    """Give the pages on which the tags leave out a piece."""
    held: dict[int, set[int]] = {}
    for page, number in pieces:
        held.setdefault(page, set()).add(number)
    return {page for page, numbers in held.items() if len(numbers) != max(numbers) + 1}
