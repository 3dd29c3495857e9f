"""The tables of the rules: tab-separated files, a row an entry, each with its source."""

from __future__ import annotations

from functools import cache

from pipeline.world import PROGRAM


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Read ``<name>.tsv``; give its rows by the names in its first line. Lines that begin with ``#`` are remarks."""
    lines = PROGRAM.read(f"proofread/tables/{name}.tsv").decode().splitlines()
    head, *rest = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple(dict(zip(head, row, strict=True)) for row in rest)
