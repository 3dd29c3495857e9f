"""The covers of an article, drawn from ``templates/wechat/cover.*.j2``: a wide one for the feed, a square for lists.

The platform shows a cover at 2.35 : 1 on top of a feed and at 1 : 1 everywhere else; files are smaller than 1 MB.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass, field
from typing import Literal

from pipeline.findings import OutsideFailure
from pipeline.formats.contract import Workshop
from pipeline.formats.templating import render
from pipeline.formats.titles import title_lines, type_size
from pipeline.formats.wechat.series import Article
from pipeline.formats.wechat.titles import Titles
from pipeline.handbook import Handbook
from pipeline.typeset.font_kit import FontKit, font_kit
from pipeline.typeset.picture import image_bytes, picture


@dataclass(frozen=True, slots=True)
class Shape:
    """A cover's shape: name, size in pixels, the field of its title, and the title's largest type size."""

    name: Literal["wide", "square"]
    width: int
    height: int
    measure: int
    title_height: int
    largest: int


SHAPES = (Shape("wide", 900, 383, 480, 130, 92), Shape("square", 500, 500, 240, 190, 104))


@dataclass(frozen=True, slots=True)
class Cover:
    """A finished cover: ``file`` is its name below ``wechat/``; size in pixels."""

    file: str
    width: int
    height: int
    data: bytes = field(repr=False)


def make_covers(handbook: Handbook, article: Article, names: Titles, workshop: Workshop) -> tuple[Cover, ...]:
    """The covers of ``article``, the wide one first.

    Raises :class:`OutsideFailure` when a font is missing or lacks a character, or the words do not fit.
    """
    kit = font_kit(workshop.cache)
    missing = kit.missing(handbook.title + names.heading)
    if missing:
        raise OutsideFailure(f"书名或类名里的“{missing}”字体里没有，封面画不出来（改法：换用通行的字）")
    return tuple(_cover(handbook, article, names, shape, kit=kit, workshop=workshop) for shape in SHAPES)


def _cover(
    handbook: Handbook, article: Article, names: Titles, shape: Shape, *, kit: FontKit, workshop: Workshop
) -> Cover:
    lines = title_lines(handbook)
    square = shape.name == "square"
    place = names.range if square else f"{names.heading}　{names.range}"
    # Four characters stand two by two on a square.
    hero = [lines.hero[:2], lines.hero[2:]] if square and len(lines.hero) == 4 else [lines.hero]
    facts = {
        "handbook": handbook,
        "series": "" if square else lines.series,
        "hero": hero,
        "place": place,
        "shape": shape,
        "quarter": (article.category.ordinal - 1) % 4,
        "series_size": type_size(lines.series, 31, shape.measure, 48),
        "hero_size": min(type_size(part, shape.largest, shape.measure, shape.title_height) for part in hero),
        "place_size": type_size(place, 30, shape.measure, 74),
    }
    templates = workshop.templates / "wechat"
    html = render(templates, "cover.html.j2", facts)
    drawn = picture(html, [render(templates, "cover.css.j2", facts)], kit, shape.width, shape.height)
    stem = names.file.removesuffix(".html")
    data = signed(image_bytes(drawn, "PNG"), cover_words(handbook, names, shape))
    return Cover(f"covers/{stem}-{shape.name}.png", shape.width, shape.height, data)


# ---- what a cover says ----------------------------------------------------------------------------------------------


def cover_words(handbook: Handbook, names: Titles, shape: Shape) -> str:
    """What a cover says, and its shape."""
    return f"{handbook.title}，{names.heading}，{names.range}（{shape.name}）"


_END = 12  # bytes of the chunk that ends a PNG file
_KEY = b"Description\0\0\0zh-Hans\0\0"


def signed(data: bytes, words: str) -> bytes:
    """The PNG file with its words and its own digest in a text chunk (PNG 3.0, 11.3.3.4): both can be proven."""
    text = b"iTXt" + _KEY + f"{words}\n{hashlib.sha256(data).hexdigest()}".encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return data[:-_END] + chunk + data[-_END:]


def words_of(data: bytes) -> str:
    """The words of a finished cover; none where it is no cover, or not as it was drawn."""
    start = data.rfind(b"iTXt" + _KEY) - 4
    words, _, digest = data[start + 8 + len(_KEY) : -_END - 4].rpartition(b"\n")
    bare = data[: max(start, 0)] + data[-_END:]
    return words.decode("utf-8", "replace") if hashlib.sha256(bare).hexdigest().encode() == digest else ""
