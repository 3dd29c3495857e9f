"""The whole table, and what of it stands against the files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pikepdf
import pymupdf

from pipeline.formats.contract import Fault, UnreadableOutput
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.order_sheet import words_of_checks
from pipeline.formats.pdf.rules.check import Check, Verdict
from pipeline.formats.pdf.rules.least import least_checks
from pipeline.formats.pdf.rules.others import booklet_checks, cover_checks, one_edition, screen_checks
from pipeline.formats.pdf.rules.sheet import OpenFile, inside_checks, press_checks
from pipeline.handbook import without_space
from pipeline.seen.pdf_pages import painted_file


def preflight(directory: Path) -> tuple[Check, ...]:
    """Every check of the files in ``directory``. Raises :class:`UnreadableOutput`."""
    return _measured(directory, (PRESS, COVER, SCREEN, BOOKLET), _all_checks)


def press_preflight(directory: Path) -> tuple[Check, ...]:
    """The checks of the two files that a print shop is given. Raises :class:`UnreadableOutput`."""
    return _measured(directory, (PRESS, COVER), _press_checks)


Checks = Callable[[dict[str, OpenFile]], Iterator[Check]]


def _measured(directory: Path, names: tuple[str, ...], checks: Checks) -> tuple[Check, ...]:
    with ExitStack() as stack:
        files = {name: stack.enter_context(_Opened(directory / name)) for name in names}
        try:
            return tuple(checks(files))
        except (AttributeError, KeyError, TypeError, ValueError, RuntimeError, pikepdf.PdfError) as fault:
            raise UnreadableOutput(PRESS, f"结构残缺，无法检查：{fault}（改法：重新生成 PDF）") from fault


def _press_checks(files: dict[str, OpenFile]) -> Iterator[Check]:
    press, cover = files[PRESS], files[COVER]
    yield from press_checks(press)
    yield from least_checks(press)
    yield from inside_checks(press)
    yield from press_checks(cover)
    yield from least_checks(cover)
    yield from cover_checks(cover, press)


def _all_checks(files: dict[str, OpenFile]) -> Iterator[Check]:
    yield from _press_checks(files)
    yield from screen_checks(files[SCREEN], files[PRESS])
    yield from booklet_checks(files[BOOKLET], files[PRESS])
    yield one_edition(list(files.values()))


class _Opened:
    """Opens a file for the length of a block."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> OpenFile:
        if not self._path.is_file():
            raise UnreadableOutput(self._path.name, "找不到（改法：重新生成 PDF）")
        try:
            self._pdf = pikepdf.open(self._path)
            self._pages = pymupdf.open(self._path, filetype="pdf")
        except (pikepdf.PdfError, RuntimeError, ValueError, OSError) as fault:
            raise UnreadableOutput(self._path.name, "打不开，文件可能已损坏（改法：重新生成 PDF）") from fault
        return OpenFile(self._path, self._pdf, self._pages)

    def __exit__(self, *_: object) -> None:
        self._pages.close()
        self._pdf.close()


def inspect(directory: Path) -> tuple[Fault, ...]:
    """What stands against the files, and what a print buyer should know. Raises :class:`UnreadableOutput`."""
    checks = preflight(directory)
    faults = (
        Fault(
            one.file or PRESS,
            f"印前检查 {one.name}：应为{one.wanted}，实为{one.found}",
            one.verdict is Verdict.NOTE,
        )
        for one in checks
        if one.verdict is not Verdict.GOOD
    )
    return (*faults, *_against_order_sheet(directory, checks))


def _against_order_sheet(directory: Path, checks: tuple[Check, ...]) -> Iterator[Fault]:
    """Whether the order sheet, which the print shop is given, has the measures that the files have."""
    remake = "（改法：重新生成 PDF）"
    try:
        pages = painted_file(directory / ORDER).pages
    except (RuntimeError, ValueError, OSError):
        yield Fault(ORDER, f"找不到，或打不开{remake}")
        return
    words = "".join(glyph.character for page in pages for glyph in page.glyphs)
    if without_space(words_of_checks(checks)) not in words:
        yield Fault(ORDER, f"印刷单上的实测值与文件不符{remake}")
