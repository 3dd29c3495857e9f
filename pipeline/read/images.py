"""Pictures named in an answer → :class:`pipeline.handbook.Image`, refused when they reach outside or carry code.

A bitmap with too few pixels for its printed width is a warning.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from pipeline.findings import Finding
from pipeline.handbook import Block, Figure, Image, PageSize, Place, walk
from pipeline.handbook.names import SOURCE
from pipeline.read.bitmaps import MOST_PIXELS, TooManyPixels, Unusable, read_bitmap
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.drawings import is_drawing, read_drawing
from pipeline.typeset.figures import LEAST_DPI, enough_pixels, figure_size, resolution
from pipeline.typeset.geometry import page_geometry
from pipeline.world import World, read_or_none

LARGEST = 50_000_000  # bytes; more is a mistake in a handbook
LEAST_PIXELS = 8  # of a bitmap's shorter side
SLENDEREST = 40  # times as long as wide: printed as wide as the text, it is two millimetres high
Named = tuple[str, Place]
"""The name of a picture (its path below ``source/``) and a place that names it."""


def figure_places(blocks: Iterable[Block]) -> tuple[Named, ...]:
    """Give the pictures that figures show."""
    return tuple((block.image, block.at) for block in walk(blocks) if isinstance(block, Figure))


def read_images(world: World, named: Iterable[Named]) -> Checked[tuple[Image, ...]]:
    """Read every picture once; what is wrong with it is reported at the first place that names it."""
    first: dict[str, Place] = {}
    for name, at in named:
        first.setdefault(name, at)
    read = [read_image(world, name, at) for name, at in sorted(first.items())]
    return Checked(
        tuple(one.value for one in read if one.value is not None),
        tuple(finding for one in read for finding in one.findings),
    )


def read_image(world: World, name: str, at: Place) -> Checked[Image | None]:
    """Read the picture ``name`` that is named at ``at``, as readers are to see it: upright, and without notes."""

    def refused(reason: str, mend: str) -> Checked[Image | None]:
        return Checked(None, (problem("M209", at, name=name, reason=reason, mend=mend),))

    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\", name) or ".." in PurePosixPath(name).parts:
        return refused("不在 source 文件夹里", "把图片放进 source/images/，写 images/文件名")
    data = read_or_none(world, f"{SOURCE}/{name}", LARGEST + 1)
    if data is None:
        return refused("找不到", "检查文件名（区分大小写），图片要放在 source/images/ 里")
    if len(data) > LARGEST:
        return refused("超过 50 MB", "用看图软件缩小后再放进来")
    return _drawn(name, at, data) if is_drawing(data) else _photographed(name, at, data)


def coarse(images: Sequence[Image], figures: Iterable[Named], page: PageSize) -> Iterator[Finding]:
    """Report the bitmaps with too few pixels for the width at which the book prints them, at their first figure."""
    geometry = page_geometry(page.width, page.height)
    first = dict(reversed(tuple(figures)))
    for image in images:
        dpi = resolution(image, geometry)
        if image.name in first and dpi is not None and dpi < LEAST_DPI - 0.5:
            yield problem(
                "M223",
                first[image.name],
                name=image.name,
                pixels=image.width,
                width=round(figure_size(image, geometry).width),
                dpi=math.floor(dpi),
                wanted=enough_pixels(image, geometry),
            )


_MEND = "换成 PNG、JPEG，或不含脚本和外部引用的 SVG"


def _drawn(name: str, at: Place, data: bytes) -> Checked[Image | None]:
    drawing = read_drawing(data)
    if isinstance(drawing, str):
        return Checked(None, (problem("M209", at, name=name, reason=drawing, mend=_MEND),))
    image = Image(name, "image/svg+xml", drawing.width, drawing.height, drawing.data)
    return _shaped(image, at, drawing.noted)


def _photographed(name: str, at: Place, data: bytes) -> Checked[Image | None]:
    try:
        bitmap = read_bitmap(data)
    except Unusable as error:
        mend = "重新复制或导出这张图片" if "不完整" in str(error) else _MEND
        return Checked(None, (problem("M209", at, name=name, reason=str(error), mend=mend),))
    except TooManyPixels as error:
        width, height = error.args
        most = MOST_PIXELS // 10_000
        return Checked(None, (problem("M250", at, name=name, width=width, height=height, most=most),))
    image = Image(name, bitmap.media_type, bitmap.width, bitmap.height, bitmap.data)
    return _shaped(image, at, bitmap.noted)


def _shaped(image: Image, at: Place, noted: tuple[str, ...]) -> Checked[Image | None]:
    """Refuse a picture that is no more than a line; report what was taken out of any other."""
    short, long = sorted((image.width, image.height))
    if long > short * SLENDEREST or (short < LEAST_PIXELS and image.media_type != "image/svg+xml"):
        shape = {"width": image.width, "height": image.height}
        return Checked(None, (problem("M252", at, name=image.name, **shape),))
    told = (problem("M251", at, name=image.name, noted="、".join(noted)),) if noted else ()
    return Checked(image, told)
