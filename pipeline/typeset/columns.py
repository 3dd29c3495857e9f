"""Columns that are filled one after the other, and made even where the text ends.

WeasyPrint lays every column out again and again until their heights agree. Here a page's columns are laid out once, and
once more on the page where the text ends, from the heights that its blocks have.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.formatting_structure.boxes import BlockLevelBox
from weasyprint.layout.block import block_box_layout, block_level_width, collapse_margin
from weasyprint.layout.column import _create_column_box
from weasyprint.layout.percent import percentage

from pipeline.typeset.even_parts import even_limits

TRIES = 4  # heights: a piece may be a little higher where another column begins with it
Laid = tuple[list[Any], Any, Any]  # columns, where the next page begins, what that page must be


def are_plain(context: Any, box: Any) -> bool:
    """Report whether :func:`fill_columns` can lay out ``box``: a number of columns, no set height, no footnotes."""
    style = box.style
    return (
        style["column_width"] == "auto"
        and style["column_count"] != "auto"
        and style["height"] == "auto"
        and style["column_fill"] == "balance"
        and style["direction"] == "ltr"
        and style["position"] == "static"
        and context.current_footnote_area.height == "auto"
        and bool(box.children)
        and not any(child.style["column_span"] == "all" for child in box.children)
    )


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """Where columns are laid out: the arguments of WeasyPrint's ``columns_layout``."""

    context: Any
    bottom_space: float
    skip_stack: Any
    containing_block: Any
    page_is_empty: bool
    absolute_boxes: list[Any]
    fixed_boxes: list[Any]
    adjoining_margins: list[Any]


def fill_columns(at: ColumnPlace, box: Any) -> tuple[Any, Any, Any, list[Any], bool]:
    """Lay out a page's share of ``box``; give what WeasyPrint's ``columns_layout`` gives."""
    box = box.copy_with_children(box.children)
    box.position_y += collapse_margin(at.adjoining_margins)
    block_level_width(box, at.containing_block)
    style, count = box.style, box.style["column_count"]
    gap = style["font_size"]
    if style["column_gap"] != "normal":
        gap = percentage(style["column_gap"], style, box.width)
    width = max(0, box.width - (count - 1) * gap) / count
    top = box.content_box_y()

    def fill(space: float) -> tuple[Laid, list[Any], list[Any]] | None:
        columns: list[Any] = []
        absolute: list[Any] = []
        fixed: list[Any] = []
        place, following = at.skip_stack, None
        for number in range(count):
            column = _create_column_box(box, at.containing_block, box.children, width, top)
            column.position_x += number * (width + gap)
            made, place, following, *_ = block_box_layout(
                at.context,
                column,
                space,
                place,
                at.containing_block,
                at.page_is_empty,
                absolute,
                fixed,
                None,
                None,
                None,
                discard=False,
                max_lines=None,
            )
            if made is None:
                return None
            columns.append(made)
            if place is None:
                break
        return (columns, place, following), absolute, fixed

    at.context.in_column = True
    try:
        filled = fill(at.bottom_space)
        if filled and filled[0][1] is None:
            pieces = [height for column in filled[0][0] for height in _heights(column)]
            for height in even_limits(pieces, count)[:TRIES]:
                again = fill(at.context.page_bottom - top - height)
                if again and again[0][1] is None:
                    filled = again
                    break
    finally:
        at.context.in_column = False
    if filled is None:
        return None, (0, None), {"break": "any", "page": None}, [], False
    (columns, place, following), absolute, fixed = filled
    at.absolute_boxes.extend(absolute)
    at.fixed_boxes.extend(fixed)
    tallest = max(column.margin_height() for column in columns)
    for column in columns:
        column.height = tallest
    box.children = columns
    box.height = tallest
    return box, place, following, [], False


def _heights(column: Any) -> list[float]:
    """Give the height of each piece of a column that is not divided, with the space behind it."""
    pieces = list(_pieces(column))
    if not pieces:
        return []
    tops = [piece.position_y for piece, _ in pieces]
    last = max(piece.position_y + piece.margin_height() for piece, _ in pieces) - tops[-1]
    heights = [below - above for above, below in pairwise(tops)] + [last]
    found: list[float] = []
    kept = False
    for height, (_, keeps) in zip(heights, pieces, strict=True):
        found = [*found[:-1], found[-1] + height] if kept else [*found, height]
        kept = keeps
    return found


def _pieces(box: Any) -> Iterator[tuple[Any, bool]]:
    """Give the blocks inside a box that are not divided, and whether each is kept with the next."""
    for child in box.children:
        if not child.is_in_normal_flow():
            continue
        parts = [part for part in getattr(child, "children", ()) if isinstance(part, BlockLevelBox)]
        if parts and child.style["break_inside"] != "avoid":
            yield from _pieces(child)
        else:
            yield child, child.style["break_after"] == "avoid"
