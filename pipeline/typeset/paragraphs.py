"""A paragraph in WeasyPrint's boxes → its characters, their measures, and its lines.

WeasyPrint breaks a paragraph line by line, and asks Pango for each. Here a paragraph is shaped once, and its lines are
chosen together (:mod:`pipeline.typeset.total_fit`); :mod:`pipeline.typeset.lines` builds them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline as inline_layout
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages
from weasyprint.text.line_break import strut

from pipeline.typeset.breaks import addresses, line_ends
from pipeline.typeset.characters import (
    CLOSING,
    HYPHEN,
    MARKS,
    OBJECT,
    OPENING,
    STOPS,
    is_letter,
    may_part,
)
from pipeline.typeset.hyphenation import Divisible, divisions
from pipeline.typeset.shaping import Glyph, Shaped, shape
from pipeline.typeset.total_fit import (
    LARGEST_LETTER,
    LARGEST_SPACE,
    LARGEST_STRETCH,
    SQUEEZE,
    SQUEEZE_STOP,
    Measures,
    choose_ends,
)

FULL_WIDTH = 0.75  # em; a mark wider than that has a blank half
LEAST_JUSTIFIED = 9.5  # em: in a narrower cell a line has too few gaps, and would be pulled apart
APOSTROPHE = 0.3  # em; the width of ’ inside a foreign word, where the font's own is that of a Chinese quote


class LeftToWeasyPrint(Exception):
    """The paragraph holds something that WeasyPrint must lay out itself."""


@dataclass(frozen=True, slots=True)
class Node:
    """A box of the paragraph: its place among its siblings, and the characters (offsets) that it holds.

    ``lead`` and ``trail`` are the widths of margin, border and padding at its sides, ``line_height`` is that of its
    text, all in CSS pixels.
    """

    box: Any
    index: int
    start: int
    end: int
    children: tuple[Node, ...] = ()
    lead: float = 0.0
    trail: float = 0.0
    shaped: Shaped | None = None
    line_height: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its characters, where the next one begins, whether a paragraph (or a forced line) ends with it."""

    start: int
    end: int
    following: int
    last: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """A paragraph ready to be built for one width.

    ``widths`` are those of the characters, without what ``measures.reach`` holds beside them; ``lines`` are kept by
    the offset at which they start; ``hyphens`` by the offsets at which words may be divided. ``justified`` says whether
    full lines end at the margin.
    """

    root: Node
    measures: Measures
    widths: Sequence[float]
    lines: Mapping[int, Line]
    indent: float
    hyphens: Mapping[int, Shaped]
    justified: bool

    @property
    def start(self) -> int:
        """Where the first line starts."""
        return next(iter(self.lines))


