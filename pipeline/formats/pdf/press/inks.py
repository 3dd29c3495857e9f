"""The screen's inks → the press's, in the streams of a finished file.

The book is laid out once, in RGB. For the press its named inks are exchanged for those of the same names; any other
colour, which only a picture can bring, becomes black in the same lightness, because the book has no other ink.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Name

from pipeline.formats.pdf.resources import drawings, resource_dictionaries
from pipeline.formats.templating import values

RGB = tuple[int, ...]
CMYK = tuple[float, ...]
Inks = Mapping[RGB, CMYK]
"""Red, green, blue (0 to 255) → parts of cyan, magenta, yellow and black (0 to 1)."""


def press_inks(templates: Path) -> Inks:
    """The inks that ``templates`` name for the screen, each with the press's of the same name."""
    screen, press = (values(templates, f"inks-{medium}.j2") for medium in ("screen", "press"))
    return {tuple(bytes.fromhex(screen[name].removeprefix("#"))): press[name] for name in screen}


def exchange_inks(pdf: pikepdf.Pdf, inks: Inks) -> None:
    """Write every RGB colour of pages, drawings and gradients in ``inks``; take the marks of tags out of them."""
    for page in pdf.pages:
        page.obj.Contents.write(_exchanged(page.obj.Contents.read_bytes(), inks))
    done: set[tuple[int, int]] = set()
    for resources in resource_dictionaries(pdf):
        for drawing in drawings(resources):
            if drawing.objgen not in done:
                done.add(drawing.objgen)
                _exchange_drawing(drawing, inks)
        for shading in resources.get("/Shading", {}).values():
            _exchange_gradient(shading, inks)


def _exchange_drawing(drawing: pikepdf.Object, inks: Inks) -> None:
    """A form, a pattern or a mask."""
    if isinstance(drawing, pikepdf.Stream):
        drawing.write(_exchanged(drawing.read_bytes(), inks))
    if "/Group" in drawing:
        _set_space(drawing.Group, "/CS")
    if "/Shading" in drawing:
        _exchange_gradient(drawing.Shading, inks)


def _exchange_gradient(shading: pikepdf.Object, inks: Inks) -> None:
    """A gradient's ends; ISO 32000-1 8.7.4.5, functions of type 2 (exponential) and 3 (stitching)."""
    if _set_space(shading, "/ColorSpace"):
        functions = [shading.Function]
        while functions:
            function = functions.pop()
            functions += function.get("/Functions", [])
            for key in ("/C0", "/C1"):
                if key in function:
                    function[key] = Array(_ink(map(float, function[key]), inks))


def _set_space(holder: pikepdf.Object, key: str) -> bool:
    """Whether ``holder`` was in RGB; then it is in CMYK now."""
    rgb = holder.get(key) == Name.DeviceRGB
    if rgb:
        holder[key] = Name.DeviceCMYK
    return bool(rgb)


# WeasyPrint writes an operator a line (pydyf).
_COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
_MARK = re.compile(rb"^(?:/\w+\n(?:<<.*>>\nBDC|BMC)|EMC)\n?", re.MULTILINE)


def _exchanged(stream: bytes, inks: Inks) -> bytes:
    @cache
    def operator(*match: bytes) -> bytes:
        numbers = b" ".join(b"%g" % part for part in _ink(map(float, match[:3]), inks))
        return numbers + (b" k" if match[3] == b"rg" else b" K")

    return _COLOUR.sub(lambda match: operator(*match.groups()), _MARK.sub(b"", stream))


def _ink(colour: Iterable[float], inks: Inks) -> CMYK:
    """``colour`` (red, green, blue, each 0 to 1) on the press."""
    red, green, blue = (round(255 * part) for part in colour)
    named = inks.get((red, green, blue))
    # Rec. 601 luma (https://www.itu.int/rec/R-REC-BT.601), as Pillow makes greys
    return named or (0, 0, 0, round(1 - (0.299 * red + 0.587 * green + 0.114 * blue) / 255, 3))
