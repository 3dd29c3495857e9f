"""Chinese justification over WeasyPrint 70.0.

WeasyPrint's ``text-align: justify`` widens spaces only, and Chinese has none: two lines in three end short of the
margin. Here a line's slack is spread over its Han characters and marks; the mark that ends a line, and the opening mark
that begins one, take half an em (GB/T 15834-2011 5.1.10). Where lines break stays WeasyPrint's (Pango's) matter, helped
by :func:`for_print`.

One private function of WeasyPrint is replaced while a document is laid out (:func:`chinese_justification`); the
versions and sources that this was written for are checked first.
"""

from __future__ import annotations

import hashlib
import inspect
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import weasyprint
import weasyprint.layout.inline as inline_layout
from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
STRETCHING = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef‘’“”·]+")
OPENING = "‘“（《〈【〔「『"
CLOSING = "，。、；：！？’”）》〉】〕」』"
LARGEST_STRETCH = 0.098  # em; from 0.1 on Poppler takes a gap for a space

# What the functions looked like for which this module was written.
VERSION = "70.0"
SOURCES = {
    "weasyprint.layout.inline.text_align": "e953d41b87cc",
    "weasyprint.text.line_break.Layout": "681b737d1ba5",
}


class MovedInside(Exception):
    """WeasyPrint is not the one that this module was written for."""


