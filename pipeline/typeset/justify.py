"""Chinese lines in WeasyPrint 70.0, while a document is laid out and written.

WeasyPrint's ``text-align: justify`` widens spaces only, and Chinese has none: two lines in three end short of the
margin. Here paragraphs are broken by :mod:`pipeline.typeset.paragraphs`, filled by :mod:`pipeline.typeset.lines`, and
drawn by :mod:`pipeline.typeset.drawing`. What that leaves to WeasyPrint (right-to-left text, leaders,
floats) is set as ever.

Columns and pages that are laid out again are put right beside (:mod:`pipeline.typeset.columns`,
:mod:`pipeline.typeset.repagination`). Eight functions of WeasyPrint and pydyf are replaced meanwhile; the version and
the code that this was written for are checked first.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import Any

import weasyprint.draw.text
import weasyprint.layout.block
import weasyprint.layout.column
import weasyprint.layout.inline
import weasyprint.layout.page
import weasyprint.layout.table
import weasyprint.text.line_break
from weasyprint.formatting_structure.boxes import TableCellBox
from weasyprint.pdf import pydyf

from pipeline.typeset.columns import ColumnPlace, are_plain, fill_columns
from pipeline.typeset.drawing import SetText, draw_set_text
from pipeline.typeset.fitting import lay_out_fitted
from pipeline.typeset.footnotes import lay_out_cell_with_notes, lay_out_with_notes
from pipeline.typeset.lines import Surroundings, finished_lines
from pipeline.typeset.paragraphs import plan_of
from pipeline.typeset.repagination import remake_with_notes

# WeasyPrint's version and code for which this module was written.
VERSION = "70.0"
SUBJECTS = {
    "weasyprint.layout.block._linebox_layout": weasyprint.layout.block._linebox_layout,
    "weasyprint.layout.block.block_level_layout": weasyprint.layout.block.block_level_layout,
    "weasyprint.layout.block.remove_placeholders": weasyprint.layout.block.remove_placeholders,
    "weasyprint.layout.LayoutContext._update_footnote_area": weasyprint.layout.LayoutContext._update_footnote_area,
    "weasyprint.layout.table.table_layout": weasyprint.layout.table.table_layout,
    "weasyprint.layout.column.columns_layout": weasyprint.layout.column.columns_layout,
    "weasyprint.layout.page.remake_page": weasyprint.layout.page.remake_page,
    "weasyprint.layout.page.make_all_pages": weasyprint.layout.page.make_all_pages,
    "weasyprint.layout.inline.iter_line_boxes": weasyprint.layout.inline.iter_line_boxes,
    "weasyprint.layout.inline.get_next_linebox": weasyprint.layout.inline.get_next_linebox,
    "weasyprint.layout.inline.split_inline_box": weasyprint.layout.inline.split_inline_box,
    "weasyprint.layout.inline.split_text_box": weasyprint.layout.inline.split_text_box,
    "weasyprint.layout.inline._out_of_flow_layout": weasyprint.layout.inline._out_of_flow_layout,
    "weasyprint.layout.inline.line_box_verticality": weasyprint.layout.inline.line_box_verticality,
    "weasyprint.text.line_break.Layout": weasyprint.text.line_break.Layout,
    "pydyf.PDF.page_references": pydyf.PDF.page_references.fget,
    "weasyprint.draw.text.draw_text": weasyprint.draw.text.draw_text,
    "weasyprint.draw.text.draw_first_line": weasyprint.draw.text.draw_first_line,
}
SOURCES = {
    "weasyprint.layout.block._linebox_layout": "e07bbe000974",
    "weasyprint.layout.block.block_level_layout": "c1301dde9284",
    "weasyprint.layout.block.remove_placeholders": "ce16d97a1caa",
    "weasyprint.layout.LayoutContext._update_footnote_area": "2e317e4b066f",
    "weasyprint.layout.table.table_layout": "6594fa40743f",
    "weasyprint.layout.column.columns_layout": "7a05cce3272f",
    "weasyprint.layout.page.remake_page": "1ff09b2dffa1",
    "weasyprint.layout.page.make_all_pages": "b5e403489484",
    "weasyprint.layout.inline.iter_line_boxes": "04aec48abfca",
    "weasyprint.layout.inline.get_next_linebox": "67af458c2545",
    "weasyprint.layout.inline.split_inline_box": "3a0cb7ca7e34",
    "weasyprint.layout.inline.split_text_box": "8c564329599e",
    "weasyprint.layout.inline._out_of_flow_layout": "6bbd74324daf",
    "weasyprint.layout.inline.line_box_verticality": "1018aadb3410",
    "weasyprint.text.line_break.Layout": "681b737d1ba5",
    "pydyf.PDF.page_references": "060bf90aad55",
    "weasyprint.draw.text.draw_text": "ebaf96239c6c",
    "weasyprint.draw.text.draw_first_line": "1bb8eae6d88e",
}


class MovedInside(Exception):
    """WeasyPrint is not the one that this module was written for."""


@cache  # the code of a running program does not change, and finding its lines takes longer than setting a page
def source_digests() -> Mapping[str, str]:
    """Give the SHA-256 (first 12 digits) of each part of WeasyPrint's private code that is replaced or built upon."""
    return {
        name: hashlib.sha256(inspect.getsource(subject).encode()).hexdigest()[:12]
        for name, subject in SUBJECTS.items()
    }


