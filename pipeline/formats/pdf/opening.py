"""Finished PDF files, opened, and the finding for one that cannot be opened."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pymupdf

from pipeline.findings import Finding, unreadable
from pipeline.world import Files

AGAIN = "运行 baiwen build 重新生成 PDF"
FAULTS = (RuntimeError, ValueError, OSError, pikepdf.PdfError)
"""What PyMuPDF and pikepdf raise for a file that is broken."""
MISPLACED = (AttributeError, KeyError, TypeError, IndexError)
"""What looking at a file raises where something else stands in a place than the standard says."""


class Broken(Exception):
    """A finished file is missing, or is no sound PDF file: ``fault`` says which, in Chinese."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file} {fault}")
        self.file, self.fault = file, fault

    @property
    def finding(self) -> Finding:
        """The finding that says so."""
        return unreadable(self.file, self.fault, AGAIN)


def data_of(files: Files, name: str) -> bytes:
    """Give the bytes of a finished file. Raises :class:`Broken` where it is missing."""
    try:
        return files[name]
    except KeyError as missing:
        raise Broken(name, "找不到") from missing


@contextmanager
def opened(name: str, data: bytes) -> Iterator[tuple[pikepdf.Pdf, Any]]:
    """Open a file for its structure (pikepdf) and for what is seen (a PyMuPDF document) while a block runs.

    Raises :class:`Broken` for a broken file, also where that shows only in the block: a file from elsewhere may
    hold anything anywhere.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, pymupdf.open(stream=data, filetype="pdf") as pages:
            yield pdf, pages
    except FAULTS as fault:
        raise Broken(name, "打不开，文件可能已损坏") from fault
    except MISPLACED as fault:
        raise Broken(name, f"结构残缺，无法检查：{fault}") from fault
