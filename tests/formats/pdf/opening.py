"""Finished PDF files as values: opened, altered, read by another program."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from typing import Any

import pikepdf
import pymupdf


def seen(data: bytes) -> Any:
    """Open a file as it is seen."""
    return pymupdf.open(stream=data, filetype="pdf")


def structure(data: bytes) -> pikepdf.Pdf:
    """Open a file for its structure."""
    return pikepdf.open(io.BytesIO(data))


def changed(data: bytes, change: Callable[[pikepdf.Pdf], object]) -> bytes:
    """Give a file of whose structure something is another."""
    stream = io.BytesIO()
    with structure(data) as pdf:
        change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def poppler_text(data: bytes) -> str:
    """Give the words that Poppler finds."""
    return subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()
