"""The proof of an import: what stands in the source is what stood in the document.

Two comparisons, white space aside. The pieces against the document's text as an independent witness reads it (for
Word the XML itself), so that nothing is lost in reading; and the finished files, read again, against the pieces with
the declared repairs, so that nothing is lost in sorting and writing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pipeline.findings import Finding
from pipeline.handbook import Block, footnotes, inline_text, passages, without_space
from pipeline.importing.catalogue import problem
from pipeline.importing.documents import Document
from pipeline.importing.recognition import CATEGORY, LEFT_OUT, TITLE, Fate

CONTEXT = 10  # characters shown around a difference


def lost_in_reading(document: Document, file: str) -> tuple[Finding, ...]:
    """Report differences between the pieces and the document's own text; ``file`` is what findings call it."""
    findings = [problem("I103", file, words=_short(words)) for words in document.boxes]
    findings += [
        problem("I104", file, kind=kind) for kind, _ in document.embedded if kind == "嵌入的另一个文件"
    ]
    found = "".join(piece.text for piece in document.pieces)
    if fault := difference(document.text, found):
        findings.append(problem("I105", file, difference=fault))
    notes = "".join(note for piece in document.pieces for note in piece.notes)
    if fault := difference("".join(document.notes), notes):
        findings.append(problem("I106", file, difference=fault))
    return tuple(findings)


Answer = tuple[str, Sequence[Block]]


def lost_in_writing(
    fates: Sequence[Fate], answers: Mapping[int | None, Answer], file: str
) -> tuple[Finding, ...]:
    """Report differences between pieces (mended) and the finished files.

    ``answers`` has title and blocks by the draft's index; None is the preface.
    """
    findings = []
    for index, (title, blocks) in answers.items():
        own = [
            fate
            for fate in fates
            if fate.question == index and fate.became not in (LEFT_OUT, CATEGORY, TITLE)
        ]
        name = "前言" if index is None else f"第{index + 1}个问题"
        wanted = "".join(fate.kept for fate in own)
        if fault := difference(wanted, title + visible(blocks)):
            findings.append(problem("I107", file, what=name, difference=fault))
        notes = "".join(note for fate in own for note in fate.piece.notes)
        written = "".join(inline_text(note.inlines) for note in footnotes(blocks))
        if fault := difference(notes, written):
            findings.append(problem("I107", file, what=f"{name}的脚注", difference=fault))
    return tuple(findings)


def visible(blocks: Iterable[Block]) -> str:
    """Give the text of blocks without what the model adds (labels, marks of lists, 表N, 图N)."""
    return "".join(
        re.sub(r"^[表图]\d+", "", passage.text) if passage.kind == "caption" else passage.text
        for passage in passages(blocks)
        if passage.kind not in ("label", "marker")
    )


def difference(wanted: str, found: str) -> str:
    """Describe the first difference of two texts; empty when they are the same but for white space."""
    wanted, found = without_space(wanted), without_space(found)
    if wanted == found:
        return ""
    at = next(
        (i for i, (a, b) in enumerate(zip(wanted, found, strict=False)) if a != b),
        min(len(wanted), len(found)),
    )
    start = max(0, at - CONTEXT)
    return (
        f"第{at + 1}个字起应为“{wanted[start : at + CONTEXT] or '（空）'}”，"
        f"实为“{found[start : at + CONTEXT] or '（空）'}”"
    )


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:20] + "…"
