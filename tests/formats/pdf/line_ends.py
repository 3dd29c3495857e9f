"""How far from the right edge the lines of a finished book end, as its glyphs stand on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pymupdf

from pipeline.typeset.characters import CLOSING
from pipeline.typeset.geometry import POINT, page_geometry
from pipeline.typeset.total_fit import WIDEST

MARKER = re.compile(r"\d+\.|•")
NOTE_INSET = 18.0  # pt
FIRST_COLUMN = 50.0  # pt: the text of another column begins behind it
SIZES = {10.5: "body", 9.0: "small", 8.0: "footnote", 12.5: "heading"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page: baseline, left and right edge from the text area's left edge (pt), type size, face, text.

    A mark that ends the line counts half.
    """

    page: int
    y: float
    left: float
    right: float
    size: float
    kai: bool
    text: str


def rows(data: bytes) -> Iterator[list[Row]]:
    """The rows of each page's text area, from top to bottom; a row in two sizes has that of most of its characters."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        for page in pdf:
            width, height = page.trimbox.width * POINT, page.trimbox.height * POINT
            area = page_geometry(width, height)
            shift = page.trimbox.x0 - page.cropbox.x0, page.trimbox.y0 - page.cropbox.y0
            left = shift[0] + (area.inside if page.number % 2 == 0 else area.outside) / POINT
            top, bottom = area.head / POINT, (area.head + area.depth) / POINT
            found: dict[int, list[tuple[float, float, str, float, str]]] = {}
            for span in page.get_texttrace():
                for code, glyph, (x, y), box in span["chars"]:
                    if glyph >= 0 and chr(code).strip() and top < y - shift[1] <= bottom + 0.5:
                        key = next(
                            (key for key in (round(y) - 1, round(y), round(y) + 1) if key in found), round(y)
                        )
                        found.setdefault(key, []).append(
                            (x - left, box[2] - left, chr(code), span["size"], span["font"])
                        )
            yield [_row(page.number, y, sorted(found[y])) for y in sorted(found)]


def _row(page: int, y: float, glyphs: list[tuple[float, float, str, float, str]]) -> Row:
    sizes = [_as_set(size) for _, _, _, size, _ in glyphs]
    size = max(set(sizes), key=sizes.count)
    x, right, character, own, _ = glyphs[-1]
    if character in CLOSING and right - x > 0.75 * own:
        right = x + own / 2
    kai = any(font.endswith("Kai") for *_, font in glyphs)
    return Row(page, y, glyphs[0][0], right, size, kai, "".join(glyph[2] for glyph in glyphs))


def _as_set(size: float) -> float:
    """The type size of a glyph, also where its line is drawn wider: the file then names the width's."""
    return next((one for one in SIZES if one - 0.05 < size < one * (1 + WIDEST) + 0.02), round(size, 1))


def interior(page: list[Row]) -> Iterator[tuple[str, Row]]:
    """The rows that a paragraph goes on after, each with the kind of its text.

    Left out are lines that were turned on purpose (a heading behind a ，), sources, and the cells of tables.
    """
    for row, below in pairwise(page):
        kind = SIZES.get(row.size, "")
        if not kind or below.size != row.size or below.y - row.y > 18 or len(row.text) < 8:
            continue
        if (kind == "small" and abs(row.left - NOTE_INSET) > 2) or (
            kind == "heading" and row.text[-1] == "，"
        ):
            continue
        step = below.left - row.left
        marked = MARKER.match(row.text) or (kind in ("footnote", "heading") and row.text[0].isdecimal())
        hangs = marked and 0.5 * row.size < step < 3.2 * row.size
        first = row.kai or below.left < row.size
        outdents = first and -2.2 * row.size < step < -1.8 * row.size  # the first line of a paragraph
        if kind == "footnote" and below.text[0].isdecimal() and not hangs:
            continue
        if (hangs or outdents or abs(step) < 0.7 * row.size) and not MARKER.match(below.text):
            yield kind, row


def cells(page: list[Row]) -> Iterator[Row]:
    """The rows after which a cell in the last column of a table goes on: below stands nothing but its next line."""
    for row, below in pairwise(page):
        same = row.size == below.size in (8.0, 9.0) and 16 < below.y - row.y < 18
        if (
            same
            and below.left > FIRST_COLUMN
            and row.left < below.left + 1
            and below.left < row.right - 8 * row.size
        ):
            yield row


def shortfalls(data: bytes) -> list[tuple[float, str, Row]]:
    """For every interior row, how many points it ends before the right edge of its block (negative: beyond it)."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        measure = page_geometry(pdf[0].trimbox.width * POINT, pdf[0].trimbox.height * POINT).measure / POINT
        end = pdf.resolve_names().get("back", {"page": len(pdf)})["page"]
    found = []
    for page in list(rows(data))[:end]:
        for kind, row in interior(page):
            edges = (measure, measure - 2 * row.size) if row.kai else (measure,)
            found.append((min((edge - row.right for edge in edges), key=abs), kind, row))
        found += [(measure - row.right, "cell", row) for row in cells(page)]
    return found
