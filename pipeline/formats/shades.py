"""A page of a PDF file → the shades of grey that a person sees on it, a pixel a point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pymupdf

# Of 255 shades of grey at 72 pixels an inch; the thin stroke of a 一 of 8 pt differs from paper by about 70.
LEAST_CONTRAST = 20
DARK, LIGHT = 1, 2  # shades on either side of what is nearly white; one differs enough from the other
_DARK_OR_LIGHT = bytes(
    LIGHT if shade >= 235 else DARK if shade <= 235 - LEAST_CONTRAST else 0 for shade in range(256)
)


@dataclass(frozen=True, slots=True)
class Shades:
    """The pixels of a page inside its trim, row by row, a byte each; ``left`` and ``top`` are the first one's place.

    ``dark_or_light`` says of each whether it is ``DARK``, ``LIGHT`` or (0) neither.
    """

    pixels: bytes
    dark_or_light: bytes
    width: int
    height: int
    left: int
    top: int

    @classmethod
    def of(cls, page: Any, trim: Any) -> Shades:
        """Draw a page of an open PyMuPDF document, without what readers may add to it."""
        picture = page.get_pixmap(clip=trim, colorspace=pymupdf.csGRAY, alpha=False, annots=False)
        pixels = picture.samples
        dark_or_light = pixels.translate(_DARK_OR_LIGHT)
        return cls(pixels, dark_or_light, picture.width, picture.height, picture.x, picture.y)

    def vary(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the pixels that ``box`` touches are not of one shade; ink is met soonest in the middle."""
        left, right = max(0, int(box[0])), min(int(box[2]) + 1, self.width)
        top, bottom = max(0, int(box[1])), min(int(box[3]) + 1, self.height)
        middle = (top + bottom) // 2
        darkest, lightest = 255, 0
        for row in (*range(middle, bottom), *range(middle - 1, top - 1, -1)):
            pixels = self.pixels[row * self.width + left : row * self.width + right]
            darkest, lightest = min(darkest, *pixels), max(lightest, *pixels)
            if lightest - darkest >= LEAST_CONTRAST:
                return True
        return False
