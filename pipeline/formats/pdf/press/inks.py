"""The screen's inks → the press's, in the streams of a finished file.

The book is laid out once, in RGB. For the press its named inks are exchanged for those of the same names; any other
colour, which only a picture can bring, is turned by :mod:`pipeline.formats.pdf.press.colours`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pikepdf
from pikepdf import Array, Name

from pipeline.formats.pdf.press.colours import CMYK, PressColours
from pipeline.formats.pdf.resources import drawings, resource_dictionaries


def exchange_inks(pdf: pikepdf.Pdf, colours: PressColours) -> None:
    """Write every RGB colour of pages, drawings and gradients in ``colours``; take the marks of tags out of them."""
    for page in pdf.pages:
        page.obj.Contents.write(_exchanged(page.obj.Contents.read_bytes(), colours))
    done: set[tuple[int, int]] = set()
    for resources in resource_dictionaries(pdf):
        for drawing in drawings(resources):
            if drawing.objgen not in done:
                done.add(drawing.objgen)
                _exchange_drawing(drawing, colours)
        if "/ColorSpace" in resources:  # those that WeasyPrint offers and the book does not use
            del resources.ColorSpace
        for shading in resources.get("/Shading", {}).values():
            _exchange_gradient(shading, colours)


def _exchange_drawing(drawing: pikepdf.Object, colours: PressColours) -> None:
    """Exchange the inks of a form, a pattern or a mask."""
    if isinstance(drawing, pikepdf.Stream):
        drawing.write(_exchanged(drawing.read_bytes(), colours))
    if "/Group" in drawing:
        _set_space(drawing.Group, "/CS")
    if "/Shading" in drawing:
        _exchange_gradient(drawing.Shading, colours)


def _exchange_gradient(shading: pikepdf.Object, colours: PressColours) -> None:
    """Exchange a gradient's ends; ISO 32000-1 8.7.4.5, functions of type 2 (exponential) and 3 (stitching)."""
    if _set_space(shading, "/ColorSpace"):
        functions = [shading.Function]
        while functions:
            function = functions.pop()
            functions.extend(function.get("/Functions", []))
            for key in ("/C0", "/C1"):
                if key in function:
                    function[key] = Array(_ink(map(float, function[key]), colours))


def _set_space(holder: pikepdf.Object, key: str) -> bool:
    """Turn RGB into CMYK; report whether ``holder`` was in RGB."""
    rgb = holder.get(key) == Name.DeviceRGB
    if rgb:
        holder[key] = Name.DeviceCMYK
    return bool(rgb)


# WeasyPrint writes an operator a line (pydyf).
_COLOUR = re.compile(rb"^([\d.]+) ([\d.]+) ([\d.]+) (rg|RG)$", re.MULTILINE)
_MARK = re.compile(rb"^(?:/\w+\n(?:<<.*>>\nBDC|BMC)|EMC)\n?", re.MULTILINE)


def without_marks(stream: bytes) -> bytes:
    """Give ``stream``, as WeasyPrint writes it, without the marks of tags."""
    return _MARK.sub(b"", stream)


def _exchanged(stream: bytes, colours: PressColours) -> bytes:
    @cache
    def operator(*match: bytes) -> bytes:
        numbers = b" ".join(b"%g" % part for part in _ink(map(float, match[:3]), colours))
        return numbers + (b" k" if match[3] == b"rg" else b" K")

    return _COLOUR.sub(lambda match: operator(*match.groups()), without_marks(stream))


def _ink(colour: Iterable[float], colours: PressColours) -> CMYK:
    """Give the ink of ``colour`` (red, green, blue, each 0 to 1) on the press."""
    return colours.ink(tuple(round(255 * part) for part in colour))
