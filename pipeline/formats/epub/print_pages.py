"""Where the pages of the printed book begin in the text of the e-book, to the character.

The finished print PDF is read as a stranger would: its named destinations say where each section begins, its text
area what stands there, its page labels what the folios say. A page begins at the first character of the e-book that
its text area shows; footnotes at its foot, heads of tables that are repeated, list marks and the pages behind
references have no place in the e-book's text and are passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from operator import attrgetter

import pymupdf
from lxml import etree

from pipeline.formats.epub.metadata import EDITION
from pipeline.seen.pdf_pages import Anchor, Glyph, PaintedFile, last_above, painted_file, text_area

SURE = 8  # characters: so many equal ones are no coincidence
FARTHEST = 400  # characters: so many may be put in at one place (the head of a table that is repeated)
FRONT = "front"
"""The name of what stands before the first named section: the preface, if there is one."""

GLOSSARY = "back-glossary"


@dataclass(frozen=True, slots=True)
class PageStart:
    """A page's label, and its first character: the section and the offset in it, white space not counted."""

    label: str
    section: str
    offset: int


def printed_book(data: bytes | None, digest: str) -> PaintedFile | None:
    """Read the print PDF ``data`` as it is seen.

    None where there is no such file, where it is broken, and where it does not say that it was made from the source
    that ``digest`` names: then its pages are not those of this book.
    """
    if data is None:
        return None
    try:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            if said_digest(pdf.get_xml_metadata()) != digest:
                return None
        return painted_file(data)
    except (RuntimeError, ValueError, OSError):
        return None


def page_starts(printed: PaintedFile | None, sections: Mapping[str, str]) -> tuple[PageStart, ...]:
    """Give the pages of the printed book that begin inside ``sections``, in order.

    ``sections`` gives the e-book's text without white space and footnotes by the PDF's name of the place where it
    begins, in reading order. There are no pages where the printed book does not hold the whole text of each section in
    its order: then they are not those of this text. The glossary alone may differ, because the book may print it in
    another order.
    """
    if printed is None:
        return ()
    try:
        labels, streams = _read(printed, sections)
    except ValueError:
        return ()  # pages too small for a text area
    starts: dict[int, PageStart] = {}
    for name, text in sections.items():
        glyphs = streams.get(name, ())
        matched = _matched(glyphs, text)
        if matched is None:
            if name == GLOSSARY:
                continue
            return ()
        for place, offset in matched:
            page = glyphs[place].page
            starts.setdefault(page, PageStart(labels[page], name, offset))
    return tuple(starts[page] for page in sorted(starts))


def said_digest(xmp: str) -> str:
    """Give the source digest that a PDF's XMP metadata names (as an element or an attribute); else an empty one."""
    if not xmp:
        return ""
    try:
        root = etree.fromstring(xmp.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return ""
    name = f"{{{EDITION}}}sourceDigest"
    said = (element.get(name) or (element.text if element.tag == name else "") for element in root.iter())
    return next((value.strip() for value in said if value), "")


def _read(printed: PaintedFile, sections: Mapping[str, str]) -> tuple[list[str], dict[str, list[Glyph]]]:
    """Give the labels of all pages, and the characters of every section in the order of painting."""
    pages = printed.pages
    places = sorted(printed.anchors, key=lambda place: (place.page, place.y))
    notes = _footnotes(places)
    streams: dict[str, list[Glyph]] = {}
    current = FRONT
    for page in pages:
        here = [place for place in places if place.page == page.index]
        starts = [place for place in here if place.name in sections or place.name.startswith("back")]
        feet = [place for place in here if place.name in notes]
        for _, line in groupby(text_area(page), key=_height):
            glyphs = list(line)
            if last_above(feet, glyphs[0]) is None:
                start = last_above(starts, glyphs[0])
                streams.setdefault(start.name if start else current, []).extend(glyphs)
        current = starts[-1].name if starts else current
    return [page.label for page in pages], streams


_height = attrgetter("y")


def _footnotes(places: Sequence[Anchor]) -> frozenset[str]:
    """Give the names of footnotes: ``<owner>_n<number>``."""
    return frozenset(place.name for place in places if place.name.rpartition("_n")[2].isdecimal())


def _matched(glyphs: Sequence[Glyph], text: str) -> Iterator[tuple[int, int]] | None:
    """Give pairs of positions of the same characters in ``glyphs`` and ``text``; None where ``text`` is not whole."""
    characters = "".join(glyph.character for glyph in glyphs)
    owners = [place for place, glyph in enumerate(glyphs) for _ in glyph.character]
    runs = _runs_passing_over(characters, text)
    if runs is None:
        if not _stands_in(text, characters):
            return None
        matcher = SequenceMatcher(None, characters, text, autojunk=False)
        runs = [(run.a, run.b, run.size) for run in matcher.get_matching_blocks()]
    if sum(size for _, _, size in runs) != len(text):
        return None
    return ((owners[a + step], b + step) for a, b, size in runs for step in range(size))


def _runs_passing_over(printed: str, text: str) -> list[tuple[int, int, int]] | None:
    """Give runs that ``printed`` and ``text`` have in common, where ``printed`` is ``text`` with some more put in.

    Each as its beginning in both and its length; None where it is not so clear.
    """
    runs: list[tuple[int, int, int]] = []
    a = b = 0
    while b < len(text):
        size = _common_beginning(printed[a:], text[b:])
        if not size and runs:
            return None
        runs.append((a, b, size))
        a, b = a + size, b + size
        if b < len(text) and (a := _goes_on(printed, a, text[b : b + SURE])) < 0:
            return None
    return runs


def _goes_on(printed: str, at: int, words: str) -> int:
    """Give where ``words`` follow what is put in at ``at``; after a mark they may soon be broken by the next one."""
    far = printed.find(words, at, at + SURE + FARTHEST)
    return far if far >= 0 else printed.find(words[:2], at, at + SURE)


def _stands_in(text: str, printed: str) -> bool:
    """Report whether the characters of ``text`` stand in ``printed`` in their order, whatever stands between them."""
    at = 0
    return all((at := printed.find(character, at) + 1) for character in text)


def _common_beginning(one: str, other: str) -> int:
    """Count how many characters from the first on are the same."""
    shorter = min(len(one), len(other))
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), shorter)
