"""What a colour of the screen becomes on the press: by the templates' inks, by lightness in black, or by ICC profile.

The profile that comes with the program is that of coated offset (FOGRA39, ISO 12647-2:2004), made with Argyll's
colprof from the characterization data FOGRA39L; docs/decisions/press-colours.md says how.
"""

from __future__ import annotations

import bisect
import io
from collections.abc import Mapping
from functools import cache, cached_property

from PIL import Image, ImageCms

from pipeline.formats.screen_pictures import rgb
from pipeline.formats.templating import Templates
from pipeline.handbook import Printing
from pipeline.world import PROGRAM

RGB = tuple[int, ...]
"""Red, green, blue, 0 to 255 each."""
CMYK = tuple[float, ...]
"""Parts of cyan, magenta, yellow, black, 0 to 1 each."""

REGISTRY = "http://www.color.org"  # where FOGRA39 and its like are registered (ISO 15930-7 6.2)
CONDITION, PROFILE = "FOGRA39", "formats/pdf/press/coated-fogra39l.icc"


class PressColours:
    """The colours of one press. ``inks`` are those that the templates name, screen → press."""

    def __init__(self, inks: Mapping[RGB, CMYK], printing: Printing) -> None:
        self.inks = inks
        own = printing.profile
        self.profile = own or PROGRAM.read(PROFILE)
        self._opened = ImageCms.ImageCmsProfile(io.BytesIO(self.profile))
        self.description = ImageCms.getProfileDescription(self._opened).strip()
        self.registered = own is None or bool(printing.condition)
        self.condition = printing_condition(printing)
        self._in_colour = printing.pictures == "colour"
        self.ink = cache(self._ink)

    def _ink(self, colour: RGB) -> CMYK:
        """Give the templates' ink, or black for a grey and where pictures print black, or the profile's inks."""
        if colour in self.inks:
            return self.inks[colour]
        picture = self.picture(Image.new("RGB", (1, 1), colour))
        parts = picture.getpixel((0, 0))
        if isinstance(parts, tuple):
            return tuple(round(part / 255, 3) for part in parts)
        assert isinstance(parts, int)
        return (0, 0, 0, round(1 - parts / 255, 3))

    def picture(self, picture: Image.Image) -> Image.Image:
        """Turn a picture without transparency into CMYK, or into grey if it has no colour or prints in black.

        A grey picture's values are DeviceGray: 255 is paper, 0 the full black.
        """
        if picture.mode == "CMYK" and self._in_colour:
            return picture
        if picture.mode not in ("RGB", "L"):
            picture = rgb(picture).convert("RGB")
        if self._in_colour and not _is_grey(picture):
            return self._to_press.apply(picture)
        return picture.convert("L").point(self._black)

    @cached_property
    def _to_press(self) -> ImageCms.ImageCmsTransform:
        screen = ImageCms.createProfile("sRGB")
        return ImageCms.buildTransform(screen, self._opened, "RGB", "CMYK", ImageCms.Intent.PERCEPTUAL)

    @cached_property
    def _black(self) -> list[int]:
        """For each grey of the screen the DeviceGray value whose black looks as light, between paper and full black.

        Lightness (L*) of the black plate comes from the profile, that of the screen from sRGB (IEC 61966-2-1).
        """
        ramp = Image.new("CMYK", (256, 1))
        ramp.putdata([(0, 0, 0, black) for black in range(256)])
        to_lab = ImageCms.buildTransform(
            self._opened, ImageCms.createProfile("LAB"), "CMYK", "LAB", ImageCms.Intent.RELATIVE_COLORIMETRIC
        )
        lightness = [to_lab.apply(ramp).getpixel((black, 0))[0] for black in range(256)]  # type: ignore[index]
        darker = [-round(value, 3) for value in lightness]
        paper, full = lightness[0], lightness[-1]
        wanted = [full + (paper - full) * _lightness(grey / 255) for grey in range(256)]
        return [255 - min(255, bisect.bisect_left(darker, -round(value, 3))) for value in wanted]


def printing_condition(printing: Printing) -> str:
    """Give the name of the printing condition: as the buyer gives it, else the name in the profile."""
    if printing.condition or printing.profile is None:
        return printing.condition or CONDITION
    return ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(printing.profile))).strip()


def _lightness(grey: float) -> float:
    """Give L* / 100 of a grey of sRGB (0 to 1)."""
    linear = grey / 12.92 if grey <= 0.04045 else ((grey + 0.055) / 1.055) ** 2.4
    return float(1.16 * linear ** (1 / 3) - 0.16 if linear > 0.008856 else 9.033 * linear)


def _is_grey(picture: Image.Image) -> bool:
    if picture.mode == "L":
        return True
    red, green, blue = (band.tobytes() for band in picture.split())
    return red == green == blue


def press_colours(templates: Templates, printing: Printing) -> PressColours:
    """Give the colours for a handbook with these templates, whose inks they name."""
    screen, press = (templates.values(f"inks-{medium}.j2") for medium in ("screen", "press"))
    inks = {tuple(bytes.fromhex(screen[name].removeprefix("#"))): press[name] for name in screen}
    return PressColours(inks, printing)
