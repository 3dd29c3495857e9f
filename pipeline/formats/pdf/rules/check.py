"""One row of the table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    """The word that a print buyer reads."""

    GOOD = "合格"
    NOTE = "注意"
    BAD = "不合格"


@dataclass(frozen=True, slots=True)
class Check:
    """``file``, what was looked at, what is asked for, what was measured in the file, and the verdict."""

    file: str
    name: str
    wanted: str
    found: str
    verdict: Verdict


def check(file: str, name: str, wanted: str, found: str, good: bool) -> Check:
    """A row that holds or does not."""
    return Check(file, name, wanted, found, Verdict.GOOD if good else Verdict.BAD)
