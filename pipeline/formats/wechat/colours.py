"""Colours: how they are read, how far apart they are, and what the platform makes of them at night.

The night page follows the conversion that the platform publishes as mp-darkmode 1.2.1
(https://github.com/wechatjs/mp-darkmode, ``src/modules/sdk.js``; described in the plugin rules, section 4): grounds
that are nearly white are turned over, loud ones are dimmed, and text is moved away from its ground until their
perceived brightness (https://www.w3.org/TR/AERT/#color-contrast) differs enough.
"""

from __future__ import annotations

import colorsys
import functools
import re
from dataclasses import dataclass

# The algorithm's own thresholds: perceived brightness 0…255, lightness 0…100.
_WHITE_LIKE = 250.0
_LOUDEST_GROUND = 190.0
_LEAST_DISTANCE = 65.0
_BRIGHT_GROUND = 100.0
_LIGHT = 40.0
_DARK = 22.0


@dataclass(frozen=True, slots=True)
class Colour:
    """An opaque colour; red, green and blue from 0 to 255, with fractions while they are being computed."""

    red: float
    green: float
    blue: float

    def __str__(self) -> str:
        return "#" + "".join(f"{round(part):02x}" for part in (self.red, self.green, self.blue))

    @property
    def brightness(self) -> float:
        """Perceived brightness, 0 to 255."""
        return (self.red * 299 + self.green * 587 + self.blue * 114) / 1000

    @property
    def luminance(self) -> float:
        """Relative luminance, 0 to 1 (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""

        def linear(part: float) -> float:
            share = part / 255
            return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

        return 0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)

    @property
    def _hls(self) -> tuple[float, float, float]:
        """Hue 0…1, lightness 0…100, saturation 0…1."""
        hue, lightness, saturation = colorsys.rgb_to_hls(self.red / 255, self.green / 255, self.blue / 255)
        return hue, lightness * 100, saturation

    @property
    def whole(self) -> Colour:
        """With whole parts, as a style can carry it."""
        return Colour(*(float(round(part)) for part in (self.red, self.green, self.blue)))


@functools.lru_cache(maxsize=4096)
def parse_colour(text: str) -> Colour | None:
    """Read a colour written ``#rgb``, ``#rrggbb`` or, as browsers do, ``rgb(r, g, b)``; None for any other."""
    if parts := re.fullmatch(r"rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)", text.strip().lower()):
        return Colour(*(float(part) for part in parts.groups()))
    match = re.fullmatch(r"#([0-9a-f]{3}|[0-9a-f]{6})", text.strip().lower())
    if not match:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(digit * 2 for digit in match[1])
    return Colour(*(float(int(digits[at : at + 2], 16)) for at in (0, 2, 4)))


@functools.lru_cache(maxsize=4096)
def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    brighter, darker = sorted((one.luminance, other.luminance), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


PAGE_BY_DAY, TEXT_BY_DAY = Colour(255, 255, 255), Colour(25, 25, 25)
PAGE_BY_NIGHT, TEXT_BY_NIGHT = Colour(25, 25, 25), Colour(163, 163, 163)

_REACH = TEXT_BY_NIGHT.brightness - PAGE_BY_NIGHT.brightness


@functools.lru_cache(maxsize=4096)
def ground_by_night(ground: Colour) -> Colour:
    """Give the colour of the night page for a ground."""
    hue, lightness, saturation = ground._hls
    if (saturation == 0 and lightness > _LIGHT) or ground.brightness > _WHITE_LIKE:
        grey = min(100.0, 100 + PAGE_BY_NIGHT._hls[1] - lightness) * 2.55
        return Colour(grey, grey, grey).whole
    if ground.brightness > _LOUDEST_GROUND:
        return _of_brightness(_LOUDEST_GROUND, ground).whole
    if lightness < _DARK:
        return _from_hls(hue, _DARK, saturation).whole
    return ground


@functools.lru_cache(maxsize=4096)
def text_by_night(text: Colour, ground: Colour) -> Colour:
    """Give the colour of the night page for text, or a border, on a ground that is converted already."""
    return _text(text, ground).whole


def _text(text: Colour, ground: Colour) -> Colour:
    distance = abs(ground.brightness - text.brightness)
    if text.brightness >= _WHITE_LIKE:
        return text
    if distance > _REACH and ground.brightness <= PAGE_BY_NIGHT.brightness + 2:
        return _of_brightness(_REACH + ground.brightness, text)
    if distance >= _LEAST_DISTANCE:
        return text
    hue, lightness, saturation = text._hls
    if ground.brightness >= _BRIGHT_GROUND:
        if lightness > 90 - _LIGHT:
            return _text(_from_hls(hue, 90 - lightness, saturation), ground)
        return _of_brightness(min(_REACH, ground.brightness - _LEAST_DISTANCE), text)
    if lightness <= _LIGHT:
        return _text(_from_hls(hue, 90 - lightness, saturation), ground)
    return _of_brightness(min(_REACH, ground.brightness + _LEAST_DISTANCE), text)


def _from_hls(hue: float, lightness: float, saturation: float) -> Colour:
    return Colour(*(part * 255 for part in colorsys.hls_to_rgb(hue, lightness / 100, saturation)))


def _of_brightness(target: float, colour: Colour) -> Colour:
    """The colour at another perceived brightness: all parts in proportion, what one cannot take given to another."""
    ratio = target / colour.brightness
    red, green, blue = (min(255.0, part * ratio) for part in (colour.red, colour.green, colour.blue))
    if green == 0 or red == 255 or blue == 255:
        green = (target * 1000 - red * 299 - blue * 114) / 587
    elif red == 0:
        red = (target * 1000 - green * 587 - blue * 114) / 299
    elif blue == 0 or green == 255:
        blue = (target * 1000 - red * 299 - green * 587) / 114
    return Colour(*(min(255.0, max(0.0, part)) for part in (red, green, blue)))