def source_digests() -> dict[str, str]:
    """SHA-256 (first 12 digits) of the private WeasyPrint code that is replaced or built upon."""
    subjects = {
        "weasyprint.layout.inline.text_align": inline_layout.text_align,
        "weasyprint.text.line_break.Layout": Layout,
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


# ---- breaks -------------------------------------------------------------------------------------------------------

BREAK, GLUE = "\u200b", "\u2060"  # zero-width space: a line may end here; word joiner: it may not
ZERO_WIDTH = {ord(BREAK): None, ord(GLUE): None}
UNITS = "年月日号时分秒点天周季个名位人户家条项件万亿元米千公平级栋幢层楼区街镇村站处次类种问页章节款届期岁多余%％"
_BEFORE_QUOTE = re.compile(f"(?<=[{HAN}，。、；：！？）》”’])(?=[“‘])")
_AFTER_QUOTE = re.compile(f"(?<=[”’])(?=[{HAN}（《“‘])")
_NOT_FIRST = re.compile("(?=[～·])")
_AFTER_RANGE = re.compile("(?<=[～·])(?=[0-9])")
_NUMBER_UNIT = re.compile(f"(?<=[0-9])(?=[{UNITS}])|(?<=第)(?=[0-9])")
_LAST = re.compile(
    f"(?<=[{HAN}])(?=[{HAN}][。！？；：…]+[”’）》]*$)|(?<=[{HAN}])(?=[。！？；：…]+[”’）》]*$)"
)


def for_print(text: str, *, ends_paragraph: bool = False) -> str:
    """``text`` with zero-width marks where Pango's line breaking does not fit Chinese.

    Lines may break outside a curly quote beside a Han character (UAX #14 forbids it); ～ and · never begin a line;
    number and unit stay together; the last two characters of a paragraph keep their mark company. The visible
    characters are unchanged.
    """
    text = _NUMBER_UNIT.sub(GLUE, _AFTER_RANGE.sub(GLUE, _NOT_FIRST.sub(GLUE, text)))
    text = _AFTER_QUOTE.sub(BREAK, _BEFORE_QUOTE.sub(BREAK, text))
    return _LAST.sub(GLUE, text) if ends_paragraph else text


# ---- lines --------------------------------------------------------------------------------------------------------


class SpacedLayout(Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """A Pango layout whose Chinese characters are spaced out, and whose marks at ``halved`` take half an em."""

    def __init__(self, style: Any, spacing: float, halved: tuple[int, ...]) -> None:
        self.spacing, self.halved = spacing, halved
        super().__init__(style)

    def set_text(self, text: str, justify: bool = False) -> None:
        """Set ``text`` and lay the attributes over it."""
        super().set_text(text, justify)
        if not (self.spacing or self.halved):
            return
        attributes = pango.pango_layout_get_attributes(self.layout)
        if attributes == ffi.NULL:
            attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
        if self.spacing:
            for run in STRETCHING.finditer(self.text):
                # An opening mark that was halved stays close to what it opens.
                start = run.start() + (run.start() in self.halved and self.text[run.start()] in OPENING)
                attribute = pango.pango_attr_letter_spacing_new(round(self.spacing * TO_UNITS))
                self._add(attributes, attribute, start, run.end(), pango.pango_attr_list_change)
        for index in self.halved:
            attribute = pango.pango_attr_font_features_new(b"halt 1")
            self._add(attributes, attribute, index, index + 1, pango.pango_attr_list_insert)
        pango.pango_layout_set_attributes(self.layout, attributes)

    def _add(self, attributes: Any, attribute: Any, start: int, end: int, add: Any) -> None:
        attribute.start_index = len(self.text[:start].encode())
        attribute.end_index = len(self.text[:end].encode())
        add(attributes, attribute)


@contextmanager
def chinese_justification() -> Iterator[None]:
    """Lay out Chinese lines flush while the block runs. Raises :class:`MovedInside`."""
    check_inside()
    original = inline_layout.text_align

    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        style = line.style
        if style["text_align_all"] == "justify" and (style["lang"] or "").startswith("zh"):
            return _justify(line, available_width, last)
        return original(context, line, available_width, last)

    inline_layout.text_align = text_align
    try:
        yield
    finally:
        inline_layout.text_align = original


def _justify(line: Any, available_width: float, last: bool) -> float:
    """Make ``line`` flush (but for the last one); the offset from its start is always 0."""
    for box in _text_boxes(line):
        # The line is broken; what told where it may break would now stand between marks that belong together.
        box.text = box.text.translate(ZERO_WIDTH)
    texts = [box for box in _text_boxes(line) if box.text.strip()]
    if not texts:
        return 0
    halved = _halved(line, texts, last)
    narrow = {id(box): _measured(box, 0, halved.get(id(box), ())) for box in texts}
    grown = {id(box): _measured(box, 1, halved.get(id(box), ())) - narrow[id(box)] for box in texts}
    slack = available_width - line.width - sum(narrow[id(box)] - box.width for box in texts)
    room = sum(grown.values())
    spacing = 0.0
    if room > 0 and (slack < 0 or not last):
        spacing = min(slack / room, LARGEST_STRETCH * texts[0].style["font_size"])
    changes: dict[int, float] = {}
    for box in texts:
        layout = SpacedLayout(box.style, spacing, halved.get(id(box), ()))
        layout.set_text(box.text, justify=True)
        width = float(line_size(layout.get_first_line()[0], box.style)[0])
        layout.deactivate()
        box.pango_layout = layout
        changes[id(box)] = width - box.width
    _shift(line, changes, 0.0)
    return 0


def _text_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, boxes.TextBox):
        yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _halved(line: Any, texts: list[Any], last: bool) -> dict[int, tuple[int, ...]]:
    """The marks at the line's edges that take half an em: box → indexes into its text."""
    found: dict[int, tuple[int, ...]] = {}
    first, final = texts[0], texts[-1]
    start = len(first.text) - len(first.text.lstrip(" "))
    indented = first.position_x - line.position_x > 0.1
    if first.text[start] in OPENING and not indented:
        found[id(first)] = (start,)
    end = len(final.text.rstrip(" ")) - 1
    if not last and final.text[end] in CLOSING:
        found[id(final)] = (*found.get(id(final), ()), end)
    return found


def _measured(box: Any, spacing: float, halved: tuple[int, ...]) -> float:
    """Width in CSS pixels of a box's text with this spacing."""
    layout = SpacedLayout(box.style, spacing, halved)
    layout.set_text(box.text, justify=True)
    width = float(line_size(layout.get_first_line()[0], box.style)[0])
    layout.deactivate()
    return width


def _shift(box: Any, changes: dict[int, float], advance: float) -> float:
    """Widen the boxes of a line and move what follows them; the advance after ``box``."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        change = changes.get(id(box), 0.0)
        box.width += change
        return advance + change
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        before = advance
        if not isinstance(box, boxes.LineBox):
            box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _shift(child, changes, advance)
        box.width += advance - before
        return advance
    box.translate(advance, 0)
    return advance
