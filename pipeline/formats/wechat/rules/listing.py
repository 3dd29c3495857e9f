"""Whether ``series.json`` fits the files beside it: lengths, pictures, covers; and whether the platform takes them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from PIL import Image as Bitmap

from pipeline.findings import Finding, finding_in
from pipeline.formats.wechat import codes
from pipeline.formats.wechat.blocks import count_words
from pipeline.formats.wechat.folder import (
    FOLDER,
    REMAKE,
    SERIES_FILE,
    Articles,
    Entry,
    entries_of,
    picture_data,
)
from pipeline.formats.wechat.found import NAMES, written
from pipeline.formats.wechat.listing import MEASURED
from pipeline.formats.wechat.parsing import Parsed
from pipeline.world import Files


def findings_in_listing(files: Files, articles: Articles, parsed: Mapping[str, Parsed]) -> Iterator[Finding]:
    """Report where a length, a picture or a cover of the list is not that of the file, or a length is not allowed."""
    yield from _lengths(articles)
    for file, entry in zip(articles.files, articles.entries, strict=True):
        root = parsed[file].subject.root
        for name, value in zip(MEASURED, (len(articles.fragments[file]), count_words(root)), strict=True):
            if written(entry.get(name)) != written(value):
                words = f"{NAMES[name]} {name} 应为 {value}，实为 {entry.get(name)}"
                yield _finding(codes.LIST_MEASURE, file, words)
        shown = [(image.get("src", ""), image.get("data-w", "")) for image in root.iter("img")]
        listed = [(one.get("file"), str(one.get("width"))) for one in entries_of(entry, "images")]
        if shown != listed:
            words = f"图片 images 应为 {_pictures(shown)}，实为 {_pictures(listed)}"
            yield _finding(codes.LIST_PICTURES, file, words)
        for one in (*entries_of(entry, "images"), *entries_of(entry, "covers")):
            for words in _untrue(files, one):
                yield _finding(codes.LISTED_FILE, file, words)


# What the platform takes (interface "draft/add"); of fewer characters than these no part is ever cut up: an article is
# planned with the longest titles of its neighbours, and with all its references as links.
MOST_CHARACTERS, MOST_OF_A_TITLE, MOST_OF_A_DIGEST = 20_000, 32, 128
NEVER_CUT = 12_000


def _lengths(articles: Articles) -> Iterator[Finding]:
    """Report what is longer than the platform takes, and a part cut into more articles than its length asks for."""
    parts: dict[str, list[tuple[str, int]]] = {}
    for file, entry in zip(articles.files, articles.entries, strict=True):
        length = len(articles.fragments[file])
        parts.setdefault(file.partition("-")[2], []).append((file, length))
        for name, count, most in (
            ("正文", length, MOST_CHARACTERS - 1),
            ("标题", len(str(entry.get("title"))), MOST_OF_A_TITLE),
            ("摘要", len(str(entry.get("digest"))), MOST_OF_A_DIGEST),
        ):
            if count > most:
                yield _finding(codes.LIST_LENGTH, file, f"{name}有 {count} 个字符，平台最多收 {most} 个")
    for files in parts.values():
        if len(files) > 1 and sum(length for _, length in files) <= NEVER_CUT * (len(files) - 1):
            words = f"这一类分成了 {len(files)} 篇，不必分这么多"
            yield _finding(codes.LIST_LENGTH, files[-1][0], words)


def _finding(code: str, file: str, message: str) -> Finding:
    return finding_in(FOLDER + SERIES_FILE, code, message, REMAKE, place=file)


def _pictures(listed: Sequence[tuple[object, object]]) -> str:
    return "、".join(f"{file}（宽 {width}）" for file, width in listed) or "没有"


def _untrue(files: Files, one: Entry) -> Iterator[str]:
    """Report where the file of an entry is not what the entry says."""
    name = str(one.get("file"))
    try:
        with Bitmap.open(io.BytesIO(picture_data(files, name))) as opened:
            size, moves = opened.size, getattr(opened, "is_animated", False)
    except (OSError, ValueError):
        yield f"图片 {name} 找不到或打不开"
        return
    if moves:
        yield f"图片 {name} 会动：除第一幅外还有别的画面"
    if size != (one.get("width"), one.get("height")):
        yield f"图片 {name} 是 {size[0]}×{size[1]}，清单写 {one.get('width')}×{one.get('height')}"
