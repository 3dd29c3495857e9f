"""The table of checks as the order sheet shows it: a row a check, with its measures in the inside and in the cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.formats.pdf.names import COVER, PRESS
from pipeline.formats.pdf.rules.check import Check, Verdict

COLUMNS = ("项目", "要求", "内文实测", "封面实测")
NOTED, NOTHING = "注意：", "—"


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A check and its measures in the file of the inside and in that of the cover; empty where it is not made.

    ``noted`` says which of the two a print buyer must look at.
    """

    name: str
    wanted: str
    found: tuple[str, str]
    noted: tuple[bool, bool]


def check_rows(checks: Iterable[Check]) -> tuple[CheckRow, ...]:
    """Give the checks of the two files for the press, each name once, in the order of the preflight's table."""
    found: dict[str, dict[str, Check]] = {}
    for one in checks:
        if one.file in (PRESS, COVER):
            found.setdefault(one.name, {})[one.file] = one
    rows = []
    for name, of in found.items():
        both = [of.get(file) for file in (PRESS, COVER)]
        inside, cover = (one.found if one else "" for one in both)
        noted_inside, noted_cover = (one is not None and one.verdict is not Verdict.GOOD for one in both)
        wanted = next(one.wanted for one in both if one)
        rows.append(CheckRow(name, wanted, (inside, cover), (noted_inside, noted_cover)))
    return tuple(rows)


def cells_of_checks(checks: Iterable[Check]) -> tuple[tuple[str, ...], ...]:
    """Give the cells of the order sheet's table of checks, a row a check, in the order of :data:`COLUMNS`."""
    return tuple(
        (
            row.name,
            row.wanted,
            *(NOTED * noted + (found or NOTHING) for found, noted in zip(row.found, row.noted, strict=True)),
        )
        for row in check_rows(checks)
    )
