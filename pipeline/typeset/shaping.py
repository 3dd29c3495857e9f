"""Text → glyphs and widths: a whole text box at once, through Pango."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import FontConfiguration, get_pango_font_key
from weasyprint.text.line_break import Layout, line_size

from pipeline.typeset.characters import FILL

# WeasyPrint does not declare this function of GObject. A further declaration does not affect its own.
ffi.cdef("gpointer g_object_ref (gpointer object);")

# The thinnest line that print shops take without question, 0.2 mm, in CSS pixels; a font's own may be thinner.
LEAST_RULE = 0.2 / 25.4 * 96
_THICKNESS = ("underline_thickness", "strikethrough_thickness")
_DECORATION = (
    "ascent",
    "underline_position",
    "underline_thickness",
    "strikethrough_position",
    "strikethrough_thickness",
)
_ZERO_WIDTH = "\u200b"


class Fonts(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """WeasyPrint's configuration of fonts, and the faces that a document has used, by address."""

    def __init__(self) -> None:
        super().__init__()
        self.faces: dict[int, Face] = {}


class Face:
    """A font at a size, as Pango chose it for a run of text; it lives as long as what is set in it."""

    def __init__(self, pango_font: Any) -> None:
        self._reference = ffi.gc(gobject.g_object_ref(pango_font), gobject.g_object_unref)
        self.pango_font = pango_font
        self.key, _, self.size = get_pango_font_key(pango_font)
        self._widths: dict[int, int] = {}

    def width(self, glyph: int) -> int:
        """Give the glyph's own width in 1/1000 em, as the PDF file will state it."""
        if glyph not in self._widths:
            ink, logical = ffi.new("PangoRectangle *"), ffi.new("PangoRectangle *")
            pango.pango_font_get_glyph_extents(self.pango_font, glyph, ink, logical)
            self._widths[glyph] = round(logical.width * 1000 * FROM_UNITS / self.size)
        return self._widths[glyph]


Glyph = tuple[Face, int, float]  # the glyph's number in its face; CSS pixels from the cluster's start


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text box as glyphs: for every character its width in CSS pixels and its glyphs.

    Where several characters are one cluster (——), the first has all of its width and glyphs, the others have no width
    and ``None``. ``height`` and ``baseline`` are those of the line of text; ``decoration`` gives the heights of the
    lines under, through and over it; all in CSS pixels.
    """

    text: str
    widths: Sequence[float]
    glyphs: Sequence[tuple[Glyph, ...] | None]
    height: float
    baseline: float
    decoration: Mapping[str, float]


def shape(style: Any, text: str) -> Shaped | None:
    """Shape ``text`` in ``style`` (a box's); give None for text that must be left to WeasyPrint.

    That is text from right to left, raised or lowered glyphs, and characters that no font has.
    """
    layout = Layout(style)
    layout.set_text(text.replace(FILL, _ZERO_WIDTH))
    line, _ = layout.get_first_line()
    _, height = line_size(line, style)
    baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
    decoration = {name: value for name in _DECORATION if (value := getattr(layout, name, None)) is not None}
    for name in _THICKNESS:
        decoration[name] = max(decoration.get(name, 0.0), LEAST_RULE)
    faces: dict[int, Face] = style.font_config.faces
    place_at = _places(text)
    widths = [0.0] * len(text)
    glyphs: list[tuple[Glyph, ...] | None] = [None] * len(text)
    run = line.runs[0]
    while run != ffi.NULL:
        item, string = run.data.item, run.data.glyphs
        if item.analysis.level % 2:
            return None
        face = _face(faces, item.analysis.font)
        clusters = ffi.unpack(string.log_clusters, string.num_glyphs)
        for index, offset in enumerate(clusters):
            info = string.glyphs[index]
            glyph, geometry = info.glyph, info.geometry
            if geometry.y_offset or (
                glyph != pango.PANGO_GLYPH_EMPTY and glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG
            ):
                return None
            place = place_at[item.offset + offset]
            before = glyphs[place] or ()
            if glyph != pango.PANGO_GLYPH_EMPTY:
                before = (*before, (face, glyph, widths[place] + geometry.x_offset * FROM_UNITS))
            glyphs[place] = before
            widths[place] += geometry.width * FROM_UNITS
        run = run.next
    return Shaped(text, widths, glyphs, height, baseline, decoration)


def _face(faces: dict[int, Face], pango_font: Any) -> Face:
    address = int(ffi.cast("uintptr_t", pango_font))
    if address not in faces:
        faces[address] = Face(pango_font)
    return faces[address]


def _places(text: str) -> Sequence[int]:
    """Give for every byte of the text the character that it begins or belongs to."""
    if text.isascii():
        return range(len(text) + 1)
    return [place for place, character in enumerate(text) for _ in range(_length(character))]


def _length(character: str) -> int:
    return 3 if character == FILL else len(character.encode())
