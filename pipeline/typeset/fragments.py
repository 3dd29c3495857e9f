"""Boxes that continue on the next page: the rule at a box's side ends with its last line, not at the page's foot.

WeasyPrint makes such a box fill the page (CSS Fragmentation Level 3, 5.4), so that its rule also runs beside a line
left empty because two lines must stay together on the next page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import weasyprint
from weasyprint.formatting_structure import boxes


def end_rules_with_text(document: weasyprint.Document) -> None:
    """Shorten, on the finished pages, every block with a rule at its side to its content."""
    for page in document.pages:
        for box in _ruled(page._page_box):
            if box.style["height"] == "auto":
                box.height = min(box.height, _bottom(box) - box.content_box_y())


def _ruled(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.BlockBox) and box.border_left_width:
        yield box
    for child in getattr(box, "children", ()):
        yield from _ruled(child)


def _bottom(box: Any) -> float:
    """Give the bottom of the content of ``box``, in CSS pixels from the top of the page."""
    inside = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
    if isinstance(box, boxes.BlockBox) and inside:
        return max(map(_bottom, inside))
    return float(box.position_y + box.margin_height())
