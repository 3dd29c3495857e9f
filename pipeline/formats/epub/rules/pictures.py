"""Pictures: the words that stand for them, and the cover that a library shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from PIL import Image as Picture

from pipeline.findings import Finding
from pipeline.formats.epub.names import OPF
from pipeline.formats.epub.opened import Book, Item, resolved
from pipeline.formats.epub.pictures import LARGEST_PIXELS
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import AGAIN, offence
from pipeline.seen.html_names import XHTML

SMALLEST_HEIGHT = 1000  # pixels: the least that Amazon takes for a cover (KDP, cover image guidelines)
# A word of Latin letters and digits alone is the name of a file.
_FILE_NAME = re.compile(r".*\.(jpe?g|png|svg|gif|webp)$|[\w.-]+", re.IGNORECASE | re.ASCII)
_NOTHING = {"图", "图片", "图像", "插图", "封面", "照片", "示意图", "image", "picture", "cover", "photo"}


def check(book: Book) -> Iterator[Finding]:
    """Check alternative texts, and the cover."""
    for name, document in book.documents.items():
        for image in document.iter(f"{XHTML}img"):
            words = (image.get("alt") or "").strip()
            if not words or words.lower() in _NOTHING or _FILE_NAME.fullmatch(words):
                message = f"图 {image.get('src')} 没有像样的替代文字：“{words}”"
                yield offence(codes.ALTERNATIVE, message, "写出图上有什么", book.short(name))
    covers = [item for item in book.items if "cover-image" in item.properties]
    if len(covers) == 1:
        yield from _cover(book, covers[0])
    else:
        yield offence(codes.COVER, "书没有指明封面图", "给封面图写上 cover-image")


def _cover(book: Book, cover: Item) -> Iterator[Finding]:
    named = [one.get("content") for one in book.package.iter(f"{OPF}meta") if one.get("name") == "cover"]
    if named != [cover.id]:
        yield offence(codes.COVER, "旧阅读软件认不出封面", '补上 name="cover" 的 meta')
    shown = [
        resolved(name, image.get("src", ""))
        for name, document in list(book.documents.items())[:1]
        for image in document.iter(f"{XHTML}img")
    ]
    if cover.name not in shown:
        yield offence(codes.COVER, "第一页不是封面", "把封面页放在最前")
    try:
        with Picture.open(io.BytesIO(book.files.get(cover.name, b""))) as drawn:
            fit = (drawn.format, drawn.mode) == ("JPEG", "RGB") and drawn.height >= SMALLEST_HEIGHT
            if not fit or drawn.width * drawn.height > LARGEST_PIXELS:
                found = f"{drawn.width}×{drawn.height} {drawn.mode} {drawn.format}"
                message = f"封面图要用 RGB 的 JPEG，高 1000 以上、总数 400 万像素以下，现为 {found}"
                yield offence(codes.COVER, message, AGAIN)
    except (OSError, Picture.DecompressionBombError):
        yield offence(codes.COVER, f"封面图打不开：{book.short(cover.name)}", AGAIN)
