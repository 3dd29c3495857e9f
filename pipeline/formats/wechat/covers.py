"""The covers of an article, drawn from ``templates/wechat/cover.*.j2``: a wide one for the feed, a square for lists.

The platform shows a cover at 2.35 : 1 on top of a feed and at 1 : 1 everywhere else; files are smaller than 1 MB.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import Templates
from pipeline.formats.titles import title_lines
from pipeline.formats.wechat.facts import SHAPES, Shape, covers_facts
from pipeline.formats.wechat.titles import Titles
from pipeline.handbook import Handbook
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.picture import image_bytes, pictures


@dataclass(frozen=True, slots=True)
class Cover:
    """A finished cover: ``file`` is its name below ``wechat/``; size in pixels."""

    file: str
    width: int
    height: int
    data: bytes = field(repr=False)


def cover_file(names: Titles, shape: Shape) -> str:
    """Name the cover of an article below ``wechat/``."""
    return f"covers/{names.file.removesuffix('.html')}-{shape.name}.png"


def draw_covers(
    handbook: Handbook, articles: Sequence[tuple[Titles, int]], templates: Templates, kit: FontKit
) -> tuple[Cover, ...]:
    """Draw the covers of articles, given their names and the quarter of the heavy arc; each one's wide cover first.

    All covers of a shape are drawn together, as fonts take longer to prepare than a cover to lay out. Raises
    :class:`OutsideFailure` when the kit lacks a character, the words do not fit, or others are drawn.
    """
    missing = kit.missing(handbook.title + "".join(names.heading for names, _ in articles))
    if missing:
        raise OutsideFailure(f"书名或类名里的“{missing}”字体里没有，封面画不出来", "换用通行的字")
    drawn = [_drawn(handbook, articles, shape, templates, kit) for shape in SHAPES]
    return tuple(cover for of_one in zip(*drawn, strict=True) for cover in of_one)


def _words_on(handbook: Handbook, names: Titles, shape: Shape) -> str:
    """Give the words of a cover; a square has no room for the series line and the category."""
    if shape.name == "square":
        return title_lines(handbook).hero + names.range
    return handbook.title + names.heading + names.range


def _drawn(
    handbook: Handbook,
    articles: Sequence[tuple[Titles, int]],
    shape: Shape,
    templates: Templates,
    kit: FontKit,
) -> list[Cover]:
    facts = covers_facts(handbook, shape, articles)
    html, css = templates.render("cover.html.j2", facts), templates.render("cover.css.j2", facts)
    words = [_words_on(handbook, names, shape) for names, _ in articles]
    return [
        Cover(
            cover_file(names, shape),
            shape.width,
            shape.height,
            signed(image_bytes(image, "PNG"), cover_words(handbook, names, shape)),
        )
        for (names, _), image in zip(
            articles, pictures(html, [css], kit, shape.width, shape.height, words=words), strict=True
        )
    ]


# ---- what a cover says ----------------------------------------------------------------------------------------------


def cover_words(handbook: Handbook, names: Titles, shape: Shape) -> str:
    """Write the words of a cover, and its shape."""
    return f"{handbook.title}，{names.heading}，{names.range}（{shape.name}）"


_END = 12  # bytes of the chunk that ends a PNG file
_KEY = b"Description\0\0\0zh-Hans\0\0"


def signed(data: bytes, words: str) -> bytes:
    """Give the PNG file with its words and its own digest in a text chunk (PNG 3.0, 11.3.3.4): both can be proven."""
    text = b"iTXt" + _KEY + f"{words}\n{hashlib.sha256(data).hexdigest()}".encode()
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    return data[:-_END] + chunk + data[-_END:]


def words_of(data: bytes) -> str:
    """Give the words of a finished cover; none where it is no cover, or not as it was drawn."""
    start = data.rfind(b"iTXt" + _KEY) - 4
    words, _, digest = data[start + 8 + len(_KEY) : -_END - 4].rpartition(b"\n")
    bare = data[: max(start, 0)] + data[-_END:]
    return words.decode("utf-8", "replace") if hashlib.sha256(bare).hexdigest().encode() == digest else ""
