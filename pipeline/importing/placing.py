"""New files of ``source/``, put in place whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble

PREVIOUS = ".source-previous"


@contextmanager
def candidate(root: Path, files: Mapping[str, bytes], removed: Collection[str] = ()) -> Iterator[Path]:
    """A project folder beside ``root/source`` that has a copy of it with ``files`` (paths below ``root``) laid over.

    Those of ``removed`` are taken out of it first.

    Removed at the end. Raises :class:`OutsideFailure`.
    """
    folder: Path | None = None
    try:
        root.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".import-", dir=root))
        if (root / "source").exists():
            shutil.copytree(root / "source", folder / "source")
        for name in removed:
            (folder / name).unlink()
        for name, data in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield folder
    except OSError as fault:
        raise OutsideFailure(f"不能写入 source，源文件没有改动：{disk_trouble(fault)}") from fault
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def put_in_place(root: Path, files: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    """Let ``source/`` change places with a copy that has ``files`` and lacks ``removed``.

    Raises :class:`OutsideFailure`.
    """
    if not files and not removed:
        return
    with candidate(root, files, removed) as folder:
        source, previous = root / "source", root / PREVIOUS
        shutil.rmtree(previous, ignore_errors=True)
        if source.exists():
            source.rename(previous)
        try:
            (folder / "source").rename(source)
        except OSError:
            if previous.exists():
                previous.rename(source)
            raise
        shutil.rmtree(previous, ignore_errors=True)
