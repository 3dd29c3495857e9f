"""A page of a PDF file → the shades of grey that a person sees on it, a pixel a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import pymupdf
from PIL import Image as Picture

# Of 255 shades of grey at 72 pixels an inch; the thin stroke of a 一 of 8 pt differs from paper by about 70.
LEAST_CONTRAST = 20
DARK, LIGHT = 1, 2  # shades on either side of what is nearly white; one differs enough from the other
_DARK_OR_LIGHT = bytes(
    LIGHT if shade >= 235 else DARK if shade <= 235 - LEAST_CONTRAST else 0 for shade in range(256)
)
SPOT = 4  # pixels


class Spots(NamedTuple):
    """A page at a quarter of its size, row by row, a byte a spot."""

    width: int = 0
    height: int = 0
    shades: bytes = b""


NO_SPOTS = Spots()


@dataclass(frozen=True, slots=True)
class Shades:
    """The pixels of a page from the corner of its trim, row by row, a byte each.

    ``dark_or_light`` says of each whether it is ``DARK``, ``LIGHT`` or (0) neither; ``spots`` are the means of
    squares of ``SPOT`` pixels.
    """

    pixels: bytes
    dark_or_light: bytes
    width: int
    height: int
    spots: Spots

    @classmethod
    def of(cls, page: Any, trim: Any) -> Shades:
        """Draw a page of an open PyMuPDF document, without what readers may add to it."""
        corner = pymupdf.Matrix(1, 0, 0, 1, -trim.x0, -trim.y0)
        picture = page.get_pixmap(
            matrix=corner, clip=trim, colorspace=pymupdf.csGRAY, alpha=False, annots=False
        )
        pixels, width, height = picture.samples, picture.width, picture.height
        small = Picture.frombuffer("L", (width, height), pixels, "raw", "L", 0, 1).reduce(SPOT)
        spots = Spots(*small.size, small.tobytes())
        return cls(pixels, pixels.translate(_DARK_OR_LIGHT), width, height, spots)

    def vary(self, box: tuple[float, float, float, float]) -> bool:
        """Report whether the pixels that ``box`` touches are of several shades; the search begins in the middle."""
        left, right = max(0, int(box[0])), min(int(box[2]) + 1, self.width)
        top, bottom = max(0, int(box[1])), min(int(box[3]) + 1, self.height)
        if left >= right or top >= bottom:
            return False
        middle = (top + bottom) // 2
        darkest, lightest = 255, 0
        for row in (*range(middle, bottom), *range(middle - 1, top - 1, -1)):
            pixels = self.pixels[row * self.width + left : row * self.width + right]
            darkest, lightest = min(darkest, *pixels), max(lightest, *pixels)
            if lightest - darkest >= LEAST_CONTRAST:
                return True
        return False
