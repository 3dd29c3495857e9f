"""Divisions of the country that handbooks name: the districts of the cities for which handbooks have been made."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Division:
    """A division at county level: its full name, its code (GB/T 2260) and where both were read."""

    name: str
    code: str
    source: str

    @property
    def short(self) -> str:
        """The name without 新区, 区 or 县, as it stands in a series (浦东、黄浦); a name of two characters stays."""
        for ending in ("新区", "区", "县"):
            if self.name.endswith(ending) and len(self.name) > len(ending) + 1:
                return self.name.removesuffix(ending)
        return self.name


@cache
def districts() -> tuple[Division, ...]:
    """Every district of the table, in the order of the codes."""
    lines = Path(__file__).with_name("districts.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines[1:] if line and not line.startswith("#"))
    return tuple(Division(name, code, source) for name, code, source in rows)
