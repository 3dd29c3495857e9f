"""Words as filled outlines in PDF operators (转曲): what stands beside the page needs no font in the file."""

from __future__ import annotations

import io

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

_OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}  # ISO 32000-1 8.5.2


class Lettering:
    """A face with cubic outlines, ready to be drawn. ``data`` is an OpenType font file."""

    def __init__(self, data: bytes) -> None:
        font = TTFont(io.BytesIO(data), lazy=True)
        self._glyphs, self._names = font.getGlyphSet(), font.getBestCmap()
        self._em = font["head"].unitsPerEm

    def width(self, text: str, size: float) -> float:
        """How wide ``text`` runs at ``size`` points; characters that the face lacks take no room."""
        return float(sum(self._glyphs[name].width for name in self._named(text)) * size / self._em)

    def draw(self, text: str, size: float, x: float, y: float) -> str:
        """Operators that fill ``text`` at ``size`` points in the current colour, its baseline from (``x``, ``y``)."""
        scale, parts = size / self._em, []
        for name in self._named(text):
            pen = DecomposingRecordingPen(self._glyphs)
            self._glyphs[name].draw(pen)
            for operation, points in pen.value:
                if operation in _OPERATORS:
                    numbers = " ".join(f"{x + px * scale:.2f} {y + py * scale:.2f}" for px, py in points)
                    parts.append(f"{numbers} {_OPERATORS[operation]}")
                else:
                    parts.append("h")
            parts.append("f")
            x += self._glyphs[name].width * scale
        return "\n".join(parts)

    def _named(self, text: str) -> list[str]:
        return [self._names[ord(character)] for character in text if ord(character) in self._names]
