"""``series.json``, field by field: what it says; and what the covers that it names say."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.formats.wechat.covers import words_of
from pipeline.formats.wechat.folder import FOLDER, SERIES_FILE, Articles, entries_of, picture_data
from pipeline.formats.wechat.found import field_said, part_of_list, written
from pipeline.seen.edition import Furnishing
from pipeline.world import Files

MEASURED = ("characters", "words")  # they follow from the article's file
_OF_FILES = ("file", "width", "height")


def found_listing(articles: Articles) -> Iterator[Furnishing]:
    """Find what the list says, a text a field; what follows from the files alone is left out."""
    for name, value in articles.series.items():
        if name != "articles":
            yield Furnishing(part_of_list(name), SERIES_FILE, written(value), file=FOLDER + SERIES_FILE)
    for file, entry in zip(articles.files, articles.entries, strict=True):
        for name, value in entry.items():
            if name == "images" and isinstance(value, list):
                yield field_said(file, name, [_without_files(one) for one in value])
            elif name not in ("title", "digest", *MEASURED):
                yield field_said(file, name, value)


def _without_files(image: object) -> object:
    if not isinstance(image, dict):
        return image
    return {name: value for name, value in image.items() if name not in _OF_FILES}


def found_covers(files: Files, articles: Articles) -> Iterator[Furnishing]:
    """Find what the covers say."""
    for file, entry in zip(articles.files, articles.entries, strict=True):
        for one in entries_of(entry, "covers"):
            name = str(one.get("file"))
            words = words_of(picture_data(files, name))
            yield Furnishing("封面", f"{file} {name}", words or "（画面改动过或换过）", file=FOLDER + name)
