"""Divisions of the country that a handbook is about, as its source lists them (``source/divisions.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
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

    @property
    def only(self) -> str:
        """The name of the one district that is listed, empty where there are none or more."""
        return self.divisions[0].name if len(self.divisions) == 1 else ""

    @property
    def homes(self) -> Mapping[str, str]:
        """The district of each town; a name that several districts have tells nothing and is left out."""
        found: dict[str, set[str]] = {}
        for division in self.divisions:
            for town in division.towns:
                found.setdefault(town, set()).add(division.name)
        return {town: districts.pop() for town, districts in found.items() if len(districts) == 1}

    def located(self, place: str, text: str) -> tuple[str, str]:
        """Give district and place of an example at ``place`` (may be empty) whose first words are ``text``.

        They follow from the place, else from the district or town that opens the text, else from there being only
        one district; the district is empty where nothing tells it.
        """
        homes = self.homes
        if place in homes:
            return homes[place], place
        words = _OPENING.sub("", text, count=1)
        district = next(
            (name for name in sorted(self.names, key=len, reverse=True) if words.startswith(name)), ""
        )
        if district:
            return district, place
        town = next((name for name in sorted(homes, key=len, reverse=True) if words.startswith(name)), "")
        return homes.get(town, self.only), place or town


_OPENING = re.compile("(?:例如|比如|譬如|如)?[，：]?")
