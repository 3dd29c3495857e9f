"""Every page of every finished PDF on sheets of small pictures, for looking at: ``make contact-sheet``.

Spreads as in the book: a left page beside its right one. The sheets are PNG files in ``.cache/contact-sheet/``.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pymupdf
from PIL import Image

ROOT = Path(__file__).parents[1]
OUTPUT, SHEETS = ROOT / "output", ROOT / ".cache/contact-sheet"
GROUND, GAP, DPI = (226, 226, 222), 12, 60
ACROSS, DOWN = 8, 4  # pages; an even number across keeps spreads together


def picture(page: pymupdf.Page) -> Image.Image:
    """A page at :data:`DPI`."""
    drawn = page.get_pixmap(dpi=DPI, alpha=False)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples)


def sheets(path: Path) -> int:
    """Write the sheets of one file; how many."""
    with pymupdf.open(path) as pdf:
        pages = [picture(page) for page in pdf]
    width, height = pages[0].size
    single = len(pages) == 1 or width > height
    across = 1 if len(pages) == 1 else 4 if single else ACROSS
    places = [None, *pages] if not single else pages  # the first page of a book is a right one
    step = across * DOWN
    for number, start in enumerate(range(0, len(places), step), 1):
        some = places[start : start + step]
        rows = -(-len(some) // across)
        size = (across * (width + GAP) + GAP, rows * (height + GAP) + GAP)
        sheet = Image.new("RGB", size, GROUND)
        for place, one in enumerate(some):
            if one is not None:
                row, column = divmod(place, across)
                # No gap inside a spread.
                left = GAP + column * (width + GAP) - (GAP // 2 if not single and column % 2 else 0)
                sheet.paste(one, (left, GAP + row * (height + GAP)))
        sheet.save(SHEETS / f"{path.stem}-{number:02}.png")
    return -(-len(places) // step)


def main() -> None:
    """Draw them all."""
    files = sorted(OUTPUT.glob("*.pdf"))
    if not files:
        sys.exit("output/ 里还没有 PDF（改法：先运行 make）")
    shutil.rmtree(SHEETS, ignore_errors=True)
    SHEETS.mkdir(parents=True)
    count = sum(sheets(path) for path in files)
    print(f"{count} 张在 {SHEETS.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
