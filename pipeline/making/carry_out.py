"""Steps carried out in the order of their needs, each in the executor, each result kept under its key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from graphlib import TopologicalSorter

from pipeline.handbook import digest
from pipeline.making.program import program
from pipeline.making.steps import Result, Step, Supplies
from pipeline.making.store import Store
from pipeline.typeset.font_kit import kit_name
from pipeline.world import Files, Within, World, digest_of


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a step: it begins, or it is ``done``; ``kept``: its result was in the store already."""

    step: str
    done: bool
    kept: bool = False


Told = Callable[[Event], None]


def unheard(_event: Event) -> None:
    """Ignore the event."""


def carry_out(
    steps: Sequence[Step], world: World, store: Store, executor: Executor, told: Told
) -> Mapping[str, Result]:
    """Carry out ``steps`` and give their results by name; a step that needs one with findings is left out.

    Raises what a step raises, and :class:`graphlib.CycleError` for needs in a circle.
    """
    by_name = {step.name: step for step in steps}
    needs = {step.name: tuple(one for one in step.needs if one in by_name) for step in steps}
    order = TopologicalSorter(needs)
    order.prepare()
    results: dict[str, Result] = {}
    running: dict[Future[Result], tuple[str, str]] = {}
    while order.is_active():
        for name in order.get_ready():
            if any(one not in results or results[one].findings for one in needs[name]):
                order.done(name)
                continue
            step = by_name[name]
            made = dict(_files(results[one] for one in needs[name]))
            key = key_of(step, world, made)
            kept = store.get(key)
            if kept is None:
                told(Event(name, done=False))
                supplies = Supplies(made, Within(world, step.looks), store.folder)
                running[executor.submit(step.run, step.reads, supplies)] = name, key
            else:
                told(Event(name, done=True, kept=True))
                results[name] = kept
                order.done(name)
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            name, key = running.pop(future)
            results[name] = future.result()
            told(Event(name, done=True))
            order.done(name)
            if not results[name].findings:
                store.put(key, results[name])
    return {step.name: results[step.name] for step in steps if step.name in results}


def _files(results: Iterator[Result]) -> Iterator[tuple[str, bytes]]:
    return (item for result in results for item in result.files.items())


def key_of(step: Step, world: World, made: Files) -> str:
    """Give the digest of exactly what a step's result follows from.

    That is its name, the program, its slice of the handbook, the files that it may read, the fonts, and the files
    (``made``) of the steps that it needs: where those are made anew and come out the same, nothing follows.
    """
    fonts = kit_name() if step.fonts else ""
    given = (f"{name} {hashlib.sha256(data).hexdigest()}" for name, data in sorted(made.items()))
    facts = (step.name, program(), digest(step.reads), digest_of(world, step.looks), fonts, *given)
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()
