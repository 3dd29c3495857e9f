"""What must be in a finished file is stated without the code that writes it: expected modules import no writer."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOMS = Path(__file__).parents[2] / "pipeline" / "formats"
FORMATS = ("pdf", "epub", "wechat")
VOCABULARY = ("names", "found", "folder")
"""Modules of a format's room that name what is found; no one of them says what should be."""
FACTS = (
    "pipeline.handbook",
    "pipeline.chinese",
    "pipeline.typeset.geometry",
    "pipeline.seen.edition",
    "pipeline.findings",
    "pipeline.world",
)


def stating() -> list[Path]:
    """Every module that states what is expected, and those that name what is found."""
    names = ("expected*.py", *(f"{name}.py" for name in VOCABULARY))
    return sorted(path for one in FORMATS for name in names for path in (ROOMS / one).glob(name))


def imported(path: Path) -> list[str]:
    """What a module imports of the program."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found.append(node.module or "")
    return [name for name in found if name.split(".")[0] == "pipeline"]


def is_allowed(name: str, room: str) -> bool:
    own = name.removeprefix(f"pipeline.formats.{room}.")
    in_own = own != name and (own in VOCABULARY or own.startswith("expected"))
    return in_own or any(name == fact or name.startswith(f"{fact}.") for fact in FACTS)


def test_every_format_states_what_is_expected():
    assert {path.parent.name for path in stating() if path.name == "expected.py"} == set(FORMATS)


@pytest.mark.parametrize("path", stating(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_writer_is_asked(path):
    asked = [name for name in imported(path) if not is_allowed(name, path.parent.name)]
    assert not asked
