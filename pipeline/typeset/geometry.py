"""Trim size → margins, measure and lines of the 版心 (the area that the text fills).

A pure function of the trim size, so that a reader of a finished PDF finds the text area from its TrimBox alone.
All lengths are millimetres unless they are named otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

POINT = 25.4 / 72
BODY = 10.5  # pt: 五号, the body size of Chinese books
CHARACTER = BODY * POINT
LINE = 6.0  # a gap of 62 % of the type size, inside the customary 50–100 %
SMALL_LINE = 4.5  # four small lines are three body lines

BLEED = 3.0
SAFE = 8.0  # least distance of text from the trim; printers ask for 5


@dataclass(frozen=True, slots=True)
class Geometry:
    """A page: trim size, margins, and the 版心 as whole characters and whole lines."""

    width: float
    height: float
    head: float
    foot: float
    inside: float
    outside: float
    characters: int
    lines: int

    @property
    def measure(self) -> float:
        """Width of the text area."""
        return self.characters * CHARACTER

    @property
    def depth(self) -> float:
        """Height of the text area."""
        return self.lines * LINE


def page_geometry(width: float, height: float) -> Geometry:
    """The page design for a trim size.

    A5 gives 30 字 × 27 lines with margins head 26, foot 22, inside 20.875, outside 16. Other sizes keep its
    proportions: a whole number of characters (18 to 36) and lines, 天头 larger than 地脚, the inside wider than the
    outside up to 165 mm of width; beyond it the surplus goes outside, where a hand or a note has room.

    Raises ``ValueError`` for a page that is too small for a text area within :data:`SAFE` (about 88 × 93 mm).
    """
    characters = min(36, max(18, int((width - 36.0) / CHARACTER)))
    rest = width - characters * CHARACTER
    inside = rest / 2 + 2.4375 if width <= 165 else min(rest * 0.45, 24.0)
    lines = max(12, int((height - 46.0) / LINE))
    spare = height - lines * LINE
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
    )
