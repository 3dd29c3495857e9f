"""The colours that a content stream sets (ISO 32000-1 8.6.8), and which of them its words are filled with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Name

from pipeline.formats.pdf.resources import resource_dictionaries


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour: its space (``gray``, ``rgb``, ``cmyk``, ``all`` for every plate, ``other``) and its parts."""

    space: str
    parts: tuple[float, ...]

    @property
    def inks(self) -> tuple[float, ...]:
        """Parts of cyan, magenta, yellow, black; empty where the space does not say."""
        if self.space == "cmyk" and len(self.parts) == 4:
            return self.parts
        return (0, 0, 0, 1 - self.parts[0]) if self.space == "gray" and self.parts else ()


@dataclass(slots=True)
class Colours:
    """The colours of a page: all that are set, those of its words, and whether it holds a picture in its stream."""

    used: set[Colour] = field(default_factory=set)
    words: set[Colour] = field(default_factory=set)
    inline_picture: bool = False


# Strings and comments, which are passed over; each begins with a character of its own, so that they are found fast.
_SILENT = re.compile(rb"\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>|%[^\r\n]*", re.DOTALL)
_TOKEN = re.compile(rb"/?[^\s/\[\]()<>{}]+")
_SET = frozenset((b"g", b"rg", b"k", b"sc", b"scn", b"G", b"RG", b"K", b"SC", b"SCN"))
_DEVICE = {b"g": "gray", b"rg": "rgb", b"k": "cmyk"}
_SHOW = frozenset((b"TJ", b"Tj", b"'", b'"'))
_OPERAND = frozenset(b"0123456789+-./")
_BLACK = Colour("gray", (0.0,))  # what a page begins with


def colours(stream: bytes, spaces: Mapping[str, str]) -> Colours:
    """Give the colours of ``stream``; ``spaces`` gives the kind of each colour space that it names."""
    found = Colours()
    fill, space, kept = _BLACK, {"fill": "gray", "stroke": "gray"}, []
    operands: list[bytes] = []
    for token in _TOKEN.findall(_SILENT.sub(b" ", stream)):
        if token[0] in _OPERAND:
            operands.append(token)
            continue
        if token in _SHOW:
            found.words.add(fill)
            found.used.add(fill)
        elif token == b"q":
            kept.append((fill, dict(space)))
        elif token == b"Q" and kept:
            fill, space = kept.pop()
        elif token in _SET and operands and not operands[-1].startswith(b"/"):
            stroke = token.isupper()
            which = "stroke" if stroke else "fill"
            space[which] = _DEVICE.get(token.lower(), space[which])
            colour = Colour(space[which], tuple(map(float, operands)))
            found.used.add(colour)
            fill = fill if stroke else colour
        elif token in (b"cs", b"CS") and operands:
            which = "stroke" if token == b"CS" else "fill"
            space[which] = spaces.get(operands[-1].removeprefix(b"/").decode("latin-1"), "other")
        elif token == b"BI":
            found.inline_picture = True
        operands.clear()
    return found


# The operators that set four inks, or the parts of a colour space that is named.
_INKED = re.compile(rb"(?<![^\s])(?:k|K|sc|SC|scn|SCN)(?![^\s])")


def may_set_ink(stream: bytes) -> bool:
    """Report whether ``stream`` may set a colour in inks: a quick test that never misses one."""
    return _INKED.search(stream) is not None


_NAMED = {
    "/DeviceGray": "gray",
    "/CalGray": "gray",
    "/DeviceRGB": "rgb",
    "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk",
}


def kind_of(space: pikepdf.Object) -> str:
    """Give the kind of a colour space, one of ``Colour.space``."""
    if isinstance(space, pikepdf.Name):
        return _NAMED.get(str(space), "other")
    family = space[0]
    if family == Name.ICCBased:
        return {1: "gray", 3: "rgb", 4: "cmyk"}.get(int(space[1].N), "other")
    if family == Name.Separation:
        return "all" if space[1] == Name.All else "other"
    if family == Name.Indexed:
        return kind_of(space[1])
    return _NAMED.get(str(family), "other")


def page_stream(page: pikepdf.Page) -> bytes:
    """Give a page's own stream."""
    contents = page.obj.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
    return b"\n".join(part.read_bytes() for part in parts)


def page_colours(page: pikepdf.Page, stream: bytes) -> Colours:
    """Give the colours of a page's own ``stream``."""
    return colours(stream, _spaces(page.obj.get("/Resources")))


def drawn_colours(pdf: pikepdf.Pdf) -> Iterator[Colours]:
    """Give the colours of what the pages draw: forms, patterns, and the gradients' spaces."""
    for resources in resource_dictionaries(pdf):
        for drawing in (*resources.get("/XObject", {}).values(), *resources.get("/Pattern", {}).values()):
            if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") != Name.Image:
                yield colours(drawing.read_bytes(), _spaces(drawing.get("/Resources", resources)))
            if "/Shading" in drawing:
                yield _gradient(drawing.Shading)
        for shading in resources.get("/Shading", {}).values():
            yield _gradient(shading)


def _gradient(shading: pikepdf.Object) -> Colours:
    return Colours(used={Colour(kind_of(shading.ColorSpace), ())})


def _spaces(resources: pikepdf.Object | None) -> dict[str, str]:
    names = dict(_NAMED)
    named = {name.removeprefix("/"): kind for name, kind in names.items()}
    if resources is not None:
        named |= {
            name.removeprefix("/"): kind_of(space) for name, space in resources.get("/ColorSpace", {}).items()
        }
    return named
