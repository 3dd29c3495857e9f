"""A program or a piece of work, timed: the clock, both processors, the memory at its highest."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Taken:
    """What work took: seconds on the clock, seconds of all processors; ``peak`` memory in MiB, 0 if unknown."""

    wall: float
    processors: float
    peak: float = 0.0

    def __str__(self) -> str:
        memory = f"{self.peak:.0f} MiB" if self.peak else ""
        return f"{self.wall:.2f} s | {self.processors:.2f} s | {memory}"


def median(rounds: Sequence[Taken]) -> Taken:
    """Give the medians of the rounds."""
    return Taken(
        statistics.median(one.wall for one in rounds),
        statistics.median(one.processors for one in rounds),
        statistics.median(one.peak for one in rounds),
    )


def program(*words: str) -> tuple[Taken, str]:
    """Run ``python …`` from its start to its end; what it took and what it printed.

    Raises :class:`subprocess.CalledProcessError` when it fails.
    """
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *words], stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = running.stdout.read()
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    passed = time.perf_counter() - start
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, running.args, said)
    unit = 1024 if sys.platform == "linux" else 1024 * 1024  # getrusage(2): kilobytes, elsewhere bytes
    return Taken(passed, used.ru_utime + used.ru_stime, used.ru_maxrss / unit), said


def work(function: Callable[[], Value]) -> tuple[Taken, Value]:
    """Call ``function``; what it took in this process and in those that it waited for, and what it gave."""
    start, before = time.perf_counter(), os.times()
    value = function()
    passed, after = time.perf_counter() - start, os.times()
    return Taken(passed, sum(after[:4]) - sum(before[:4])), value
