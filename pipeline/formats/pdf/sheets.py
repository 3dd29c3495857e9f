"""开本 and 印张: how a book's pages come out of the mill's whole sheets.

Sheet sizes: GB/T 788-1999 (A series from 890 mm × 1240 mm) and the trade's customary sheets (正度 787 mm × 1092 mm,
大度 850 mm × 1168 mm for 大32开). One 印张 is one side of a whole sheet: pages divided by the pages that a side holds.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.handbook import PageSize, Printing


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole sheet in millimetres, and how many leaves it is cut into (开数)."""

    width: int
    height: int
    leaves: int

    @property
    def format_line(self) -> str:
        """What the imprint says: ``890mm×1240mm 1/32``."""
        return f"{self.width}mm×{self.height}mm　1/{self.leaves}"

    def count(self, pages: int, multiple: int = 2) -> str:
        """Write 印张 for ``pages`` pages, padded to a ``multiple``: an odd last page takes a whole leaf."""
        return f"{(pages + -pages % multiple) / self.leaves:.5g}"


def whole(printing: Printing) -> int:
    """Give the number that pages are padded to a multiple of: 2 for leaves, 4 for the sheets of a stapled booklet."""
    return 4 if printing.binding == "saddle" else 2


SHEETS = {
    "A5": Sheet(890, 1240, 32),
    "大32开": Sheet(850, 1168, 32),
    "正度16开": Sheet(787, 1092, 16),
}


def sheet(page: PageSize) -> Sheet | None:
    """Give the sheet that a named trim size is cut from; None for any other size, whose sheet the printer chooses."""
    return SHEETS.get(page.name)
