"""A paragraph in WeasyPrint's boxes → measures → finished lines in WeasyPrint's boxes.

WeasyPrint breaks a paragraph line by line, and asks Pango for each. Here a paragraph is shaped once, its lines are
chosen together (:mod:`pipeline.typeset.total_fit`), and every line is built with its glyphs in their places
(:mod:`pipeline.typeset.drawing`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline as inline_layout
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages
from weasyprint.text.line_break import strut

from pipeline.typeset.breaks import addresses, line_ends
from pipeline.typeset.characters import (
    CLOSING,
    FILL,
    HYPHEN,
    MARKS,
    OBJECT,
    OPENING,
    SOFT_HYPHEN,
    STOPS,
    is_letter,
    may_part,
)
from pipeline.typeset.drawing import Placed, SetText, dot_middles
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
    spread,
    widening,
)

FULL_WIDTH = 0.75  # em; a mark wider than that has a blank half
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
    the offset at which they start; ``hyphens`` by the offsets at which words may be divided.
    """

    root: Node
    measures: Measures
    widths: Sequence[float]
    lines: Mapping[int, Line]
    indent: float
    hyphens: Mapping[int, Shaped]

    @property
    def start(self) -> int:
        """Where the first line starts."""
        return next(iter(self.lines))


# ---- boxes → measures ----------------------------------------------------------------------------------------------


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
    justified = style["text_align_all"] == "justify"
    lines = {}
    for number, (begin, end) in enumerate(segments):
        start = end - len(text[begin:end].lstrip(" "))
        first = width - (0 if number else box.text_indent)
        after = segments[number + 1][0] if number + 1 < len(segments) else end
        stops = choose_ends(measures, (start, end), (first, width), justified=justified)
        for place, stop in pairwise((start, *stops)):
            lines[place] = Line(place, stop, after if stop == end else stop, stop == end)
    return Plan(root, measures, reader.widths, lines, box.text_indent, hyphens)


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


# ---- measures → finished lines -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where lines are built: arguments of WeasyPrint's ``iter_line_boxes``. Both lists are added to."""

    context: Any
    containing_block: Any
    absolute_boxes: list[Any]
    fixed_boxes: list[Any]


def finished_lines(
    plan: Plan, box: Any, place: Surroundings, position_y: float, skip_stack: Any
) -> Iterator[tuple[Any, Any]]:
    """Give the lines of ``box`` from ``skip_stack`` on, each with the place at which the next one begins."""
    start = _offset(plan.root, skip_stack) if skip_stack else plan.start
    while start in plan.lines:
        line = plan.lines[start]
        finished = _Builder(plan, box, line, place, position_y).line()
        position_y = finished.position_y + finished.height
        start = line.following
        yield finished, _skip_stack(plan.root, start) if start in plan.lines else None


def _offset(node: Node, skip_stack: Any) -> int:
    """Give the character at a place in WeasyPrint's terms (child → child → byte)."""
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        if isinstance(node.box, boxes.TextBox):
            return node.start + len(node.box.text.encode()[:index].decode())
        node = node.children[index]
    return node.start


def _skip_stack(node: Node, offset: int) -> Any:
    """Give the place of a character in WeasyPrint's terms."""
    if isinstance(node.box, boxes.TextBox):
        return {len(node.box.text[: offset - node.start].encode()): None} if offset > node.start else None
    child = next(child for child in node.children if child.start <= offset < child.end)
    return {child.index: _skip_stack(child, offset)}


