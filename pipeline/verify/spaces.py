"""White space between characters: where a finished file has it and the source has not, and the other way round.

Only for media that keep white space as it was written. Between two blocks, and where a template joins what the source
keeps apart (a number and its title, 表1 and its caption, the words of a case's label), any or none may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.formats.contract import FoundQuestion
from pipeline.handbook import ZERO_WIDTH, Passage, without_space

CONTEXT = 4  # characters shown on either side
_JOINT = {"title": re.compile(r"\d+"), "caption": re.compile(r"[表图]\d+")}


def spaces_that_differ(found: FoundQuestion, passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Each place, as a number of characters that count, where white space is lost or put in.

    The characters themselves must be equal.
    """
    should = [gap for passage in passages for gap in _of_passage(passage)]
    does = [gap for block in found.blocks for gap in _gaps(block.text)]
    text = without_space(found.text)
    for at, (wanted, shown) in enumerate(zip(should, does, strict=True)):
        if None not in (wanted, shown) and wanted != shown:
            before, behind = text[max(0, at - CONTEXT) : at], text[at : at + CONTEXT]
            fault = "多出空白" if shown else "少了空格"
            yield at, f"“{before}”与“{behind}”之间{fault}（改法：运行 make 重新生成；仍有就改模板）"


def _of_passage(passage: Passage) -> list[bool | None]:
    gaps = _gaps(passage.text)
    if passage.kind == "label":
        return [None] * len(gaps)
    joint = _JOINT[passage.kind].match(passage.text) if passage.kind in _JOINT else None
    if joint:  # the words may begin with a figure, too: 第1问“15分钟……”
        end = min(joint.end() + 1, len(gaps))
        gaps[:end] = [None] * end
    return gaps


def _gaps(text: str) -> list[bool | None]:
    """For every character that counts, whether white space stands before it; None for the first."""
    gaps: list[bool | None] = []
    blank = False
    for character in text:
        if character.isspace():
            blank = True
        elif character not in ZERO_WIDTH:
            gaps.append(blank if gaps else None)
            blank = False
    return gaps
