"""The places of a field's words in its file: the model keeps a field's text, the file has its characters."""

from __future__ import annotations

import re

from pipeline.handbook import Place, Text

_REACH = 400  # characters of YAML syntax, indents and escapes that may come between two characters of a field
_TAB_STOP = 4  # pandoc counts columns as a tab expands (CommonMark 0.31, 2.2)


def find_text(words: str, raw: str, file: str, start: int) -> tuple[Text, int]:
    """Find ``words`` in ``raw`` after offset ``start``; give them with their places, and the offset after them.

    A field that is folded over lines or escaped is followed piece by piece; one that cannot be found gets, as a
    whole, the place where the search began.
    """
    at = raw.find(words, start)
    if at >= 0:
        return Text(words, ((0, place_at(raw, file, at)),)), at + len(words)
    pieces: list[tuple[int, Place]] = []
    position, offset = start, 0
    for word in re.finditer(r"\S+", words):
        at = raw.find(word[0], position)
        if at < 0 or (pieces and at - position > _REACH):
            return Text(words, ((0, place_at(raw, file, start)),)), start
        pieces.append((word.start(), place_at(raw, file, at)))
        position, offset = at + len(word[0]), word.end()
    return Text(words, tuple(pieces)), position if offset else start


def place_at(raw: str, file: str, offset: int) -> Place:
    """Give the place of the character at ``offset``."""
    return Place(file, raw.count("\n", 0, offset) + 1, offset - (raw.rfind("\n", 0, offset) + 1) + 1)


def offset_of(raw: str, place: Place) -> int:
    """Give the offset in ``raw`` of a place's line and column, the end of ``raw`` for a line behind its last."""
    at = 0
    for _ in range(place.line - 1):
        at = raw.find("\n", at) + 1
        if not at:
            return len(raw)
    return at + place.column - 1


def without_tab_stops(place: Place, line: str) -> Place:
    """Give a place whose column was counted with tabs expanded as one in characters of its ``line``."""
    if "\t" not in line:
        return place
    expanded = 0
    for index, character in enumerate(line):
        if expanded >= place.column - 1:
            return Place(place.file, place.line, index + 1)
        expanded += _TAB_STOP - expanded % _TAB_STOP if character == "\t" else 1
    return place
