"""The finished review copy → the text that a reader of Word sees, question by question; pandoc takes no part."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble
from pipeline.formats.contract import FoundBlock, FoundEdition, FoundQuestion, UnreadableOutput
from pipeline.formats.docx import styles
from pipeline.word import BadDocument, WordParagraph, WordText, open_package, read_text

FILE = "handbook-review.docx"
_OUTSIDE = frozenset({styles.CATEGORY, styles.INTRO, styles.PREFACE, styles.TITLE})


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open the file as a stranger would. Raises :class:`UnreadableOutput`."""
    path = directory / FILE
    if not path.is_file():
        raise UnreadableOutput(FILE, "没有这个文件（改法：运行 baiwen build docx）")
    try:
        text = read_text(open_package(path.read_bytes()))
    except BadDocument as fault:
        raise UnreadableOutput(FILE, str(fault)) from fault
    except OSError as fault:
        raise OutsideFailure(f"无法读取 {path}：{disk_trouble(fault)}") from fault
    return (FoundEdition(FILE, tuple(_questions(text))),)


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
