"""Set text → PDF. Its glyphs have their places already: nothing is shaped again when a document is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.chinese.characters import is_han
from pipeline.typeset.shaping import Face

Placed = tuple[
    Face, int, float, str
]  # a glyph, its place in CSS pixels from the box's start, the text it stands for

# Of the dots under emphasised characters (着重号), in em: their radius, and their middle below the baseline.
DOT_RADIUS, DOT_BELOW = 0.07, 0.31
_CURVE = 0.5523  # a quarter of a circle as a Bézier curve


class SetText:
    """The layout in WeasyPrint's text boxes in place of its own; ``text`` is as it is shown.

    It has the methods that WeasyPrint calls on its layouts. ``dotted`` are the middles of the characters that carry a
    dot, in CSS pixels from the box's start; all of it is drawn ``wider`` by that factor.
    """

    first_line_direction = 0

    def __init__(
        self,
        text: str,
        placed: Sequence[Placed],
        decoration: Mapping[str, float],
        dotted: Sequence[float] = (),
        wider: float = 1.0,
    ) -> None:
        self.text, self._placed, self.dotted, self.wider = text, placed, dotted, wider
        self._runs: list[tuple[Face, str, dict[int, str]]] = []
        self.__dict__.update(decoration)

    def reactivate(self, _style: Any) -> None:
        """Do nothing, because the glyphs have their places; WeasyPrint calls it."""

    def deactivate(self) -> None:
        """Do nothing, because no memory of Pango's is held; WeasyPrint calls it."""

    def runs(self) -> list[tuple[Face, str, dict[int, str]]]:
        """Give each run in one face: the face, the operand of TJ, and the text of each of its glyphs.

        The numbers between glyphs are whole 1/1000 em; each is reckoned from the line's start, so that no error
        adds up.
        """
        if not self._runs:
            face: Face | None = None
            parts: list[str] = []
            texts: dict[int, str] = {}
            pen = 0.0  # 1/1000 em of the face
            for next_face, glyph, x, text in self._placed:
                if next_face is not face:
                    if face:
                        parts.append(">")
                        self._runs.append((face, "".join(parts), texts))
                        pen *= face.size / next_face.size
                    face, parts, texts = next_face, ["<"], {}
                wanted = x * 1000 / face.size
                if back := round(pen - wanted):
                    parts.append(f">{back}<")
                    pen -= back
                parts.append(f"{glyph:04x}")
                pen += face.width(glyph)
                texts.setdefault(glyph, text)
            if face:
                parts.append(">")
                self._runs.append((face, "".join(parts).replace("<>", ""), texts))
        return self._runs


def draw_set_text(stream: Any, box: Any, matrix: Any) -> None:
    """Draw the glyphs of a text box whose layout is a :class:`SetText`, as WeasyPrint's ``draw_first_line`` does.

    ``stream`` is a page's, with a text object begun and the colour set. ``matrix`` is that of the text.
    """
    layout = box.pango_layout
    x, y = matrix.values[4:]
    stream.set_text_matrix(layout.wider, 0, 0, -1, x, y)
    for face, glyphs, texts in layout.runs():
        font = stream._fonts.get(face.key)
        if font is None:
            font, _ = stream.add_font(face.pango_font)
        stream.set_font_size(font.hash, face.size)
        for glyph, text in texts.items():
            if glyph not in font.to_unicode:
                font.to_unicode[glyph], font.widths[glyph] = text, face.width(glyph)
        stream.show_text(glyphs)
    if layout.dotted:
        stream.end_text()
        _draw_dots(stream, [x + middle * layout.wider for middle in layout.dotted], y, box.style)
        stream.begin_text()


def _draw_dots(stream: Any, middles: Sequence[float], baseline: float, style: Any) -> None:
    size = style["font_size"]
    radius, y = DOT_RADIUS * size, baseline + DOT_BELOW * size
    handle = _CURVE * radius
    for x in middles:
        stream.move_to(x + radius, y)
        stream.curve_to(x + radius, y + handle, x + handle, y + radius, x, y + radius)
        stream.curve_to(x - handle, y + radius, x - radius, y + handle, x - radius, y)
        stream.curve_to(x - radius, y - handle, x - handle, y - radius, x, y - radius)
        stream.curve_to(x + handle, y - radius, x + radius, y - handle, x + radius, y)
    stream.fill()


def dot_middles(text: str, starts: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Give the middles of the characters that carry a dot, all but marks and spaces, in CSS pixels."""
    return [
        start + width / 2
        for character, start, width in zip(text, starts, widths, strict=True)
        if is_han(character) or character.isalnum()
    ]
