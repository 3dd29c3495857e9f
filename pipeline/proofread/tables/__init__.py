"""The tables of the rules: tab-separated files, a row an entry, each with its source."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.tsv`` by the names in its first line; lines that begin with ``#`` are remarks."""
    lines = Path(__file__).with_name(f"{name}.tsv").read_text("utf-8").splitlines()
    head, *rest = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(dict(zip(head, row, strict=True)) for row in rest)
