"""The proof of an import: what stands in the source is what stood in the document.

Two comparisons, white space aside. The pieces against the document's text as an independent witness reads it (for
Word the XML itself), so that nothing is lost in reading; and the finished files, read again, against the pieces with
the declared repairs, so that nothing is lost in sorting and writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.handbook import Block, footnotes, inline_text, passages, without_space
from pipeline.importing.documents import Document
from pipeline.importing.recognition import CATEGORY, LEFT_OUT, TITLE, Fate

CONTEXT = 10  # characters shown around a difference


def lost_in_reading(document: Document) -> tuple[str, ...]:
    """Differences between the pieces and the document's own text."""
    faults = [
        f"文本框里有文字没有读进来：“{_short(words)}”（改法：在 Word 里把文本框里的文字剪切出来，贴到正文里）"
        for words in document.boxes
    ]
    faults += [
        f"{kind}里的文字没有读进来（改法：在 Word 里打开那个文件，把文字复制到正文）"
        for kind, _ in document.embedded
        if kind == "嵌入的另一个文件"
    ]
    found = "".join(piece.text for piece in document.pieces)
    fault = difference(document.text, found, "文件里的文字没有读全")
    fault += fault and "（改法：这些字多半在框、控件或嵌套的表格里，在 Word 里复制成普通的段落）"
    if fault:
        faults.append(fault)
    notes = "".join(note for piece in document.pieces for note in piece.notes)
    fault = difference("".join(document.notes), notes, "脚注没有读全")
    if fault:
        faults.append(fault)
    return tuple(faults)


Answer = tuple[str, Sequence[Block]]


def lost_in_writing(fates: Sequence[Fate], answers: Mapping[int | None, Answer]) -> tuple[str, ...]:
    """Differences between pieces (mended) and the finished files.

    ``answers`` has title and blocks by the draft's index; None is the preface.
    """
    faults = []
    for index, (title, blocks) in answers.items():
        own = [
            fate
            for fate in fates
            if fate.question == index and fate.became not in (LEFT_OUT, CATEGORY, TITLE)
        ]
        name = "前言" if index is None else f"第{index + 1}个问题"
        wanted = "".join(fate.kept for fate in own)
        fault = difference(wanted, title + visible(blocks), f"写出的{name}与文件不同")
        if fault:
            faults.append(fault)
        notes = "".join(note for fate in own for note in fate.piece.notes)
        written = "".join(inline_text(note.inlines) for note in footnotes(blocks))
        fault = difference(notes, written, f"写出的{name}的脚注与文件不同")
        if fault:
            faults.append(fault)
    return tuple(faults)


def visible(blocks: Iterable[Block]) -> str:
    """The text of blocks without what the model adds (labels, marks of lists, 表N, 图N)."""
    return "".join(
        re.sub(r"^[表图]\d+", "", passage.text) if passage.kind == "caption" else passage.text
        for passage in passages(blocks)
        if passage.kind not in ("label", "marker")
    )


def difference(wanted: str, found: str, what: str) -> str:
    """Where two texts part, in one line; empty when they are the same but for white space."""
    wanted, found = without_space(wanted), without_space(found)
    if wanted == found:
        return ""
    at = next(
        (i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b),
        min(len(wanted), len(found)),
    )
    start = max(0, at - CONTEXT)
    return (
        f"{what}：第{at + 1}个字起应为“{wanted[start : at + CONTEXT] or '（空）'}”，"
        f"实为“{found[start : at + CONTEXT] or '（空）'}”"
    )


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"
