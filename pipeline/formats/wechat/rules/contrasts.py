"""Every pair of text and ground in an article, by day and as the platform converts it for the night."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.formats.wechat.colours import (
    PAGE_BY_DAY,
    PAGE_BY_NIGHT,
    TEXT_BY_DAY,
    TEXT_BY_NIGHT,
    Colour,
    contrast,
    ground_by_night,
    parse_colour,
    text_by_night,
)
from pipeline.formats.wechat.styles import ancestors, background, font_size, own_text, style_of

# WCAG 2.2, 1.4.3: large is 18 pt, or 14 pt in bold.
LEAST, LEAST_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD = 24.0, 18.66  # CSS pixels


@dataclass(frozen=True, slots=True)
class Paint:
    """The colours that hold at a place: text and ground, by day and by night."""

    text: Colour = TEXT_BY_DAY
    ground: Colour = PAGE_BY_DAY
    text_at_night: Colour = TEXT_BY_NIGHT
    ground_at_night: Colour = PAGE_BY_NIGHT


@dataclass(frozen=True, slots=True)
class Contrast:
    """A place with text, its colours, and the least contrast that its size asks for."""

    element: etree._Element
    paint: Paint
    least: float

    @property
    def day(self) -> float:
        """Contrast of text and ground by day, 1 to 21."""
        return contrast(self.paint.text, self.paint.ground)

    @property
    def night(self) -> float:
        """Contrast of text and ground by night, 1 to 21."""
        return contrast(self.paint.text_at_night, self.paint.ground_at_night)

    @property
    def enough(self) -> bool:
        """Whether it can be read by day and by night."""
        return min(self.day, self.night) >= self.least


def painted(element: etree._Element, around: Paint) -> Paint:
    """Give the colours inside ``element``, as the published conversion hands them on.

    A ground without a text colour of its own converts the inherited day colour anew against that ground.
    """
    if not element.get("style") or "data-no-dark" in element.attrib:
        return around
    style = style_of(element)
    ground, text = parse_colour(background(style)), parse_colour(style.get("color", ""))
    ground_at_night = ground_by_night(ground) if ground else around.ground_at_night
    day = text or around.text
    night = text_by_night(day, ground_at_night) if ground or text else around.text_at_night
    return Paint(day, ground or around.ground, night, ground_at_night)


def contrasts(root: etree._Element) -> Iterator[Contrast]:
    """Give every element that holds text, with its colours, in reading order."""

    def walk(element: etree._Element, around: Paint) -> Iterator[Contrast]:
        if not isinstance(element.tag, str):
            return
        paint = painted(element, around)
        if own_text(element).strip():
            one = Contrast(element, paint, LEAST)
            yield one if one.enough else Contrast(element, paint, _least(element))
        for child in element:
            yield from walk(child, paint)

    return walk(root, Paint())


def _least(element: etree._Element) -> float:
    bold = any(
        one.tag == "strong" or style_of(one).get("font-weight") == "bold" for one in ancestors(element)
    )
    return LEAST_LARGE if font_size(element) >= (LARGE_BOLD if bold else LARGE) else LEAST