class _Builder:
    """Builds one line."""

    def __init__(self, plan: Plan, box: Any, line: Line, place: Surroundings, position_y: float) -> None:
        self._plan, self._box, self._line, self._place, self._position_y = plan, box, line, place, position_y
        self._placeholders: list[Any] = []
        measures, style = plan.measures, box.style
        self._end = measures.last(line.start, line.end)
        first = line.start == plan.start
        indent = plan.indent if first else 0.0
        slack = measures.slack(line.start, line.end, place.containing_block.width - indent)
        align = style["text_align_all"]
        if line.last and style["text_align_last"] != "auto":
            align = style["text_align_last"]
        self._added: Sequence[float] = ()
        self._wider = 1.0
        fill = measures.text.find(FILL, line.start, self._end)
        if fill >= 0:
            self._added = [slack if place == fill else 0.0 for place in range(line.start, line.end)]
        elif slack < 0 or align == "justify":
            self._added = spread(measures, line.start, line.end, slack)
            self._wider = 1 + widening(measures, line.start, line.end, slack)
        self._x = indent - (0.0 if first else measures.at_start[line.start])
        if align == "center":
            self._x += slack / 2
        elif align in ("right", "end"):
            self._x += slack

    def line(self) -> Any:
        """Build the line box, at its place."""
        box, left, top = self._box, self._place.containing_block.content_box_x(), self._position_y
        box.position_x, box.position_y = left, top
        children, x = self._children(self._plan.root, left + self._x)
        line = box.copy_with_children(children)
        line.remove_decoration(start=self._line.start > 0, end=not self._line.last)
        line.width = x - left
        inline_layout._adjust_line_height(line)
        bottom, highest = inline_layout.line_box_verticality(line)
        line.baseline = -highest
        line.position_y = highest
        line.height = bottom - highest
        line.margin_top = line.margin_bottom = 0
        line.translate(0, top - highest)
        line.position_y = top
        for placeholder in self._placeholders:
            if "inline" in placeholder.style.specified["display"]:
                placeholder.translate(0, top - placeholder.position_y)
            else:
                placeholder.translate(
                    left - placeholder.position_x, top + line.height - placeholder.position_y
                )
        return line

    def _children(self, node: Node, x: float) -> tuple[list[Any], float]:
        line, children = self._line, []
        for child in node.children:
            if child.start == child.end:
                if not (line.start < child.start <= line.following or child.start == line.start == 0):
                    continue
            elif child.end <= line.start or child.start >= line.following:
                continue
            made, x = self._part(child, x)
            if made is not None:
                children.append(made)
        return children, x

    def _part(self, node: Node, x: float) -> tuple[Any, float]:
        box = node.box
        if not box.is_in_normal_flow():
            return self._out_of_flow(box, x), x
        if isinstance(box, boxes.TextBox):
            return self._text(node, x)
        if isinstance(box, boxes.InlineBox):
            return self._inline(node, x)
        place = self._place
        resolve_percentages(box, place.containing_block)
        box.position_y = self._position_y
        made = inline_layout.atomic_box(
            place.context, box, x, None, place.containing_block, place.absolute_boxes, place.fixed_boxes
        )
        made.position_x = x
        return made, x + made.margin_width()

    def _out_of_flow(self, box: Any, x: float) -> Any:
        if box.is_absolutely_positioned():
            box.position_x, box.position_y = x, self._position_y
            placeholder = AbsolutePlaceholder(box)
            self._placeholders.append(placeholder)
            absolute = box.style["position"] == "absolute"
            (self._place.absolute_boxes if absolute else self._place.fixed_boxes).append(placeholder)
            return placeholder
        if box.is_running() or box.is_note():
            self._place.context.add_running_element(box)
        return None

    def _inline(self, node: Node, x: float) -> tuple[Any, float]:
        is_start, is_end = node.start >= self._line.start, node.end <= self._line.following
        inside = x + (node.lead if is_start else 0.0)
        children, reached = self._children(node, inside)
        if not children and node.start < node.end:
            return None, x
        made = node.box.copy_with_children(children)
        made.remove_decoration(start=not is_start, end=not is_end)
        made.position_x, made.position_y = x, self._position_y
        made.width = reached - inside
        inline_layout._adjust_line_height(made)
        return made, reached + (node.trail if is_end else 0.0)

    def _text(self, node: Node, x: float) -> tuple[Any, float]:
        plan, shaped = self._plan, node.shaped
        start, end = max(node.start, self._line.start), min(node.end, self._end)
        if shaped is None or start >= end:
            return None, x
        text, starts, reached = plan.measures.text[start:end], [], 0.0
        for place in range(start, end):
            starts.append(reached)
            reached += plan.widths[place]
            if self._added:
                reached += self._added[place - self._line.start]
        if end == self._end:
            reached -= plan.measures.at_end[end - 1]
        hyphen = plan.hyphens.get(end) if end == self._line.end else None
        placed = list(_placed(shaped, start - node.start, starts))
        if hyphen:
            placed += ((face, glyph, reached + x, SOFT_HYPHEN) for face, glyph, x in hyphen.glyphs[0] or ())
            reached += hyphen.widths[0]
            text += SOFT_HYPHEN
        reached *= self._wider
        made, style = node.box.copy_with_text(text), node.box.style
        made.position_x, made.position_y = x, self._position_y
        made.width, made.height = reached, shaped.height
        made.margin_top = made.margin_bottom = (node.line_height - shaped.height) / 2
        made.baseline = shaped.baseline + made.margin_top
        dotted: Sequence[float] = ()
        if style["text_decoration_line"] != "none" and style["text_decoration_style"] == "dotted":
            dotted = dot_middles(plan.measures.text[start:end], starts, plan.widths[start:end])
            made.style = style.copy()
            made.style["text_decoration_line"] = "none"
        made.pango_layout = SetText(text, placed, shaped.decoration, dotted, self._wider)
        return made, x + reached


def _placed(shaped: Shaped, first: int, starts: Sequence[float]) -> Iterator[Placed]:
    """Give as many glyphs as ``starts``, from the character ``first`` on, at their places."""
    following = len(shaped.text)
    clusters = []
    for place in range(len(shaped.text) - 1, first - 1, -1):
        glyphs = shaped.glyphs[place]
        if glyphs is not None:
            clusters.append((place, following, glyphs))
            following = place
    for place, end, glyphs in reversed(clusters):
        if place - first < len(starts):
            for face, glyph, x in glyphs:
                yield face, glyph, starts[place - first] + x, shaped.text[place:end]
