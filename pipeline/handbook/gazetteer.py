"""Divisions of the country that a handbook is about, as its source lists them (``source/divisions.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """A district: its full name, its code (GB/T 2260), the sources of both, its towns (empty: not listed)."""

    name: str
    code: str = ""
    source: str = ""
    towns: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The name without 新区, 区 or 县, as it stands in a series; a name of two characters stays."""
        for ending in ("新区", "区", "县"):
            if self.name.endswith(ending) and len(self.name) > len(ending) + 1:
                return self.name.removesuffix(ending)
        return self.name


@dataclass(frozen=True, slots=True)
class FormerDivision:
    """A district that was abolished: the year, the district that it belongs to now, the source of this."""

    name: str
    now: str
    year: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All districts of a handbook's part of the country, and the former ones."""

    divisions: tuple[Division, ...] = ()
    former: tuple[FormerDivision, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The names of the districts."""
        return frozenset(division.name for division in self.divisions)
