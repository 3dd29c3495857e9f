"""The files beside the book: the words of cover and order sheet; a booklet that shows just the screen file's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf

from pipeline.formats.contract import Furnishing
from pipeline.formats.pdf.booklet_sides import booklet_sides
from pipeline.formats.pdf.cover.spread import cover_facts
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, SCREEN
from pipeline.formats.pdf.order_sheet import words_around_checks
from pipeline.formats.pdf.rules.content import page_stream
from pipeline.handbook import Handbook, without_space
from pipeline.seen.pdf_pages import Glyph, PaintedPage, painted_file

COVER_WORDS = "封面"
ORDER_WORDS = "印刷单"


def companions(directory: Path, pages: Sequence[PaintedPage]) -> Iterator[Furnishing]:
    """What cover and order sheet say, and every side of the booklet that does not show its two of ``pages``.

    A file that is missing or broken is for the preflight to tell.
    """
    for file, part in ((COVER, COVER_WORDS), (ORDER, ORDER_WORDS)):
        try:
            painted = painted_file(directory / file).pages
        except (RuntimeError, ValueError, OSError):
            continue
        yield Furnishing(part, "", _words(glyph for page in painted for glyph in page.glyphs), file=file)
        if hidden := _words(glyph for page in painted for glyph in (*page.hidden, *page.beyond)):
            yield Furnishing(f"{part}上看不见的文字", "", hidden, file=file)
    try:
        with pikepdf.open(directory / SCREEN) as screen:
            streams = [page_stream(page) for page in screen.pages]
            yield from booklet_sides(directory / BOOKLET, screen, streams, pages)
    except (RuntimeError, ValueError, OSError, AttributeError, KeyError, TypeError, pikepdf.PdfError):
        return


def _words(glyphs: Iterable[Glyph]) -> str:
    return "".join(glyph.character for glyph in glyphs)


def order_words(handbook: Handbook, pages: int, found: str) -> Furnishing:
    """What the order sheet of a book of so many pages must say.

    Of ``found``, what it says, its table of checks is taken as it is: the preflight compares that.
    """
    before, behind = map(without_space, words_around_checks(handbook, pages))
    table = found[len(before) : len(found) - len(behind)]
    whole = found.startswith(before) and found.endswith(behind)
    return Furnishing(ORDER_WORDS, "", before + (table if whole else "") + behind, file=ORDER)


def cover_words(handbook: Handbook, pages: int) -> Furnishing:
    """What the cover of a book of so many pages must say: back, spine, front."""
    facts = cover_facts(handbook, pages)
    words = [str(facts["summary"]), *(part.title for part in handbook.parts)]
    columns: Any = facts["columns"]
    words += [cell.words for _, column in columns for cell in column.cells]
    words += [handbook.title, handbook.publisher, "编"]
    return Furnishing(COVER_WORDS, "", "".join(words), file=COVER)
