"""What a text of an article stands in, as its styles show: a case, a note, a quotation, a list, a table; and its cell.

The platform keeps no classes and no lists, so what a reader sees is all there is: a case has a ground, a note a rule
at its left, a list lines with hanging marks, an inner list lines two characters further in (``article.css``).
"""

from __future__ import annotations

import re

from lxml import etree

from pipeline.formats.wechat.colours import PAGE_BY_DAY, parse_colour
from pipeline.formats.wechat.styles import background, style_of
from pipeline.handbook import Enclosure

STEP = 2.0  # em: the indent of a list in a list
_CAPTION = re.compile(r"表\d+")
_INDENT = re.compile(r"(\d*\.?\d+)em")


def enclosures(element: etree._Element, around: tuple[Enclosure, ...]) -> tuple[Enclosure, ...]:
    """Give what ``element`` adds to what it stands in already."""
    if element.tag == "blockquote":
        return ("quote",)
    if element.tag == "table" or is_table_of_cards(element) or _is_caption(element):
        return ("table",)
    if element.tag not in ("section", "p") or around[-1:] == ("table",):
        return ()
    style = style_of(element)
    ground = background(style)
    if ground and parse_colour(ground) != PAGE_BY_DAY:
        return ("case",)
    if "border-left" in style:
        return ("note",)
    if element.tag == "section" and style.get("text-indent", "").startswith("-"):
        return ("list",)
    if around[-1:] == ("list",) and (indent := _INDENT.fullmatch(style.get("margin-left", ""))):
        further: tuple[Enclosure, ...] = ("list",)
        return further * round(float(indent[1]) / STEP)
    return ()


def is_table_of_cards(element: etree._Element) -> bool:
    """Report whether these are the rows of a wide table, which follow its caption as paragraphs of label and value."""
    before = element.getprevious()
    captioned = before is not None and _is_captions_text(before)
    return captioned and element.tag == "section" and all(child.tag == "p" for child in element)


def _is_caption(element: etree._Element) -> bool:
    following = element.getnext()
    return (
        following is not None
        and following.tag in ("table", "section")
        and _is_captions_text(element)
        and (following.tag == "table" or is_table_of_cards(following))
    )


def _is_captions_text(element: etree._Element) -> bool:
    label = element.find("span/strong") if element.tag == "p" else None
    return label is not None and _CAPTION.fullmatch("".join(map(str, label.itertext()))) is not None
