"""The whole table of checks, and the findings that follow from it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from pipeline.findings import Finding, finding_in, has_errors, unreadable
from pipeline.formats.contract import Opened
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.opening import AGAIN, FAULTS, MISPLACED, Broken, data_of, opened
from pipeline.formats.pdf.rules.check import MEASURES, Check, Verdict
from pipeline.formats.pdf.rules.least import least_checks
from pipeline.formats.pdf.rules.others import booklet_checks, cover_checks, one_edition, screen_checks
from pipeline.formats.pdf.rules.sheet import OpenFile, inside_checks, press_checks
from pipeline.formats.pdf.rules.table import COLUMNS, cells_of_checks
from pipeline.handbook import without_space
from pipeline.seen.pdf_pages import PaintedPage, painted_file
from pipeline.world import Files


@dataclass(frozen=True, slots=True)
class Preflight:
    """The table of checks, and the findings that follow from it.

    There are no checks where a file is missing or broken; the findings say so.
    """

    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def good(self) -> bool:
        """Whether no finding is an error; remarks are none."""
        return not has_errors(self.findings)

    @property
    def bad(self) -> int:
        """How many checks fail."""
        return sum(one.verdict is Verdict.BAD for one in self.checks)

    @property
    def notes(self) -> int:
        """How many checks pass and are to be known."""
        return sum(one.verdict is Verdict.NOTE for one in self.checks)


def preflight(files: Files) -> Preflight:
    """Measure the finished files, and compare the order sheet with what was measured."""
    found = _measured(files, (PRESS, COVER, SCREEN, BOOKLET), _all_checks)
    if not found.checks:
        return found
    return Preflight(found.checks, (*found.findings, *_against_order_sheet(files, found.checks)))


def press_preflight(files: Files) -> Preflight:
    """Measure the two files that a print shop is given."""
    return _measured(files, (PRESS, COVER), _press_checks)


def read_preflight(files: Files) -> Opened:
    """Give the findings of :func:`preflight`, as a reading."""
    return Opened(findings=preflight(files).findings)


HANGING = 0.6  # of the size: a mark that opens a line hangs half an em out of its column


Checks = Callable[[Mapping[str, OpenFile]], Iterator[Check]]


def _measured(files: Files, names: tuple[str, ...], checks: Checks) -> Preflight:
    try:
        with ExitStack() as stack:
            found = {
                name: OpenFile(name, *stack.enter_context(opened(name, data_of(files, name))))
                for name in names
            }
            try:
                rows = tuple(checks(found))
            except (*FAULTS, *MISPLACED) as fault:
                raise Broken(PRESS, f"结构残缺，无法检查：{fault}") from fault
    except Broken as broken:
        return Preflight(findings=(broken.finding,))
    return Preflight(rows, tuple(finding for row in rows if (finding := row.finding)))


def _press_checks(files: Mapping[str, OpenFile]) -> Iterator[Check]:
    press, cover = files[PRESS], files[COVER]
    yield from press_checks(press)
    yield from least_checks(press)
    yield from inside_checks(press)
    yield from press_checks(cover)
    yield from least_checks(cover)
    yield from cover_checks(cover, press)


def _all_checks(files: Mapping[str, OpenFile]) -> Iterator[Check]:
    yield from _press_checks(files)
    yield from screen_checks(files[SCREEN], files[PRESS])
    yield from booklet_checks(files[BOOKLET], files[PRESS])
    yield one_edition(list(files.values()))


def _against_order_sheet(files: Files, checks: tuple[Check, ...]) -> Iterator[Finding]:
    """Report an order sheet, which goes to the print shop, whose measures are not those of the files."""
    try:
        pages = painted_file(data_of(files, ORDER)).pages
    except (Broken, *FAULTS):
        yield unreadable(ORDER, "找不到，或打不开", AGAIN)
        return
    wanted = zip(*cells_of_checks(checks), strict=True)
    shown = zip(wanted, _below_head(pages), strict=True)
    if not all(without_space("".join(cells)) in words for cells, words in shown):
        yield finding_in(ORDER, MEASURES, "印刷单上的实测值与文件不符", AGAIN)


def _below_head(pages: Sequence[PaintedPage]) -> list[str]:
    """Give the words below each column's head, which every page of the table repeats.

    Column by column, as a row may go on on the next page.
    """
    head = "".join(COLUMNS)
    starts = [sum(map(len, COLUMNS[:at])) for at in range(len(COLUMNS))]
    columns = [""] * len(COLUMNS)
    for page in pages:
        glyphs = [glyph for glyph in page.glyphs if without_space(glyph.character)]
        at = "".join(glyph.character for glyph in glyphs).find(head)
        if at < 0:
            continue
        edges = [glyphs[at + start].x for start in starts]
        for glyph in glyphs[at + len(head) :]:
            columns[bisect_right(edges, glyph.x + HANGING * glyph.size) - 1] += glyph.character
    return columns
