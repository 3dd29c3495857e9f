"""Compare a picture in a finished file with that of the source: by its bytes, or else by what it shows.

A PDF holds its pictures in other inks and forms, an e-book and an article may hold them scaled and converted. So both
are drawn on the same small field, and every spot of one must have its like near the same place of the other.
"""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image as Picture
from PIL import ImageChops, ImageFilter, ImageOps

from pipeline.findings import OutsideFailure
from pipeline.handbook import Image
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.vectors import draw

FINE = 960  # pixels: the side of the square into which a drawing is drawn
FIELD = 240  # pixels: the longer side of the field
EDGE = 6  # pixels of white around the picture
SOFT = 0.7  # pixels: thin strokes are softened, for they may fall on one row of pixels or between two
NEAR = 7  # pixels: the side of the square in which a like spot is looked for
TONE = 96  # of 255: how much lighter or darker other inks may make it


def alike(image: Image, found: bytes, kit: FontKit | None) -> bool:
    """Report whether ``found`` (PNG, JPEG or SVG data) shows ``image``; ``kit`` draws the words in drawings."""
    return found == image.data or _alike(image.data, image.media_type == "image/svg+xml", found, kit)


@lru_cache(maxsize=256)
def _alike(source: bytes, drawing: bool, found: bytes, kit: FontKit | None) -> bool:
    try:
        one, other = _field(source, drawing, kit), _field(found, found[:1] == b"<", kit)
    except (OSError, RuntimeError, ValueError, OutsideFailure):
        return False
    if max(abs(one.width - other.width), abs(one.height - other.height)) > NEAR // 2:
        return False
    other = other.resize(one.size)
    if _darkest(ImageChops.difference(one, other)) < TONE:
        return True  # spot by spot: there is no need to look around
    return _has_its_like(one, other) and _has_its_like(other, one)


def _darkest(difference: Picture.Image) -> int:
    return max(shade for shade, count in enumerate(difference.histogram()) if count)


def _has_its_like(spots: Picture.Image, field: Picture.Image) -> bool:
    """Report whether no spot is lighter or darker than all that is near its place in ``field``."""
    darker = ImageChops.subtract(field.filter(ImageFilter.MinFilter(NEAR)), spots)
    lighter = ImageChops.subtract(spots, field.filter(ImageFilter.MaxFilter(NEAR)))
    return not any(field.point(lambda shade: shade >= TONE and 255).getbbox() for field in (darker, lighter))


@lru_cache(maxsize=256)
def _field(data: bytes, drawing: bool, kit: FontKit | None) -> Picture.Image:
    """Draw the picture without its white edges, in shades of grey on the field."""
    if drawing:
        grey = draw(data, FINE, FINE, kit).convert("L")
    else:
        with Picture.open(io.BytesIO(data)) as opened:
            grey = _on_paper(opened).convert("L")
    box = grey.point(lambda shade: 255 if shade < 250 else 0).getbbox() or (0, 0, *grey.size)
    grey = grey.crop(box)
    scale = FIELD / max(grey.size)
    size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
    field = ImageOps.expand(grey.resize(size, Picture.Resampling.BOX), EDGE, 255)
    return field.filter(ImageFilter.GaussianBlur(SOFT))


def _on_paper(picture: Picture.Image) -> Picture.Image:
    """Put the picture on white paper."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        return Picture.alpha_composite(Picture.new("RGBA", shown.size, "white"), shown).convert("RGB")
    return picture.convert("RGB") if picture.mode in ("CMYK", "P") else picture
