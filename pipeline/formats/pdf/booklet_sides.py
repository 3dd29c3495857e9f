"""The finished booklet → whether each side shows just its two pages of the file for the screen."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator, Sequence

import pikepdf
import pymupdf

from pipeline.formats.pdf.names import BOOKLET
from pipeline.formats.pdf.press.inks import without_marks
from pipeline.formats.pdf.resources import SameObjects
from pipeline.formats.pdf.rules.content import page_stream
from pipeline.handbook import without_space
from pipeline.seen.edition import Furnishing
from pipeline.seen.pdf_pages import UNSEEN, PaintedPage


def booklet_sides(
    data: bytes, screen: pikepdf.Pdf, streams: Sequence[bytes], pages: Sequence[PaintedPage]
) -> Iterator[Furnishing]:
    """Give every side of the booklet (``data``) that does not show its two of the pages of ``screen``.

    ``streams`` are what these pages draw, ``pages`` how they are seen. Raises what pikepdf raises for a broken file.
    """
    with pikepdf.open(io.BytesIO(data)) as booklet:
        wanted, same = _folded(len(pages)), SameObjects()
        if len(booklet.pages) != len(wanted):
            words = f"应有{len(wanted)}面，实有{len(booklet.pages)}面"
            yield Furnishing("小册子", "", words, file=BOOKLET)
        for number, (side, sheet) in enumerate(zip(wanted, booklet.pages, strict=False), 1):
            shown = _placed(sheet)
            for half, index in zip(("/Left", "/Right"), side, strict=True):
                form = shown.pop(half, None)
                good = form is None
                if index is not None:
                    good = form is not None and _shows(form, screen.pages[index], streams[index], same)
                if not good:
                    words = _half(data, number, half)
                    yield _difference(number, words, None if index is None else pages[index])
            if shown:
                yield Furnishing("小册子", f"第{number}面", "（页外另有内容）", file=BOOKLET)


Page = int | None
"""A page from 0; None: a blank one."""


def _folded(pages: int) -> list[tuple[Page, Page]]:
    """State the pages of every side, left and right, of a stack of sheets that is folded once and read from the front.

    The writer computes them from their places; here the stack is taken apart.
    """
    rest: deque[Page] = deque(range(pages))
    while len(rest) % 4:
        rest.append(None)
    found: list[tuple[Page, Page]] = []
    while rest:
        last, first, second, last_but_one = rest.pop(), rest.popleft(), rest.popleft(), rest.pop()
        found += [(last, first), (second, last_but_one)]
    return found


_DRAWN = re.compile(rb"q 1 0 0 1 (-?[\d.]+) -?[\d.]+ cm (/Left|/Right) Do Q")


def _placed(sheet: pikepdf.Page) -> dict[str, pikepdf.Object]:
    """Give the pages that a side draws, by the half where they are; under an empty name what it draws beside them."""
    lines = page_stream(sheet).splitlines()
    found = [(line, _DRAWN.fullmatch(line)) for line in lines if line.strip()]
    middle = float(sheet.mediabox[2]) / 2
    shown: dict[str, pikepdf.Object] = {}
    for match in [one for _, one in found if one]:
        form = sheet.obj.Resources.XObject[match[2].decode()]
        half = "/Left" if float(match[1]) + float(form.BBox[2]) / 2 < middle else "/Right"
        shown["" if half in shown else half] = form
    if any(not match for _, match in found) or "/Annots" in sheet.obj:
        shown[""] = sheet.obj
    return shown


def _shows(form: pikepdf.Object, page: pikepdf.Page, stream: bytes, same: SameObjects) -> bool:
    """Report whether a side draws just this page: its stream without the marks of tags, its fonts, its pictures."""
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


def _half(data: bytes, number: int, half: str) -> str:
    """Give the characters on the left or on the right half of a side, in the order of painting."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        sheet = pdf[number - 1]
        middle = sheet.rect.width / 2
        found = [
            chr(code)
            for span in sheet.get_texttrace()
            for code, _, (x, _), _ in span["chars"]
            if code > 0 and code not in UNSEEN and (x > middle) is (half == "/Right")
        ]
    return without_space("".join(found))
