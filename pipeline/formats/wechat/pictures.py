"""The pictures that articles show, as the platform takes them: JPEG or PNG, RGB, below 1 MB.

Official interface "media/uploadimg" (developers.weixin.qq.com/doc/service/api/material/): only jpg and png, smaller
than 1 MB. Transparent places get a white ground, because they must also stand out on the night page (plugin rules,
4.3.2), and drawings are drawn, because SVG files are not taken.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass

from PIL import Image as Bitmap

from pipeline.formats.screen_pictures import drawn, opaque, rgb, shown
from pipeline.handbook import Handbook, Image
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.picture import image_bytes

WIDEST = 1080  # pixels: what a phone's screen shows
PREVIEW_WIDTH = 750  # pixels
LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Picture:
    """A finished picture: ``file`` is its name below ``wechat/``; size in pixels."""

    file: str
    width: int
    height: int

    @property
    def ratio(self) -> str:
        """Give height by width, as the platform's ``data-ratio`` has it."""
        return f"{self.height / self.width:.4f}".rstrip("0").rstrip(".")


def images_of(handbook: Handbook) -> tuple[Image, ...]:
    """List the images that articles show, each once, in reading order; those at an article's end last."""
    at_the_end = [handbook.image(image) for _, image in handbook.wechat.pictures]
    return tuple({image.name: image for image in (*shown(handbook), *at_the_end)}.values())


def make_pictures(images: Iterable[Image], kit: FontKit) -> dict[str, tuple[Picture, bytes]]:
    """Make the pictures, each with its bytes, by the name of their image. Raises :class:`OutsideFailure`."""
    return {image.name: _picture(image, position, kit) for position, image in enumerate(images, 1)}


def preview(data: bytes) -> bytes:
    """Give the picture as a phone's screen needs it, for a page that carries many."""
    with Bitmap.open(io.BytesIO(data)) as opened:
        small = opened.convert("RGB")
    if small.width > PREVIEW_WIDTH:
        height = max(1, small.height * PREVIEW_WIDTH // small.width)
        small = small.resize((PREVIEW_WIDTH, height), Bitmap.Resampling.LANCZOS)
    return min((image_bytes(small, "PNG"), image_bytes(small, "JPEG")), key=len)


def data_address(data: bytes) -> str:
    """Write a PNG or JPEG picture into an address."""
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


def _picture(image: Image, position: int, kit: FontKit) -> tuple[Picture, bytes]:
    if image.media_type == "image/svg+xml":
        bitmap = _drawn(image, kit)
    else:
        with Bitmap.open(io.BytesIO(image.data)) as opened:
            if _fits(image, opened):
                suffix = "jpg" if image.media_type == "image/jpeg" else "png"
                return Picture(f"images/{position:03}.{suffix}", image.width, image.height), image.data
            bitmap = _narrowed(opaque(rgb(opened)).convert("RGB"))
    data, suffix = image_bytes(bitmap, "PNG"), "png"
    while len(data) >= LARGEST:
        if suffix == "jpg":
            bitmap = bitmap.resize((bitmap.width * 3 // 4, bitmap.height * 3 // 4), Bitmap.Resampling.LANCZOS)
        data, suffix = image_bytes(bitmap, "JPEG"), "jpg"
    return Picture(f"images/{position:03}.{suffix}", bitmap.width, bitmap.height), data


def _fits(image: Image, opened: Bitmap.Image) -> bool:
    """Report whether the platform takes the picture as it is, and it need not be smaller."""
    plain = opened.mode in ("RGB", "L", "P") and not opened.has_transparency_data
    return plain and opened.width <= WIDEST and len(image.data) < LARGEST


def _drawn(image: Image, kit: FontKit) -> Bitmap.Image:
    """Draw it on white, twice as fine as its own size where that is no wider than :data:`WIDEST`."""
    width = min(WIDEST, 2 * image.width)
    return drawn(image, width, math.ceil(width * image.height / image.width), kit)


def _narrowed(bitmap: Bitmap.Image) -> Bitmap.Image:
    if bitmap.width <= WIDEST:
        return bitmap
    size = (WIDEST, max(1, bitmap.height * WIDEST // bitmap.width))
    return bitmap.resize(size, Bitmap.Resampling.LANCZOS)
