"""What single elements of a document are to a reader: enclosures, marks of footnotes, the numbers of a list's items."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from pipeline.handbook import Enclosure, without_space
from pipeline.seen.html_names import meanings_of, name_of, words_in

_NOTE = re.compile(r"#.+_n(\d+)")
_BACK = re.compile(r"#(.+)_r(\d+)")
_REFERENCE = re.compile(r"#(?:q|see)-([a-z0-9-]+)$")
_BRACKETS = "[]()［］（）〔〕【】"


def enclosure_of(element: etree._Element) -> Enclosure | None:
    """Give the enclosure that an element makes around its words, None where it makes none."""
    classes = element.get("class", "").split()
    match name_of(element):
        case "blockquote":
            return "quote"
        case "table":
            return "table"
        case "aside" if "example" in meanings_of(element) and "case" in classes:
            return "case"
        case "div" if "note" in classes:
            return "note"
        case "ol" | "ul":
            # A footnote is given as a list of one item for the sake of old reading apps.
            around = element.getparent()
            return None if around is not None and "footnote" in meanings_of(around) else "list"
    return None


def item_numbers(list_: etree._Element) -> Iterator[int]:
    """Give the number of each item of a list. Raises ``ValueError`` where a number cannot be read."""
    number = int(list_.get("start", "1"))
    for item in list_.iterchildren("{*}li"):
        number = int(item.get("value", str(number)))
        yield number
        number += 1


def note_referred_to(element: etree._Element) -> str | None:
    """Give the number of the footnote that an element leads to, None where it leads to none.

    Where the element shows another number, or the note leads back to another place, the answer says so.
    """
    href = element.get("href", "")
    match = _NOTE.fullmatch(href)
    if match is None:
        return None
    shown = _number_in(words_in(element))
    number = match[1] if shown == match[1] else f"{shown}（通向 {match[1]}）"
    is_target = element.get("id") == href[1:].replace("_n", "_r")
    return number if is_target else f"{number}（标识不对）"


def leads_back(element: etree._Element, note: str, number: int) -> bool:
    """Report whether an element in the footnote of this id and number leads back to its mark and shows its number."""
    match = _BACK.fullmatch(element.get("href", ""))
    return (
        match is not None
        and _number_in(words_in(element)) == match[2] == str(number)
        and note == f"{match[1]}_n{match[2]}"
    )


def referred_to(href: str) -> str | None:
    """Give the id of the question, table or figure of this book that an address leads to, None for any other."""
    match = _REFERENCE.search(href)
    return match[1] if match and "://" not in href else None


def _number_in(words: str) -> str:
    """Give the number that a footnote's mark shows, be it 1, [1] or ①; else the words themselves."""
    said = without_space(words).strip(_BRACKETS)
    if len(said) == 1 and (value := unicodedata.numeric(said, None)) is not None:
        return str(int(value))
    return said
