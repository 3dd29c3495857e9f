"""The book for the screen and the book for the press, laid out once: their pages must look alike.

What is drawn and is not text (a rule, a box, a picture laid over the page, a line out of its place) is not in the
handbook, so it cannot be compared with it; but it is in both files. Where a page differs, the booklet, which shows
the same pages again, decides which of the two was altered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pymupdf
from PIL import Image as Picture
from PIL import ImageChops

from pipeline.findings import Finding, finding_in
from pipeline.formats.contract import LOOKS, Opened
from pipeline.formats.pdf.booklet import sides
from pipeline.formats.pdf.names import BOOKLET, PRESS, SCREEN
from pipeline.formats.pdf.opening import AGAIN, FAULTS, MISPLACED
from pipeline.seen.edition import FoundEdition, Look
from pipeline.seen.pdf_pages import PaintedPage
from pipeline.seen.pdf_shades import SPOT, Shades
from pipeline.world import Files

# Of 255: how much lighter or darker a spot may be, and by which part more of the ink that both have: other inks make a
# colour lighter or darker, but add none to white paper. Measured over the books of the tests: of 38 characters
# exchanged for others, whose text still said the same, all were seen.
TONE, PART = 12, 8
MOST = 10  # pages reported: where more differ, the others have the same cause
MORE_PAGES = "V202"
"""The code of a finding that says how many more pages differ."""
OWN_TONE = (
    128  # of pictures, whose colours the inks of the press change more; what they show is compared elsewhere
)

Boxes = Iterable[tuple[float, float, float, float]]


def look(page: PaintedPage, lines: Sequence[float], pictures: Boxes) -> Look:
    """Give the look of a page as it was painted; ``lines`` and ``pictures`` as :class:`Look` has them."""
    spots = page.spots
    size = page.width, page.height
    return Look(page.label, size, spots.width, spots.shades, tuple(lines), tuple(pictures))


def agree(files: Files, screen: Opened, press: Opened) -> Opened:
    """Report every page on which the two files look different, and where, from what was found in them."""
    return Opened(
        findings=tuple(
            finding
            for one in screen.editions
            for other in press.editions
            for finding in _differences(files.get(BOOKLET, b""), one, other)
        )
    )


def _differences(booklet: bytes, screen: FoundEdition, press: FoundEdition) -> Iterable[Finding]:
    pairs = enumerate(zip(screen.looks, press.looks, strict=False))
    differ = [(number, pair, box) for number, pair in pairs if (box := _difference(*pair))]
    for number, pair, box in differ[:MOST]:
        witness = _in_booklet(booklet, number, screen.looks)
        place = _place(pair[0], (box[1] + box[3]) / 2 * SPOT)
        question = _question(place, (screen, press))
        for file in _altered(witness, *pair):
            message = f"画面与 {SCREEN if file == PRESS else PRESS} 的同一页不同"
            yield finding_in(file, LOOKS, message, AGAIN, number=question, place=place)
    if len(differ) > MOST:
        message = f"另有 {len(differ) - MOST} 页画面与 {SCREEN} 的同一页不同"
        yield finding_in(PRESS, MORE_PAGES, message, AGAIN)


def _difference(one: Look, other: Look) -> tuple[int, int, int, int] | None:
    """Give the edges, in spots, of what differs between two pages."""
    if one.shades == other.shades:
        return None
    first, second = _image(one), _image(other)
    if first.size != second.size:
        return None  # another trim size is reported by the preflight
    difference = ImageChops.difference(first, second)
    ink = ImageChops.invert(ImageChops.lighter(first, second))
    allowed = ink.point(lambda shade: TONE + shade // PART)
    for box in one.pictures:
        left, top, right, bottom = (round(edge / SPOT) for edge in box)
        allowed.paste(OWN_TONE, (left, top, right, bottom))
    return ImageChops.subtract(difference, allowed).getbbox()


def _image(page: Look) -> Picture.Image:
    rows = len(page.shades) // page.columns if page.columns else 0
    return Picture.frombytes("L", (page.columns, rows), page.shades)


def _place(page: Look, height: float) -> str:
    """Give the line at or below a height (points)."""
    line = next((number for number, baseline in enumerate(page.lines, 1) if baseline >= height), 0)
    return f"第{page.label}页" + (f"第{line}行" if line else "")


def _question(place: str, editions: Iterable[FoundEdition]) -> int:
    """Give the question at a place, or on its page; 0 for a page without questions."""
    stations = [
        (where, question.number)
        for edition in editions
        for question in edition.questions
        for _, where in question.stations
    ]
    exactly = (number for where, number in stations if where == place)
    page = place[: place.index("页") + 1]
    return next(exactly, None) or next((number for where, number in stations if where.startswith(page)), 0)


def _altered(witness: Look | None, screen: Look, press: Look) -> tuple[str, ...]:
    """Give those of the two that differ from the booklet; both where the booklet does not show the page."""
    if witness is None:
        return SCREEN, PRESS
    odd = [
        file for file, page in ((SCREEN, screen), (PRESS, press)) if _difference(page, witness) is not None
    ]
    return (odd[0],) if len(odd) == 1 else (SCREEN, PRESS)


_PLACED = re.compile(rb"q 1 0 0 1 (-?[\d.]+) (-?[\d.]+) cm /(Left|Right) Do Q")


def _in_booklet(data: bytes, number: int, pages: Sequence[Look]) -> Look | None:
    """Give a page as the booklet shows it; None where that cannot be found there."""
    try:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            for at, side in enumerate(sides(len(pages))):
                for name, index in ((b"Left", side.left), (b"Right", side.right)):
                    if index == number:
                        return _on_side(pdf[at], name, pages[number])
    except (*FAULTS, *MISPLACED):
        return None
    return None


def _on_side(sheet: pymupdf.Page, name: bytes, page: Look) -> Look | None:
    width, height = page.size
    for x, y, placed in _PLACED.findall(sheet.read_contents()):
        if placed == name:
            left, top = float(x), sheet.rect.height - float(y) - height
            spots = Shades.of(sheet, pymupdf.Rect(left, top, left + width, top + height)).spots
            return replace(page, columns=spots.width, shades=spots.shades)
    return None
