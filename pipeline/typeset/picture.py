"""An HTML page drawn at exactly so many pixels: covers and other pictures in the book's own type."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import pymupdf
from PIL import Image

from pipeline.findings import OutsideFailure
from pipeline.handbook import without_space
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import FontKit

NO_IMAGES: Mapping[str, tuple[str, bytes]] = MappingProxyType({})


def picture(
    html: str,
    stylesheets: Sequence[str],
    kit: FontKit,
    width: int,
    height: int,
    *,
    images: Mapping[str, tuple[str, bytes]] = NO_IMAGES,
    words: str | None = None,
) -> Image.Image:
    """Draw ``html`` on one page of ``width`` × ``height`` CSS pixels, a device pixel each, as :func:`pictures` does."""
    (drawn,) = pictures(html, stylesheets, kit, width, height, images=images, words=[words])
    return drawn


def pictures(
    html: str,
    stylesheets: Sequence[str],
    kit: FontKit,
    width: int,
    height: int,
    *,
    images: Mapping[str, tuple[str, bytes]] = NO_IMAGES,
    words: Sequence[str | None],
) -> tuple[Image.Image, ...]:
    """Draw the pages of ``html``, each ``width`` × ``height`` CSS pixels, a device pixel each.

    ``images`` gives media type and bytes of the images named ``image:<name>``; ``words`` what each page must say, None
    where that is left open. Raises :class:`OutsideFailure` when a page cannot be drawn, says anything else, or does
    not hold everything.
    """
    page = f"@page {{ size: {width}px {height}px; margin: 0 }}"
    document = lay_out(html, (page, *stylesheets), kit, images)
    with pymupdf.open(stream=write_pdf(document), filetype="pdf") as pdf:
        if pdf.page_count != len(words):
            raise OutsideFailure("图片的内容超出了画面", "在图片的模板里缩小字号，或改短文字")
        return tuple(_drawn(page, width, height, said) for page, said in zip(pdf, words, strict=True))


def _drawn(page: pymupdf.Page, width: int, height: int, words: str | None) -> Image.Image:
    _check_words(page.get_text(), words)
    # A CSS pixel is 0.75 pt; the page's size in points is rounded, so the scale comes from the page itself.
    scale = pymupdf.Matrix(width / page.rect.width, height / page.rect.height)
    drawn = page.get_pixmap(matrix=scale, alpha=False)
    return Image.frombytes("RGB", (drawn.width, drawn.height), drawn.samples).crop((0, 0, width, height))


def _check_words(drawn: str, wanted: str | None) -> None:
    if wanted is None or without_space(drawn) == without_space(wanted):
        return
    words = f"图片上的字应为“{without_space(wanted)}”，画出来是“{without_space(drawn)}”"
    raise OutsideFailure(words, "改正图片的模板")


def image_bytes(image: Image.Image, kind: Literal["PNG", "JPEG"]) -> bytes:
    """Write the picture as a file; give its bytes, the same every time."""
    stream = io.BytesIO()
    if kind == "JPEG":
        image.save(stream, "JPEG", quality=90, optimize=True, subsampling=0)
    else:
        image.save(stream, "PNG", compress_level=6)  # 9 takes three times as long for a file 2 % smaller
    return stream.getvalue()
