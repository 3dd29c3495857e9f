"""A fragment as the platform shows it at night: the conversion of :mod:`colours` written into the styles."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from pipeline.formats.wechat.colours import parse_colour, text_by_night
from pipeline.formats.wechat.rules.contrasts import Paint, painted
from pipeline.formats.wechat.styles import background, declarations, style_of


def by_night(fragment: str) -> str:
    """Give the fragment with the colours of the night page, for a preview."""
    root = lxml.html.fragment_fromstring(fragment)
    _convert(root, Paint())
    return str(lxml.html.tostring(root, encoding="unicode"))


def _convert(element: etree._Element, around: Paint) -> None:
    paint = painted(element, around)
    style = element.get("style", "")
    if style:
        pairs = [(name, _converted(name, value, paint)) for name, value in declarations(style)]
        if background(style_of(element)) and "color" not in dict(pairs):
            pairs.append(("color", str(paint.text_at_night)))
        element.set("style", ";".join(f"{name}:{value}" for name, value in pairs))
    for child in element:
        if isinstance(child.tag, str):
            _convert(child, paint)


def _converted(name: str, value: str, paint: Paint) -> str:
    if name.startswith("background"):
        return str(paint.ground_at_night)
    if name == "color":
        return str(paint.text_at_night)
    if name.startswith("border"):
        return re.sub(r"#\w+", lambda found: _border(found[0], paint), value)
    return value


def _border(written: str, paint: Paint) -> str:
    colour = parse_colour(written)
    return str(text_by_night(colour, paint.ground_at_night)) if colour else written
