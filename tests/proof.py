"""The proof of the handbook of one hundred questions in all formats, timed: python -m tests.proof FOLDER

Writes all formats into FOLDER where they are not there yet, then proves them five times, each in a program of its own;
prints the seconds that pass and those of both processors, and the medians.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from pipeline.formats.contract import Workshop
from pipeline.formats.registry import FORMATS
from pipeline.verify.proof import prove
from tests.hundred import hundred_questions

ROOT = Path(__file__).parents[1]
ROUNDS = 5


def write(folder: Path) -> None:
    """Every format, as a build leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in FORMATS:
        one.write(hundred_questions(), Workshop(ROOT / "templates", ROOT / ".cache"), folder)


def once(folder: Path) -> None:
    """One proof; nothing but the proof is timed."""
    book = hundred_questions()
    start, before = time.perf_counter(), os.times()
    found = prove(book, folder, FORMATS)
    passed, after = time.perf_counter() - start, os.times()
    assert not found.differences
    print(passed, sum(after[:4]) - sum(before[:4]))


def main(folder: Path) -> None:
    """The rounds, and their medians."""
    if not (folder / "handbook.pdf").is_file():
        write(folder)
    rounds = []
    for _ in range(ROUNDS):
        done = subprocess.run(
            [sys.executable, "-m", "tests.proof", str(folder), "once"],
            check=True,
            capture_output=True,
            text=True,
        )
        rounds.append([float(figure) for figure in done.stdout.split()])
        print("{:.2f} s, processors {:.2f} s".format(*rounds[-1]))
    wall, both = (statistics.median(column) for column in zip(*rounds, strict=True))
    print(f"median {wall:.2f} s, processors {both:.2f} s")


if __name__ == "__main__":
    (once if sys.argv[2:] == ["once"] else main)(Path(sys.argv[1]))
