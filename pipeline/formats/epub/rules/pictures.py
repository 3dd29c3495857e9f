"""Pictures: the words that stand for them, and the cover that a library shows."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from PIL import Image as Picture

from pipeline.formats.epub.pictures import LARGEST_PIXELS
from pipeline.formats.epub.read import resolved
from pipeline.formats.epub.rules.opened import OPF, XHTML, Book

SMALLEST_HEIGHT = 1000  # pixels: the least that Amazon takes for a cover (KDP, cover image guidelines)
# A word of Latin letters and digits alone is the name of a file.
_FILE_NAME = re.compile(r".*\.(jpe?g|png|svg|gif|webp)$|[\w.-]+", re.IGNORECASE | re.ASCII)
_NOTHING = {"图", "图片", "图像", "插图", "封面", "照片", "示意图", "image", "picture", "cover", "photo"}


def check(book: Book) -> Iterator[str]:
    """Alternative texts, and the cover."""
    for name, document in book.documents.items():
        for image in document.iter(f"{XHTML}img"):
            words = (image.get("alt") or "").strip()
            if not words or words.lower() in _NOTHING or _FILE_NAME.fullmatch(words):
                picture = f"{book.short(name)} 的图 {image.get('src')}"
                yield f"{picture} 没有像样的替代文字：“{words}”（改法：写出图上有什么）"
    covers = [item for item in book.items if "cover-image" in item.properties]
    if len(covers) != 1:
        yield "书没有指明封面图（改法：给封面图写上 cover-image）"
        return
    (cover,) = covers
    named = [one.get("content") for one in book.package.iter(f"{OPF}meta") if one.get("name") == "cover"]
    if named != [cover.id]:
        yield '旧阅读软件认不出封面（改法：补上 name="cover" 的 meta）'
    shown = [
        resolved(name, image.get("src", ""))
        for name, document in list(book.documents.items())[:1]
        for image in document.iter(f"{XHTML}img")
    ]
    if cover.name not in shown:
        yield "第一页不是封面（改法：把封面页放在最前）"
    try:
        with Picture.open(io.BytesIO(book.files.get(cover.name, b""))) as drawn:
            fit = (drawn.format, drawn.mode) == ("JPEG", "RGB") and drawn.height >= SMALLEST_HEIGHT
            if not fit or drawn.width * drawn.height > LARGEST_PIXELS:
                found = f"{drawn.width}×{drawn.height} {drawn.mode} {drawn.format}"
                yield f"封面图要用 RGB 的 JPEG，高 1000 以上、总数 400 万像素以下，现为 {found}（改法：重新生成电子书）"
    except OSError:
        yield f"封面图打不开：{book.short(cover.name)}（改法：重新生成电子书）"
