"""How an editor's changes are tried: as few characters as can be, then whole blocks, and what fails is left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from pipeline.findings import Finding
from pipeline.importing.catalogue import problem


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an answer stays as it is: with the changes the source would have a ``fault`` (empty: they are not exact)."""

    fault: str = ""
    mend: str = ""

    def finding(self, file: str, title: str, words: str) -> Finding:
        """Report the changes, word for word."""
        if not self.fault:
            return problem("I313", file, title=title, words=words)
        return problem("I312", file, title=title, words=words, fault=self.fault, mend=self.mend)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Titles of answers: those whose changed blocks are written anew as a whole; those that stay, and why."""

    whole: frozenset[str] = frozenset()
    refused: Mapping[str, Refused] = field(default_factory=dict)

    def without(self, wrong: Mapping[str, Refused], known: Collection[str]) -> Attempt:
        """Give the next attempt: wrong answers written anew in whole blocks, then without their changes."""
        own = {title: why for title, why in wrong.items() if title in known}
        again = {title: why for title, why in own.items() if title in self.whole}
        return Attempt(self.whole | own.keys(), {**self.refused, **again})
