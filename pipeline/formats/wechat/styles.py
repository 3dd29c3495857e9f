"""Inline styles: declarations, lengths, what an element inherits."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from types import MappingProxyType

from lxml import etree

BODY_SIZE = 17.0  # CSS pixels: the platform's own text
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 96 / 25.4}


@functools.lru_cache(maxsize=4096)
def declarations(style: str) -> tuple[tuple[str, str], ...]:
    """Read a style attribute; give pairs of property, in small letters, and value."""
    pairs = (declaration.partition(":") for declaration in style.split(";") if declaration.strip())
    return tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)


def style_of(element: etree._Element) -> Mapping[str, str]:
    """Read an element's own declarations; of two with the same property the later counts."""
    style = element.get("style")
    return _by_name(style) if style else _NONE


_NONE: Mapping[str, str] = MappingProxyType({})


@functools.lru_cache(maxsize=4096)
def _by_name(style: str) -> Mapping[str, str]:
    return MappingProxyType(dict(declarations(style)))


def own_text(element: etree._Element) -> str:
    """Give the characters directly in an element."""
    return "".join([element.text or "", *(child.tail or "" for child in element)])


@functools.lru_cache(maxsize=4096)
def pixels(value: str) -> float | None:
    """Read a fixed length in CSS pixels; give None for one that depends on font, box or screen."""
    match = re.fullmatch(r"(-?\d*\.?\d+)(px|pt|pc|in|cm|mm)?", value.strip().lower())
    if not match or (not match[2] and float(match[1]) != 0):
        return None
    return float(match[1]) * _PIXELS[match[2] or "px"]


def font_size(element: etree._Element) -> float:
    """Give an element's font size in CSS pixels, inherited where it has none of its own."""
    times = 1.0
    around: etree._Element | None = element
    while around is not None:
        if value := style_of(around).get("font-size", ""):
            fixed = pixels(value)
            if fixed is not None:
                return times * fixed
            match = re.fullmatch(r"(\d*\.?\d+)(em|%)", value)
            times *= float(match[1]) / (100 if match[2] == "%" else 1) if match else 1
        around = around.getparent()
    return times * BODY_SIZE


def ancestors(element: etree._Element) -> list[etree._Element]:
    """Give the element and those around it, innermost first."""
    return [element, *element.iterancestors()]


def background(style: Mapping[str, str]) -> str:
    """Give the value that paints the ground, by the short or the long property."""
    return style.get("background-color") or style.get("background", "")
