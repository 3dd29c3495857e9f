"""The finished booklet → whether each side shows just its two pages of the file for the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf
import pymupdf

from pipeline.formats.contract import Furnishing
from pipeline.formats.pdf.booklet import sides
from pipeline.formats.pdf.names import BOOKLET
from pipeline.formats.pdf.press.inks import without_marks
from pipeline.formats.pdf.resources import SameObjects
from pipeline.formats.pdf.rules.content import page_stream
from pipeline.handbook import without_space
from pipeline.seen.pdf_pages import UNSEEN, PaintedPage


def booklet_sides(
    path: Path, screen: pikepdf.Pdf, streams: Sequence[bytes], pages: Sequence[PaintedPage]
) -> Iterator[Furnishing]:
    """Every side of the booklet that does not show its two of the pages of ``screen``.

    ``streams`` are what these pages draw, ``pages`` how they are seen. Raises what pikepdf raises for a file that is
    missing or broken.
    """
    with pikepdf.open(path) as booklet:
        wanted, same = sides(len(pages)), SameObjects()
        if len(booklet.pages) != len(wanted):
            words = f"应有{len(wanted)}面，实有{len(booklet.pages)}面"
            yield Furnishing("小册子", "", words, file=BOOKLET)
        for number, (side, sheet) in enumerate(zip(wanted, booklet.pages, strict=False), 1):
            shown = _placed(sheet)
            for half, index in (("/Left", side.left), ("/Right", side.right)):
                form = shown.pop(half, None)
                good = form is None
                if index is not None:
                    good = form is not None and _shows(form, screen.pages[index], streams[index], same)
                if not good:
                    words = _half(path, number, half)
                    yield _difference(number, words, None if index is None else pages[index])
            if shown:
                yield Furnishing("小册子", f"第{number}面", "（页外另有内容）", file=BOOKLET)


_DRAWN = re.compile(rb"q 1 0 0 1 -?[\d.]+ -?[\d.]+ cm (/Left|/Right) Do Q")


def _placed(sheet: pikepdf.Page) -> dict[str, pikepdf.Object]:
    """The pages that a side draws, by their half; under an empty name what it draws beside them."""
    lines = page_stream(sheet).splitlines()
    found = [(line, _DRAWN.fullmatch(line)) for line in lines if line.strip()]
    shown = {match[1].decode(): sheet.obj.Resources.XObject[match[1].decode()] for _, match in found if match}
    if any(not match for _, match in found) or "/Annots" in sheet.obj:
        shown[""] = sheet.obj
    return shown


def _shows(form: pikepdf.Object, page: pikepdf.Page, stream: bytes, same: SameObjects) -> bool:
    """Whether a side draws just this page: its stream without the marks of tags, its fonts, its pictures."""
    return (
        form.read_bytes() == without_marks(stream)
        and same(form.BBox, page.mediabox)
        and "/Matrix" not in form
        and same(form.Resources, page.obj.Resources)
    )


def _difference(number: int, words: str, page: PaintedPage | None) -> Furnishing:
    place = f"第{number}面" + (f"（第{page.label}页）" if page else "")
    wanted = "".join(glyph.character for glyph in page.glyphs) if page else ""
    pairs = enumerate(zip(words, wanted, strict=False))
    at = next((at for at, (one, other) in pairs if one != other), 0)
    told = words[max(0, at - 8) : at + 8] if words != wanted else "（画面不同）"
    return Furnishing("小册子", place, told or "（空白）", file=BOOKLET)


def _half(path: Path, number: int, half: str) -> str:
    """The characters on the left or on the right half of a side, in the order of painting."""
    with pymupdf.open(path, filetype="pdf") as pdf:
        sheet = pdf[number - 1]
        middle = sheet.rect.width / 2
        found = [
            chr(code)
            for span in sheet.get_texttrace()
            for code, _, (x, _), _ in span["chars"]
            if code > 0 and code not in UNSEEN and (x > middle) is (half == "/Right")
        ]
    return without_space("".join(found))
