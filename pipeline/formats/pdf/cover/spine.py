"""The spine: its width from pages and paper, its words upright, one character a line. Lengths are millimetres."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.formats.titles import title_pieces
from pipeline.handbook import Printing

# Thickness of uncoated paper: 1.35 µm for each g/m². https://www.pc6.com/infoview/Article_62577.html has 0.135 mm for
# 100 g; coated paper is thinner, so a shop's own measure goes before (print.spine).
THICKNESS_PER_GSM = 0.00135
LEAST_FOR_WORDS = 6.0


def spine_width(printing: Printing, pages: int) -> float:
    """Give the width of the spine for so many pages; a stapled booklet has none."""
    if printing.spine is not None:
        return printing.spine
    if printing.binding == "saddle":
        return 0.0
    return round(math.ceil(pages / 2) * leaf_thickness(printing), 1)


def leaf_thickness(printing: Printing) -> float:
    """Give how thick one leaf of the inside is."""
    return printing.paper_gsm * THICKNESS_PER_GSM


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the spine: its words, how they are turned (``upright``, ``turned``), and their top."""

    words: str
    kind: str
    top: float


@dataclass(frozen=True, slots=True)
class Column:
    """Words down the spine: their cells, each ``pitch`` high, set in ``size`` points."""

    cells: tuple[Cell, ...]
    pitch: float
    size: float


# The forms of marks for vertical setting (Unicode, CJK Compatibility Forms).
_VERTICAL = str.maketrans("“”‘’《》〈〉（）【】〔〕—…", "﹃﹄﹁﹂︽︾︿﹀︵︶︻︼︹︺︱︙")
_PIECES = re.compile(r"[0-9]{1,3}(?![0-9A-Za-z])|[0-9A-Za-z][0-9A-Za-z .,:/-]*[0-9A-Za-z]|\S")


Room = tuple[float, float]
"""Top and bottom of a free stretch of the spine."""


def column(words: str, rooms: Sequence[Room], size: float, pitch: float, *, at_foot: bool = False) -> Column:
    """Set ``words`` down ``rooms`` at ``size`` points and ``pitch``, smaller where the rooms are too short.

    Up to three figures are side by side in a cell; Latin words lie on their side. ``at_foot`` lets them end at
    the bottom of a single room. A word of several characters stays in one room, where it can. The column is empty
    where they would be smaller than six points.
    """
    parts = [_PIECES.findall(part.translate(_VERTICAL)) for part in title_pieces(words)]
    pieces = [piece for part in parts for piece in part]
    for step in range(_STEPS):
        scale = 1 - step / _STEPS
        if scale < LEAST_WHOLE:
            parts = [[piece] for piece in pieces]
        tops = _tops([[_cells(piece) * pitch * scale for piece in part] for part in parts], rooms)
        if size * scale < LEAST_SIZE:
            break
        if len(tops) == len(pieces):
            down = rooms[-1][1] - tops[-1] - _cells(pieces[-1]) * pitch * scale if at_foot and tops else 0
            cells = (
                Cell(piece, "turned" if _cells(piece) > 1 else "upright", round(top + down, 3))
                for piece, top in zip(pieces, tops, strict=True)
            )
            return Column(tuple(cells), pitch * scale, size * scale)
    return Column((), pitch, size)


_STEPS = 40
LEAST_WHOLE = 0.7  # of the size: words are rather divided than set smaller
LEAST_SIZE = 6.0  # pt: printers accept no smaller words


def _tops(parts: Sequence[Sequence[float]], rooms: Sequence[Room]) -> list[float]:
    """Give the top of each cell when words (the heights of their cells) fill the rooms one after the other, each whole.

    Empty where they do not fit.
    """
    tops: list[float] = []
    waiting, (top, bottom) = list(rooms[1:]), rooms[0] if rooms else (0.0, 0.0)
    for part in parts:
        while top + sum(part) > bottom + 0.001:
            if not waiting:
                return []
            top, bottom = waiting.pop(0)
        for height in part:
            tops.append(top)
            top += height
    return tops


def _cells(piece: str) -> int:
    """Give how many cells a piece takes: Latin on its side is about half an em a letter."""
    return 1 if len(piece) == 1 or (piece.isdecimal() and len(piece) < 4) else math.ceil(len(piece) * 0.6)


def free_rooms(
    radii: Sequence[float], centre: tuple[float, float], edges: Room, ends: Room, clear: float
) -> list[Room]:
    """Give the stretches between ``ends`` that no ring around ``centre`` crosses between ``edges``.

    They stay ``clear`` away from each ring.

    Only the upper half of a ring counts: the centre is at the foot of the text.
    """
    stops = [ends[0]]
    for radius in sorted(radii, reverse=True):
        crossings = [
            centre[1] - math.sqrt(radius**2 - (centre[0] - x) ** 2)
            for x in edges
            if radius > abs(centre[0] - x)
        ]
        if crossings:
            stops += [min(crossings) - clear, max(crossings) + clear]
    stops.append(ends[1])
    return list(zip(stops[::2], stops[1::2], strict=True))