class _Reader:
    """Walks the boxes of a paragraph and gathers its characters."""

    def __init__(self, context: Any, containing_block: Any) -> None:
        self._context, self._containing_block = context, containing_block
        self.text: list[str] = []
        self.widths: list[float] = []
        self.edges: list[float] = []
        self.ems: list[float] = []
        self.glyphs: list[tuple[Glyph, ...] | None] = []
        self.whole: list[int] = []
        self.anywhere: list[tuple[int, int]] = []
        self.nowhere: list[tuple[int, int]] = []
        self.divisible: list[tuple[Divisible, Any]] = []  # with the style of its text

    def read(self, box: Any, index: int) -> Node:
        """Read a box and those in it; give its node. Raises :class:`LeftToWeasyPrint`."""
        start, style = len(self.text), box.style
        if not box.is_in_normal_flow():
            if box.is_floated():
                raise LeftToWeasyPrint
            return Node(box, index, start, start)
        if isinstance(box, boxes.TextBox):
            return self._text(box, index)
        if isinstance(box, boxes.LineBox | boxes.InlineBox):
            if box.is_leader or style["direction"] != "ltr" or style["position"] == "relative":
                raise LeftToWeasyPrint
            lead = trail = 0.0
            if isinstance(box, boxes.InlineBox):
                resolve_percentages(box, self._containing_block)
                for side in ("left", "right"):
                    if getattr(box, f"margin_{side}") == "auto":
                        setattr(box, f"margin_{side}", 0)
                lead = box.margin_left + box.border_left_width + box.padding_left
                trail = box.margin_right + box.border_right_width + box.padding_right
            children = tuple(self.read(child, place) for place, child in enumerate(box.children))
            end = len(self.text)
            if lead or trail:
                if start == end or style["box_decoration_break"] == "clone":
                    raise LeftToWeasyPrint
                self.edges[start] += lead
                self.edges[end - 1] += trail
            if style["white_space"] == "nowrap":
                self.nowhere.append((start, end))
            return Node(box, index, start, end, children, lead, trail)
        if isinstance(box, boxes.AtomicInlineLevelBox):
            self._add(OBJECT, self._atom_width(box), 0.0)
            return Node(box, index, start, start + 1)
        raise LeftToWeasyPrint

    def _add(self, character: str, width: float, em: float) -> None:
        self.whole.append(len(self.text))
        self.text.append(character)
        self.widths.append(width)
        self.edges.append(0.0)
        self.ems.append(em)
        self.glyphs.append(None)

    def _text(self, box: Any, index: int) -> Node:
        text, style, start = box.text, box.style, len(self.text)
        resolve_percentages(box, self._containing_block)
        if text == "\n":
            self._add("\n", 0.0, 0.0)
            return Node(box, index, start, start + 1)
        shaped = self._shaped(box)
        self.text += text
        self.widths += shaped.widths
        self.edges += [0.0] * len(text)
        self.glyphs += shaped.glyphs
        self.ems += [float(style["font_size"])] * len(text)
        self.whole += [start + place for place, glyphs in enumerate(shaped.glyphs) if glyphs is not None]
        end = len(self.text)
        if style["overflow_wrap"] in ("anywhere", "break-word"):
            self.anywhere.append((start, end))
        if style["white_space"] == "nowrap":
            self.nowhere.append((start, end))
        elif style["hyphens"] == "auto":
            part = Divisible(start, end, style["lang"], style["hyphenate_limit_chars"])
            self.divisible.append((part, style))
        if (box.element_tag or "").endswith("::footnote-call"):
            self.nowhere.append((start - 1, end))
        return Node(box, index, start, end, shaped=shaped, line_height=strut(style)[0])

    def is_full_width(self, place: int) -> bool:
        """Report whether the character's own glyph is an em wide, even where its neighbour is moved close to it."""
        return any(face.width(glyph) > 1000 * FULL_WIDTH for face, glyph, _ in self.glyphs[place] or ())

    def is_moved(self, place: int) -> bool:
        """Report whether the font has taken the blank half of a full-width character."""
        return self.is_full_width(place) and self.widths[place] <= FULL_WIDTH * self.ems[place]

    def _shaped(self, box: Any) -> Shaped:
        style = box.style
        known: Shaped | None = box.__dict__.get("shaped")
        if known and known.text == box.text:
            return known
        if (
            style["white_space"] not in ("normal", "nowrap", "pre-line")
            or style["word_spacing"]
            or not style["font_size"]
            or not box.text
            or any(character in box.text for character in "\n\t\u00ad")
        ):
            raise LeftToWeasyPrint
        shaped = shape(style, box.text)
        if shaped is None:
            raise LeftToWeasyPrint
        box.shaped = shaped
        return shaped

    def _atom_width(self, box: Any) -> float:
        place = self._containing_block
        resolve_percentages(box, place)
        if isinstance(box, boxes.InlineBlockBox) and box.width != "auto" and not box.is_table_wrapper:
            sides = ("margin_left", "margin_right", "padding_left", "padding_right")
            around = sum(getattr(box, side) for side in sides if getattr(box, side) != "auto")
            limits = (box.min_width, box.max_width)
            width = max(limits[0], min(limits[1], box.width))
            return float(width + around + box.border_left_width + box.border_right_width)
        laid_out = inline_layout.atomic_box(self._context, box.copy(), 0, None, place, [], [])
        return float(laid_out.margin_width())


def plan_of(context: Any, box: Any, containing_block: Any) -> Plan | None:
    """Plan the paragraph in ``box`` (a ``LineBox`` that is not laid out); give None to let WeasyPrint lay it out.

    The plan is kept in the box, because pages are laid out again until all page numbers are known.
    """
    resolve_percentages(box, containing_block)
    resolve_one_percentage(box, "text_indent", containing_block.width)
    key = (containing_block.width, box.text_indent, tuple(_texts(box)))
    known: tuple[object, Plan | None] | None = box.__dict__.get("plan")
    if known and known[0] == key:
        return known[1]
    try:
        plan = _plan(context, box, containing_block)
    except LeftToWeasyPrint:
        plan = None
    box.plan = (key, plan)
    return plan


def _texts(box: Any) -> Iterator[str]:
    for child in box.children:
        if isinstance(child, boxes.TextBox):
            yield child.text
        elif isinstance(child, boxes.InlineBox):
            yield from _texts(child)


