"""Rows of tables that no page of the book has room for: they are reported before anything is laid out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from pipeline.findings import Finding
from pipeline.handbook import Block, Cell, PageSize, Table, inline_text, walk
from pipeline.read.catalogue import problem
from pipeline.typeset.characters import characters_wide
from pipeline.typeset.geometry import POINT, page_geometry
from pipeline.typeset.tables import BETWEEN, MANY

USUAL, CROWDED = 9.0, 8.0  # pt: the type of tables, and that of tables of MANY columns
NARROWEST = 2.6  # characters: the least that a column takes, if its cells are not shorter


def too_high(blocks: Iterable[Block], page: PageSize) -> Iterator[Finding]:
    """Report the rows that are higher than a page, even where the other columns leave them most room."""
    geometry = page_geometry(page.width, page.height)
    for table in (block for block in walk(blocks) if isinstance(block, Table)):
        size = CROWDED if len(table.alignments) >= MANY else USUAL
        head, *rows = _lines(table, geometry.measure / POINT / size)
        for number, lines in enumerate(rows, start=1):
            most = geometry.lines - head - (number == 1)  # the caption stays with the first row
            if lines > most:
                yield problem("M226", table.at, row=number, lines=lines, most=most)


def _lines(table: Table, measure: float) -> Iterator[int]:
    rows = (table.head, *table.rows)
    least = [min(NARROWEST, max(map(_width, column))) for column in zip(*rows, strict=True)]
    room = measure - BETWEEN * (len(least) - 1)
    for row in rows:
        widths = [_width(cell) for cell in row]
        own = (width / max(room - sum(least) + one, 1) for width, one in zip(widths, least, strict=True))
        yield max(1, math.ceil(max(sum(widths) / room, *own, 0)))


def _width(cell: Cell) -> float:
    return characters_wide(inline_text(cell))
