"""How wide the columns of a table are, and which of them are so narrow that their cells should not wrap.

Widths are counted in characters of the cells' own type.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.handbook import Cell, CrossReference, Table, inline_text
from pipeline.typeset.breaks import UNITS
from pipeline.typeset.characters import LETTERS, characters_wide
from pipeline.typeset.tables import BETWEEN, MANY

NARROW = 9.0  # characters
REFERENCE = 6.0  # characters that the page adds to a reference: （第12页）
HIGH = 8.0  # lines
WHOLE = 0.4  # of a page's lines
DIVIDED = 6.6  # the least that a column of foreign words takes, which are divided at need: eleven letters
HAN_WORD = 2.6  # the least that a column of Chinese takes: two characters and a figure (指标1)
# What should not be divided: dates and figures with their unit and what encloses them, Latin words up to their hyphens.
_WORD = re.compile(rf"[（“‘]?[0-9][0-9.,:/%-]*(?:{UNITS})?[）”’，、。]?|[!-,.-~\u00a1-\u024f]+-?")
_LETTERS = re.compile(f"[{LETTERS}]{{6,}}")


def low_rows(table: Table, measure: float) -> tuple[bool, ...]:
    """Report for every row whether it may be kept with its neighbours: about two lines of ``measure`` (characters).

    Beside a row of :data:`HIGH` lines none is: both and the head may be more than a page, and then the head gets lost.
    """
    lines = [sum(map(_width, row)) / measure for row in table.rows]
    return tuple(own <= 2 and max(lines[max(0, row - 1) : row + 2]) < HIGH for row, own in enumerate(lines))


def narrow_columns(table: Table, measure: float) -> tuple[bool, ...]:
    """Report for every column whether all of its cells are narrow.

    No column is, where the narrow ones would leave the others less than half of ``measure`` (characters).
    """
    widths = [one.full for one in _columns(table)]
    narrow = tuple(width <= NARROW for width in widths)
    taken = sum(width for width, is_narrow in zip(widths, narrow, strict=True) if is_narrow)
    room = measure if all(narrow) else measure / 2
    return narrow if taken <= room else (False,) * len(narrow)


def is_kept_whole(table: Table, measure: float, lines: int) -> bool:
    """Report whether a table is so low that it is never cut over two pages of so many ``lines``.

    A table follows the text that speaks of it, and is cut only where it must be (CY/T 170-2019, 7); but a page that is
    left nearly half empty for it is worse than a cut. So it is one of :data:`WHOLE` of a page, its caption counted.
    """
    widest = [one.full for one in _columns(table)]
    room = measure - BETWEEN * (len(widest) - 1)
    part = min(1.0, room / (sum(widest) or 1))
    high = 1 + sum(
        max(math.ceil(_width(cell) / max(width * part, 1)) for cell, width in zip(row, widest, strict=True))
        for row in (table.head, *table.rows)
    )
    return high <= WHOLE * lines


@dataclass(frozen=True, slots=True)
class SetColumns:
    """Each column's part of the table's width (their sum is 1; none: as usual), and whether it is in smaller type."""

    shares: tuple[float, ...] = ()
    small: bool = False


def set_columns(table: Table, measure: float, small_measure: float) -> SetColumns:
    """Give how a table is set: in the usual type or in the smaller one, of which a line takes ``small_measure``.

    The usual rule (CSS 2.2, 17.5.2.2) is good where every cell takes one line, or where it leaves no column narrower
    than its longest word. Else columns are given their widths: in smaller type where they are many, or where the
    words do not fit otherwise.
    """
    columns = _columns(table)
    room = measure - BETWEEN * (len(columns) - 1)
    narrow = narrow_columns(table, measure)
    if sum(one.full for one in columns) <= room:
        return SetColumns()
    if len(columns) < MANY and _usual_rule_is_good(columns, narrow, room):
        return SetColumns()
    small = len(columns) >= MANY or sum(one.part for one in columns) > room
    return SetColumns(column_shares(table, small_measure if small else measure), small)


def _usual_rule_is_good(columns: Sequence[_Column], narrow: Sequence[bool], room: float) -> bool:
    """Report whether CSS leaves every column its longest word: what is left goes to them by what they lack."""
    least = [one.full if alone else one.solid for one, alone in zip(columns, narrow, strict=True)]
    left, lacking = room - sum(least), sum(one.full for one in columns) - sum(least)
    return left >= 0 and all(
        width + left * (one.full - width) / (lacking or 1) >= one.part
        for one, width in zip(columns, least, strict=True)
    )


def column_shares(table: Table, measure: float) -> tuple[float, ...]:
    """Give each column's part of the table's width; their sum is 1. ``measure`` is counted in the cells' characters.

    Columns are in proportion to the square root of their longest cells, which keeps the table short; but none is
    narrower than its longest word, or a foreign word's part, while there is room for all of these, nor wider than its
    longest cell. Where there is not, the widest give way.
    """
    columns = _columns(table)
    room = measure - BETWEEN * (len(columns) - 1)
    words, parts = [one.word for one in columns], [one.part for one in columns]
    least = words if sum(words) <= room else _cut(parts, room)

    def widths(factor: float) -> list[float]:
        return [
            max(word, min(one.full, factor * one.full**0.5)) for one, word in zip(columns, least, strict=True)
        ]

    low, high = 0.0, room
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(widths(middle)) <= room else (low, middle)
    found = widths(low)
    left = (room - sum(found)) / len(found)
    blanks = [BETWEEN] * (len(found) - 1) + [0.0]
    return tuple((width + left + blank) / measure for width, blank in zip(found, blanks, strict=True))


@dataclass(frozen=True, slots=True)
class _Column:
    """The longest word of a column, its longest part that is not divided, and its longest cell in one line.

    ``solid`` is the longest that CSS does not divide either, to which two Han characters are no word.
    """

    word: float
    part: float
    full: float
    solid: float


def _columns(table: Table) -> list[_Column]:
    rows = (table.head, *table.rows)
    return [
        _Column(
            max(_longest_word(row[column]) for row in rows),
            max(_longest_word(row[column], DIVIDED) for row in rows),
            max(_width(row[column]) for row in rows),
            max(_longest_word(row[column], least=1.0) for row in rows),
        )
        for column in range(len(table.alignments))
    ]


def _cut(widths: Sequence[float], room: float) -> list[float]:
    """Cut the widest of ``widths`` to one width where their sum is more than ``room``."""
    rest = room
    for place, width in enumerate(sorted(widths)):
        most = rest / (len(widths) - place)
        if width > most:
            return [min(one, most) for one in widths]
        rest -= width
    return list(widths)


def _longest_word(cell: Cell, divided: float = math.inf, least: float = HAN_WORD) -> float:
    """Give the width of the longest word, ``least`` at least; words of letters count as ``divided`` at most."""
    text = inline_text(cell)
    words = [
        min(characters_wide(word), divided if _LETTERS.fullmatch(word) else math.inf)
        for word in _WORD.findall(text)
    ]
    return max([*words, min(least, characters_wide(text))])


def _width(cell: Cell) -> float:
    references = sum(isinstance(inline, CrossReference) for inline in cell)
    return characters_wide(inline_text(cell)) + references * REFERENCE
