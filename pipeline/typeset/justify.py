"""Chinese lines in WeasyPrint 70.0, while a document is laid out.

WeasyPrint's ``text-align: justify`` widens spaces only, and Chinese has none: two lines in three end short of the
margin. Here a line's slack is spread over its Han characters and marks; the mark that ends a line, and the opening mark
that begins one, take half an em (GB/T 15834-2011 5.1.10): :mod:`pipeline.typeset.lines`. Where lines break stays
WeasyPrint's (Pango's) matter, put right by :mod:`pipeline.typeset.breaks`.

Three private functions of WeasyPrint are replaced meanwhile (:func:`chinese_justification`); the version and the code
that this was written for are checked first.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint.document
import weasyprint.draw.text as text_drawing
import weasyprint.layout.block as block_layout
import weasyprint.layout.inline as inline_layout
from weasyprint.text.line_break import Layout

from pipeline.typeset.breaks import mark_breaks
from pipeline.typeset.lines import drop_marks, make_flush
from pipeline.typeset.total_fit import choose_lines

# What the functions looked like for which this module was written.
VERSION = "70.0"
SOURCES = {
    "weasyprint.document.build_formatting_structure": "cec02c484447",
    "weasyprint.layout.inline.iter_line_boxes": "04aec48abfca",
    "weasyprint.layout.inline.text_align": "e953d41b87cc",
    "weasyprint.text.line_break.Layout": "681b737d1ba5",
    "weasyprint.draw.text.draw_first_line": "1bb8eae6d88e",
}


class MovedInside(Exception):
    """WeasyPrint is not the one that this module was written for."""


def source_digests() -> dict[str, str]:
    """SHA-256 (first 12 digits) of the private WeasyPrint code that is replaced or built upon."""
    subjects = {
        "weasyprint.document.build_formatting_structure": weasyprint.document.build_formatting_structure,
        "weasyprint.layout.inline.iter_line_boxes": inline_layout.iter_line_boxes,
        "weasyprint.layout.inline.text_align": inline_layout.text_align,
        "weasyprint.text.line_break.Layout": Layout,
        "weasyprint.draw.text.draw_first_line": text_drawing.draw_first_line,
    }
    return {
        name: hashlib.sha256(inspect.getsource(subject).encode()).hexdigest()[:12]
        for name, subject in subjects.items()
    }


def check_inside() -> None:
    """Raise :class:`MovedInside` when WeasyPrint's version or the code built upon has changed."""
    if weasyprint.__version__ != VERSION or source_digests() != SOURCES:
        raise MovedInside(
            f"WeasyPrint {weasyprint.__version__} is not the {VERSION} that justification was written for"
        )


@contextmanager
def chinese_justification() -> Iterator[None]:
    """Lay out Chinese lines flush while the block runs. Raises :class:`MovedInside`."""
    check_inside()
    build, original = weasyprint.document.build_formatting_structure, inline_layout.text_align
    iterate = block_layout.iter_line_boxes

    def marked(tree: Any, *context: Any) -> Any:
        box = build(tree, *context)
        for paragraphs in (box, *context[-1]):  # the last one is the list of footnotes
            mark_breaks(paragraphs)
        return box

    def iter_line_boxes(context: Any, box: Any, *place: Any) -> Any:
        _, _, skip_stack, block = place[:4]
        if skip_stack is None:
            choose_lines(box, block.width)
        return iterate(context, box, *place)

    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        style = line.style
        ragged = last and style["text_align_last"] != "justify"
        done = style["text_align_all"] == "justify" and make_flush(line, available_width, last=ragged)
        drop_marks(line)
        return 0 if done else original(context, line, available_width, last)

    weasyprint.document.build_formatting_structure, inline_layout.text_align = marked, text_align
    block_layout.iter_line_boxes = iter_line_boxes
    try:
        yield
    finally:
        weasyprint.document.build_formatting_structure, inline_layout.text_align = build, original
        block_layout.iter_line_boxes = iterate
