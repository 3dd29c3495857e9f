"""The files of ``source/`` → text, and where a project begins. The only module that opens text files of the source."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.findings import Finding, OutsideFailure, disk_trouble
from pipeline.handbook import Place
from pipeline.read.catalogue import problem

QUESTION_NAME = re.compile(r"(\d{3})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")


def find_project(start: Path) -> Path | None:
    """The nearest folder from ``start`` upward that holds ``source/handbook.yaml``."""
    start = start.resolve()
    return next(
        (folder for folder in (start, *start.parents) if (folder / "source/handbook.yaml").is_file()), None
    )


def read_text(root: Path, name: str) -> str | Finding:
    """The text of ``root/name``, without a byte order mark. A file that is not UTF-8 is a finding.

    Raises :class:`OutsideFailure` when the disk or its permissions refuse.
    """
    try:
        data = (root / name).read_bytes()
    except OSError as fault:
        raise OutsideFailure(f"无法读取 {name}：{disk_trouble(fault)}") from fault
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return problem("S109", Place(name, line))
    if "\0" in text:
        return problem("S109", Place(name, text[: text.index("\0")].count("\n") + 1))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def question_files(root: Path) -> tuple[str, ...]:
    """The Markdown files of ``source/questions/``, as paths below ``root``, in the order of their names."""
    folder = root / "source/questions"
    try:
        names = sorted(
            path.name for path in folder.iterdir() if path.suffix == ".md" and not path.name.startswith(".")
        )
    except FileNotFoundError:
        return ()
    except OSError as fault:
        raise OutsideFailure(f"无法读取 source/questions：{disk_trouble(fault)}") from fault
    return tuple(f"source/questions/{name}" for name in names)
