"""The ways through a finished file: labels of pages, named destinations, bookmarks."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name


def label_pages(pdf: pikepdf.Pdf) -> None:
    """Label the pages as their folios do: roman before the first part, from there arabic, beginning with 1."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    parts = [
        numbers[destination[0].objgen] for name, destination in destinations(pdf) if name.startswith("part-")
    ]
    first = min(parts, default=len(pdf.pages))
    ranges = [0, Dictionary(S=Name.r)] if first else []
    if parts:
        ranges += [first, Dictionary(S=Name.D)]
    pdf.Root.PageLabels = Dictionary(Nums=Array(ranges))


def destinations(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Array]]:
    """Give the named destinations as WeasyPrint writes them: [page /XYZ left top 0]."""
    if Name.Names in pdf.Root and Name.Dests in pdf.Root.Names:
        for name, destination in pikepdf.NameTree(pdf.Root.Names.Dests).items():
            yield str(name), Array(destination)


def bookmarks(parent: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Give the bookmarks below ``parent``, in order."""
    bookmark = parent.get(Name.First)
    while bookmark is not None:
        yield bookmark
        yield from bookmarks(bookmark)
        bookmark = bookmark.get(Name.Next)
