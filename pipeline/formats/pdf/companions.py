"""The files beside the book: the words of cover and order sheet; a booklet that shows just the screen file's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pikepdf
import pymupdf

from pipeline.formats.pdf.booklet_sides import booklet_sides
from pipeline.formats.pdf.names import BOOKLET, COVER, COVER_FIELDS, COVER_WORDS, ORDER, ORDER_WORDS
from pipeline.formats.pdf.opening import FAULTS, MISPLACED, Broken, data_of
from pipeline.formats.pdf.rules.content import page_stream
from pipeline.seen.edition import Furnishing
from pipeline.seen.pdf_pages import Glyph, PaintedPage, painted_file
from pipeline.typeset.geometry import POINT
from pipeline.world import Files


def companions(files: Files, screen: pikepdf.Pdf, pages: Sequence[PaintedPage]) -> Iterator[Furnishing]:
    """Give what cover and order sheet say, and every side of the booklet that does not show its two of ``pages``.

    These are the pages of ``screen``, the open file for the screen. A file that is missing or broken is reported by the
    preflight.
    """
    for file, part in ((COVER, COVER_WORDS), (ORDER, ORDER_WORDS)):
        try:
            painted = painted_file(data_of(files, file)).pages
        except (Broken, *FAULTS):
            continue
        yield Furnishing(part, "", _words(glyph for page in painted for glyph in page.glyphs), file=file)
        if hidden := _words(glyph for page in painted for glyph in (*page.hidden, *page.beyond)):
            yield Furnishing(f"{part}上看不见的文字", "", hidden, file=file)
        if file == COVER:
            yield Furnishing(COVER_FIELDS, "", f"{_white_fields(files[COVER])} 个", file=COVER)
    try:
        streams = [page_stream(page) for page in screen.pages]
        yield from booklet_sides(data_of(files, BOOKLET), screen, streams, pages)
    except (Broken, *FAULTS, *MISPLACED):
        return


FIELD = 25.0 / POINT, 15.0 / POINT  # pt: a field that a barcode could stand in is larger
_WHITE = (1.0, 1.0, 1.0)


def _white_fields(cover: bytes) -> int:
    """Count the white fields on the cover's colour."""
    with pymupdf.open(stream=cover, filetype="pdf") as pdf:
        boxes = [one["rect"] for one in pdf[0].get_drawings() if one.get("fill") == _WHITE]
    return sum(box.width > FIELD[0] and box.height > FIELD[1] for box in boxes)


def _words(glyphs: Iterable[Glyph]) -> str:
    return "".join(glyph.character for glyph in glyphs)
