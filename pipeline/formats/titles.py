"""The handbook's title in two lines: the series above, the hero below."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.handbook import Handbook


@dataclass(frozen=True, slots=True)
class TitleLines:
    """``series`` is the smaller line above (it may be empty), ``hero`` the big one; together they are the title."""

    series: str
    hero: str


def title_lines(handbook: Handbook) -> TitleLines:
    """Where the title ends with the short title, what goes before is the series line; else all is one title."""
    series = handbook.title.removesuffix(handbook.short_title).strip()
    if not handbook.short_title or series == handbook.title or not series:
        return TitleLines("", handbook.title)
    return TitleLines(series, handbook.short_title)
