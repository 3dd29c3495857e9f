"""A PDF file → the characters that a person sees on its pages, and the places that its names lead to.

Two formats look at finished PDF files: the PDF itself reads its text back, the e-book takes over its page numbers.
All lengths are points, from the left and top edges of the trimmed page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pymupdf

from pipeline.typeset.geometry import POINT, page_geometry

EDGE = 1.0  # pt: how exactly places in the file are taken
INVISIBLE = 3  # text rendering mode: neither filled nor stroked (ISO 32000-1 9.3.6)
LEAST_OPACITY = 0.1
LEAST_SIZE = 3.0  # pt: nobody reads smaller print
_NO_WIDTH = "\u200b\u2060\ufeff"
# Of 255 shades of grey at 72 pixels an inch; the thin stroke of a 一 of 8 pt differs from paper by about 70.
LEAST_CONTRAST = 20


Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A character on a page: where its baseline begins, its size, the index of its page, and its font's name."""

    character: str
    page: int
    x: float
    y: float
    size: float
    face: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A named destination."""

    name: str
    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PaintedPage:
    """A page: its label (or number), its trim size, and its visible characters in the order of painting.

    ``hidden`` are the characters that the file holds and nobody sees; ``beyond`` those outside the trimmed page.
    """

    index: int
    label: str
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    hidden: tuple[Glyph, ...] = ()
    beyond: tuple[Glyph, ...] = ()


def painted_pages(pdf: Any) -> Iterator[PaintedPage]:
    """The pages of an open PyMuPDF document."""
    for page in pdf:
        trim = trim_of(page)
        label = page.get_label() or str(page.number + 1)
        glyphs: dict[bool | None, list[Glyph]] = {True: [], False: [], None: []}
        for seen, glyph in _glyphs(page, trim):
            glyphs[seen].append(glyph)
        shown, hidden, beyond = (tuple(glyphs[seen]) for seen in (True, False, None))
        yield PaintedPage(page.number, label, trim.width, trim.height, shown, hidden, beyond)


def anchors(pdf: Any) -> Iterator[Anchor]:
    """The named destinations of an open PyMuPDF document, in no order."""
    for name, target in pdf.resolve_names().items():
        if 0 <= target.get("page", -1) < len(pdf) and "to" in target:
            page = pdf[target["page"]]
            trim = trim_of(page)
            point = pymupdf.Point(target["to"]) * page.transformation_matrix
            yield Anchor(name, target["page"], point.x - trim.x0, point.y - trim.y0)


def text_area(page: PaintedPage) -> Iterator[Glyph]:
    """The characters whose baseline is in the text area's height; nothing that runs out sideways is left out."""
    geometry = page_geometry(page.width * POINT, page.height * POINT)
    top, bottom = geometry.head / POINT, (geometry.head + geometry.depth) / POINT
    return (glyph for glyph in page.glyphs if top - EDGE < glyph.y < bottom + EDGE)


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A place on a page that leads to an address (``https:…``) or to a named destination (``#name``)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    target: str

    def holds(self, glyph: Glyph) -> bool:
        """Whether the character begins in it."""
        # A link set with no line height has no height of its own: what counts is its middle.
        middle, half = (self.top + self.bottom) / 2, max((self.bottom - self.top) / 2, glyph.size / 2)
        return (
            self.left - EDGE < glyph.x < self.right - EDGE
            and abs(glyph.y - 0.35 * glyph.size - middle) < half
        )


def link_areas(pdf: Any) -> Iterator[LinkArea]:
    """The links of an open PyMuPDF document."""
    for page in pdf:
        trim = trim_of(page)
        for link in page.get_links():
            name = link.get("nameddest") or ""
            target = link.get("uri") or (f"#{name}" if name else "")
            box = link["from"]
            yield LinkArea(
                page.number, box.x0 - trim.x0, box.y0 - trim.y0, box.x1 - trim.x0, box.y1 - trim.y0, target
            )


def left_edge(page: PaintedPage) -> float:
    """The left edge of the text area: inside on a recto, outside on a verso."""
    geometry = page_geometry(page.width * POINT, page.height * POINT)
    return (geometry.inside if page.index % 2 == 0 else geometry.outside) / POINT


def last_above(places: Sequence[Anchor], glyph: Glyph) -> Anchor | None:
    """The last of ``places`` (from top to bottom) that is not below the character's baseline."""
    return next((place for place in reversed(places) if place.y - EDGE <= glyph.y), None)


def trim_of(page: Any) -> Any:
    """The TrimBox in the co-ordinates of painted text, which begin at the corner of the CropBox."""
    return page.trimbox - (page.cropbox.x0, page.cropbox.y0) * 2


def _glyphs(page: Any, trim: Any) -> Iterator[tuple[bool | None, Glyph]]:
    """Every character of a page, and whether it is seen (None: it stands outside the trimmed page)."""
    picture = page.get_pixmap(dpi=72, colorspace=pymupdf.csGRAY, alpha=False)
    greys = _Greys(picture.samples, picture.stride, picture.height)
    for span in page.get_texttrace():
        inked = span["type"] != INVISIBLE and span["opacity"] >= LEAST_OPACITY and span["size"] >= LEAST_SIZE
        face, size = span["font"], span["size"]
        drawn: Box = (0, 0, 0, 0)
        for code, glyph, (x, y), box in span["chars"]:
            # One glyph may stand for several characters (——): those after the first have no box of their own.
            drawn = drawn if glyph < 0 else box
            character = chr(code) if code > 0 else ""
            if character.strip() and character not in _NO_WIDTH:
                seen = (inked and greys.have_ink(drawn)) if _inside(trim, drawn) else None
                yield seen, Glyph(character, page.number, x - trim.x0, y - trim.y0, size, face)


def _inside(trim: Any, box: Box) -> bool:
    """Whether the middle of ``box`` stays on the page when the sheet is cut."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return bool(trim.x0 < x < trim.x1 and trim.y0 < y < trim.y1)


@dataclass(frozen=True, slots=True)
class _Greys:
    """A page as a picture: a byte a pixel, a pixel a point, ``stride`` bytes a row."""

    shades: bytes
    stride: int
    height: int

    def have_ink(self, box: Box) -> bool:
        """Whether ``box`` is not of one shade: something stands there in another shade than what is behind it."""
        left, right = max(0, int(box[0])), int(box[2]) + 1
        darkest, lightest = 255, 0
        for row in range(max(0, int(box[1])), min(self.height, int(box[3]) + 1)):
            pixels = self.shades[row * self.stride + left : row * self.stride + right]
            darkest, lightest = min((darkest, *pixels)), max((lightest, *pixels))
            if lightest - darkest >= LEAST_CONTRAST:
                return True
        return False
