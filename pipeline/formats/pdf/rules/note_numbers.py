"""A footnote's number at the foot of the page, and the targets of its mark and number, compared with the file's names.

Each footnote has two names: ``<owner>_r<N>`` at its mark in the text, ``<owner>_n<N>`` where its words begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.findings import Finding, finding_in
from pipeline.formats.pdf.opening import AGAIN
from pipeline.seen.pdf_pages import EDGE, Anchor, LinkArea, PaintedFile, PaintedPage

NUMBER_OF_NOTE, LINK_OF_NOTE = "V241", "V242"
"""The codes of a footnote's number that is another, and of a mark or number that leads elsewhere."""

FIRST_LINE = 12.0  # pt: the baseline of a footnote's first line is no deeper below its name
NUMBER = 16.0  # pt: the room for a footnote's number, left of its words
_NAME = re.compile(r"(.+)_([nr])(\d+)")


def wrong_notes(file: str, painted: PaintedFile, areas: Sequence[LinkArea]) -> Iterator[Finding]:
    """Report every footnote with a wrong number, and every mark or number that leads to another footnote.

    ``areas`` are the links of the file, none in a press file.
    """
    pages = painted.pages
    for anchor in sorted(painted.anchors, key=lambda one: (one.page, one.y, one.x)):
        if not (name := _NAME.fullmatch(anchor.name)):
            continue
        owner, kind, number = name.groups()
        place = f"第{pages[anchor.page].label}页"
        there = [area for area in areas if area.page == anchor.page]
        if kind == "n":
            said = _number_at_the_foot(pages[anchor.page], anchor)
            if said != number:
                words = f"脚注的号码应为{number}，实为{said or '没有'}"
                yield finding_in(file, NUMBER_OF_NOTE, words, AGAIN, place=place)
            led = [area.target for area in there if _stands_left(area, anchor)]
            wanted, words = f"#{owner}_r{number}", f"脚注{number}的号码"
        else:
            led = [area.target for area in there if _stands_at(area, anchor)]
            wanted, words = f"#{owner}_n{number}", f"脚注{number}的注号"
        if areas and set(led) != {wanted}:
            words = f"{words}应通向 {wanted}，实为 {'、'.join(led) or '没有链接'}"
            yield finding_in(file, LINK_OF_NOTE, words, AGAIN, place=place)


def _number_at_the_foot(page: PaintedPage, anchor: Anchor) -> str:
    return "".join(
        glyph.character
        for glyph in page.glyphs
        if anchor.y - EDGE < glyph.y < anchor.y + FIRST_LINE and anchor.x - NUMBER < glyph.x < anchor.x - EDGE
    )


def _stands_left(area: LinkArea, anchor: Anchor) -> bool:
    return abs(area.right - anchor.x) < EDGE and anchor.y - EDGE < area.top < anchor.y + FIRST_LINE


def _stands_at(area: LinkArea, anchor: Anchor) -> bool:
    return abs(area.left - anchor.x) < EDGE and abs(area.top - anchor.y) < EDGE
