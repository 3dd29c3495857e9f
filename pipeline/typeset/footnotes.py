"""A footnote begins on the page of its mark.

Where the second line of a paragraph does not fit on a page, WeasyPrint makes room for it: it hands footnotes on to the
next page, also those of paragraphs above, and does so even where the paragraph is moved to the next page after all.
Here such a paragraph is moved, and the notes of the page stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout.block import remove_placeholders

# WeasyPrint's result for a block that does not fit, all but the last part.
MOVED: tuple[Any, ...] = (None, None, {"break": "any", "page": None}, [], False)


@dataclass(frozen=True, slots=True)
class _Notes:
    """The footnotes of the document that wait for their marks, those of the page, those for the next page."""

    waiting: tuple[Any, ...]
    here: tuple[Any, ...]
    next: tuple[Any, ...]

    @classmethod
    def of(cls, context: Any) -> _Notes:
        return cls(
            tuple(context.footnotes), tuple(context.current_page_footnotes), tuple(context.reported_footnotes)
        )

    def put_back(self, context: Any) -> None:
        context.footnotes = list(self.waiting)
        context.current_page_footnotes = list(self.here)
        context.reported_footnotes = list(self.next)
        context._update_footnote_area()


def lay_out_with_notes(lay_out: Callable[..., Any], context: Any, box: Any, *arguments: Any) -> Any:
    """Lay out as WeasyPrint's ``block_level_layout`` (``lay_out``), but keep the page's footnotes on the page.

    A paragraph that would hand them on goes to the next page whole.
    """
    if context.in_column:
        return lay_out(context, box, *arguments)
    _, _, _, page_is_empty, absolute_boxes, fixed_boxes, *_ = arguments
    before = _Notes.of(context)
    made = lay_out(context, box, *arguments)
    if tuple(context.reported_footnotes) == before.next:
        return made
    if made[0] is not None:
        if page_is_empty or not (box.children and isinstance(box.children[0], boxes.LineBox)):
            return made
        remove_placeholders(context, [made[0]], absolute_boxes, fixed_boxes)
        made = (*MOVED, made[-1])
    before.put_back(context)
    return made


def lay_out_cell_with_notes(
    lay_out: Callable[..., Any], context: Any, cell: Any, *places: Any, **options: Any
) -> Any:
    """Lay out a table's cell as WeasyPrint's ``block_container_layout`` (``lay_out``), but keep the page's footnotes.

    A cell that would hand them on goes to the next page with its row.
    """
    before = _Notes.of(context)
    made = lay_out(context, cell, *places, **options)
    if options["page_is_empty"] or tuple(context.reported_footnotes) == before.next:
        return made
    if made[0] is not None:
        remove_placeholders(context, [made[0]], options["absolute_boxes"], options["fixed_boxes"])
    before.put_back(context)
    return (*MOVED, made[-1])
