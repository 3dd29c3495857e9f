"""Where results are kept by the key of exactly what they were made from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.making.steps import Result


class Store(Protocol):
    """Keeps results by key; ``folder`` is where costly things that follow from their inputs alone (the fonts) are kept.

    A caller must be ready for any of it to be gone.
    """

    @property
    def folder(self) -> Path:
        """A folder of the disk; it need not exist."""
        ...

    def get(self, key: str) -> Result | None:
        """Give the result of this key, None where there is none."""
        ...

    def put(self, key: str, result: Result) -> None:
        """Keep the result under this key."""
        ...


@dataclass(frozen=True, slots=True)
class Forgetful:
    """A store that keeps no result."""

    folder: Path

    def get(self, key: str) -> Result | None:
        """Give None, as no result is kept."""
        return None

    def put(self, key: str, result: Result) -> None:
        """Ignore the result."""


@dataclass(frozen=True, slots=True)
class Remembering:
    """A store in memory, for one process."""

    folder: Path
    results: dict[str, Result]

    def get(self, key: str) -> Result | None:
        """Give the result of this key, None where there is none."""
        return self.results.get(key)

    def put(self, key: str, result: Result) -> None:
        """Keep the result for the life of this process."""
        self.results[key] = result
