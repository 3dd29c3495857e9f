"""Words as filled outlines in PDF operators (转曲): what is beside the page needs no font in the file."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

_OPERATORS = {"moveTo": "m", "lineTo": "l", "curveTo": "c"}  # ISO 32000-1 8.5.2


class Lettering:
    """A face with cubic outlines, ready to be drawn. ``data`` is an OpenType font file."""

    def __init__(self, data: bytes) -> None:
        self._glyphs, self._names, self._em = _opened(data)

    def width(self, text: str, size: float) -> float:
        """Give the width of ``text`` at ``size`` points; characters that the face lacks take no room."""
        return float(sum(self._glyphs[name].width for name in self._named(text)) * size / self._em)

    def draw(self, text: str, size: float, x: float, y: float) -> str:
        """Give operators that fill ``text`` at ``size`` points in the current colour, from (``x``, ``y``) on."""
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


@lru_cache(maxsize=1)
def _opened(data: bytes) -> tuple[Any, dict[int, str], int]:
    """Open a face: its glyphs, the glyphs' names by character, its em. Opening takes longer than drawing."""
    font = TTFont(io.BytesIO(data), lazy=True)
    return font.getGlyphSet(), font.getBestCmap(), font["head"].unitsPerEm
