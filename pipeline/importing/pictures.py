"""Pictures of a document → pictures that the source format takes (PNG, JPEG, SVG)."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image, UnidentifiedImageError

from pipeline.importing.pieces import Picture


def usable(picture: Picture) -> Picture:
    """Give the picture as PNG, JPEG or SVG; without data where that cannot be (EMF, WMF, broken)."""
    if not picture.data or picture.data.lstrip()[:5] in (b"<?xml", b"<svg "):
        return picture
    try:
        with Image.open(io.BytesIO(picture.data)) as opened:
            opened.load()
            if opened.format in ("PNG", "JPEG"):
                return picture
            stream = io.BytesIO()
            opened.convert("RGBA" if opened.has_transparency_data else "RGB").save(stream, "PNG")
            return replace(picture, data=stream.getvalue())
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return replace(picture, data=b"")


def suffix(data: bytes) -> str:
    """Give the file name's end for the picture's kind."""
    if data.startswith(b"\x89PNG"):
        return ".png"
    return ".jpg" if data.startswith(b"\xff\xd8") else ".svg"


def same_picture(one: bytes, other: bytes) -> bool:
    """Report whether two files show the same, pixel by pixel."""
    try:
        with Image.open(io.BytesIO(one)) as first, Image.open(io.BytesIO(other)) as second:
            return (
                first.size == second.size
                and first.convert("RGB").tobytes() == second.convert("RGB").tobytes()
            )
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return False
