"""Files written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble


def save(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises :class:`OutsideFailure`."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(exist_ok=True)
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as refused:
        beside.unlink(missing_ok=True)
        raise OutsideFailure(f"无法写入 {path}：{disk_trouble(refused)}") from refused
