"""The grid of the text area, as the look of the templates states it."""

from __future__ import annotations

import math

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import Templates
from pipeline.handbook import PageSize
from pipeline.typeset.geometry import Grid, page_geometry

LOOK = "look.j2"
LEAST_GAP = (
    1.2  # of the type size: the least height of a line, at which no character touches the one below it
)


def grid_of(templates: Templates) -> Grid:
    """Read the size of the text and the height of its lines from the look.

    Raises :class:`OutsideFailure` where they are not numbers, or the lines are too low for the text.
    """
    look = templates.values(LOOK)
    body, line = look.get("body"), look.get("line")
    if not isinstance(body, int | float) or not isinstance(line, int | float) or body <= 0:
        raise OutsideFailure(
            f"模板 {LOOK} 里的 body 和 line 不是数", "body 写正文字号（磅），line 写行高（毫米）"
        )
    grid = Grid(float(body), float(line))
    least = LEAST_GAP * grid.character
    if grid.line < least:
        raise OutsideFailure(
            f"模板 {LOOK} 里的行高 {line:g} mm 放不下 {body:g} pt 的正文",
            f"line 至少写 {math.ceil(10 * least) / 10:g}，或改小 body",
        )
    return grid


def fitting_grid(templates: Templates, page: PageSize) -> Grid:
    """Give :func:`grid_of`; raise :class:`OutsideFailure` also where a page of this size has no room for it."""
    grid = grid_of(templates)
    try:
        page_geometry(page.width, page.height, grid)
    except ValueError as unfit:
        raise OutsideFailure(
            f"{page.width:g} mm × {page.height:g} mm 的页面按模板 {LOOK} 的正文字号 {grid.body:g} pt"
            f"和行高 {grid.line:g} mm 排不出版心",
            f"改小 {LOOK} 里的 body 和 line，或换大一些的开本",
        ) from unfit
    return grid
