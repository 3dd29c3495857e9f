"""``styles.xml`` → each paragraph style's name, outline level and numbering, followed through ``basedOn``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.word.package import Package, W

TAG = f"{{{W}}}"
BODY_LEVEL = 10  # w:outlineLvl 9 is body text; levels here count from 1 as Word shows them


@dataclass(frozen=True, slots=True)
class Style:
    """A style: ``level`` is its outline level (1 the highest, 0 body text); ``numbering`` its numId and ilvl.

    ``dotted``: it puts dots under characters (着重号).
    """

    name: str
    level: int = 0
    numbering: tuple[str, int] | None = None
    dotted: bool = False


def value(parent: etree._Element | None, *path: str) -> str | None:
    """Give ``w:val`` of the element at ``path`` below ``parent``, None where it is missing."""
    for step in path:
        parent = parent.find(TAG + step) if parent is not None else None
    return parent.get(f"{TAG}val") if parent is not None else None


def read_styles(package: Package) -> dict[str, Style]:
    """Read the styles by their ids; a heading is known by its outline level or its name, never by its id."""
    root = package.xml(package.related("styles"))
    elements = {
        str(item.get(f"{TAG}styleId")): item
        for item in (root.findall(f"{TAG}style") if root is not None else ())
    }
    return {identifier: _style(identifier, elements) for identifier in elements}


def level_of_name(name: str) -> int:
    """Give the outline level that a style name of Word's own means (``heading 2``, ``标题 2``), 0 for other names."""
    match = re.fullmatch(r"(?:heading|标题)\s*([1-9])", name, re.IGNORECASE)
    return int(match[1]) if match else 0


def outline_level(properties: etree._Element | None) -> int | None:
    """Give the outline level that paragraph properties set, None where they set none."""
    found = value(properties, "outlineLvl")
    return (int(found) + 1) % BODY_LEVEL if found and found.isdigit() else None


def numbering_of(properties: etree._Element | None) -> tuple[str | None, int] | None:
    """Give the numId and ilvl that paragraph properties set, None where they set none.

    The numId is None where they set a level only.
    """
    if properties is None or properties.find(f"{TAG}numPr") is None:
        return None
    level = value(properties, "numPr", "ilvl")
    return value(properties, "numPr", "numId"), int(level) if level and level.isdigit() else 0


def _style(identifier: str, elements: dict[str, etree._Element]) -> Style:
    name = value(elements[identifier], "name") or ""
    level: int | None = None
    numbering: tuple[str, int] | None = None
    dots: str | None = None
    seen: set[str] = set()
    current: str | None = identifier
    while current in elements and current not in seen:
        seen.add(current)
        element = elements[current]
        properties = element.find(f"{TAG}pPr")
        if level is None:
            level = outline_level(properties)
        if level is None:
            level = level_of_name(value(element, "name") or "") or None
        own = numbering_of(properties)
        if numbering is None and own is not None and own[0] is not None:
            numbering = (own[0], own[1])
        dots = dots if dots is not None else value(element, "rPr", "em")
        current = value(element, "basedOn")
    return Style(name, level or 0, numbering, dots not in (None, "none"))
