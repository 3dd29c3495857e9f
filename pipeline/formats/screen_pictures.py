"""Pictures for screens: which ones the answers show, and their colours as a phone can show them."""

from __future__ import annotations

import io

from PIL import Image as Picture
from PIL import ImageCms

from pipeline.handbook import Figure, Handbook, Image, walk
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.picture import picture


def shown(handbook: Handbook) -> tuple[Image, ...]:
    """Give the images that a figure shows, each once, in reading order."""
    answers = (question.blocks for question in handbook.questions)
    figures = (
        block
        for blocks in (handbook.preface, *answers)
        for block in walk(blocks)
        if isinstance(block, Figure)
    )
    return tuple(handbook.image(name) for name in dict.fromkeys(figure.image for figure in figures))


def rgb(picture: Picture.Image) -> Picture.Image:
    """Give a CMYK picture in RGB, by its own colour profile where it carries a sound one; give any other unchanged."""
    if picture.mode != "CMYK":
        return picture
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
        converted = ImageCms.profileToProfile(
            picture, profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except (KeyError, OSError, ImageCms.PyCMSError):
        converted = None
    return converted or picture.convert("RGB")


def opaque(picture: Picture.Image) -> Picture.Image:
    """Give a picture with transparent places on white paper; give any other unchanged."""
    if not picture.has_transparency_data:
        return picture
    ground = Picture.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")


def drawn(image: Image, width: int, height: int, kit: FontKit) -> Picture.Image:
    """Draw an SVG image on white paper, ``width`` × ``height`` pixels. Raises :class:`OutsideFailure`."""
    style = f"body {{ margin: 0 }} img {{ display: block; width: {width}px; height: {height}px }}"
    drawing = {"drawing": (image.media_type, image.data)}
    return picture('<img src="image:drawing" alt="">', [style], kit, width, height, images=drawing)
