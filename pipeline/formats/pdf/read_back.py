"""The finished PDF files → the text of their questions, as a stranger finds it.

The names in the file say where each question, footnote, picture and table begins; the TrimBox gives the text area;
what is seen inside it belongs to the last question that began above it. Running heads and folios stand outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pymupdf

from pipeline.formats.contract import FoundEdition, FoundQuestion, UnreadableOutput
from pipeline.formats.painted import (
    EDGE,
    Anchor,
    Glyph,
    PaintedPage,
    anchors,
    last_above,
    painted_pages,
    text_area,
)
from pipeline.typeset.geometry import POINT, page_geometry

SCREEN, PRESS = "handbook.pdf", "handbook-print.pdf"

SECTION = re.compile(r"(q|part|back)-?[a-z0-9-]*")
FOOTNOTE = re.compile(r".+_n\d+")
MARK = 0.85  # of the size of the text before it: a footnote's mark is smaller, and raised
RAISED = 1.5  # pt


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open both files and find their questions; a question that shows no number has the number 0.

    Raises :class:`UnreadableOutput`.
    """
    return tuple(FoundEdition(name, _questions(directory / name)) for name in (SCREEN, PRESS))


def _questions(path: Path) -> tuple[FoundQuestion, ...]:
    try:
        with pymupdf.open(path, filetype="pdf") as pdf:
            book = _Book.of(tuple(painted_pages(pdf)), tuple(anchors(pdf)))
    except pymupdf.FileNotFoundError as problem:
        raise UnreadableOutput(path.name, "找不到（改法：重新生成 PDF）") from problem
    except (RuntimeError, ValueError, OSError) as problem:
        raise UnreadableOutput(path.name, "打不开，文件可能已损坏（改法：重新生成 PDF）") from problem
    return book.questions()


