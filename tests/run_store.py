"""Results of steps, kept while the tests run for all of their processes: what many tests look at is made once."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.making.steps import Result

RUN = "BAIWEN_TESTS"
"""The variable that names the folder of this run; ``tests/conftest.py`` makes it, other processes inherit it."""


def run_folder() -> Path | None:
    """Give the folder of this run; None for a program that no test has started."""
    name = os.environ.get(RUN)
    return Path(name) if name else None


@dataclass(frozen=True, slots=True)
class RunStore:
    """A store of :mod:`pipeline.making.store` in the folder of this run; ``folder`` has the fonts."""

    folder: Path

    def get(self, key: str) -> Result | None:
        """Give the result of this key, None where there is none yet."""
        run = run_folder()
        if run is None or not (run / key).is_file():
            return None
        result = pickle.loads((run / key).read_bytes())
        assert isinstance(result, Result)
        return result

    def put(self, key: str, result: Result) -> None:
        """Keep the result: whole or not at all."""
        if run := run_folder():
            half = run / f"{key}-{os.getpid()}"
            half.write_bytes(pickle.dumps(result))
            half.rename(run / key)


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
