"""The pictures that answers show, made fit for reading apps."""

from __future__ import annotations

import dataclasses
import io

from lxml import etree
from PIL import Image as Picture

from pipeline.formats.screen_pictures import opaque, rgb, shown
from pipeline.handbook import Handbook, Image

# Apple Books refuses pictures of more than four million pixels (Apple Books Asset Guide).
LARGEST_PIXELS = 4_000_000

SVG = "{http://www.w3.org/2000/svg}"

_EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/svg+xml": "svg"}


def image_hrefs(handbook: Handbook) -> dict[str, str]:
    """Give the file name in the book of every image that a figure shows, by the image's own and in reading order.

    The names are made, not taken over: an editor's file name may be in any script.
    """
    return {
        image.name: f"images/{position:03}.{_EXTENSIONS[image.media_type]}"
        for position, image in enumerate(shown(handbook), 1)
    }


def shown_images(handbook: Handbook) -> dict[str, Image]:
    """Give the images that a figure shows, fit for a screen, by their file names in the book and in reading order."""
    return {href: for_screen(handbook.image(name)) for name, href in image_hrefs(handbook).items()}


def for_screen(image: Image) -> Image:
    """Give the same picture in RGB, opaque, of at most :data:`LARGEST_PIXELS`; as it is when it already is so.

    CMYK is shown in false colours or not at all by reading apps; dark strokes on a transparent ground vanish on a
    dark page.
    """
    if image.media_type == "image/svg+xml":
        return dataclasses.replace(image, data=_on_paper(image))
    with Picture.open(io.BytesIO(image.data)) as opened:
        picture = opaque(rgb(opened)) if opened.mode in ("CMYK", "RGB") else opaque(opened)
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
    """Give the drawing with a white ground as its first shape."""
    root = etree.fromstring(image.data, etree.XMLParser(resolve_entities=False, no_network=True))
    box = root.get("viewBox", f"0 0 {image.width} {image.height}").replace(",", " ").split()
    ground = etree.Element(f"{SVG}rect", dict(zip(("x", "y", "width", "height"), box, strict=True)))
    ground.set("style", "fill: #ffffff; stroke: none")
    root.insert(0, ground)
    return etree.tostring(root)
