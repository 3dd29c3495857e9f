"""Results of steps, kept while the tests run for all of their processes: what many tests look at is made once."""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.kept import Kept
from pipeline.making.steps import Result
from pipeline.making.store import OnDisk

RUN = "BAIWEN_TESTS"
"""The variable that names the folder of this run; ``tests/conftest.py`` makes it, other processes inherit it."""


def run_folder() -> Path | None:
    """Give the folder of this run; None for a program that no test has started."""
    name = os.environ.get(RUN)
    return Path(name) if name else None


@dataclass(frozen=True, slots=True)
class RunStore:
    """The program's own store on the disk, in the folder of this run; ``folder`` has the fonts."""

    folder: Path

    def get(self, key: str) -> Result | None:
        """Give the result of this key, None where there is none yet."""
        store = self._store()
        return store.get(key) if store else None

    def put(self, key: str, result: Result) -> None:
        """Keep the result: whole or not at all."""
        if store := self._store():
            store.put(key, result)

    def _store(self) -> OnDisk | None:
        run = run_folder()
        return OnDisk(self.folder, Kept(run / "results")) if run else None


@contextlib.contextmanager
def one_at_a_time(name: str) -> Iterator[None]:
    """Let the processes of this run do the same work one after the other: who comes later finds it done."""
    run = run_folder()
    if run is None:
        yield
        return
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
