"""Tables that are none to a Markdown parser: pasted from a spreadsheet, or without the line below their head."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.findings import Finding
from pipeline.handbook import Place
from pipeline.read.catalogue import problem

Row = tuple[str, ...]

_FENCE = re.compile(r"\s*:{3,}")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\t")
_GAP = re.compile(r" {2,}|[ ]*[\u2000-\u200a\u3000\u00a0]+[ ]*")
_DELIMITER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*")
_FIGURE = re.compile(r"[-+−]?[\d,.]+[%％]?")
CONSEQUENCES = frozenset({"M206", "M212", "M218", "M219", "M221", "M222"})
"""What is only a consequence where a table is told to be none."""


def check_tables(lines: Sequence[str], file: str) -> Iterator[Finding]:
    """Report every run of lines that is a table to its author; the finding ends with the last of them."""
    yield from _pasted(lines, file)
    yield from _without_delimiter(lines, file)


def _pasted(lines: Sequence[str], file: str) -> Iterator[Finding]:
    for first, rows in _runs(lines, _by_tabs):
        if len(rows) > 1 or len(rows[0]) > 2:
            yield _finding("M230", lines, file, first, rows)
    for first, rows in _runs(lines, _by_spaces):
        if len({len(row) for row in rows}) == 1 and len(rows) >= (2 if len(rows[0]) > 2 else 3):
            yield _finding("M230", lines, file, first, rows)


def _by_tabs(line: str) -> Row:
    """Give the cells of a line between tabs, none for any other line."""
    inner = _ITEM.sub("", line, count=1)
    return tuple(cell.strip() for cell in line.split("\t")) if "\t" in inner.strip() else ()


def _by_spaces(line: str) -> Row:
    """Give the cells of a line with gaps between words, none for any other line."""
    cells = tuple(_GAP.split(line.strip()))
    return cells if len(cells) > 1 and "\t" not in line and not line.lstrip().startswith("|") else ()


def _runs(lines: Sequence[str], cells: Callable[[str], Row]) -> Iterator[tuple[int, list[Row]]]:
    """Give the runs of lines that have cells, each with the index of its first line."""
    numbered = enumerate(() if _FENCE.match(line) else cells(line) for line in lines)
    for has_cells, run in groupby(numbered, key=lambda one: bool(one[1])):
        if has_cells:
            found = list(run)
            yield found[0][0], [row for _, row in found]


def _finding(code: str, lines: Sequence[str], file: str, first: int, rows: Sequence[Row]) -> Finding:
    table = as_table(rows)
    if not _in_block(lines, first):
        table = ('::: {.table caption="表题"}', *table, ":::")
    last = first + len(rows) - 1
    where = f"第{first + 1}—{last + 1}行" if last > first else f"第{first + 1}行"
    return _until(problem(code, Place(file, first + 1), where=where, mend=" ⏎ ".join(table)), lines, last)


def _until(finding: Finding, lines: Sequence[str], last: int) -> Finding:
    return replace(finding, end=Place(finding.file, last + 1, len(lines[last]) + 1))


def as_table(rows: Sequence[Row]) -> tuple[str, ...]:
    """Write rows, of which the first is the head, as the lines of a table; columns of figures are set to the right."""
    width = max(len(row) for row in rows)
    full = [(*row, *[""] * (width - len(row))) for row in rows]
    marks = [
        "--:" if rows[1:] and all(_FIGURE.fullmatch(row[at]) or not row[at] for row in full[1:]) else "---"
        for at in range(width)
    ]
    written = [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in full]
    return (written[0], f"| {' | '.join(marks)} |", *written[1:])


def _without_delimiter(lines: Sequence[str], file: str) -> Iterator[Finding]:
    for is_row, run in groupby(
        enumerate(lines), key=lambda one: re.match(r"\s*\|.*\|\s*$", one[1]) is not None
    ):
        if not is_row:
            continue
        found = list(run)
        first, last = found[0][0], found[-1][0]
        if any(_DELIMITER.fullmatch(line) for _, line in found):
            continue
        columns = len(re.sub(r"\\\|", "", found[0][1]).strip().strip("|").split("|"))
        mend = f"在第{first + 1}行后面加一行 |{' --- |' * columns}"
        if not _in_block(lines, first):
            mend += '，并在表格前写 ::: {.table caption="表题"}，表格后写 :::'
        yield _until(problem("M231", Place(file, first + 1), mend=mend), lines, last)


def _in_block(lines: Sequence[str], at: int) -> bool:
    """Report whether the line with this index stands in a block of a table."""
    return opening(lines, at) is not None


def opening(lines: Sequence[str], at: int) -> int | None:
    """Give the index of the line that opens the block of a table around the line ``at``; None where none does."""
    for index in range(at - 1, -1, -1):
        if _FENCE.match(lines[index]):
            return index if re.match(r"\s*:{3,}\s*(?:\{[^}]*\.table|table)", lines[index]) else None
    return None


def without_consequences(findings: Sequence[Finding], body: str) -> list[Finding]:
    """Give the findings about ``body`` without those that only follow from a table that is none."""
    lines = body.split("\n")
    covered: set[int] = set()
    for one in findings:
        if one.code in ("M230", "M231") and isinstance(one.at, Place) and one.end:
            first = opening(lines, one.at.line - 1)
            covered |= set(range(one.at.line if first is None else first + 1, one.end.line + 1))
    return [one for one in findings if not (one.code in CONSEQUENCES and _line(one) in covered)]


def _line(finding: Finding) -> int:
    return finding.at.line if isinstance(finding.at, Place) else 0
