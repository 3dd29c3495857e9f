"""The finished e-book → what stands against it beside its words.

EPUBCheck and Ace are silent on what makes a book wrong for its readers: a wrong language, a contents line that is
missing, a picture described by its file name, a colour that vanishes at night, a page number that is not the printed
one. Each module looks at one side of the finished file; what they find is told in Chinese, with file and place.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from pipeline.formats.contract import Fault, UnreadableOutput
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
from pipeline.formats.epub.rules.opened import FILE, Book, opened

CHECKS = (
    archive.check,
    accessibility.check,
    words.check,
    structure.check,
    navigation.check,
    pictures.check,
    style.check,
)


def inspect(directory: Path) -> tuple[Fault, ...]:
    """Open ``handbook.epub`` in ``directory`` and say what is wrong with it. Raises :class:`UnreadableOutput`."""
    try:
        book: Book = opened(directory / FILE)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as problem:
        raise UnreadableOutput(FILE, f"打不开或不完整：{problem}（改法：重新生成电子书）") from problem
    found = [message for check in CHECKS for message in check(book)]
    found += page_list.check(book, directory)
    told = (*page_list.remarks(book), *words.remarks(book))
    return (
        *(Fault(FILE, message) for message in dict.fromkeys(found)),
        *(Fault(FILE, message, remark=True) for message in told),
    )
