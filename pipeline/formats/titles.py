"""The handbook's title in two lines, the series above, the hero below; where large words turn, and what size fits.

Every title is broken here, and by sense: between words, never inside 百问百答, quotes, brackets or numbers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.chinese.readings import words_of
from pipeline.handbook import Handbook
from pipeline.typeset.characters import characters_wide
from pipeline.typeset.even_parts import even_limits


@dataclass(frozen=True, slots=True)
class TitleLines:
    """``series`` is the smaller line above (it may be empty), ``hero`` the big one; together they are the title."""

    series: str
    hero: str


def title_lines(handbook: Handbook) -> TitleLines:
    """Divide a title that ends with the short title before it; put any other into one line."""
    series = handbook.title.removesuffix(handbook.short_title).strip()
    if not handbook.short_title or series == handbook.title or not series:
        return TitleLines("", handbook.title)
    return TitleLines(series, handbook.short_title)


# Line height of every text on a cover, in ems.
LEADING = 1.2
SPACED = 1.04  # the letters of a title are set a little apart
NEARLY = 0.8  # of the greatest size: fewer rows are better than a little larger type
MOST_ROWS = 11
_TAIL_INSIDE = 8.0

# What is one word in a title: what quotes and brackets hold, 百问百答 and its kin, a number with what it counts.
_WHOLE = re.compile(
    r"[“‘《〈【（(][^”’》〉】）)]{1,10}[”’》〉】）)]|[百千万]问[百千万]答|[百千万]问|问答|手册|指南"
    r"|第?[0-9０-９][0-9０-９.,/:-]*(?:分钟|小时|周年|[%％年月日版个届期])?|[A-Za-z][A-Za-z0-9.'-]* ?"
)
_TAIL = re.compile(
    r"(?<!^)(?:[百千万]问[百千万]答|[百千万]问$)"
)  # has a row of its own, where there are several
_BEHIND = "市省县区镇"  # they belong to the name before them
_BEFORE = "与和及暨"
_MARKS = re.compile("^[，。、；：！？”’》〉】）·—～　 ]+$")


@dataclass(frozen=True, slots=True)
class SetTitle:
    """A title's rows and the size of its type."""

    rows: tuple[str, ...]
    size: int


def set_title(text: str, largest: float, measure: float, height: float) -> SetTitle:
    """Give the rows and the greatest size, ``largest`` at most, at which a title fits ``measure`` × ``height``.

    Fewer rows are taken where the type is nearly as large.
    """
    found = [
        SetTitle(
            rows, int(min(largest, measure / (SPACED * max(map(_ems, rows))), height / (len(rows) * LEADING)))
        )
        for rows in (title_rows(text, count) for count in range(1, MOST_ROWS + 1))
    ]
    most = max(one.size for one in found)
    return next(one for one in found if one.size >= NEARLY * most)


def title_rows(text: str, count: int) -> tuple[str, ...]:
    """Divide a title by sense into at most ``count`` rows, nearly even; 百问百答 begins one."""
    pieces = title_pieces(text)
    best: list[tuple[float, tuple[str, ...]]] = [
        (0.0, ())
    ]  # for the pieces so far: what their rows cost, the rows
    wide = [_ems(piece) for piece in pieces]
    longest = next(iter(even_limits(wide, count)), 0.0) + (1.0 if count > 1 else 0.0)

    def rows_to(end: int) -> Iterator[tuple[float, tuple[str, ...]]]:
        for start in range(end):
            width, row = sum(wide[start:end]), "".join(pieces[start:end])
            if width <= longest + 0.01 and len(best[start][1]) < count:
                cost = (longest - width) ** 2 + _TAIL_INSIDE * bool(_TAIL.search(row))
                yield best[start][0] + cost, (*best[start][1], row)

    for end in range(1, len(pieces) + 1):
        best.append(min(rows_to(end), default=(math.inf, ())))
    return tuple(row.strip("　 ") for row in best[-1][1]) or (text,)


def title_pieces(text: str) -> tuple[str, ...]:
    """Cut a title into words between which it may turn; together they are the title."""
    found: list[str] = []
    at = 0
    for whole in _WHOLE.finditer(text):
        found += [*_words(text[at : whole.start()]), whole[0]]
        at = whole.end()
    found += _words(text[at:])
    pieces: list[str] = []
    for word in found:
        behind = pieces and (_MARKS.match(word) or word in _BEHIND or pieces[-1] in _BEFORE)
        pieces[-1:] = [pieces[-1] + word] if behind else [*pieces[-1:], word]
    return tuple(pieces)


def _words(text: str) -> Iterator[str]:
    """Cut into words: those that a dictionary knows, and two characters at a time of what it does not."""
    run = ""
    for word in (one.text for one in words_of(text, {})):
        single = len(word) == 1 and not _MARKS.match(word) and word not in _BEHIND + _BEFORE
        if single:
            run += word
        if run and (not single or len(run) == 2):
            yield run
            run = ""
        if not single:
            yield word
    if run:
        yield run


def _ems(text: str) -> float:
    return characters_wide(text) or 1


def type_size(text: str, largest: int, measure: int, height: int) -> int:
    """Give the greatest type size, ``largest`` at most, at which ``text`` fits ``measure`` × ``height``.

    A line that is not the last may stay two characters short, because a mark must not begin a line.
    """
    ems = _ems(text)

    def in_lines(lines: int) -> float:
        longest = ems if lines == 1 else math.ceil(ems / lines) + 2
        return min(measure / max(longest, 1), height / (lines * LEADING))

    return int(min(largest, max(in_lines(lines) for lines in range(1, 12))))
