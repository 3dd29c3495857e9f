"""``output/``, replaced whole or not at all.

A build works in a folder of its own beside ``output/`` (the same disk, so that a full disk is noticed there) and
the two change places at the end: a failed or killed build leaves the last good ``output/`` untouched.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble

PREVIOUS = ".output-previous"


@contextmanager
def new_output(output: Path, replaced: Sequence[str]) -> Iterator[Path]:
    """A folder that starts as a copy of ``output`` without the files that match ``replaced`` (globs).

    When the block ends without an exception the folder takes the place of ``output``; otherwise it is removed.
    Raises :class:`OutsideFailure` when the disk refuses.
    """
    root = output.parent
    folder: Path | None = None
    try:
        _restore(output)
        if output.exists() and not _is_writable(output):
            raise PermissionError(errno.EACCES, "", str(output))
        folder = Path(tempfile.mkdtemp(prefix=".output-", dir=root))
        if output.exists():
            shutil.copytree(output, folder, dirs_exist_ok=True, ignore=_without(output, replaced))
        folder.chmod(0o755)
        yield folder
        _change_places(output, folder)
    except OSError as fault:
        raise OutsideFailure(f"不能写入 output，原有的成品没有改动：{disk_trouble(fault)}") from fault
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def matching(folder: Path, patterns: Iterable[str]) -> tuple[Path, ...]:
    """The files of ``folder`` that match any of ``patterns``, sorted."""
    return tuple(
        sorted({path for pattern in patterns for found in folder.glob(pattern) for path in _files(found)})
    )


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    elif path.is_dir():
        yield from (inner for inner in path.rglob("*") if inner.is_file())


def _without(output: Path, patterns: Sequence[str]) -> Callable[[str, list[str]], list[str]]:
    left_out = set(matching(output, patterns))

    def ignore(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder, name) in left_out]

    return ignore


def _restore(output: Path) -> None:
    """Put back the last output if a build was killed in the moment between the two renamings."""
    previous = output.parent / PREVIOUS
    if not previous.exists():
        return
    if output.exists():
        shutil.rmtree(previous)
    else:
        previous.rename(output)


def _change_places(output: Path, folder: Path) -> None:
    previous = output.parent / PREVIOUS
    if output.exists():
        output.rename(previous)
    try:
        folder.rename(output)
    except OSError:
        if previous.exists():
            previous.rename(output)
        raise
    shutil.rmtree(previous, ignore_errors=True)
