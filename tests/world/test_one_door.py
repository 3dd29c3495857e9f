"""No room below the desk opens a path by itself: what is read comes through a world, or as bytes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PIPELINE = Path(__file__).parents[2] / "pipeline"
ROOMS = (
    "read",
    "formats",
    "proofread",
    "release",
    "importing",
    "verify",
    "seen",
    "making",
    "chinese",
    "make.py",
)
# Programs of others want files: these are written into a folder of their own and read from there.
OTHERS = {"read/pandoc.py", "release/word_file.py"}
OPENING = {
    "open",
    "read_bytes",
    "read_text",
    "iterdir",
    "rglob",
    "glob",
    "stat",
    "is_file",
    "is_dir",
    "exists",
}
OPENED = {"pymupdf", "pikepdf", "Picture", "Image", "Bitmap", "archive", "reading", "io"}
"""What may open a stream of bytes."""


def modules():
    for room in ROOMS:
        path = PIPELINE / room
        yield from [path] if path.suffix else sorted(path.rglob("*.py"))


@pytest.mark.parametrize("path", tuple(modules()), ids=lambda path: path.relative_to(PIPELINE).as_posix())
def test_a_module_opens_no_path(path):
    if path.relative_to(PIPELINE).as_posix() in OTHERS:
        return
    tree = ast.parse(path.read_text("utf-8"))
    made = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not made & {"Path", "open"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in OPENING:
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else ""
            parsed = node.func.attr == "read_bytes"  # of a stream in a PDF file, which has no names
            assert parsed or name in OPENED, f"{path.name}:{node.lineno}"
