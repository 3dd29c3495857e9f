"""The pictures that answers show, made fit for reading apps."""

from __future__ import annotations

import dataclasses
import io

from lxml import etree
from PIL import Image as Picture
from PIL import ImageCms

from pipeline.handbook import Figure, Handbook, Image, walk

# Apple Books refuses pictures of more than four million pixels (Apple Books Asset Guide).
LARGEST_PIXELS = 4_000_000

SVG = "{http://www.w3.org/2000/svg}"

_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def shown_images(handbook: Handbook) -> dict[str, Image]:
    """The images that a figure shows, fit for a screen, by their file names in the book and in reading order.

    The names are made, not taken over: an editor's file name may be in any script.
    """
    answers = (question.blocks for question in handbook.questions)
    names = dict.fromkeys(
        block.image
        for blocks in (handbook.preface, *answers)
        for block in walk(blocks)
        if isinstance(block, Figure)
    )
    images = (handbook.image(name) for name in names)
    return {
        f"images/{position:03}.{_EXTENSIONS[image.media_type]}": for_screen(image)
        for position, image in enumerate(images, 1)
    }


def for_screen(image: Image) -> Image:
    """The same picture in RGB, opaque, of at most :data:`LARGEST_PIXELS`; as it is when it already is so.

    CMYK is shown in false colours or not at all by reading apps; dark strokes on a transparent ground vanish on a
    dark page.
    """
    if image.media_type == "image/svg+xml":
        return dataclasses.replace(image, data=_on_paper(image))
    with Picture.open(io.BytesIO(image.data)) as opened:
        picture = _opaque(_rgb(opened)) if opened.mode in ("CMYK", "RGB") else _opaque(opened)
        if picture.width * picture.height > LARGEST_PIXELS:
            scale = (LARGEST_PIXELS / (picture.width * picture.height)) ** 0.5
            picture = (picture if picture.mode in ("L", "RGB") else picture.convert("RGB")).resize(
                (int(picture.width * scale), int(picture.height * scale)), Picture.Resampling.LANCZOS
            )
        if picture is opened:
            return image
    stream = io.BytesIO()
    if image.media_type == "image/jpeg":
        picture.save(stream, "JPEG", quality=90)
    else:
        picture.save(stream, "PNG", optimize=True)
    return dataclasses.replace(image, width=picture.width, height=picture.height, data=stream.getvalue())


def _on_paper(image: Image) -> bytes:
    """The drawing with a white ground as its first shape."""
    root = etree.fromstring(image.data, etree.XMLParser(resolve_entities=False, no_network=True))
    box = root.get("viewBox", f"0 0 {image.width} {image.height}").replace(",", " ").split()
    ground = etree.Element(f"{SVG}rect", dict(zip(("x", "y", "width", "height"), box, strict=True)))
    ground.set("style", "fill: #ffffff; stroke: none")
    root.insert(0, ground)
    return etree.tostring(root)


def _rgb(picture: Picture.Image) -> Picture.Image:
    """A CMYK picture in RGB, by its own colour profile where it carries one."""
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


def _opaque(picture: Picture.Image) -> Picture.Image:
    """The picture on white paper, when it has transparent places."""
    if not picture.has_transparency_data:
        return picture
    clear = picture.convert("RGBA")
    ground = Picture.new("RGBA", picture.size, "white")
    ground.alpha_composite(clear)
    return ground.convert("RGB")
