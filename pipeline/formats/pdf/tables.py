"""Which columns of a table are so narrow that their cells should not turn."""

from __future__ import annotations

from pipeline.formats.pdf.title_breaks import characters_wide
from pipeline.handbook import Cell, CrossReference, Table, inline_text

NARROW = 9.0  # characters
REFERENCE = 6.0  # characters that the page adds to a reference: （第12页）


def narrow_columns(table: Table, measure: float) -> tuple[bool, ...]:
    """For every column, whether all of its cells are narrow.

    None is, where the narrow ones would leave the others less than half of ``measure`` (characters).
    """
    rows = (table.head, *table.rows)
    widths = [max(_width(row[column]) for row in rows) for column in range(len(table.alignments))]
    narrow = tuple(width <= NARROW for width in widths)
    taken = sum(width for width, is_narrow in zip(widths, narrow, strict=True) if is_narrow)
    room = measure if all(narrow) else measure / 2
    return narrow if taken <= room else (False,) * len(narrow)


def _width(cell: Cell) -> float:
    references = sum(isinstance(inline, CrossReference) for inline in cell)
    return characters_wide(inline_text(cell)) + references * REFERENCE
