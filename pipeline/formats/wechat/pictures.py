"""The pictures that articles show, as the platform takes them: JPEG or PNG, RGB, below 1 MB.

Official interface "media/uploadimg" (developers.weixin.qq.com/doc/service/api/material/): only jpg and png, smaller
than 1 MB. Transparent places get a white ground, because they must also stand out on the night page (plugin rules,
4.3.2), and drawings are drawn, because SVG files are not taken.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image as Bitmap
from PIL import ImageOps

from pipeline.formats.screen_pictures import opaque, rgb, shown
from pipeline.handbook import Handbook, Image
from pipeline.typeset.font_kit import font_kit
from pipeline.typeset.picture import image_bytes, picture

WIDEST = 1080  # pixels: what a phone's screen shows
PREVIEW_WIDTH = 750  # pixels
LARGEST = 1_000_000  # bytes
ORIENTATION = 0x0112  # the Exif tag; 1 is upright


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: ``file`` is its name below ``wechat/``; size in pixels."""

    file: str
    width: int
    height: int
    data: bytes = field(repr=False)

    @property
    def ratio(self) -> str:
        """Height by width, as the platform's ``data-ratio`` has it."""
        return f"{self.height / self.width:.4f}".rstrip("0").rstrip(".")


def make_pictures(handbook: Handbook, cache: Path) -> dict[str, Picture]:
    """The pictures that are shown, by the name of their image, in reading order; those at an article's end last.

    Raises :class:`OutsideFailure`.
    """
    at_the_end = [handbook.image(image) for _, image in handbook.wechat.pictures]
    images = {image.name: image for image in (*shown(handbook), *at_the_end)}
    return {
        name: _picture(image, position, cache) for position, (name, image) in enumerate(images.items(), 1)
    }


def preview(picture: Picture) -> Picture:
    """The picture as a phone's screen needs it, for a page that carries many."""
    with Bitmap.open(io.BytesIO(picture.data)) as opened:
        small = opened.convert("RGB")
    if small.width > PREVIEW_WIDTH:
        height = max(1, small.height * PREVIEW_WIDTH // small.width)
        small = small.resize((PREVIEW_WIDTH, height), Bitmap.Resampling.LANCZOS)
    drawn = min((image_bytes(small, "PNG"), image_bytes(small, "JPEG")), key=len)
    return Picture(picture.file, small.width, small.height, drawn)


def data_address(data: bytes) -> str:
    """A PNG or JPEG picture written into an address."""
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _picture(image: Image, position: int, cache: Path) -> Picture:
    if image.media_type == "image/svg+xml":
        bitmap = _drawn(image, cache)
    else:
        with Bitmap.open(io.BytesIO(image.data)) as opened:
            if _fits(image, opened):
                suffix = "jpg" if image.media_type == "image/jpeg" else "png"
                return Picture(f"images/{position:03}.{suffix}", image.width, image.height, image.data)
            bitmap = _narrowed(opaque(rgb(ImageOps.exif_transpose(opened))).convert("RGB"))
    data, suffix = image_bytes(bitmap, "PNG"), "png"
    while len(data) >= LARGEST:
        if suffix == "jpg":
            bitmap = bitmap.resize((bitmap.width * 3 // 4, bitmap.height * 3 // 4), Bitmap.Resampling.LANCZOS)
        data, suffix = image_bytes(bitmap, "JPEG"), "jpg"
    return Picture(f"images/{position:03}.{suffix}", bitmap.width, bitmap.height, data)


def _fits(image: Image, opened: Bitmap.Image) -> bool:
    """Whether the platform takes the picture as it is, and it need not be smaller."""
    plain = opened.mode in ("RGB", "L", "P") and not opened.has_transparency_data
    upright = opened.getexif().get(ORIENTATION, 1) == 1
    return plain and upright and opened.width <= WIDEST and len(image.data) < LARGEST


def _drawn(image: Image, cache: Path) -> Bitmap.Image:
    """The drawing on white, twice as fine as its own size where that is no wider than :data:`WIDEST`."""
    width = min(WIDEST, 2 * image.width)
    height = math.ceil(width * image.height / image.width)
    style = f"body {{ margin: 0 }} img {{ display: block; width: {width}px; height: {height}px }}"
    images: Mapping[str, tuple[str, bytes]] = {"drawing": (image.media_type, image.data)}
    return picture('<img src="image:drawing" alt="">', [style], font_kit(cache), width, height, images=images)


def _narrowed(bitmap: Bitmap.Image) -> Bitmap.Image:
    if bitmap.width <= WIDEST:
        return bitmap
    size = (WIDEST, max(1, bitmap.height * WIDEST // bitmap.width))
    return bitmap.resize(size, Bitmap.Resampling.LANCZOS)
