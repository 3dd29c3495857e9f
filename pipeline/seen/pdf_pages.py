"""A PDF file → the characters that a person sees on its pages, and the places that its names lead to.

Two formats look at finished PDF files: the PDF itself reads its text back, the e-book takes over its page numbers.
All lengths are points, from the left and top edges of the trimmed page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import pymupdf

from pipeline.seen.pdf_dots import Seen, dotted, may_be_dotted, seen_dots
from pipeline.seen.pdf_packet import grid_in
from pipeline.seen.pdf_shades import DARK, LIGHT, NO_SPOTS, Shades, Spots
from pipeline.typeset.geometry import POINT, USUAL, Geometry, Grid, page_geometry

EDGE = 1.0  # pt: how exactly places in the file are taken
INVISIBLE = 3  # text rendering mode: neither filled nor stroked (ISO 32000-1 9.3.6)
LEAST_OPACITY = 0.1
LEAST_SIZE = 3.0  # pt: smaller print cannot be read
# Characters of no width, and the hyphen of a word that is divided at a line's end.
UNSEEN = {0x00AD, 0x200B, 0x2060, 0xFEFF}
_BOX, _LINE = itemgetter(6), itemgetter(3, 4)


Box = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """A character on a page: where its baseline begins, its size, the index of its page, its font's name, its box.

    The box is in the co-ordinates of the painted page, not of the trimmed one. ``dotted``: a dot is seen
    under it (着重号).
    """

    character: str
    page: int
    x: float
    y: float
    size: float
    face: str = ""
    box: Box = (0.0, 0.0, 0.0, 0.0)
    dotted: bool = False


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

    ``hidden`` are the characters of the file that cannot be seen; ``beyond`` those outside the trimmed page;
    ``spots`` are how it looks; ``grid`` is that of its text area, as the file names it.
    """

    index: int
    label: str
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    hidden: tuple[Glyph, ...] = ()
    beyond: tuple[Glyph, ...] = ()
    spots: Spots = NO_SPOTS
    grid: Grid = USUAL

    @property
    def geometry(self) -> Geometry:
        """Its margins and text area. Raises ``ValueError`` for a page that is too small for a text area."""
        return page_geometry(self.width * POINT, self.height * POINT, self.grid)


@dataclass(frozen=True, slots=True)
class PaintedFile:
    """A PDF file as it is seen: its pages, and its named destinations in no order."""

    pages: tuple[PaintedPage, ...]
    anchors: tuple[Anchor, ...]


def without_messages() -> None:
    """Keep MuPDF from printing messages of its own about a broken file, which whoever opens it reports."""
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)


