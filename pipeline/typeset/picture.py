"""An HTML page drawn at exactly so many pixels: covers and other pictures in the book's own type."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

import pymupdf
from PIL import Image

from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import FontKit


def picture(html: str, stylesheets: Sequence[str], kit: FontKit, width: int, height: int) -> Image.Image:
    """Draw ``html`` on one page of ``width`` × ``height`` CSS pixels, a device pixel each."""
    page = f"@page {{ size: {width}px {height}px; margin: 0 }}"
    document = lay_out(html, (page, *stylesheets), kit, {})
    with pymupdf.open(stream=write_pdf(document), filetype="pdf") as pdf:
        # A CSS pixel is 0.75 pt; the page's size in points is rounded, so the scale comes from the page itself.
        bounds = pdf[0].rect
        scale = pymupdf.Matrix(width / bounds.width, height / bounds.height)
        drawn = pdf[0].get_pixmap(matrix=scale, alpha=False)
        return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples).crop((0, 0, width, height))


def image_bytes(image: Image.Image, kind: Literal["PNG", "JPEG"]) -> bytes:
    """The picture as a file's bytes, the same every time."""
    stream = io.BytesIO()
    if kind == "JPEG":
        image.save(stream, "JPEG", quality=90, optimize=True, subsampling=0)
    else:
        image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
