"""The files beside the book: the cover's words, and a booklet that shows just the pages of the screen file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pymupdf

from pipeline.formats.contract import Furnishing
from pipeline.formats.painted import UNSEEN, PaintedPage, painted_file
from pipeline.formats.pdf.booklet import sides
from pipeline.formats.pdf.cover.spread import cover_facts
from pipeline.formats.pdf.names import BOOKLET, COVER
from pipeline.handbook import Handbook, without_space

COVER_WORDS = "封面"


def companions(directory: Path, pages: Sequence[PaintedPage]) -> Iterator[Furnishing]:
    """What the cover says, and every side of the booklet that does not show its two of ``pages``.

    A file that is missing or broken is for the preflight to tell.
    """
    try:
        for page in painted_file(directory / COVER).pages:
            words = "".join(glyph.character for glyph in page.glyphs)
            yield Furnishing(COVER_WORDS, "", words, file=COVER)
            hidden = "".join(glyph.character for glyph in (*page.hidden, *page.beyond))
            if hidden:
                yield Furnishing("封面上看不见的文字", "", hidden, file=COVER)
        yield from _booklet(directory / BOOKLET, pages)
    except (RuntimeError, ValueError, OSError):
        return


def _booklet(path: Path, pages: Sequence[PaintedPage]) -> Iterator[Furnishing]:
    with pymupdf.open(path, filetype="pdf") as pdf:
        wanted = sides(len(pages))
        if len(pdf) != len(wanted):
            yield Furnishing("小册子", "", f"应有{len(wanted)}面，实有{len(pdf)}面", file=BOOKLET)
        for side, sheet in zip(wanted, pdf, strict=False):
            for index, words in zip((side.left, side.right), _halves(sheet), strict=True):
                page = "" if index is None else "".join(glyph.character for glyph in pages[index].glyphs)
                if words != page:
                    place = f"第{sheet.number + 1}面" + (
                        "" if index is None else f"（第{pages[index].label}页）"
                    )
                    at = next((i for i, (a, b) in enumerate(zip(words, page, strict=False)) if a != b), 0)
                    yield Furnishing(
                        "小册子", place, words[max(0, at - 8) : at + 8] or "（空白）", file=BOOKLET
                    )


def _halves(sheet: Any) -> tuple[str, str]:
    """The characters on the left and on the right half of a side, in the order of painting."""
    middle = sheet.rect.width / 2
    halves: tuple[list[str], list[str]] = ([], [])
    for span in sheet.get_texttrace():
        for code, _, (x, _), _ in span["chars"]:
            if code > 0 and code not in UNSEEN:
                halves[x > middle].append(chr(code))
    left, right = (without_space("".join(half)) for half in halves)
    return left, right


def cover_words(handbook: Handbook, pages: int) -> Furnishing:
    """What the cover of a book of so many pages must say: back, spine, front."""
    facts = cover_facts(handbook, pages)
    words = [str(facts["summary"]), *(part.title for part in handbook.parts)]
    columns: Any = facts["columns"]
    words += [cell.words for _, column in columns for cell in column.cells]
    words += [handbook.title, handbook.publisher, "编"]
    return Furnishing(COVER_WORDS, "", "".join(words), file=COVER)
