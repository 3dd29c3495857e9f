"""The planned lines of a paragraph → finished lines in WeasyPrint's boxes.

Every line is built with its glyphs in their places; :mod:`pipeline.typeset.drawing` draws them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline as inline_layout
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.percent import resolve_percentages

from pipeline.typeset.characters import FILL, SOFT_HYPHEN
from pipeline.typeset.drawing import Placed, SetText, dot_middles
from pipeline.typeset.paragraphs import Line, Node, Plan
from pipeline.typeset.shaping import Shaped
from pipeline.typeset.total_fit import can_fill, spread, widening


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
        elif slack < 0 or (
            align == "justify" and plan.justified and can_fill(measures, line.start, line.end, slack)
        ):
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
