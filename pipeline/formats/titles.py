"""The handbook's title in two lines, the series above, the hero below; and how large words fit a cover's field."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass

from pipeline.handbook import Handbook


@dataclass(frozen=True, slots=True)
class TitleLines:
    """``series`` is the smaller line above (it may be empty), ``hero`` the big one; together they are the title."""

    series: str
    hero: str


def title_lines(handbook: Handbook) -> TitleLines:
    """Divide a title that ends with the short title before it; put any other into one line."""
    series = handbook.title.removesuffix(handbook.short_title).strip()
    if not handbook.short_title or series == handbook.title or not series:
        return TitleLines("", handbook.title)
    return TitleLines(series, handbook.short_title)


# Line height of every text on a cover, in ems.
LEADING = 1.2


def type_size(text: str, largest: int, measure: int, height: int) -> int:
    """Give the greatest type size in pixels, ``largest`` at most, at which ``text`` fits ``measure`` × ``height``.

    A line that is not the last may stay two characters short, because a mark must not begin a line.
    """
    ems = sum(1 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text)

    def in_lines(lines: int) -> float:
        longest = ems if lines == 1 else math.ceil(ems / lines) + 2
        return min(measure / max(longest, 1), height / (lines * LEADING))

    return int(min(largest, max(in_lines(lines) for lines in range(1, 12))))
