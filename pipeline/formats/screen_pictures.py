"""Pictures for screens: which ones the answers show, and their colours as a phone can show them."""

from __future__ import annotations

import io

from PIL import Image as Picture
from PIL import ImageCms

from pipeline.findings import OutsideFailure
from pipeline.handbook import Figure, Handbook, Image
from pipeline.seen.likeness import FINE, alike
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.picture import image_bytes, picture
from pipeline.typeset.vectors import draw, in_kit_faces

PRINTED = 600 / 96  # pixels of a drawing's own: 600 to the inch
WIDEST = 3600  # pixels: six inches in print


def shown(handbook: Handbook) -> tuple[Image, ...]:
    """Give the images that a figure shows, each once, in reading order."""
    figures = (block for block in handbook.blocks if isinstance(block, Figure))
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
    picture = draw(image.data, width, height, kit)
    return picture if picture.size == (width, height) else picture.resize((width, height))


def printable(image: Image, kit: FontKit) -> tuple[str, bytes]:
    """Give media type and bytes of an SVG image as WeasyPrint prints it rightly.

    Lines stay lines. Only what WeasyPrint would draw otherwise than browsers do is drawn beforehand, so finely that
    it prints as sharp. Raises :class:`OutsideFailure`.
    """
    lines = in_kit_faces(image.data)
    scale = FINE / max(image.width, image.height)
    width, height = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    style = f"body {{ margin: 0 }} img {{ display: block; width: {width}px; height: {height}px }}"
    try:
        page = picture(
            '<img src="image:drawing" alt="">',
            [style],
            kit,
            width,
            height,
            images={"drawing": (image.media_type, lines)},
        )
    except OutsideFailure:  # it warns of something that it does not know
        page = None
    if page is not None and alike(image, image_bytes(page, "PNG"), kit):
        return image.media_type, lines
    finest = min(PRINTED, WIDEST / max(image.width, image.height))
    size = max(1, round(image.width * finest)), max(1, round(image.height * finest))
    return "image/png", image_bytes(drawn(image, *size, kit), "PNG")
