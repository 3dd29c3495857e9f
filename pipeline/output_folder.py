"""``output/``, replaced whole or not at all: a failed or killed build leaves the last good one untouched."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.files import change_folder, restore
from pipeline.world import Files


def replace_output(output: Path, files: Files, replaced: Sequence[str]) -> None:
    """Put ``files`` (names below ``output``) in place of those that match ``replaced`` (globs); others stay.

    Raises :class:`~pipeline.findings.OutsideFailure` when the disk refuses; then nothing has changed.
    """
    restore(output)  # before its files are listed
    names = (path.relative_to(output).as_posix() for path in output.rglob("*"))
    gone = [name for name in names if any(fnmatchcase(name, pattern) for pattern in replaced)]
    within = output.name
    change_folder(
        output.parent,
        within,
        {f"{within}/{name}": data for name, data in files.items()},
        [f"{within}/{name}" for name in gone],
    )
