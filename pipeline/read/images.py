"""Pictures named in an answer → :class:`pipeline.handbook.Image`, refused when they reach outside or carry code.

A bitmap with too few pixels for its printed width is a warning.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from lxml import etree
from PIL import Image as Picture
from PIL import UnidentifiedImageError

from pipeline.findings import Finding
from pipeline.handbook import Block, Figure, Image, PageSize, Place, walk
from pipeline.handbook.names import SOURCE
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.typeset.figures import LEAST_DPI, enough_pixels, figure_size, resolution
from pipeline.typeset.geometry import page_geometry
from pipeline.world import World, read_or_none

LARGEST = 50_000_000  # bytes; more is a mistake in a handbook
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
        tuple(one for one in read if isinstance(one, Image)),
        tuple(one for one in read if isinstance(one, Finding)),
    )


def read_image(world: World, name: str, at: Place) -> Image | Finding:
    """Read the picture ``name`` that is named at ``at``."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/|\\", name) or ".." in PurePosixPath(name).parts:
        return problem(
            "M209",
            at,
            name=name,
            reason="不在 source 文件夹里",
            mend="把图片放进 source/images/，写 images/文件名",
        )
    data = read_or_none(world, f"{SOURCE}/{name}", LARGEST + 1)
    if data is None:
        return problem(
            "M209",
            at,
            name=name,
            reason="找不到",
            mend="检查文件名（区分大小写），图片要放在 source/images/ 里",
        )
    if len(data) > LARGEST:
        return problem("M209", at, name=name, reason="超过 50 MB", mend="用看图软件缩小后再放进来")
    image = _vector(name, data) if data.lstrip()[:5] in (b"<?xml", b"<svg ") else _raster(name, data)
    return image if isinstance(image, Image) else problem("M209", at, name=name, reason=image, mend=_MEND)


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


def _raster(name: str, data: bytes) -> Image | str:
    try:
        with Picture.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
            size, kind = picture.size, picture.format
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Picture.DecompressionBombError):
        return "不是完好的 PNG 或 JPEG 图片"
    return Image(name, "image/png" if kind == "PNG" else "image/jpeg", size[0], size[1], data)


def _vector(name: str, data: bytes) -> Image | str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return "不是完好的 SVG"
    if etree.QName(root).localname != "svg":
        return "不是完好的 SVG"
    if root.getroottree().docinfo.internalDTD is not None:
        return "含有文档类型声明"
    for element in root.iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._Entity | etree._ProcessingInstruction):
                return "含有外部引用"
            continue
        if etree.QName(element).localname in ("script", "foreignObject", "handler", "iframe"):
            return "含有脚本"
        fault = _attribute_fault(element)
        if fault:
            return fault
        if etree.QName(element).localname == "style" and _reaches_out(element.text or ""):
            return "含有外部引用"
    width, height = _size(root)
    return (
        Image(name, "image/svg+xml", width, height, data) if width and height else "没有写明宽和高（viewBox）"
    )


def _attribute_fault(element: etree._Element) -> str:
    for key, value in element.attrib.items():
        local = etree.QName(str(key)).localname
        text = str(value).strip()
        if local.lower().startswith("on"):
            return "含有脚本"
        if local in ("href", "src") and not text.startswith(("#", "data:image/png", "data:image/jpeg")):
            return "含有外部引用"
        if _reaches_out(text):
            return "含有外部引用"
    return ""


def _reaches_out(css: str) -> bool:
    """Report whether a style names anything but its own document."""
    return "@import" in css or any(
        not target.startswith("#") for target in re.findall(r"url\(\s*[\"']?([^)\"']+)", css)
    )


def _size(root: etree._Element) -> tuple[int, int]:
    """Width and height in CSS pixels, from the attributes or the viewBox."""
    box = [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", str(root.get("viewBox", "")))]

    def length(name: str, fallback: float) -> int:
        match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(px)?\s*", str(root.get(name, "")))
        return round(float(match[1])) if match else round(fallback)

    return length("width", box[2] if len(box) == 4 else 0), length("height", box[3] if len(box) == 4 else 0)
