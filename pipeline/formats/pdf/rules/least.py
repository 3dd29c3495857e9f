"""The smallest type and the thinnest line that a press file asks of the press; what it prints over other inks.

Smaller type fills in, thinner lines break. An editor's drawing may hold either, and only a printer can say whether it
still does: both are remarks. Limits: print shops ask for 6 pt and 0.2 mm.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.formats.pdf.resources import resource_dictionaries
from pipeline.formats.pdf.rules.check import Check, Verdict, check
from pipeline.formats.pdf.rules.sheet import Box, OpenFile, millimetres
from pipeline.seen.pdf_pages import trim_of, type_sizes
from pipeline.typeset.geometry import POINT

LEAST_TYPE = 6.0  # pt
LEAST_LINE = 0.2  # mm
_TOLERANCE = 0.01
_LENGTH = 1.0  # mm: a box shorter than that on both sides is no line


def least_checks(file: OpenFile) -> Iterator[Check]:
    """Give the rows of one press file."""
    sizes = [(size, number) for number, page in enumerate(file.pages, 1) for size in type_sizes(page)]
    yield _row(file, "最小字号", LEAST_TYPE, "pt", min(sizes, default=None))
    lines = [(width, number) for number, page in enumerate(file.pages, 1) for width in _lines(file, page)]
    yield _row(file, "最细线", LEAST_LINE, "mm", min(lines, default=None))
    over = [
        state
        for resources in resource_dictionaries(file.pdf)
        for state in resources.get("/ExtGState", {}).values()
        if state.get("/OP") or state.get("/op")
    ]
    yield check(file.name, "叠印", "没有叠印设置", f"{len(over)} 处" if over else "没有", not over)


def _row(file: OpenFile, name: str, least: float, unit: str, found: tuple[float, int] | None) -> Check:
    wanted = f"不小于 {least:g} {unit}"
    if found is None:
        return Check(file.name, name, wanted, "没有", Verdict.GOOD)
    size, page = found
    verdict = Verdict.GOOD if size >= least - _TOLERANCE else Verdict.NOTE
    return Check(file.name, name, wanted, f"{size:.2g} {unit}（第 {page} 面）", verdict)


def _lines(file: OpenFile, page: Any) -> Iterator[float]:
    """Give the widths (mm) of the lines inside the trim: of rules from their boxes, of outlines as stroked."""
    trim = trim_of(page)
    width, height = trim.width * POINT, trim.height * POINT

    def inside(box: Box) -> bool:
        return box[2] > 0 and box[3] > 0 and box[0] < width and box[1] < height

    outlined = False
    for kind, box in file.painted[page.number]:
        if not kind.endswith("-path") or not inside(box):
            continue
        thin, long = sorted((box[2] - box[0], box[3] - box[1]))
        if kind == "stroke-path" and thin > _LENGTH:
            outlined = True
        elif 0 < thin < _LENGTH < long:
            yield thin
    if outlined:
        for drawn in page.get_drawings():
            if "s" in drawn["type"] and drawn["width"] and inside(millimetres(trim, drawn["rect"])):
                yield drawn["width"] * POINT
