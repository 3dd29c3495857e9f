"""The finished e-book → its faults beside its words.

EPUBCheck and Ace are silent on what makes a book wrong for its readers: a wrong language, a contents line that is
missing, a picture described by its file name, a colour that vanishes at night, a page number that is not the printed
one. Each module looks at one side of the finished file; ``codes`` lists what they report.
"""

from __future__ import annotations

from pipeline.findings import Finding
from pipeline.formats.epub.opened import Book
from pipeline.formats.epub.rules import (
    accessibility,
    archive,
    navigation,
    page_list,
    pictures,
    structure,
    style,
    words,
)

CHECKS = (
    archive.check,
    accessibility.check,
    words.check,
    structure.check,
    navigation.check,
    pictures.check,
    style.check,
)


def offences(book: Book, printed: bytes | None) -> tuple[Finding, ...]:
    """Report what is wrong with an e-book, each once; its pages are compared with the print PDF ``printed``."""
    found = [finding for check in CHECKS for finding in check(book)]
    found += page_list.check(book, printed)
    return tuple(dict.fromkeys((*found, *page_list.remarks(book), *words.remarks(book))))