def _plan(context: Any, box: Any, containing_block: Any) -> Plan | None:
    reader = _Reader(context, containing_block)
    root = reader.read(box, 0)
    text = "".join(reader.text)
    if not text.strip():
        return None
    segments = list(_segments(text))
    if any(not text[start:end].strip() for start, end in segments):
        return None
    words = divisions(text, (part for part, _ in reader.divisible))
    spans = (*reader.anywhere, *addresses(text, {word.span for word in words}))
    ends, at_need = line_ends(text, box.style["lang"], anywhere=spans, nowhere=reader.nowhere)
    taken = {place for start, end in (*spans, *reader.nowhere) for place in range(start + 1, end)}
    places = {place for word in words for place in word.places}.intersection(reader.whole) - taken
    hyphens = _hyphens(reader, places)
    measures = dataclasses.replace(
        _measures(reader, text, spans),
        ends=sorted({*ends, *(end for _, end in segments), *hyphens}),
        at_need=at_need,
        hyphens={place: hyphen.widths[0] for place, hyphen in hyphens.items()},
    )
    width, style = containing_block.width, box.style
    justified = style["text_align_all"] == "justify" and width >= LEAST_JUSTIFIED * measures.em
    lines = {}
    for number, (begin, end) in enumerate(segments):
        start = end - len(text[begin:end].lstrip(" "))
        first = width - (0 if number else box.text_indent)
        after = segments[number + 1][0] if number + 1 < len(segments) else end
        stops = choose_ends(measures, (start, end), (first, width), justified=justified)
        for place, stop in pairwise((start, *stops)):
            lines[place] = Line(place, stop, after if stop == end else stop, stop == end)
    return Plan(root, measures, reader.widths, lines, box.text_indent, hyphens, justified)


def _hyphens(reader: _Reader, places: Iterable[int]) -> dict[int, Shaped]:
    """Give the hyphen that ends a line at each of ``places``, in the style of the word there."""
    found: dict[int, Shaped] = {}
    shaped: dict[int, Shaped | None] = {}
    for place in places:
        number = next(n for n, (part, _) in enumerate(reader.divisible) if part.start < place < part.end)
        if number not in shaped:
            shaped[number] = shape(reader.divisible[number][1], HYPHEN)
        if hyphen := shaped[number]:
            found[place] = hyphen
    return found


def _segments(text: str) -> Iterator[tuple[int, int]]:
    """Give the stretches between forced line breaks."""
    start = 0
    for place, character in enumerate(text):
        if character == "\n":
            yield start, place
            start = place + 1
    if start < len(text):
        yield start, len(text)


def _measures(reader: _Reader, text: str, spans: Sequence[tuple[int, int]]) -> Measures:
    """Measure a paragraph, all but the line ends; the letters of ``spans`` may be moved apart."""
    count = len(text)
    stretch, squeeze = [0.0] * count, [0.0] * count
    at_start, at_end = [0.0] * count, [0.0] * count
    following = [*reader.whole[1:], count]
    inside = {place for start, end in spans for place in range(start, end)}
    for place, successor in zip(reader.whole, following, strict=True):
        character, em, last = text[place], reader.ems[place], successor - 1
        beside = text[successor] if successor < count else ""
        if character == "’" and is_letter(beside) and is_letter(text[place - 1 : place]):
            reader.widths[place] = min(reader.widths[place], APOSTROPHE * em)
            continue
        full = reader.widths[place] > FULL_WIDTH * em
        # “‘: the font has moved the second into the first.
        moved = beside in OPENING and beside and reader.is_moved(successor)
        if (
            full
            and not moved
            and beside
            and beside in MARKS
            and (character in CLOSING or beside in OPENING)
            and character in MARKS
        ):
            # The font squeezes neighbouring marks (``chws``), but not across the edge of a box.
            reader.widths[place] -= em / 2
            full = False
        if place in inside and successor in inside:
            stretch[last] = LARGEST_LETTER * em
        if character == " ":
            at_end[last] = reader.widths[place]
            stretch[last] = LARGEST_SPACE * em
        elif beside and may_part(character, beside):
            stretch[last] = LARGEST_STRETCH * em
        if character in CLOSING and full:
            at_end[last] = em / 2
            squeeze[last] += em * (SQUEEZE_STOP if character in STOPS else SQUEEZE)
        elif character in OPENING and reader.is_full_width(place):
            at_start[place] = em / 2
        before_opening = beside and beside in OPENING and character not in OPENING
        if before_opening and em and reader.is_full_width(successor):
            squeeze[last] += reader.ems[successor] * SQUEEZE
    advances = map(sum, zip(reader.widths, reader.edges, strict=True))
    return Measures(
        text=text,
        em=max(reader.ems),
        reach=[0.0, *accumulate(advances)],
        stretch=[0.0, *accumulate(stretch)],
        squeeze=[0.0, *accumulate(squeeze)],
        at_start=at_start,
        at_end=at_end,
        ends=(),
        at_need=(),
        whole=[*reader.whole, count],
    )
