"""The places of a table's cells, as HTML lays them out (https://html.spec.whatwg.org/multipage/tables.html).

Tables of documents with and without namespaces are alike; rows of a table inside a cell belong to that table.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from lxml import etree

from pipeline.seen.html_names import name_of

_MOST = 1000  # HTML's own limit for the columns of a cell
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its row (the first is 0) and column (from 1), and how many columns and rows it takes."""

    element: etree._Element
    row: int
    column: int
    wide: int
    high: int


def rows(table: etree._Element) -> tuple[etree._Element, ...]:
    """Give the rows of a table, without those of a table in one of its cells."""
    return tuple(row for row in table.iter("{*}tr") if next(row.iterancestors("{*}table"), table) is table)


def grid(table: etree._Element) -> tuple[Cell, ...]:
    """Give the cells of a table in order; a cell that spans several places keeps them all from later cells."""
    found: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows(table)):
        column = 1
        for cell in row.iterchildren("{*}th", "{*}td"):
            while (at, column) in taken:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            if wide > 1 or high > 1:
                taken |= {(at + down, column + right) for down in range(high) for right in range(wide)}
            found.append(Cell(cell, at, column, wide, high))
            column += wide
    return tuple(found)


def cells(table: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Give the row (the first is 0) and the column (from 1) of every cell."""
    return {cell.element: (cell.row, cell.column) for cell in grid(table)}


def cells_under_head(table: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Give the row and column of every cell by its mark-up: the head is row 0, the rows below begin at 1.

    A header cell in a row below is given as one of the head, another cell in the head as one of row 1.
    """
    in_head = [_is_head(row) for row in rows(table)]
    found: dict[etree._Element, tuple[int, int]] = {}
    for cell in grid(table):
        below = in_head[: cell.row + 1].count(False)
        in_second_head = in_head[cell.row] and in_head[: cell.row + 1].count(True) > 1
        is_head = name_of(cell.element) == "th" or in_second_head
        found[cell.element] = (0 if is_head else max(below, 1), cell.column)
    return found


def widths(table: etree._Element) -> tuple[int, ...]:
    """Give how many columns each row fills."""
    filled = Counter[int]()
    for cell in grid(table):
        for down in range(cell.high):
            filled[cell.row + down] += cell.wide
    return tuple(filled[at] for at in range(len(rows(table))))


def uneven_rows(table: etree._Element) -> tuple[etree._Element, ...]:
    """Give the rows that do not fill as many columns as the first: their last cells have no head, or the wrong one."""
    filled = widths(table)
    return tuple(row for row, wide in zip(rows(table), filled, strict=True) if wide != filled[0])


def _is_head(row: etree._Element) -> bool:
    parent = row.getparent()
    return parent is not None and name_of(parent) == "thead"


def _span(cell: etree._Element, name: str) -> int:
    said = cell.get(name, "")
    return min(max(int(said), 1), _MOST) if _NUMBER.fullmatch(said) else 1
