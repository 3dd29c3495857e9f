"""The finished review copy → the text that a reader of Word sees, question by question, without pandoc."""

from __future__ import annotations

import re

from pipeline.findings import unreadable
from pipeline.formats.contract import Opened
from pipeline.formats.docx import styles
from pipeline.formats.docx.baseline import stamp_of
from pipeline.formats.docx.names import FILE
from pipeline.seen.edition import FoundBlock, FoundEdition, FoundQuestion
from pipeline.word import BadDocument, WordParagraph, WordText, open_package, read_text
from pipeline.world import Files

_OUTSIDE = frozenset({styles.CATEGORY, styles.INTRO, styles.PREFACE, styles.TITLE})


def open_review(files: Files) -> Opened:
    """Open the review copy among the finished files as a stranger would; report one that cannot be read."""
    data = files.get(FILE)
    if data is None:
        return Opened(findings=(unreadable(FILE, "没有这个文件", "运行 baiwen build docx"),))
    try:
        return Opened((_edition(read_text(open_package(data))),))
    except BadDocument as fault:
        return Opened(findings=(unreadable(FILE, fault.message, fault.hint),))


def recognised(data: bytes) -> Opened | None:
    """Read a review copy of any name, edited or not; give None for any other document."""
    try:
        package = open_package(data)
        stamp = stamp_of(package)
        return Opened((_edition(read_text(package)),), stamp=stamp) if stamp else None
    except BadDocument:
        return None


def _edition(text: WordText) -> FoundEdition:
    return FoundEdition(FILE, tuple(_questions(text)))


def _questions(text: WordText) -> list[FoundQuestion]:
    found: list[FoundQuestion] = []
    own: list[WordParagraph] = []
    for paragraph in (*text.paragraphs, None):
        style = paragraph.style if paragraph else styles.CATEGORY
        if style == styles.QUESTION or style in _OUTSIDE:
            if own:
                found.append(_question(own, text))
            own = []
        if paragraph and (own or style == styles.QUESTION):
            own.append(paragraph)
    return found


def _question(paragraphs: list[WordParagraph], text: WordText) -> FoundQuestion:
    number = re.sub(r"\D", "", paragraphs[0].number)
    lines = [(f"{number}{paragraphs[0].text}", paragraphs[0])]
    lines += [(f"{one.number}{one.text}", one) for one in paragraphs[1:]]
    lines += [(text.footnotes.get(mark, ""), one) for one in paragraphs for mark in one.footnotes]
    blocks = tuple(FoundBlock(words, ((0, f"第{one.index + 1}段"),)) for words, one in lines)
    return FoundQuestion(int(number or 0), blocks, f"第{paragraphs[0].index + 1}段")
