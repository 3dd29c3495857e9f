"""The book for the screen and the book for the press, laid out once: their pages must look alike.

What is drawn and is no text (a rule, a box, a picture laid over the page, a line out of its place) has nothing in the
handbook that it could be compared with; but it stands in both files. Where a page differs, the booklet, which shows the
same pages again, tells which of the two was altered.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pymupdf
from PIL import Image as Picture
from PIL import ImageChops

from pipeline.formats.contract import Fault, FoundEdition, Look
from pipeline.formats.pdf.booklet import sides
from pipeline.formats.pdf.names import BOOKLET, PRESS, SCREEN
from pipeline.seen.pdf_pages import PaintedPage
from pipeline.seen.pdf_shades import SPOT, Shades

# Of 255: how much lighter or darker a spot may be, and more by which part of the ink that both have: other inks make a
# colour lighter or darker, and put nothing where nothing was. Measured over the books of the tests: of 38 characters
# exchanged for others, whose text still said the same, all were seen.
TONE, PART = 12, 8
MOST = 10  # pages told: where more differ, the rest has the same cause
OWN_TONE = (
    128  # of pictures, whose colours the inks of the press change more; what they show is compared elsewhere
)

Boxes = Iterable[tuple[float, float, float, float]]


def look(page: PaintedPage, lines: Sequence[float], pictures: Boxes) -> Look:
    """A page as it was painted; ``lines`` and ``pictures`` as :class:`Look` has them."""
    spots = page.spots
    size = page.width, page.height
    return Look(page.label, size, spots.width, spots.shades, tuple(lines), tuple(pictures))


def agree(directory: Path, editions: Sequence[FoundEdition], told: Collection[str]) -> tuple[Fault, ...]:
    """Every page on which the two files look different, and where; none of which something is ``told`` already."""
    files = {one.file: one for one in editions}
    if SCREEN not in files or PRESS not in files:
        return ()
    pages = {place[: place.find("页") + 1] or f"第{place}页" for place in told}
    pairs = enumerate(zip(files[SCREEN].looks, files[PRESS].looks, strict=False))
    differ = [
        (number, pair, box)
        for number, pair in pairs
        if (box := _difference(*pair)) and f"第{pair[0].label}页" not in pages
    ]
    faults = []
    for number, (screen, press), box in differ[:MOST]:
        witness = _in_booklet(directory / BOOKLET, number, files[SCREEN].looks)
        place = _place(screen, (box[1] + box[3]) / 2 * SPOT)
        for file in _altered(witness, screen, press):
            other = SCREEN if file == PRESS else PRESS
            message = f"画面与 {other} 的同一页不同（改法：重新生成 PDF）"
            faults.append(Fault(file, message, number=_question(place, editions), place=place))
    if len(differ) > MOST:
        faults.append(Fault(PRESS, f"另有 {len(differ) - MOST} 页画面与 {SCREEN} 的同一页不同"))
    return tuple(faults)


def _difference(one: Look, other: Look) -> tuple[int, int, int, int] | None:
    """The edges, in spots, of what differs between two pages."""
    if one.shades == other.shades:
        return None
    first, second = _image(one), _image(other)
    if first.size != second.size:
        return None  # another trim size is for the preflight to tell
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
    """The line in which, or above which, a height (points) is met."""
    line = next((number for number, baseline in enumerate(page.lines, 1) if baseline >= height), 0)
    return f"第{page.label}页" + (f"第{line}行" if line else "")


def _question(place: str, editions: Iterable[FoundEdition]) -> int:
    """The question that stands at a place, or on its page; 0 for a page without questions."""
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
    """Which of the two is not as the booklet has it; both where that does not tell."""
    if witness is None:
        return SCREEN, PRESS
    odd = [
        file for file, page in ((SCREEN, screen), (PRESS, press)) if _difference(page, witness) is not None
    ]
    return (odd[0],) if len(odd) == 1 else (SCREEN, PRESS)


_PLACED = re.compile(rb"q 1 0 0 1 (-?[\d.]+) (-?[\d.]+) cm /(Left|Right) Do Q")


def _in_booklet(path: Path, number: int, pages: Sequence[Look]) -> Look | None:
    """A page as the booklet shows it; None where that cannot be found there."""
    try:
        with pymupdf.open(path, filetype="pdf") as pdf:
            for at, side in enumerate(sides(len(pages))):
                for name, index in ((b"Left", side.left), (b"Right", side.right)):
                    if index == number:
                        return _on_side(pdf[at], name, pages[number])
    except (RuntimeError, ValueError, OSError, IndexError):
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