@dataclass(frozen=True, slots=True)
class _Book:
    """What is seen between one name and the next: of sections in the text area, of footnotes at the pages' feet."""

    pages: tuple[PaintedPage, ...]
    places: Mapping[str, Anchor]
    sections: Mapping[str, tuple[Glyph, ...]]
    notes: Mapping[str, tuple[Glyph, ...]]

    @classmethod
    def of(cls, pages: tuple[PaintedPage, ...], places: tuple[Anchor, ...]) -> _Book:
        """Give every character of the text areas to the section or footnote that it stands in."""
        in_order = sorted(places, key=lambda place: (place.page, place.y))
        sections: dict[str, list[Glyph]] = {
            place.name: [] for place in in_order if SECTION.fullmatch(place.name)
        }
        notes: dict[str, list[Glyph]] = {
            place.name: [] for place in in_order if FOOTNOTE.fullmatch(place.name)
        }
        current = ""
        for page in pages:
            here = [place for place in in_order if place.page == page.index]
            starts = [place for place in here if place.name in sections]
            feet = [place for place in here if place.name in notes]
            for glyph in text_area(page):
                if foot := last_above(feet, glyph):
                    if glyph.x > foot.x - EDGE:  # the number stands left of the words
                        notes[foot.name].append(glyph)
                else:
                    start = last_above(starts, glyph)
                    owner = start.name if start else current
                    if owner:
                        sections[owner].append(glyph)
            current = starts[-1].name if starts else current
        return cls(
            pages,
            {place.name: place for place in places},
            {name: tuple(glyphs) for name, glyphs in sections.items()},
            {name: tuple(glyphs) for name, glyphs in notes.items()},
        )

    def questions(self) -> tuple[FoundQuestion, ...]:
        """The questions in the order of the pages."""
        names = [name for name in self.sections if name.startswith("q-")]
        numbers = {name: _number(self.sections[name]) for name in names}
        labels = {number: self._label(name) for name, number in numbers.items()}
        return tuple(
            FoundQuestion(numbers[name], "\n".join(self._passages(name, labels)), f"第{self._label(name)}页")
            for name in names
        )

    def _label(self, name: str) -> str:
        return self.pages[self.places[name].page].label

    def _passages(self, name: str, labels: Mapping[int, str]) -> Iterator[str]:
        """The question's text, then that of its footnotes by number."""
        body = self._without_repeated_heads(name, self._without_pictures(name, self.sections[name]))
        yield _text(body, labels)
        for number in self._numbered(name, "n"):
            yield _text(self.notes[f"{name}_n{number}"], labels)

    def _numbered(self, name: str, kind: str) -> list[int]:
        """The numbers of the question's footnotes (n), figures (f) or tables (h) that the file names."""
        pattern = re.compile(re.escape(name) + f"_{kind}" + r"(\d+)")
        return sorted(int(match[1]) for match in map(pattern.fullmatch, self.places) if match)

    def _without_pictures(self, name: str, glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
        """Without the words inside pictures: what stands between a figure's beginning and its caption's."""
        for number in self._numbered(name, "f"):
            start, end = self.places[f"{name}_f{number}"], self.places.get(f"{name}_c{number}")
            if end and start.page == end.page:
                glyphs = tuple(
                    g for g in glyphs if not (g.page == start.page and start.y - EDGE < g.y < end.y)
                )
        return glyphs

    def _without_repeated_heads(self, name: str, glyphs: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
        """Without the heads of tables that stand again at the top of the next pages."""
        for number in self._numbered(name, "h"):
            start, end = self.places[f"{name}_h{number}"], self.places.get(f"{name}_b{number}")
            if not end or start.page != end.page:
                continue
            head = [g for g in glyphs if g.page == start.page and start.y - EDGE < g.y < end.y]
            again = {
                id(g)
                for page in self.pages[start.page + 1 :]
                for g in self._head_again(head, [g for g in glyphs if g.page == page.index])
            }
            glyphs = tuple(g for g in glyphs if id(g) not in again)
        return glyphs

    def _head_again(self, head: Sequence[Glyph], page: Sequence[Glyph]) -> Sequence[Glyph]:
        """The first characters of ``page`` if they are those of ``head``, in the same places of the text area."""
        first = page[: len(head)]

        def place(glyph: Glyph) -> tuple[str, float]:
            return glyph.character, glyph.x - _left(self.pages[glyph.page])

        same = len(first) == len(head) and all(
            a[0] == b[0] and abs(a[1] - b[1]) < EDGE
            for a, b in zip(map(place, head), map(place, first), strict=True)
        )
        return first if same else ()


# ---- places ---------------------------------------------------------------------------------------------------------


def _left(page: PaintedPage) -> float:
    """The left edge of the text area: inside on a recto, outside on a verso."""
    geometry = page_geometry(page.width * POINT, page.height * POINT)
    return (geometry.inside if page.index % 2 == 0 else geometry.outside) / POINT


# ---- text -----------------------------------------------------------------------------------------------------------


def _number(glyphs: Sequence[Glyph]) -> int:
    """The figures that begin a question, as far as they are of one size."""
    digits = ""
    for glyph in glyphs:
        if not glyph.character.isdecimal() or abs(glyph.size - glyphs[0].size) > 0.5:
            break
        digits += glyph.character
    return int(digits or 0)


def _text(glyphs: Sequence[Glyph], labels: Mapping[int, str]) -> str:
    """The characters without footnote marks and without the pages that references to questions rightly name."""
    return _without_pages(tuple(_without_marks(_as_seen(glyphs))), labels)


def _as_seen(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The characters in reading order.

    The order of painting is the order of reading where each character stands right of or below the one before it, or
    begins the next cell of a table's row. Where it is not so, what counts is how the characters stand on the page.
    """
    for place, (before, after) in enumerate(pairwise(glyphs), start=1):
        drop = after.y - before.y
        below = after.page > before.page or drop > before.size / 2
        beside = abs(drop) <= before.size / 2 and after.x > before.x - EDGE
        if not (below or beside or _begins_cell(glyphs, place)):
            return sorted(glyphs, key=lambda glyph: (glyph.page, round(glyph.y), glyph.x))
    return glyphs


def _begins_cell(glyphs: Sequence[Glyph], place: int) -> bool:
    """Whether all that was painted since this height was last left stands left of the character at ``place``."""
    cell = glyphs[place]
    for glyph in reversed(glyphs[:place]):
        if glyph.page != cell.page or glyph.x > cell.x - EDGE:
            return False
        if abs(glyph.y - cell.y) < EDGE:
            return True
    return False


def _without_marks(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Without figures that are smaller than, and raised above, the text that they follow."""
    before: Glyph | None = None
    for glyph in glyphs:
        if before and glyph.character.isdecimal() and glyph.page == before.page:
            raised = RAISED < before.y - glyph.y < before.size
            if raised and glyph.size < MARK * before.size:
                continue
        yield glyph
        before = glyph


_REFERENCE = re.compile(r"第(\d+)问（第([0-9a-z]+)页）")


def _without_pages(glyphs: Sequence[Glyph], labels: Mapping[int, str]) -> str:
    """The text without the page in 第N问（第P页）, where it is set smaller and question N does begin on page P."""
    text, parts, done = "".join(glyph.character for glyph in glyphs), [], 0
    for match in _REFERENCE.finditer(text):
        bracket = match.end(1) + 1
        smaller = glyphs[bracket].size < glyphs[bracket - 1].size - 0.5
        if smaller and labels.get(int(match[1])) == match[2]:
            parts.append(text[done:bracket])
            done = match.end()
    return "".join((*parts, text[done:]))
