"""Where the cells of a table stand, as HTML lays them out (https://html.spec.whatwg.org/multipage/tables.html)."""

from __future__ import annotations

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
_TR, _TH, _TD, _THEAD, _TABLE = (f"{XHTML}{name}" for name in ("tr", "th", "td", "thead", "table"))


def cells(table: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """The row and column of every cell of a table, in which cells that span several have taken theirs.

    The head is row 0, where a header cell stands; columns count from 1. A header cell among the others is told as one
    of the head, another cell in the head as one of row 1.
    """
    found: dict[etree._Element, tuple[int, int]] = {}
    taken: set[tuple[int, int]] = set()
    below = heads = 0
    for at, row in enumerate(one for one in table.iter(_TR) if next(one.iterancestors(_TABLE)) is table):
        parent = row.getparent()
        in_head = parent is not None and parent.tag == _THEAD
        heads += in_head
        below += not in_head
        column = 1
        for cell in row.iterchildren(_TH, _TD):
            while (at, column) in taken:
                column += 1
            wide, high = (_span(cell, name) for name in ("colspan", "rowspan"))
            if wide > 1 or high > 1:
                taken |= {(at + down, column + right) for down in range(high) for right in range(wide)}
            head = cell.tag == _TH if heads < 2 or not in_head else True
            found[cell] = (0 if head else max(below, 1), column)
            column += wide
    return found


def _span(cell: etree._Element, name: str) -> int:
    told = cell.get(name, "1")
    return min(max(int(told), 1), 1000) if told.isdecimal() else 1
