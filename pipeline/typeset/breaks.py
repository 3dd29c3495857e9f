"""Where a Chinese line may and may not end, where Pango's rules (UAX #14) say otherwise.

Two zero-width characters say it: :data:`BREAK` (U+200B) and :data:`GLUE` (U+2060). They are put into the boxes before
layout, over the whole paragraph, and taken out of every line that is broken: no template, bookmark or page sees them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure import boxes

from pipeline.typeset.characters import BREAK, GLUE, HAN, without_marks

# A footnote's mark inside the paragraph's text, whatever characters it shows.
CALL = "\ufffc"

UNITS = "|".join(
    (
        "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|分钟|小时|个月|周年|年代|世纪|人次|[万亿]元|[万亿]人",
        "[年月日号时分秒点天周季个名位人户家条项件万亿元米级栋幢层楼间处次类种问页章节款届期岁倍多余]",
    )
)

# No break before these: a range, a name's dot, a footnote's mark never begin a line (GB/T 15834-2011 5.1).
_NOT_FIRST = re.compile(f"(?<=.)(?=[～·{CALL}])")
# Number and unit, 第 and its number, the figures of a range stay together.
_NUMBER_AND_UNIT = re.compile(f"(?<=[0-9])(?:{UNITS})")
_TOGETHER = re.compile("(?<=第)(?=[0-9])|(?<=[～·])(?=[0-9])")
# The last two characters of a paragraph stay with the marks that end it.
_LAST_TWO = re.compile(f"(?<=.).[{HAN}][。！？；：…，、”’）》{CALL}]*\\Z")
# UAX #14 allows no break beside a curly quote (class QU), because it cannot know which side is the inside.
_BEFORE_QUOTE = re.compile(
    f"(?<=[{HAN}，。、；：！？）》〉】〕”’—…])(?=[“‘])|(?<=[0-9A-Za-z])(?=[“‘][{HAN}])"
)
_AFTER_QUOTE = re.compile(f"(?<=[”’])(?=[{HAN}（《〈【〔“‘])|(?<=[{HAN}）》][”’])(?=[0-9A-Za-z])")


def break_marks(text: str, *, ends_paragraph: bool = True) -> dict[int, str]:
    """Before which character (offset) of a paragraph stands a :data:`BREAK` or a :data:`GLUE`."""
    marks = {found.start(): BREAK for rule in (_BEFORE_QUOTE, _AFTER_QUOTE) for found in rule.finditer(text)}
    glued = [found.start() for rule in (_NOT_FIRST, _TOGETHER) for found in rule.finditer(text)]
    for unit in _NUMBER_AND_UNIT.finditer(text):
        glued += range(unit.start(), unit.end())
    if ends_paragraph and (last := _LAST_TWO.search(text)):
        glued += range(last.start() + 1, last.end())
    marks.update(dict.fromkeys(glued, GLUE))
    return marks


def with_marks(text: str, marks: dict[int, str]) -> str:
    """``text`` with the marks put in."""
    return "".join(marks.get(offset, "") + character for offset, character in enumerate(text))


def mark_breaks(box: Any) -> None:
    """Put break marks into every paragraph of a tree of WeasyPrint's boxes that is not laid out yet."""
    for texts in paragraphs(box):
        mark_paragraph(texts, frozenset())


def paragraphs(box: Any) -> Iterator[list[Any]]:
    """The text boxes of each run of inline content, across links, strong words and the like."""
    run: list[Any] = []
    apart: list[Any] = []

    def gather(children: Iterable[Any]) -> Iterator[list[Any]]:
        for child in children:
            if not child.is_in_normal_flow():
                apart.append(child)
            elif isinstance(child, boxes.TextBox):
                run.append(child)
            elif isinstance(child, boxes.LineBox | boxes.InlineBox):
                yield from gather(child.children)
            else:
                if run:
                    yield list(run)
                    run.clear()
                yield from paragraphs(child)

    yield from gather(getattr(box, "children", ()))
    if run:
        yield list(run)
    for child in apart:
        yield from paragraphs(child)


def mark_paragraph(texts: list[Any], glued: Collection[int]) -> None:
    """Put break marks into the text boxes of one paragraph, and a :data:`GLUE` before each offset in ``glued``."""
    texts = [box for box in texts if without_marks(box.text)]
    shown = [without_marks(box.text) for box in texts]
    joined = "".join(
        CALL * len(text) if box.element_tag.endswith("::footnote-call") else text
        for box, text in zip(texts, shown, strict=True)
    )
    marks = break_marks(joined) | dict.fromkeys(glued, GLUE)
    start = 0
    for box, text in zip(texts, shown, strict=True):
        end = start + len(text)
        inside = {offset - start: mark for offset, mark in marks.items() if start < offset < end}
        # What stands between two boxes belongs to the first: WeasyPrint looks at its last character.
        box.text = with_marks(text, inside) + marks.get(end, "")
        start = end
