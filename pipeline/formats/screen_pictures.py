"""Pictures for screens: which ones the answers show, and their colours as a phone can show them."""

from __future__ import annotations

import io

from PIL import Image as Picture
from PIL import ImageCms

from pipeline.handbook import Figure, Handbook, Image, walk


def shown(handbook: Handbook) -> tuple[Image, ...]:
    """The images that a figure shows, each once, in reading order."""
    answers = (question.blocks for question in handbook.questions)
    figures = (
        block
        for blocks in (handbook.preface, *answers)
        for block in walk(blocks)
        if isinstance(block, Figure)
    )
    return tuple(handbook.image(name) for name in dict.fromkeys(figure.image for figure in figures))


def rgb(picture: Picture.Image) -> Picture.Image:
    """A CMYK picture in RGB, by its own colour profile where it carries a sound one; any other as it is."""
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
    """The picture on white paper when it has transparent places; any other as it is."""
    if not picture.has_transparency_data:
        return picture
    ground = Picture.new("RGBA", picture.size, "white")
    ground.alpha_composite(picture.convert("RGBA"))
    return ground.convert("RGB")
