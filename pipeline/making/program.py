"""Which program this is: its version, its own files, and the libraries that decide what it makes."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version

from pipeline.world import PROGRAM

TOOLS = ("weasyprint", "pypandoc-binary", "ebooklib", "lxml", "pikepdf", "pymupdf", "css-inline", "jinja2")
"""The libraries whose version may show in a finished file."""

_SET_UP = "setup/"  # prepares the machine and makes no file; an installed program does not carry it


@functools.cache
def program() -> str:
    """Give the SHA-256 (hexadecimal) of the program's files and of the versions of its tools."""
    found = hashlib.sha256()
    for name in PROGRAM.names(""):
        if not name.startswith(_SET_UP) and "__pycache__" not in name:
            found.update(f"{name}\0{hashlib.sha256(PROGRAM.read(name)).hexdigest()}\n".encode())
    for tool in TOOLS:
        found.update(f"{tool} {version(tool)}\n".encode())
    return found.hexdigest()
