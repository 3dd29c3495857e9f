"""The proof: every format's finished files opened again and compared with the handbook."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from pathlib import Path

from pipeline.formats.contract import Fault, Format, FoundEdition, Reading, UnreadableOutput
from pipeline.handbook import Handbook
from pipeline.verify.compare import Difference, compare, compare_furniture


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the editions that could be read, every difference, and what is only to be known.

    ``unreadable`` says that a file could not be opened.
    """

    editions: tuple[FoundEdition, ...]
    differences: tuple[Difference, ...]
    remarks: tuple[Difference, ...] = ()
    unreadable: bool = False

    def of(self, file: str, number: int) -> tuple[Difference, ...]:
        """The differences of one question in one edition."""
        return tuple(d for d in self.differences if d.file == file and d.number == number)


@contextmanager
def _nothing_thrown_away() -> Iterator[None]:
    """To look through a million characters for what nobody needs any more takes a fifth of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_nothing_thrown_away()
def prove(handbook: Handbook, directory: Path, formats: Iterable[Format]) -> Proof:
    """Open the finished files of ``formats`` in ``directory``; compare them with ``handbook`` and with one another."""
    tasks = [task for one in formats for task in _tasks(one)]
    results = _all_done(tasks, handbook, directory)
    proven: dict[str, list[Proof]] = {}
    for task, result in zip(tasks, results, strict=True):
        proven.setdefault(task.format.name, []).append(result)
    agreements = [
        _agreement(task.format, directory, _together(proven.pop(task.format.name)))
        for task in tasks
        if task.format.name in proven
    ]
    return _together([*results, *agreements])


def _all_done(tasks: Sequence[_Task], handbook: Handbook, directory: Path) -> list[Proof]:
    """What each task found, in their order."""
    apart = [task for task in tasks if task.apart]
    if len(handbook.questions) < WORTH_IT or not apart or len(apart) == len(tasks):
        return [_do(task, handbook, directory) for task in tasks]
    with ProcessPoolExecutor(1, _processes()) as second:
        # The book for the screen, which comes first, last: what is found in it takes long to be handed over.
        waiting = [second.submit(_do, task, handbook, directory) for task in reversed(apart)]
        here = iter([_do(task, handbook, directory) for task in tasks if not task.apart])
        there = (one.result() for one in reversed(waiting))
        return [next(there if task.apart else here) for task in tasks]


WORTH_IT = 30  # questions: with fewer, a second process takes longer to begin than it saves


@dataclass(frozen=True, slots=True)
class _Task:
    """Something to be done: a reading of a format, or (None) its inspection."""

    format: Format
    reading: Reading | None
    apart: bool


def _tasks(one: Format) -> Iterator[_Task]:
    """What proves a format, in order."""
    readings = one.readings or (Reading(one.read_back),)
    yield from (_Task(one, reading, reading.apart) for reading in readings)
    yield _Task(one, None, one.inspected_apart)


@_nothing_thrown_away()
def _do(task: _Task, handbook: Handbook, directory: Path) -> Proof:
    one, reading = task.format, task.reading
    try:
        if reading is None:
            faults = one.inspect(directory)
            stopping = tuple(_difference(fault) for fault in faults if not fault.remark)
            return Proof((), stopping, tuple(_difference(fault) for fault in faults if fault.remark))
        editions = reading.read(directory)
        differences: list[Difference] = []
        for edition in editions:
            differences += compare(handbook, edition)
            differences += compare_furniture(handbook, one.furniture(handbook, edition), edition)
            differences += map(_difference, edition.faults)
        return Proof(editions, tuple(differences))
    except UnreadableOutput as fault:
        return Proof((), (Difference(fault.file, 0, fault.fault),), unreadable=True)


def _agreement(one: Format, directory: Path, proof: Proof) -> Proof:
    """Where the format's editions should look alike and do not, in the places of which nothing is told yet."""
    told = {difference.place for difference in proof.differences}
    faults = one.agree(directory, proof.editions, told)
    return Proof((), tuple(map(_difference, faults)))


def _difference(fault: Fault) -> Difference:
    return Difference(fault.file, fault.number, fault.message, fault.place)


def _together(proofs: Sequence[Proof]) -> Proof:
    differences: list[Difference] = []
    for proof in proofs:
        told = {difference.file for difference in differences}
        # Of a file that cannot be read, one fault is enough.
        differences += (one for one in proof.differences if not (proof.unreadable and one.file in told))
    return Proof(
        tuple(edition for proof in proofs for edition in proof.editions),
        tuple(dict.fromkeys(differences)),
        tuple(remark for proof in proofs for remark in proof.remarks),
    )


def _processes() -> BaseContext:
    """How a second process begins: as a copy of this one where that is quick and safe, else anew."""
    alone = threading.active_count() == 1
    return get_context("fork" if sys.platform == "linux" and alone else "spawn")
