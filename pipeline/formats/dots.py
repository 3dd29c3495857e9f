"""A page of a PDF file → the dots that are seen under its characters (着重号, GB/T 15834 4.11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.formats.shades import Shades

_CURVES = 4  # a circle is drawn as four curves
_LEAST, _MOST = 0.05, 0.25  # em: how wide a dot may be
_HIGH, _LOW = 0.15, 0.5  # em below the baseline: where its middle may be
_BESIDE = 0.1  # em: how far beside the character


class _Dot(NamedTuple):
    x: float
    y: float
    width: float


class Seen(NamedTuple):
    """A character as far as a dot is looked for: its box's left and right edges, baseline and size, in points."""

    left: float
    right: float
    baseline: float
    size: float


def dotted(page: Any, trim: Any, shades: Shades, characters: Sequence[Seen]) -> frozenset[int]:
    """Which of the characters (by their numbers) have a dot under them; these are in points from the trim's corner."""
    found: set[int] = set()
    for dot in _dots(page, trim):
        x, y = dot.x, dot.y
        if shades.vary((x - dot.width, y - dot.width, x + dot.width, y + dot.width)):
            under = [number for number, one in enumerate(characters) if _is_under(dot, one)]
            # Where two overlap, the one that begins nearer to the dot.
            found.update(sorted(under, key=lambda number: characters[number].left)[-1:])
    return frozenset(found)


def _is_under(dot: _Dot, one: Seen) -> bool:
    return (
        _HIGH * one.size < dot.y - one.baseline < _LOW * one.size
        and one.left - _BESIDE * one.size < dot.x < one.right + _BESIDE * one.size
        and _LEAST * one.size < dot.width < _MOST * one.size
    )


def _dots(page: Any, trim: Any) -> Iterator[_Dot]:
    """Every small filled circle."""
    for drawing in page.get_cdrawings():
        if "fill" not in drawing or drawing["type"] == "s":
            continue
        items = drawing["items"]
        if len(items) % _CURVES or any(item[0] != "c" for item in items):
            continue
        for at in range(0, len(items), _CURVES):
            points = [point for item in items[at : at + _CURVES] for point in item[1:]]
            across, down = [x for x, _ in points], [y for _, y in points]
            left, right, top, bottom = min(across), max(across), min(down), max(down)
            middle = (left + right) / 2 - trim.x0, (top + bottom) / 2 - trim.y0
            yield _Dot(*middle, max(right - left, bottom - top))
