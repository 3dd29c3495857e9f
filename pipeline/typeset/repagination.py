"""Footnotes that a page hands on to the next, when a single page is laid out again.

WeasyPrint lays out a page again when a page number in it has become known. The footnotes that the page before had
handed on are then forgotten and missing from the book. Here they are kept.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def remake_with_notes(remake: Callable[..., Any], index: int, context: Any, *rest: Any) -> Any:
    """Lay out a page again as WeasyPrint's ``remake_page`` (``remake``), with the footnotes handed on to it.

    ``index`` is the page's place in WeasyPrint's list, from 0.
    """
    handed_on: dict[int, list[Any]] = context.__dict__.setdefault("handed_on", {})
    if index in handed_on or index - 1 in handed_on:
        context.reported_footnotes = list(handed_on.get(index - 1, ()))
    made = remake(index, context, *rest)
    notes = list(context.reported_footnotes)
    if handed_on.get(index, notes) != notes and index + 1 < len(context.page_maker):
        following = context.page_maker[index + 1]
        following[-1]["content_changed"] |= following[0] is not None
    handed_on[index] = notes
    return made