@lru_cache(maxsize=4)  # the e-book looks at the print file when it is made, and again when it is proven
def painted_file(data: bytes) -> PaintedFile:
    """Read a PDF file. Raises what PyMuPDF raises for a broken file."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        return painted(pdf)


def painted(pdf: Any) -> PaintedFile:
    """Read an open PyMuPDF document, none of whose pages has been drawn or read yet."""
    with _blended_in_grey(pdf):
        return PaintedFile(tuple(painted_pages(pdf)), tuple(anchors(pdf)))


@contextmanager
def _blended_in_grey(pdf: Any) -> Iterator[None]:
    """Blend the pages in the shades of grey in which they are looked at, not in their inks (ISO 32000-1 11.6.6).

    The same characters are seen, in half the time. The document in memory is changed, and changed back in the end.
    """
    spaces = {page: pdf.xref_get_key(page, "Group/CS") for page in map(pdf.page_xref, range(len(pdf)))}
    named = {page: space for page, (kind, space) in spaces.items() if kind != "null"}
    for page in named:
        pdf.xref_set_key(page, "Group/CS", "/DeviceGray")
    yield
    for page, space in named.items():
        pdf.xref_set_key(page, "Group/CS", space)


def painted_pages(pdf: Any) -> Iterator[PaintedPage]:
    """Read the pages of an open PyMuPDF document."""
    grid = grid_in(pdf.get_xml_metadata())
    for page in pdf:
        trim = trim_of(page)
        label = page.get_label() or str(page.number + 1)
        shown: list[Glyph] = []
        hidden: list[Glyph] = []
        beyond: list[Glyph] = []
        for span in page.get_texttrace():
            _sort_glyphs(page, span, trim, (shown, hidden, beyond))
        shades = Shades.of(page, trim)
        if shown:
            seen = _with_ink(shades, trim, shown)
            hidden += (glyph for glyph, ink in zip(shown, seen, strict=True) if not ink)
            shown = [glyph for glyph, ink in zip(shown, seen, strict=True) if ink]
            shown = _with_dots(page, trim, shades, shown)
        yield PaintedPage(
            page.number,
            label,
            trim.width,
            trim.height,
            tuple(shown),
            tuple(hidden),
            tuple(beyond),
            shades.spots,
            grid,
        )


def type_sizes(page: Any) -> Iterator[float]:
    """Give the sizes of all characters of a PyMuPDF page, seen or not."""
    for span in page.get_texttrace():
        if any(code > 0 and code not in UNSEEN and not chr(code).isspace() for code, *_ in span["chars"]):
            yield span["size"]


def anchors(pdf: Any) -> Iterator[Anchor]:
    """Give the named destinations of an open PyMuPDF document, in no order."""
    for name, target in pdf.resolve_names().items():
        if 0 <= target.get("page", -1) < len(pdf) and "to" in target:
            page = pdf[target["page"]]
            trim = trim_of(page)
            point = pymupdf.Point(target["to"]) * page.transformation_matrix
            yield Anchor(name, target["page"], point.x - trim.x0, point.y - trim.y0)


def text_area(page: PaintedPage) -> list[Glyph]:
    """Give the characters whose baseline is in the text area's height, also those that run out sideways."""
    geometry = page.geometry
    top, bottom = geometry.head / POINT - EDGE, (geometry.head + geometry.depth) / POINT + EDGE
    return [glyph for glyph in page.glyphs if top < glyph.y < bottom]


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A place on a page that leads to an address (``https:…``) or to a named destination (``#name``)."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    target: str

    def meets(self, y: float, size: float) -> bool:
        """Report whether characters of this size on this baseline are at the link's height."""
        # A link set with no line height has no height of its own, so its middle counts.
        middle, half = (self.top + self.bottom) / 2, max((self.bottom - self.top) / 2, size / 2)
        return abs(y - 0.35 * size - middle) < half

    def holds(self, glyph: Glyph) -> bool:
        """Report whether a character at the link's height begins in it."""
        return self.left - EDGE < glyph.x < self.right - EDGE


def link_areas(pdf: Any) -> Iterator[LinkArea]:
    """Give the links of an open PyMuPDF document."""
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
    """Give the left edge of the text area: inside on a recto, outside on a verso."""
    geometry = page.geometry
    return (geometry.inside if page.index % 2 == 0 else geometry.outside) / POINT


def last_above(places: Sequence[Anchor], glyph: Glyph) -> Anchor | None:
    """Give the last of ``places`` (from top to bottom) that is not below the character's baseline, None for none."""
    return next((place for place in reversed(places) if place.y - EDGE <= glyph.y), None)


def trim_of(page: Any) -> Any:
    """Give the TrimBox in the co-ordinates of painted text, which begin at the corner of the CropBox."""
    return page.trimbox - (page.cropbox.x0, page.cropbox.y0) * 2


def _sort_glyphs(page: Any, span: Mapping[str, Any], trim: Any, into: Sequence[list[Glyph]]) -> None:
    """Put the characters of a span into the lists of the visible ones, the hidden ones and those beyond the trim."""
    shown, hidden, beyond = into
    inked = span["type"] != INVISIBLE and span["opacity"] >= LEAST_OPACITY and span["size"] >= LEAST_SIZE
    inside = shown if inked else hidden
    face, size, number = span["font"], span["size"], page.number
    left, top, right, bottom = trim
    drawn: Box = (0, 0, 0, 0)
    new = tuple.__new__  # a book has a hundred thousand
    x0, y0, x1, y1 = span["bbox"]
    if x0 > left and y0 > top and x1 < right and y1 < bottom and min(char[1] for char in span["chars"]) >= 0:
        inside.extend(
            [
                new(Glyph, (character, number, x - left, y - top, size, face, box, False))
                for code, _, (x, y), box in span["chars"]
                if code > 0 and code not in UNSEEN and not (character := chr(code)).isspace()
            ]
        )
        return
    for code, glyph, (x, y), box in span["chars"]:
        # One glyph may be that of several characters (——): those after the first have no box of their own.
        drawn = drawn if glyph < 0 else box
        if code <= 0 or code in UNSEEN or (character := chr(code)).isspace():
            continue
        x0, y0, x1, y1 = drawn
        one = new(Glyph, (character, number, x - left, y - top, size, face, drawn, False))
        # The sheet is cut there: a character is on the page when its middle is.
        (inside if left < (x0 + x1) / 2 < right and top < (y0 + y1) / 2 < bottom else beyond).append(one)


def _with_ink(shades: Shades, trim: Any, glyphs: Sequence[Glyph]) -> list[bool]:
    """Report for every character whether its box is not of one shade, that is, whether it differs from its ground."""
    width, left, top, row = shades.width, trim.x0, trim.y0, shades.dark_or_light
    found: list[bool] = []
    high, middle, low = -1.0, 0, 0
    for x0, y0, x1, y1 in map(_BOX, glyphs):
        if high != y0:
            high, middle, low = y0, int((y0 + y1) / 2 - top) * width, int((y0 + 3 * y1) / 4 - top) * width
        # Nearly every character has dark and light in the row of pixels through its middle, or (marks) lower.
        start, end = int(x0 - left), int(x1 - left) + 1
        across = row[max(0, middle + start) : max(0, middle + end)]
        if DARK in across and LIGHT in across:
            found.append(True)
            continue
        across = row[max(0, low + start) : max(0, low + end)]
        found.append(
            (DARK in across and LIGHT in across) or shades.vary((x0 - left, y0 - top, x1 - left, y1 - top))
        )
    return found


def _with_dots(page: Any, trim: Any, shades: Shades, glyphs: list[Glyph]) -> list[Glyph]:
    left = trim.x0
    lines = ((line, list(group)) for line, group in groupby(glyphs, key=_LINE))
    if not any(
        may_be_dotted(
            shades, (min(one.box[0] for one in group) - left, max(one.box[2] for one in group) - left), line
        )
        for line, group in lines
    ):
        return glyphs
    dots = seen_dots(page, trim, shades)
    if not dots:
        return glyphs
    found = dotted(dots, [Seen(one.box[0] - left, one.box[2] - left, one.y, one.size) for one in glyphs])
    return [one._replace(dotted=True) if number in found else one for number, one in enumerate(glyphs)]
