"""Trim size and grid → margins, measure and lines of the 版心 (the area that the text fills).

A pure function of both, so that a reader of a finished PDF finds the text area from its TrimBox and from the grid that
the file names. All lengths are millimetres unless they are named otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

POINT = 25.4 / 72

BLEED = 3.0
SAFE = 8.0  # least distance of text from the trim; printers ask for 5


@dataclass(frozen=True, slots=True)
class Grid:
    """What the text area is made of: ``body`` is the size of its type in points, ``line`` the height of its lines."""

    body: float
    line: float

    @property
    def character(self) -> float:
        """The width of a Han character."""
        return self.body * POINT


USUAL = Grid(10.5, 6.0)
"""The grid of a book that names no other: 五号, with a gap of 62 % of its size, inside the customary 50–100 %.

It belongs to the files, also of earlier releases, not to the look: a designer sets another one in ``look.j2``.
"""


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page: trim size, margins, and the 版心 as whole characters and whole lines of its grid."""

    width: float
    height: float
    head: float
    foot: float
    inside: float
    outside: float
    characters: int
    lines: int
    grid: Grid

    @property
    def measure(self) -> float:
        """Width of the text area."""
        return self.characters * self.grid.character

    @property
    def depth(self) -> float:
        """Height of the text area."""
        return self.lines * self.grid.line


@lru_cache(maxsize=64)
def page_geometry(width: float, height: float, grid: Grid = USUAL) -> Geometry:
    """Design the page for a trim size and a grid.

    A5 gives 30 字 × 27 lines with margins head 26, foot 22, inside 20.875, outside 16. Other sizes keep its
    proportions: a whole number of characters (18 to 36) and lines, 天头 larger than 地脚, the inside wider than the
    outside up to 165 mm of width; beyond it the surplus goes outside, where a hand or a note has room.

    Raises ``ValueError`` for a page that is too small for a text area within :data:`SAFE` (in the usual grid about
    88 × 93 mm).
    """
    characters = min(36, max(18, int((width - 36.0) / grid.character)))
    rest = width - characters * grid.character
    inside = rest / 2 + 2.4375 if width <= 165 else min(rest * 0.45, 24.0)
    lines = max(12, int((height - 46.0) / grid.line))
    spare = height - lines * grid.line
    foot = spare / 2 - 2.0
    if min(rest - inside, foot) < SAFE:
        raise ValueError(f"no text area fits a page of {width:g} × {height:g} mm")
    return Geometry(
        width=width,
        height=height,
        head=spare - foot,
        foot=foot,
        inside=inside,
        outside=rest - inside,
        characters=characters,
        lines=lines,
        grid=grid,
    )
