"""Files and folders written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from pipeline.findings import OutsideFailure


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises :class:`OutsideFailure` when the disk refuses."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        with beside.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())  # the record of a push must outlast a power cut
        beside.replace(path)
    except OSError as refused:
        beside.unlink(missing_ok=True)
        raise OutsideFailure.of_disk(f"无法写入 {path}", refused) from refused


def change_folder(root: Path, name: str, files: Mapping[str, bytes], removed: Collection[str] = ()) -> None:
    """Replace the folder ``name`` of ``root`` by a copy that has ``files`` and lacks ``removed``.

    The names of files begin with the folder's. The copy is made beside the folder (the same disk, so that a full
    disk is noticed there): if the work fails or is killed, the folder is as it was. Raises :class:`OutsideFailure`
    when the disk refuses.
    """
    if not files and not removed:
        return
    folder = root / name
    copy: Path | None = None
    try:
        root.mkdir(parents=True, exist_ok=True)
        restore(folder)
        if folder.exists() and not _is_writable(folder):
            raise PermissionError(errno.EACCES, "", str(folder))
        copy = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=root))
        if folder.exists():
            left_out = {root / one for one in (*files, *removed)}
            shutil.copytree(folder, copy / name, ignore=lambda at, names: _among(left_out, at, names))
        for one, data in files.items():
            path = copy / one
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        _change_places(folder, copy / name)
    except OSError as refused:
        raise _unchanged(name, refused) from refused
    finally:
        if copy is not None:
            shutil.rmtree(copy, ignore_errors=True)


def _among(paths: Collection[Path], folder: str, names: Iterable[str]) -> list[str]:
    """Give those of ``names`` in ``folder`` that are among ``paths``."""
    return [name for name in names if Path(folder, name) in paths]


def _is_writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK | os.X_OK)


def _previous(folder: Path) -> Path:
    """Give the place of the old folder while the two change places."""
    return folder.with_name(f".{folder.name}-previous")


def restore(folder: Path) -> None:
    """Put the old folder back if the work was killed in the moment between the two renamings.

    Raises :class:`OutsideFailure` when the disk refuses.
    """
    previous = _previous(folder)
    try:
        if previous.exists() and folder.exists():
            shutil.rmtree(previous)
        elif previous.exists():
            previous.rename(folder)
    except OSError as refused:
        raise _unchanged(folder.name, refused) from refused


def _unchanged(name: str, refused: OSError) -> OutsideFailure:
    return OutsideFailure.of_disk(f"不能写入 {name}，原有的文件没有改动", refused)


def _change_places(folder: Path, copy: Path) -> None:
    previous = _previous(folder)
    if folder.exists():
        folder.rename(previous)
    try:
        copy.rename(folder)
    except OSError:
        if previous.exists():
            previous.rename(folder)
        raise
    shutil.rmtree(previous, ignore_errors=True)
