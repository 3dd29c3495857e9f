"""A picture is never wider than its surroundings, and is made smaller where it does not fit on the rest of a page.

So it stays on that page with its caption.

Nothing floats: what is read in one order is printed in that order. A picture is made smaller by whole lines, down
to :data:`LEAST` of its height; one that is taller than half of the page down to a third of the page, if that is
less, but never below :data:`LEAST_OF_TALL`. Where that is not enough, it goes to the next page in its own size.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from weasyprint.css.properties import Dimension
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import strut

LEAST, LEAST_OF_TALL = 0.7, 0.6  # of its height


def lay_out_fitted(lay_out: Callable[..., Any], context: Any, box: Any, *arguments: Any) -> Any:
    """Lay out a figure, a picture in a block and a caption, as WeasyPrint's ``block_level_layout`` (``lay_out``) does.

    Its lines are as high as those of the text around it.
    """
    bottom_space, _, around, page_is_empty, _, _, margins, *_ = arguments
    top = box.position_y

    def tried(figure: Any) -> Any:
        figure.position_y = top
        return lay_out(context, figure, *arguments[:6], list(margins), *arguments[7:])

    picture = _picture(box)
    if picture is None:
        return tried(box)
    width, height = picture.style["width"].value, picture.style["height"].value
    line = strut(box.style)[0]  # CSS pixels
    if width > around.width:  # a case, a list
        height *= around.width / width
        box = _sized(box, picture, height, line)
    made = tried(box)
    if made[0] is not None or page_is_empty:
        return made
    least = min(LEAST * height, max(LEAST_OF_TALL * height, context.current_footnote_area.page.height / 3))
    room = math.floor((context.page_bottom - bottom_space - top) / line + 0.01) - 1  # the caption has a line
    for lines in range(
        min(room, math.ceil(height / line - 0.01) - 1), math.ceil(least / line - 0.01) - 1, -1
    ):
        smaller = tried(_sized(box, picture, lines * line, line))
        if smaller[0] is not None:
            return smaller
    return made


def _picture(box: Any) -> Any:
    """Give the picture of a figure, None where its size or that of its block is not given."""
    block = box.children[0] if box.children else None
    if not isinstance(block, boxes.BlockBox) or not block.children:
        return None
    picture = block.children[0]
    if not isinstance(picture, boxes.ReplacedBox):
        return None
    sizes = (block.style["height"], picture.style["height"], picture.style["width"])
    return picture if all(getattr(size, "unit", "") == "px" for size in sizes) else None


def _sized(figure: Any, picture: Any, height: float, line: float) -> Any:
    """Copy the figure with its picture at this height and in proportion; the box tree is left for another layout."""
    block, *rest = figure.children
    width = picture.style["width"].value * height / picture.style["height"].value
    set_smaller = picture.copy()
    set_smaller.style = _with_size(picture.style, {"width": width, "height": height})
    around = block.copy_with_children([set_smaller])
    around.style = _with_size(block.style, {"height": math.ceil(height / line - 0.01) * line})
    return figure.copy_with_children([around, *rest])


def _with_size(style: Any, sizes: dict[str, float]) -> Any:
    changed = style.copy()
    changed.update({name: Dimension(value, "px") for name, value in sizes.items()})
    return changed
