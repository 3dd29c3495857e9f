"""How large a figure stands on the page."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipeline.handbook import Image
from pipeline.typeset.geometry import Geometry

MILLIMETRES_PER_PIXEL = {
    # An SVG is drawn at its own size, a CSS pixel being 1/96 inch; a bitmap not below 150 pixels an inch by choice.
    "image/svg+xml": 25.4 / 96,
    "image/png": 25.4 / 150,
    "image/jpeg": 25.4 / 150,
}
TALLEST = 0.6  # of the text area's height
LEAST_DPI = 300  # what print shops ask for


@dataclass(frozen=True, slots=True)
class FigureSize:
    """Millimetres: the picture's ``width`` and ``height``, and the ``room`` of whole lines that it stands in."""

    width: float
    height: float
    room: float


def figure_size(image: Image, geometry: Geometry) -> FigureSize:
    """Give the picture's own size, or less: never wider than the measure nor taller than :data:`TALLEST`."""
    own = MILLIMETRES_PER_PIXEL[image.media_type]
    width, height = image.width * own, image.height * own
    scale = min(1.0, geometry.measure / width, geometry.depth * TALLEST / height)
    height *= scale
    line = geometry.grid.line
    return FigureSize(round(width * scale, 3), round(height, 3), math.ceil(height / line - 0.01) * line)


def resolution(image: Image, geometry: Geometry) -> float | None:
    """Give the pixels per inch at which a bitmap is printed; None for a drawing."""
    if image.media_type == "image/svg+xml":
        return None
    return image.width * 25.4 / figure_size(image, geometry).width


def enough_pixels(image: Image, geometry: Geometry) -> int:
    """Give the least width in pixels at which a picture of this shape is printed with :data:`LEAST_DPI`."""
    widest = min(geometry.measure, geometry.depth * TALLEST * image.width / image.height)
    return math.ceil(widest / 25.4 * LEAST_DPI)
