"""The pictures of a file → the press's colours; none stays in RGB.

A picture is taken from the handbook as it came in, not from the file, where a CMYK picture has been turned for the
screen; it keeps its pixels, without loss.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable

import pikepdf
from pikepdf import Name
from PIL import Image as Picture
from weasyprint.urls import iri_to_uri

from pipeline.formats.pdf.press.colours import PressColours
from pipeline.formats.pdf.resources import images
from pipeline.handbook import Image


def exchange_pictures(pdf: pikepdf.Pdf, handed_in: Iterable[Image], colours: PressColours) -> None:
    """Write every picture of ``pdf`` in ``colours``, from those ``handed_in``; its mask stays."""
    # WeasyPrint names a picture by the MD5 of its address, and a digit.
    originals = {
        hashlib.md5(iri_to_uri(f"image:{one.name}").encode(), usedforsecurity=False).hexdigest(): one.data
        for one in handed_in
        if one.media_type != "image/svg+xml"
    }
    for holder, name in images(pdf):
        stream = holder[name]
        if "/ImageMask" in stream and stream.ImageMask:
            continue
        data = originals.get(name[2:-1])
        shown = Picture.open(io.BytesIO(data)) if data else _decoded(stream)
        with shown:
            printed = colours.picture(_without_transparency(shown))
            pixels = printed.tobytes()
        stream.write(pixels)  # compressed when the file is saved
        stream.Width, stream.Height = printed.size
        stream.BitsPerComponent = 8
        stream.ColorSpace = Name.DeviceCMYK if printed.mode == "CMYK" else Name.DeviceGray
        for key in ("/Decode", "/DecodeParms", "/Interpolate"):
            if key in stream:
                del stream[key]


def _decoded(stream: pikepdf.Object) -> Picture.Image:
    assert isinstance(stream, pikepdf.Stream)
    return pikepdf.PdfImage(stream).as_pil_image()


def _without_transparency(picture: Picture.Image) -> Picture.Image:
    """Give the colours alone; transparency is left to the mask."""
    if picture.mode in ("RGB", "L", "CMYK"):
        return picture
    if picture.mode in ("LA", "La", "1", "I;16", "I", "F"):
        return (
            picture.convert("L") if picture.mode != "I;16" else picture.point(lambda v: v / 256).convert("L")
        )
    return picture.convert("RGBA").convert("RGB") if picture.mode == "PA" else picture.convert("RGB")
