"""Which program this is: its version, its own files, and the libraries that decide what it makes."""

from __future__ import annotations

import functools
import hashlib
from importlib.metadata import version

from pipeline.world import PROGRAM, TEMPLATES

TOOLS = (
    *("weasyprint", "pydyf", "pyphen", "pypinyin", "chws-tool", "uharfbuzz", "fonttools"),
    *("pypandoc-binary", "jinja2", "lxml", "css-inline", "ebooklib"),
    *("pikepdf", "pymupdf", "pillow", "resvg-py"),
)
"""The libraries whose version may show in a finished file."""

# The set-up makes no file. Templates are looked at by name, as they may be the project's own; only an installed program
# has them in its package.
_LEFT_OUT = ("setup/", TEMPLATES)


@functools.cache
def program() -> str:
    """Give the SHA-256 (hexadecimal) of the program's files and of the versions of its tools."""
    found = hashlib.sha256()
    for name in PROGRAM.names(""):
        if not name.startswith(_LEFT_OUT) and "__pycache__" not in name:
            found.update(f"{name}\0{hashlib.sha256(PROGRAM.read(name)).hexdigest()}\n".encode())
    for tool in TOOLS:
        found.update(f"{tool} {version(tool)}\n".encode())
    return found.hexdigest()
