"""Times the work on this machine and prints a table: ``python -m benchmarks [ROUNDS]``, medians of three by default.

The commands are run on a copy of the project, so that ``output/`` stays as it is. Each round is a program of its own.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.clock import Taken, median, program

ROOT = Path(__file__).parents[1]
COMMANDS = (("build",), ("build", "epub", "wechat"), ("verify",), ("check",))


def copy_of_project(folder: Path) -> Path:
    """Give a project with the same source, templates and fonts."""
    project = folder / "project"
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, project / name)
    (project / ".cache").symlink_to(ROOT / ".cache")
    return project


def commands(project: Path, rounds: int) -> Iterator[tuple[str, Taken]]:
    """Run each command once to warm up, and then so many times."""
    for words in COMMANDS:
        runs = [program("-m", "pipeline", *words, "-C", str(project))[0] for _ in range(rounds + 1)]
        yield f"baiwen {' '.join(words)}", median(runs[1:])


def hundred(folder: Path, rounds: int) -> Iterator[tuple[str, Taken]]:
    """Make and prove the handbook of one hundred questions: the programs, then their steps."""
    for what in ("make", "prove"):
        runs, steps = [], defaultdict(list)
        for _ in range(rounds):
            taken, said = program("-m", "benchmarks.hundred", what, str(folder))
            runs.append(taken)
            for line in said.splitlines():
                name, wall, processors = line.split("\t")
                steps[name].append(Taken(float(wall), float(processors)))
        yield f"one hundred questions: {what}", median(runs)
        for name, takes in steps.items():
            yield f"– {name}", median(takes)


def against_plain(rounds: int) -> str:
    """Compare our layout with WeasyPrint's own, in processor time."""
    seconds, pages = defaultdict(list), {}
    for _ in range(rounds):
        for line in program("-m", "benchmarks.plain")[1].splitlines():
            name, count, layout, writing = line.split("\t")
            pages[name] = count
            seconds[name].append(float(layout) + float(writing))
    ours, plain = (statistics.median(seconds[name]) for name in ("ours", "plain"))
    return (
        f"layout and writing, processor time: {ours:.1f} s ({pages['ours']} pages),"
        f" WeasyPrint alone {plain:.1f} s ({pages['plain']} pages): {ours / plain:.2f}"
    )


def main(rounds: int) -> None:
    """Print each row as soon as it is measured."""
    print("| what | wall | processors | peak memory |\n|---|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory(prefix="baiwen-") as name:
        folder = Path(name)
        for rows in (commands(copy_of_project(folder), rounds), hundred(folder, rounds)):
            for what, taken in rows:
                print(f"| {what} | {taken} |", flush=True)
    print(f"\n{against_plain(rounds)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
