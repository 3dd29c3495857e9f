"""The handbook of one hundred questions, made and proven: ``python -m benchmarks.hundred make|prove FOLDER``.

``make`` carries out every step of every format, one after the other in one process, and leaves the finished files in
``FOLDER``; ``prove`` opens them again. A line a step: its name, seconds on the clock, seconds of all processors.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from benchmarks.clock import Taken, work
from pipeline.formats.registry import FORMATS
from pipeline.make import is_file_of
from pipeline.making.carry_out import Event, carry_out
from pipeline.making.executors import Here, processes
from pipeline.making.store import Forgetful
from pipeline.output_folder import replace_output
from pipeline.verify.proof import prove
from pipeline.world import Below, Folder
from tests.hundred import hundred_questions

ROOT = Path(__file__).parents[1]


def make(folder: Path) -> dict[str, Taken]:
    """Make the finished files in ``folder``; what each step took."""
    began: dict[str, tuple[float, float]] = {}
    taken: dict[str, Taken] = {}

    def told(event: Event) -> None:
        now = time.perf_counter(), time.process_time()
        if event.done:
            wall, processors = began[event.step]
            taken[event.step] = Taken(now[0] - wall, now[1] - processors)
        else:
            began[event.step] = now

    steps = [step for one in FORMATS for step in one.steps(hundred_questions())]
    results = carry_out(steps, Folder(ROOT), Forgetful(ROOT / ".cache"), Here(), told)
    made = {name: data for result in results.values() for name, data in result.files.items()}
    finished = {name: data for name, data in made.items() if any(is_file_of(one, name) for one in FORMATS)}
    replace_output(folder / "output", finished, ["*"])
    return taken


def proven(folder: Path) -> dict[str, Taken]:
    """Prove the finished files in ``folder``; what that took, in as many processes as ``baiwen verify`` takes."""
    book, files = hundred_questions(), Below(Folder(folder), "output")
    with processes(min(2, os.cpu_count() or 1)) as executor:
        taken, proof = work(lambda: prove(book, files, FORMATS, executor))
    assert not proof.differences, proof.differences
    return {"proof": taken}


def main(what: str, folder: Path) -> None:
    """Print a line a step."""
    for name, taken in {"make": make, "prove": proven}[what](folder).items():
        print(f"{name}\t{taken.wall}\t{taken.processors}")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