def check_inside() -> None:
    """Raise :class:`MovedInside` when WeasyPrint's version or the code built upon has changed."""
    if weasyprint.__version__ != VERSION or source_digests() != SOURCES:
        raise MovedInside(
            f"WeasyPrint {weasyprint.__version__} is not the {VERSION} that justification was written for"
        )


@contextmanager
def chinese_lines() -> Iterator[None]:
    """Lay out and draw Chinese lines while the block runs. Raises :class:`MovedInside` as :func:`check_inside` does."""
    check_inside()
    replaced = {
        (weasyprint.layout.block, "iter_line_boxes"): _iter_line_boxes,
        (weasyprint.layout.block, "columns_layout"): _columns_layout,
        (weasyprint.layout.block, "block_level_layout"): _block_level_layout,
        (weasyprint.layout.block, "block_container_layout"): _block_container_layout,
        (weasyprint.layout.LayoutContext, "_update_footnote_area"): _update_footnote_area,
        (weasyprint.layout.page, "remake_page"): _remake_page,
        (weasyprint.draw.text, "draw_first_line"): _draw_first_line,
        (pydyf.PDF, "page_references"): property(_page_references),
    }
    for (module, name), function in replaced.items():
        setattr(module, name, function)
    try:
        yield
    finally:
        for module, name in replaced:
            setattr(module, name, _ORIGINAL[name])


_ORIGINAL: dict[str, Any] = {
    "iter_line_boxes": weasyprint.layout.inline.iter_line_boxes,
    "columns_layout": weasyprint.layout.column.columns_layout,
    "block_level_layout": weasyprint.layout.block.block_level_layout,
    "block_container_layout": weasyprint.layout.block.block_container_layout,
    "_update_footnote_area": weasyprint.layout.LayoutContext._update_footnote_area,
    "remake_page": weasyprint.layout.page.remake_page,
    "draw_first_line": weasyprint.draw.text.draw_first_line,
    "page_references": pydyf.PDF.page_references,
}


def _iter_line_boxes(context: Any, box: Any, *arguments: Any) -> Any:
    position_y, _, skip_stack, containing_block, absolute_boxes, fixed_boxes, *first_styles = arguments
    if not context.excluded_shapes and not any(first_styles):
        plan = plan_of(context, box, containing_block)
        if plan:
            place = Surroundings(context, containing_block, absolute_boxes, fixed_boxes)
            return finished_lines(plan, box, place, position_y, skip_stack)
    return _ORIGINAL["iter_line_boxes"](context, box, *arguments)


def _columns_layout(context: Any, box: Any, *arguments: Any) -> Any:
    if are_plain(context, box) and not any(arguments[-2:]):
        return fill_columns(ColumnPlace(context, *arguments[:-2]), box)
    return _ORIGINAL["columns_layout"](context, box, *arguments)


def _block_level_layout(context: Any, box: Any, *arguments: Any) -> Any:
    if box.element_tag == "figure":
        return lay_out_fitted(_block_with_notes, context, box, *arguments)
    return _block_with_notes(context, box, *arguments)


def _block_container_layout(context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
    lay_out = _ORIGINAL["block_container_layout"]
    if isinstance(box, TableCellBox):
        return lay_out_cell_with_notes(lay_out, context, box, *arguments, **options)
    return lay_out(context, box, *arguments, **options)


def _block_with_notes(context: Any, box: Any, *arguments: Any) -> Any:
    return lay_out_with_notes(_ORIGINAL["block_level_layout"], context, box, *arguments)


def _update_footnote_area(context: Any) -> bool:
    """Report no overflow: an area as high as its notes never overflows, but WeasyPrint's rounding error says so."""
    _ORIGINAL["_update_footnote_area"](context)
    return False


def _remake_page(index: int, context: Any, *arguments: Any) -> Any:
    return remake_with_notes(_ORIGINAL["remake_page"], index, context, *arguments)


def _page_references(pdf: Any) -> Any:
    """Give the references of all pages; they are asked for at every tag and link, and made anew only for a new page."""
    count, references = pdf.__dict__.get("references", (0, ()))
    if count != pdf.pages["Count"]:
        references = _ORIGINAL["page_references"].fget(pdf)
        pdf.references = (pdf.pages["Count"], references)
    return references


def _draw_first_line(stream: Any, box: Any, overflow: str, ellipsis: str, matrix: Any) -> Any:
    if isinstance(box.pango_layout, SetText):
        draw_set_text(stream, box, matrix)
        return []  # no picture fonts
    return _ORIGINAL["draw_first_line"](stream, box, overflow, ellipsis, matrix)
