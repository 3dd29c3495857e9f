"""What single elements of a finished e-book say."""

from __future__ import annotations

from lxml import etree

from pipeline.seen.html_names import words_in


def words_of(element: etree._Element | None) -> str:
    """Give the words of an element, runs of white space as one space; empty for None."""
    return " ".join(words_in(element).split()) if element is not None else ""
