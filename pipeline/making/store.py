"""Where results are kept by the key of exactly what they were made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pipeline.kept import Kept
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


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A store on the disk, for all processes of this user: ``kept`` has the results."""

    folder: Path
    kept: Kept

    def get(self, key: str) -> Result | None:
        """Give the result of this key, None where there is none that is whole."""
        data = self.kept.get(key)
        return None if data is None else _unpacked(data)

    def put(self, key: str, result: Result) -> None:
        """Keep the files of a result without findings; where the disk refuses, it is not kept."""
        if not result.findings:
            self.kept.put(key, _packed(result))


def _packed(result: Result) -> bytes:
    sizes = json.dumps([[name, len(data)] for name, data in result.files.items()], ensure_ascii=False)
    return sizes.encode() + b"\n" + b"".join(result.files.values())


def _unpacked(data: bytes) -> Result:
    sizes, _, rest = data.partition(b"\n")
    files: dict[str, bytes] = {}
    at = 0
    for name, size in json.loads(sizes):
        files[name] = rest[at : at + size]
        at += size
    return Result(files)
