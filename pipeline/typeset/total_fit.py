"""Lines of a paragraph chosen together: a line may end early, so that the next one need not be stretched too much.

WeasyPrint fills line by line. Where a long unbreakable word (15分钟, an English name) moves to the next line, the line
before stays too loose to be made flush. Then one or two characters more from above mend it. The paragraph keeps its
number of lines. (D. E. Knuth, M. F. Plass: Breaking Paragraphs into Lines, Software: Practice and Experience 11, 1981.)
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import percentage
from weasyprint.text.ffi import FROM_UNITS
from weasyprint.text.line_break import get_log_attrs

from pipeline.typeset.breaks import mark_paragraph, paragraphs
from pipeline.typeset.characters import CLOSING, OPENING, may_part, without_marks
from pipeline.typeset.lines import LARGEST_STRETCH, SpacedLayout

TOO_LOOSE = 0.7  # of the largest stretch; a paragraph without a line looser than that is left as it is


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What line breaking needs to know of a paragraph; lengths in CSS pixels, offsets in characters.

    ``reach[i]`` is the width of the first ``i`` characters, ``gaps[i]`` how many gaps in them can be stretched;
    ``ends`` are the offsets at which a line may end, the last one the text's length.
    """

    text: str
    em: float
    reach: tuple[float, ...]
    gaps: tuple[int, ...]
    ends: tuple[int, ...]

    def looseness(self, start: int, end: int, width: float) -> float:
        """How much each gap of the line must be stretched, as a part of :data:`LARGEST_STRETCH`."""
        slack = width - (self.reach[end] - self.reach[start])
        slack += self.em / 2 * ((start > 0 and self.text[start] in OPENING) + (self.text[end - 1] in CLOSING))
        return slack / max(1, self.gaps[end - 1] - self.gaps[start]) / self.em / LARGEST_STRETCH

    def badness(self, start: int, end: int, width: float) -> float:
        """How ill a line looks: little while it can be made flush, much more beyond."""
        loose = max(0.0, self.looseness(start, end, width))
        return loose**2 + 100 * max(0.0, loose - 1)

    def furthest(self, start: int, width: float) -> int:
        """The last place where a line from ``start`` may end; ``start`` when not even one word fits."""
        limit = bisect_right(self.reach, self.reach[start] + width + 1e-6) - 1
        place = bisect_right(self.ends, limit) - 1
        return max(start, self.ends[place]) if place >= 0 else start


def best_ends(paragraph: Paragraph, first_width: float, width: float) -> dict[int, int]:
    """Start of a line → its end, where lines should not simply be filled; empty when filling them is good enough."""
    filled = _filled(paragraph, first_width, width)
    if not filled or all(
        paragraph.looseness(a, b, width) <= TOO_LOOSE for a, b in pairwise(filled[:-1]) if a
    ):
        return {}
    length = len(paragraph.text)
    best: dict[int, tuple[int, float, int]] = {
        0: (0, 0.0, 0)
    }  # end → lines, badness, start of the last of them
    for start in (0, *paragraph.ends[:-1]):
        if start not in best:
            continue
        lines, badness, _ = best[start]
        room = width if start else first_width
        limit = paragraph.furthest(start, room)
        for end in paragraph.ends[bisect_right(paragraph.ends, start) : bisect_right(paragraph.ends, limit)]:
            more = 0.0 if end == length else paragraph.badness(start, end, room)
            found = (lines + 1, badness + more, start)
            if end not in best or found < best[end]:
                best[end] = found
    if length not in best:
        return {}
    chosen, end = {}, length
    while end:
        start = best[end][2]
        if end != paragraph.furthest(start, width if start else first_width):
            chosen[start] = end
        end = start
    return chosen


def _filled(paragraph: Paragraph, first_width: float, width: float) -> list[int]:
    """The line ends, from 0, when every line is filled; empty when something does not fit at all."""
    places = [0]
    while places[-1] < len(paragraph.text):
        end = paragraph.furthest(places[-1], width if places[-1] else first_width)
        if end == places[-1]:
            return []
        places.append(end)
    return places


def choose_lines(line: Any, width: float) -> None:
    """Glue what is to move to the next line, in a paragraph that is not broken yet (WeasyPrint's ``LineBox``)."""
    if line.style["text_align_all"] != "justify" or not _plain(line):
        return
    runs = list(paragraphs(line))
    if len(runs) != 1 or not (texts := [box for box in runs[0] if without_marks(box.text)]):
        return
    mark_paragraph(texts, frozenset())
    paragraph = _measured(texts, line.style["lang"])
    first_width = width - percentage(line.style["text_indent"], line.style, width)
    glued: set[int] = set()
    for start, end in best_ends(paragraph, first_width, width).items():
        reached = paragraph.furthest(start, width if start else first_width)
        glued.update(place for place in paragraph.ends if end < place <= reached)
    if glued:
        mark_paragraph(texts, glued)


def _plain(box: Any) -> bool:
    """Whether nothing but text takes up room: no padding, border or margin inside the line, nothing out of the flow."""
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            continue
        if not isinstance(child, boxes.InlineBox) or not child.is_in_normal_flow() or not _plain(child):
            return False
        sides = [
            child.style[f"{kind}_{side}"] for kind in ("margin", "padding") for side in ("left", "right")
        ]
        if any(getattr(side, "value", 0) for side in sides):
            return False
        if child.style["border_left_width"] or child.style["border_right_width"]:
            return False
    return True


def _measured(texts: list[Any], language: str | None) -> Paragraph:
    widths: list[float] = []
    for box in texts:
        text = without_marks(box.text)
        layout = SpacedLayout(box.style, text)
        at_end = {end: glyph.width * FROM_UNITS for glyph, end in layout.glyphs()}
        ends = accumulate(len(character.encode()) for character in text)
        widths += [at_end.get(end, 0.0) for end in ends]
        layout.deactivate()
    marked = "".join(box.text for box in texts)
    text = without_marks(marked)
    attributes = get_log_attrs(marked, language)
    ends_found, offset = [], 0
    for place, character in enumerate(marked):
        if offset and attributes[place].is_line_break:
            ends_found.append(offset)
        offset += bool(without_marks(character))
    may = (may_part(first, second) for first, second in pairwise(text))
    return Paragraph(
        text=text,
        em=float(texts[0].style["font_size"]),
        reach=(0.0, *accumulate(widths)),
        gaps=(0, *accumulate(may)),
        ends=(*dict.fromkeys(ends_found), len(text)),
    )
