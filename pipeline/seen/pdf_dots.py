"""A page of a PDF file → the dots that are seen under its characters (着重号, GB/T 15834 4.11)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pipeline.seen.pdf_shades import LIGHT, Shades

_CURVES = 4  # a circle is drawn as four curves
_LEAST, _MOST = 0.05, 0.25  # em: how wide a dot may be
_HIGH, _LOW = 0.2, 0.5  # em below the baseline: where its middle may be
_BESIDE = 0.1  # em: how far beside the character


class Dot(NamedTuple):
    """The middle of a dot and its width, in points from the trim's corner."""

    x: float
    y: float
    width: float


class Seen(NamedTuple):
    """A character, as far as dots need it: its box's left and right edges, baseline and size, in points."""

    left: float
    right: float
    baseline: float
    size: float

    def has(self, dot: Dot) -> bool:
        """Report whether the dot is under the character."""
        return (
            _HIGH * self.size < dot.y - self.baseline < _LOW * self.size
            and self.left - _BESIDE * self.size < dot.x < self.right + _BESIDE * self.size
            and _LEAST * self.size < dot.width < _MOST * self.size
        )


def dotted(dots: Iterable[Dot], characters: Sequence[Seen]) -> frozenset[int]:
    """Give the indices of the characters that have one of the dots under them."""
    found: set[int] = set()
    for dot in dots:
        under = [number for number, one in enumerate(characters) if one.has(dot)]
        # Where two overlap, it belongs to the one that begins nearer to it.
        found.update(sorted(under, key=lambda number: characters[number].left)[-1:])
    return frozenset(found)


_CURVED = re.compile(rb"\s[cvy]\s")  # the operators that draw a curve (ISO 32000-1 8.5.2.1)


def may_be_dotted(shades: Shades, across: tuple[float, float], line: tuple[float, float]) -> bool:
    """Report whether there is any ink where dots would be: a quick test that never misses a dot.

    ``across`` are the left and right edges of a line's characters, ``line`` their baseline and size.
    """
    baseline, size = line
    left, right = max(0, int(across[0])), int(across[1]) + 1
    for row in range(int(baseline + _HIGH * size), int(baseline + _LOW * size) + 1):
        pixels = shades.dark_or_light[row * shades.width + left : row * shades.width + right]
        if pixels.count(LIGHT) < len(pixels):
            return True
    return False


def seen_dots(page: Any, trim: Any, shades: Shades) -> list[Dot]:
    """Give every small filled circle of a page that is seen, in points from the trim's corner."""
    if not (_CURVED.search(page.read_contents()) or page.get_xobjects()):
        return []
    return [
        dot
        for dot in _dots(page, trim)
        if shades.vary((dot.x - dot.width, dot.y - dot.width, dot.x + dot.width, dot.y + dot.width))
    ]


def _dots(page: Any, trim: Any) -> Iterator[Dot]:
    """Give every filled circle, or what is like one."""
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
            yield Dot(*middle, max(right - left, bottom - top))
