"""The finished PDF files → the text of their questions, as a stranger finds it.

The names in the file say where each question, footnote, picture and table begins; the TrimBox gives the text area;
what is seen inside it belongs to the last question that began above it. Running heads and folios are outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, TypeVar

import pikepdf
import pymupdf

from pipeline.formats.contract import Opened
from pipeline.formats.pdf.companions import companions
from pipeline.formats.pdf.furniture import (
    around_the_text,
    described,
    document_furniture,
    in_columns,
    link_targets,
)
from pipeline.formats.pdf.looks import look
from pipeline.formats.pdf.names import PARTS, PRESS, SCREEN
from pipeline.formats.pdf.opening import FAULTS, Broken, data_of, opened
from pipeline.formats.pdf.rules.note_numbers import wrong_notes
from pipeline.formats.pdf.spoken import read_aloud, tags_of
from pipeline.handbook import Mark, MarkKind
from pipeline.seen.edition import FoundBlock, FoundEdition, FoundQuestion, Furnishing, Look, Shown
from pipeline.seen.pdf_packet import stamp_in
from pipeline.seen.pdf_pages import (
    EDGE,
    Anchor,
    Box,
    Glyph,
    LinkArea,
    PaintedFile,
    PaintedPage,
    last_above,
    left_edge,
    link_areas,
    painted,
    text_area,
    trim_of,
)
from pipeline.typeset.geometry import POINT
from pipeline.world import Files

SECTION = re.compile(r"(q|part|back)-?[a-z0-9-]*")
REFERENCE = re.compile(r"#(?:q|see)-([a-z0-9-]+)")
FOOTNOTE = re.compile(r".+_n\d+")
MARK = 0.85  # of the size of the text before it: a footnote's mark is smaller, and raised
RAISED = 1.5  # pt
SAME_LINE = (
    6.0  # pt: between the baseline of a raised mark and that of its line; the closest lines are 12.8 pt apart
)


def read_screen(files: Files) -> Opened:
    """Read the file for the screen, with the files beside the book."""
    return _reading(SCREEN, files)


def read_press(files: Files) -> Opened:
    """Read the file for the press."""
    return _reading(PRESS, files)


def recognised(data: bytes) -> Opened | None:
    """Read a file of any name: as the press file where it says that it is one, else as the screen file.

    Gives None where it does not name its edition, or is not a PDF file at all.
    """
    try:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            stamp = stamp_in(pdf.get_xml_metadata())
    except FAULTS:
        return None
    if stamp is None:
        return None
    try:
        with opened(SCREEN, data) as (structure, pdf):
            name = PRESS if _is_for_press(structure) else SCREEN
            edition, _ = _edition(name, structure, pdf)
    except Broken as broken:
        return Opened(findings=(broken.finding,), stamp=stamp)
    return Opened((edition,), stamp=stamp)


def _is_for_press(pdf: pikepdf.Pdf) -> bool:
    """Report whether a file is meant for a printing condition (PDF/X, ISO 15930-7 6.2)."""
    intents = pdf.Root.get("/OutputIntents")
    return isinstance(intents, pikepdf.Array) and any(
        isinstance(intent, pikepdf.Dictionary) and intent.get("/S") == "/GTS_PDFX" for intent in intents
    )


def _reading(name: str, files: Files) -> Opened:
    try:
        with opened(name, data_of(files, name)) as (structure, pdf):
            edition, found = _edition(name, structure, pdf)
            notes = tuple(wrong_notes(name, found, tuple(link_areas(pdf))))
            stamp = stamp_in(pdf.get_xml_metadata())
            if name == SCREEN:
                beside = companions(files, structure, found.pages)
                edition = replace(edition, furniture=(*edition.furniture, *beside))
    except Broken as broken:
        return Opened(findings=(broken.finding,))
    return Opened((edition,), notes, stamp)


_SHOWN: frozenset[Shown] = frozenset({"strong", "emphasis", "note", "page", "address", "picture", "revised"})
_CLICKED: frozenset[Shown] = frozenset({"link", "reference"})


def _edition(name: str, structure: pikepdf.Pdf, pdf: Any) -> tuple[FoundEdition, PaintedFile]:
    """Read what an open file shows: as an edition, and as its pages are painted.

    A question that shows no number has the number 0. The name decides what to look for: a press file has no links.
    """
    found = painted(pdf)
    book = _Book.of(found.pages, found.anchors, tuple(link_areas(pdf)))
    tags = tags_of(structure)
    words = iter(tags.alternatives) if tags else None
    front = described(book.front_blocks(pdf), words)
    questions = tuple(
        replace(question, blocks=described(question.blocks, words)) for question in book.questions(pdf)
    )
    aloud = read_aloud(tags, [page.label for page in found.pages]) if tags else ()
    furniture = (*book.furniture(front), *document_furniture(pdf), *aloud)
    shown = _SHOWN if name == PRESS else _SHOWN | _CLICKED
    looks = tuple(book.looks())
    edition = FoundEdition(name, questions, shown, furniture=furniture, looks=looks, pages=book.labels())
    return edition, found


@dataclass(frozen=True, slots=True)
class _Book:
    """What is seen between one name and the next: of sections in the text area, of footnotes at the pages' feet."""

    pages: tuple[PaintedPage, ...]
    places: Mapping[str, Anchor]
    sections: Mapping[str, tuple[Glyph, ...]]
    notes: Mapping[str, tuple[Glyph, ...]]
    front: tuple[Glyph, ...]
    lines: Mapping[tuple[int, float], int]
    links: Mapping[int, tuple[LinkArea, ...]]

    @classmethod
    def of(
        cls, pages: tuple[PaintedPage, ...], places: tuple[Anchor, ...], areas: tuple[LinkArea, ...]
    ) -> _Book:
        """Give every character of the text areas to its section or footnote."""
        in_order = sorted(places, key=lambda place: (place.page, place.y))
        sections: dict[str, list[Glyph]] = {
            place.name: [] for place in in_order if SECTION.fullmatch(place.name)
        }
        notes: dict[str, list[Glyph]] = {
            place.name: [] for place in in_order if FOOTNOTE.fullmatch(place.name)
        }
        front: list[Glyph] = []
        current = ""
        for page in pages:
            here = [place for place in in_order if place.page == page.index]
            starts = [place for place in here if place.name in sections]
            feet = [place for place in here if place.name in notes]
            for _, line in groupby(text_area(page), key=lambda glyph: glyph.y):
                glyphs = list(line)
                if foot := last_above(feet, glyphs[0]):
                    # The number is left of the words; a mark that opens a line hangs half an em out of them.
                    words = [glyph for glyph in glyphs if glyph.x + glyph.size / 2 > foot.x - EDGE]
                    notes[foot.name] += words
                else:
                    start = last_above(starts, glyphs[0])
                    owner = start.name if start else current
                    (sections[owner] if owner else front).extend(glyphs)
            current = starts[-1].name if starts else current
        return cls(
            pages,
            {place.name: place for place in places},
            {name: tuple(glyphs) for name, glyphs in sections.items()},
            {name: tuple(glyphs) for name, glyphs in notes.items()},
            tuple(front),
            _lines(pages),
            {page.index: tuple(area for area in areas if area.page == page.index) for page in pages},
        )

    def questions(self, pdf: Any) -> tuple[FoundQuestion, ...]:
        """Give the questions in the order of the pages; ``pdf`` is the open file, for its pictures."""
        labels = self.labels()
        numbers = {name: _number(glyphs) for name, glyphs in self.sections.items() if name.startswith("q-")}
        return tuple(
            FoundQuestion(number, tuple(self._blocks(name, labels, pdf)), f"第{self._label(name)}页")
            for name, number in numbers.items()
        )

    def front_blocks(self, pdf: Any) -> Iterator[FoundBlock]:
        """Give the text before the first named section, cut by page and where the preface has pictures."""
        labels, figures = self.labels(), self._figures("preface")
        for own in _by_page(self._without_repeated_heads("preface", self.front)):
            here = [figure for figure in figures if figure[0].page == own[0].page]
            yield from self._cut(own, here, labels, pdf, clicked=False)

    def looks(self) -> Iterator[Look]:
        """Give the look of every page."""
        figures: dict[int, list[Box]] = {}
        owners = ["preface", *(name for name in self.sections if name.startswith("q-"))]
        for start, end in (pair for owner in owners for pair in self._figures(owner)):
            page = self.pages[start.page]
            figures.setdefault(start.page, []).append((0.0, start.y, page.width, end.y))
        baselines: dict[int, dict[int, float]] = {page.index: {} for page in self.pages}
        for (index, height), line in self.lines.items():
            baselines[index].setdefault(line, height)
        for page in self.pages:
            yield look(page, tuple(baselines[page.index].values()), figures.get(page.index, ()))

    def furniture(self, front: tuple[FoundBlock, ...]) -> Iterator[Furnishing]:
        """Give all that the pages show beside the questions, and what the file holds out of sight."""
        labels = self.labels()
        rest = {"front": front}
        rest |= {
            name: tuple(
                self._block(list(in_columns(own, self.pages, name)), labels, clicked=False)
                for own in _by_page(glyphs)
            )
            for name, glyphs in self.sections.items()
            if not name.startswith("q-")
        }
        for name, blocks in rest.items():
            words, places = "", []
            for block in (block for block in blocks if block.text):
                places += [(len(words) + at, place) for at, place in block.places]
                words += block.text
            if words:
                part, place = PARTS.get(name, PARTS["part"]), "" if name in PARTS else name
                yield Furnishing(part, place, words, tuple(places), blocks=blocks)
        for name, glyphs in self.notes.items():
            if not name.startswith("q-"):
                block = self._block(glyphs, labels)
                yield Furnishing(PARTS["note"], name, block.text, block.places)
        yield from around_the_text(self.pages)
        yield from link_targets(
            self.links, [name for name in self.sections if name.startswith("q-")], self.places
        )

    def labels(self) -> dict[str, str]:
        """Give the page on which each question, table and figure begins, by what references call it."""
        found = {
            f"第{_number(glyphs)}问": self._label(name)
            for name, glyphs in self.sections.items()
            if name.startswith("q-")
        }
        items = ((match, name) for name in self.places if (match := _ITEM.fullmatch(name)))
        return found | {f"{_ITEMS[match[1]]}{match[2]}": self._label(name) for match, name in items}

    def _label(self, name: str) -> str:
        return self.pages[self.places[name].page].label

    def _blocks(self, name: str, labels: Mapping[str, str], pdf: Any) -> Iterator[FoundBlock]:
        """Give the question's answer, cut at its pictures, then its footnotes by number."""
        body = self._without_repeated_heads(name, self.sections[name])
        yield from self._cut(body, self._figures(name), labels, pdf)
        for number in self._numbered(name, "n"):
            yield self._block(self.notes[f"{name}_n{number}"], labels)

    def _figures(self, name: str) -> list[tuple[Anchor, Anchor]]:
        """Give where each picture and its caption begin."""
        return [
            (start, end)
            for number in self._numbered(name, "f")
            if (end := self.places.get(f"{name}_c{number}"))
            and (start := self.places[f"{name}_f{number}"]).page == end.page
        ]

    def _cut(
        self,
        body: Sequence[Glyph],
        figures: Iterable[tuple[Anchor, Anchor]],
        labels: Mapping[str, str],
        pdf: Any,
        clicked: bool = True,
    ) -> Iterator[FoundBlock]:
        """Give the text before, between and behind pictures, and the pictures."""
        for start, end in figures:
            yield self._block([glyph for glyph in body if _above(glyph, start)], labels, clicked)
            place = f"第{self.pages[start.page].label}页"
            yield FoundBlock("", ((0, place),), picture=self._picture(pdf, start, end))
            body = [glyph for glyph in body if not _above(glyph, end)]
        yield self._block(body, labels, clicked)

    def _picture(self, pdf: Any, start: Anchor, end: Anchor) -> bytes:
        """Give what is painted between a figure's beginning and its caption's, as PNG of 144 pixels an inch."""
        page, trim = self.pages[start.page], trim_of(pdf[start.page])
        left = trim.x0 + left_edge(page)
        width = page.geometry.measure / POINT
        # In a case the rule at its side is no part of the picture.
        box = pymupdf.Rect(trim.x0 + start.x, trim.y0 + start.y, left + width, trim.y0 + end.y)
        drawn = pdf[start.page].get_pixmap(clip=box, dpi=144, alpha=False, colorspace=pymupdf.csRGB)
        data: bytes = drawn.tobytes("png")
        return data

    def _block(self, glyphs: Sequence[Glyph], labels: Mapping[str, str], clicked: bool = True) -> FoundBlock:
        """Give the characters as they are seen, without footnote marks and what print adds to references and links."""
        words, calls = _without_marks(_as_seen(glyphs))
        words, calls, added = _without_additions(words, calls, labels)
        places: list[tuple[int, str]] = []
        for start, _, (page, height) in _runs((glyph.page, glyph.y) for glyph in words):
            place = f"第{self.pages[page].label}页第{self.lines[page, height]}行"
            if not places or places[-1][1] != place:
                places.append((start, place))
        return FoundBlock(
            "".join(glyph.character for glyph in words),
            tuple(places) or ((0, ""),),
            (
                *(Mark("note", at, at, number) for at, number in calls),
                *(Mark(kind, at, at, said) for kind, at, said in added),
                *(self._link_marks(words) if clicked else ()),
            ),
            faces=tuple((start, face) for start, _, face in _runs(glyph.face for glyph in words)),
            dotted=tuple((start, end) for start, end, dot in _runs(glyph.dotted for glyph in words) if dot),
        )

    def _link_marks(self, words: Sequence[Glyph]) -> Iterator[Mark]:
        if not any(self.links[page] for page in {glyph.page for glyph in words}):
            return
        for start, end, target in _runs(self._targets(words)):
            if match := REFERENCE.fullmatch(target):
                yield Mark("reference", start, end, match[1])
            elif target and not target.startswith("#"):
                yield Mark("link", start, end, target)

    def _targets(self, words: Sequence[Glyph]) -> Iterator[str]:
        """Give the target of each character, empty where it has none; line by line."""
        for (page, y, size), line in groupby(words, key=attrgetter("page", "y", "size")):
            areas = [area for area in self.links[page] if area.meets(y, size)]
            for glyph in line:
                yield next((area.target for area in areas if area.holds(glyph)), "") if areas else ""

    def _numbered(self, name: str, kind: str) -> list[int]:
        """Give the numbers of the question's footnotes (n), figures (f) or tables (h) that the file names."""
        pattern = re.compile(re.escape(name) + f"_{kind}" + r"(\d+)")
        return sorted(int(match[1]) for match in map(pattern.fullmatch, self.places) if match)

    def _without_repeated_heads(self, name: str, glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
        """Leave out the heads of tables that are repeated at the top of the next pages."""
        for number in self._numbered(name, "h"):
            start, end = self.places[f"{name}_h{number}"], self.places.get(f"{name}_b{number}")
            if not end or start.page != end.page:
                continue
            head = [g for g in glyphs if g.page == start.page and start.y - EDGE < g.y < end.y]
            later = [g for g in glyphs if g.page > start.page]
            again = {id(g) for page in _by_page(later) for g in self._head_again(head, page)}
            glyphs = [g for g in glyphs if id(g) not in again]
        return glyphs

    def _head_again(self, head: Sequence[Glyph], page: Sequence[Glyph]) -> Sequence[Glyph]:
        """Give the first characters of ``page`` if they are those of ``head``, in the same places of the text area."""
        first = page[: len(head)]

        def place(glyph: Glyph) -> tuple[str, float]:
            return glyph.character, glyph.x - left_edge(self.pages[glyph.page])

        same = len(first) == len(head) and all(
            a[0] == b[0] and abs(a[1] - b[1]) < EDGE
            for a, b in zip(map(place, head), map(place, first), strict=True)
        )
        return first if same else ()


# ---- places ---------------------------------------------------------------------------------------------------------


def _by_page(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    return (list(group) for _, group in groupby(glyphs, key=lambda glyph: glyph.page))


def _lines(pages: Sequence[PaintedPage]) -> dict[tuple[int, float], int]:
    """Give the number of the line, from the top of the text area, by page and height of the baseline."""
    found: dict[tuple[int, float], int] = {}
    for page in pages:
        line, before = 0, -10.0
        for height in sorted({glyph.y for glyph in text_area(page)}):
            if height - before > SAME_LINE:
                line, before = line + 1, height
            found[page.index, height] = line
    return found


def _above(glyph: Glyph, place: Anchor) -> bool:
    return (glyph.page, glyph.y) < (place.page, place.y - EDGE)


# ---- text -----------------------------------------------------------------------------------------------------------

Value = TypeVar("Value")


def _runs(values: Iterable[Value]) -> Iterator[tuple[int, int, Value]]:
    """Give where each run of equal values begins and ends."""
    at = 0
    for value, group in groupby(values):
        length = len(list(group))
        yield at, at + length, value
        at += length


def _number(glyphs: Sequence[Glyph]) -> int:
    """Give the figures that begin a question, as far as they are of one size."""
    digits = ""
    for glyph in glyphs:
        if not glyph.character.isdecimal() or abs(glyph.size - glyphs[0].size) > 0.5:
            break
        digits += glyph.character
    return int(digits or 0)


def _as_seen(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Give the characters in reading order.

    The order of painting is the order of reading where each character is right of or below the one before it, or
    begins the next cell of a table's row. Elsewhere the places of the characters on the page decide.
    """
    for place, (before, after) in enumerate(pairwise(glyphs), start=1):
        drop = after.y - before.y
        below = after.page > before.page or drop > before.size / 2
        beside = abs(drop) <= before.size / 2 and after.x > before.x - EDGE
        if not (below or beside or _begins_cell(glyphs, place)):
            return sorted(glyphs, key=lambda glyph: (glyph.page, round(glyph.y), glyph.x))
    return glyphs


def _begins_cell(glyphs: Sequence[Glyph], place: int) -> bool:
    """Report whether all that was painted since this height was last left is left of the character at ``place``."""
    cell = glyphs[place]
    for glyph in reversed(glyphs[:place]):
        if glyph.page != cell.page or glyph.x > cell.x - EDGE:
            return False
        if abs(glyph.y - cell.y) < EDGE:
            return True
    return False


Calls = list[tuple[int, str]]
"""Footnote marks: the number of characters before one, and its figures."""


def _without_marks(glyphs: Iterable[Glyph]) -> tuple[list[Glyph], Calls]:
    """Separate text and marks of footnotes: figures smaller than, and raised above, the text before them."""
    words: list[Glyph] = []
    calls: Calls = []
    for glyph in glyphs:
        if words and glyph.character.isdecimal() and glyph.page == words[-1].page:
            raised = RAISED < words[-1].y - glyph.y < words[-1].size
            if raised and glyph.size < MARK * words[-1].size:
                if calls and calls[-1][0] == len(words):
                    calls[-1] = (len(words), calls[-1][1] + glyph.character)
                else:
                    calls.append((len(words), glyph.character))
                continue
        words.append(glyph)
    return words, calls


_ADDED = re.compile(
    r"(?P<named>第\d+问|[表图]\d+)（第(?P<page>[0-9a-z]+)页）|(?<=.)（(?P<address>[!-~]*[.@/:][!-~]*)）",
    re.DOTALL,
)
SAME_SIZE = 0.1  # pt
_SMALLER = (0.85, 0.85 / 0.9)  # of the size of what it follows is an addition; code is smaller itself
_ITEM = re.compile(r".+_([hf])(\d+)")
_ITEMS = {"h": "表", "f": "图"}


def _without_additions(
    glyphs: list[Glyph], calls: Calls, labels: Mapping[str, str]
) -> tuple[list[Glyph], Calls, list[tuple[MarkKind, int, str]]]:
    """Leave out what is set smaller behind references and links: the page in 第N问（第P页）, an address in brackets.

    A page is left out only where question N (table N, figure N) does begin there. What was taken out is given, too,
    each with the number of characters before it.
    """
    added: list[tuple[MarkKind, int, str]] = []
    text = "".join(glyph.character for glyph in glyphs)
    for match in reversed(list(_ADDED.finditer(text))):
        start, end = match.end("named") if match["named"] else match.start(), match.end()
        size, before = glyphs[start].size, glyphs[start - 1].size
        smaller = any(abs(size - share * before) < SAME_SIZE for share in _SMALLER)
        if smaller and (match["address"] or labels.get(match["named"]) == match["page"]):
            del glyphs[start:end]
            calls = [(at - (end - start) if at >= end else at, words) for at, words in calls]
            added = [(kind, at - (end - start) if at >= end else at, said) for kind, at, said in added]
            added.append(
                ("address", start, match["address"]) if match["address"] else ("page", start, match["page"])
            )
    return glyphs, calls, added
