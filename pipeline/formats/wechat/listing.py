"""``series.json``, field by field: what it says, what it should say, and whether it fits the files beside it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image as Bitmap

from pipeline.formats.contract import Fault, FoundEdition, Furnishing
from pipeline.formats.wechat.covers import SHAPES, cover_words, words_of
from pipeline.formats.wechat.folder import FOLDER, SERIES_FILE, Articles, Entry, picture_data
from pipeline.formats.wechat.page import count_words
from pipeline.formats.wechat.rules import Subject
from pipeline.formats.wechat.series import ARTICLES_A_DRAFT, Article, shown_blocks
from pipeline.formats.wechat.titles import Titles
from pipeline.handbook import ZERO_WIDTH, Figure, Handbook, Question, walk

NAMES = {
    "key": "文章代号", "draft": "草稿份数", "file": "文件名", "author": "作者", "questions": "问题", "images": "图片",
    "covers": "封面", "characters": "字符数", "words": "字数",
}  # fmt: skip
QUESTIONS = "清单里的问题 questions "
_WORDS = ("key", "file", "author")
_MEASURED = ("characters", "words")  # they follow from the article's file
_OF_FILES = ("file", "width", "height")


def found_listing(articles: Articles) -> Iterator[Furnishing]:
    """What the list says, a text a field; what follows from the files alone is left out."""
    for name, value in articles.series.items():
        if name != "articles":
            yield Furnishing(_part(name), SERIES_FILE, _written(value), file=FOLDER + SERIES_FILE)
    for file, entry in zip(articles.files, articles.entries, strict=True):
        for name, value in entry.items():
            if name == "images" and isinstance(value, list):
                yield _field(file, name, [_without_files(one) for one in value])
            elif name not in ("title", "digest", *_MEASURED):
                yield _field(file, name, value)


def wanted_listing(handbook: Handbook, article: Article, names: Titles) -> Iterator[Furnishing]:
    """What it should say of an article."""
    figures = (block for block in walk(shown_blocks(handbook, article)) if isinstance(block, Figure))
    shown = [(f"{one.label} {one.caption}", one.alternative) for one in figures]
    shown += [(name, name) for name, _ in handbook.wechat.pictures]
    stem = names.file.removesuffix(".html")
    fields = {
        "key": article.key,
        "draft": (article.ordinal - 1) // ARTICLES_A_DRAFT + 1,
        "file": names.file,
        "author": handbook.wechat.author,
        "questions": [question.id for question in article.questions],
        "images": [{"caption": caption, "alternative": words} for caption, words in shown],
        "covers": [
            {"file": f"covers/{stem}-{shape.name}.png", "width": shape.width, "height": shape.height}
            for shape in SHAPES
        ],
    }
    for name, value in fields.items():
        yield _field(names.file, name, value)


def listed_questions(handbook: Handbook, edition: FoundEdition) -> list[tuple[Question, ...]]:
    """The questions of each article as the list has them; none where it does not divide the handbook into articles."""
    by_id = {question.id: question for question in handbook.questions}
    groups: list[tuple[Question, ...]] = []
    for one in edition.furniture:
        if one.part == QUESTIONS:
            ids = json.loads(one.text.replace("␣", " "))
            known = isinstance(ids, list) and all(isinstance(name, str) and name in by_id for name in ids)
            groups.append(tuple(by_id[name] for name in ids) if known else ())
    whole = sum(groups, ()) == handbook.questions and all(groups)
    inside = all(any(set(group) <= set(part.questions) for part in handbook.parts) for group in groups)
    return groups if whole and inside else []


def _field(file: str, name: str, value: object) -> Furnishing:
    words = value if isinstance(value, str) and name in _WORDS else _written(value)
    return Furnishing(_part(name), file, _visible(words), file=FOLDER + SERIES_FILE)


def _part(name: str) -> str:
    return f"清单里的{NAMES.get(name, '')} {name} "


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _visible(words: str) -> str:
    """White space and marks without width as something that is seen, and compared."""
    return _UNSEEN.sub(lambda found: "␣" if found[0] == " " else f"\\u{ord(found[0]):04x}", words)


_UNSEEN = re.compile(rf"[\s{ZERO_WIDTH}]")


def _without_files(image: object) -> object:
    if not isinstance(image, dict):
        return image
    return {name: value for name, value in image.items() if name not in _OF_FILES}


# ---- whether it fits the files --------------------------------------------------------------------------------------


def faults_of_listing(folder: Path, articles: Articles, subjects: Mapping[str, Subject]) -> Iterator[Fault]:
    """Where a length, a picture or a cover of the list is not that of the file."""
    for file, entry in zip(articles.files, articles.entries, strict=True):
        root = subjects[file].root
        for name, value in zip(_MEASURED, (len(articles.fragments[file]), count_words(root)), strict=True):
            if _written(entry.get(name)) != _written(value):
                yield _fault(file, f"{NAMES[name]} {name} 应为 {value}，实为 {entry.get(name)}")
        shown = [(image.get("src", ""), image.get("data-w", "")) for image in root.iter("img")]
        listed = [(one.get("file"), str(one.get("width"))) for one in entries_of(entry, "images")]
        if shown != listed:
            yield _fault(file, f"图片 images 应为 {_pictures(shown)}，实为 {_pictures(listed)}")
        for one in (*entries_of(entry, "images"), *entries_of(entry, "covers")):
            yield from _untrue_file(folder, file, one)


def entries_of(entry: Entry, name: str) -> list[Entry]:
    """A field of an entry that holds entries of its own."""
    value = entry.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _fault(file: str, message: str) -> Fault:
    return Fault(FOLDER + SERIES_FILE, f"{message}（改法：重新生成公众号文章）", place=file)


def _pictures(listed: Sequence[tuple[object, object]]) -> str:
    return "、".join(f"{file}（宽 {width}）" for file, width in listed) or "没有"


def _untrue_file(folder: Path, file: str, one: Entry) -> Iterator[Fault]:
    name = str(one.get("file"))
    try:
        with Bitmap.open(io.BytesIO(picture_data(folder, name))) as opened:
            size, moves = opened.size, getattr(opened, "is_animated", False)
    except (OSError, ValueError):
        yield _fault(file, f"图片 {name} 找不到或打不开")
        return
    if moves:
        yield _fault(file, f"图片 {name} 会动：除第一幅外还有别的画面")
    if size != (one.get("width"), one.get("height")):
        yield _fault(
            file, f"图片 {name} 是 {size[0]}×{size[1]}，清单写 {one.get('width')}×{one.get('height')}"
        )


def found_covers(folder: Path, articles: Articles) -> Iterator[Furnishing]:
    """What the covers say."""
    for file, entry in zip(articles.files, articles.entries, strict=True):
        for one in entries_of(entry, "covers"):
            name = str(one.get("file"))
            words = words_of(picture_data(folder, name))
            yield Furnishing("封面", f"{file} {name}", words or "（画面改动过或换过）", file=FOLDER + name)


def wanted_covers(handbook: Handbook, names: Titles) -> Iterator[Furnishing]:
    """What they should say."""
    stem = names.file.removesuffix(".html")
    for shape in SHAPES:
        name = f"covers/{stem}-{shape.name}.png"
        words = cover_words(handbook, names, shape)
        yield Furnishing("封面", f"{names.file} {name}", words, file=FOLDER + name)
