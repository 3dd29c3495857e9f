"""Titles as the page breaks them; no other format and no bookmark ever sees these breaks."""

from __future__ import annotations

from pipeline.typeset.characters import CLOSING, characters_wide


def turned(title: str, room: float) -> tuple[str, ...]:
    """Divide ``title`` after a ， into two parts, as even as possible, where it needs two lines of ``room``.

    It stays whole when it fits one line, or when no ， gives two parts that fit. A mark at a line's end counts half.
    """
    if _line(title) <= room:
        return (title,)
    parts = [(title[: i + 1], title[i + 1 :]) for i, c in enumerate(title[:-1]) if c == "，"]
    fitting = [pair for pair in parts if max(map(_line, pair)) <= room]
    if not fitting:
        return (title,)
    return min(fitting, key=lambda pair: abs(characters_wide(pair[0]) - characters_wide(pair[1])))


def _line(text: str) -> float:
    return characters_wide(text) - 0.5 * (text[-1:] in CLOSING)
