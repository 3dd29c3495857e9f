"""``wechat/series.json`` and the files that it names → articles that the platform can take, or what is wrong.

Limits of interface "draft/add" (https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add.html),
"media/uploadimg" and "material/add_material".
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipeline.findings import Finding, finding_in
from pipeline.world import Files

FOLDER = "wechat/"
SERIES_FILE = "series.json"
REMAKE = "运行 baiwen build wechat 重新生成"
TITLE_LIMIT = 32  # characters
AUTHOR_LIMIT = 16  # characters
DIGEST_LIMIT = 128  # characters
CONTENT_LIMIT = 20_000  # characters with mark-up; fewer than
CONTENT_BYTES = 1_000_000  # fewer than 1 MB, in UTF-8
IMAGE_BYTES = 1_000_000  # fewer than 1 MB
COVER_BYTES = 10_000_000  # at most 10 MB
DRAFT_LIMIT = 8  # articles

_SOURCE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]*)(")')
_MEDIA = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be uploaded; ``file`` is its name below ``wechat/``."""

    file: str
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest of its bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def media_type(self) -> str:
        """The type that its first bytes state; empty for anything but PNG and JPEG."""
        return next((name for magic, name in _MEDIA if self.data.startswith(magic)), "")


@dataclass(frozen=True, slots=True)
class Article:
    """A finished article. ``content`` names its ``images`` as files below ``wechat/``.

    ``key`` is the id of its first question: it stays when articles before it come or go. ``draft`` is the number
    (from 1) of the draft that takes it.
    """

    key: str
    draft: int
    file: str
    title: str
    digest: str
    author: str
    content: str = field(repr=False)
    images: tuple[Picture, ...]
    cover: Picture
    square: str
    """The part of the cover that lists show, 1 : 1, as interface "draft/add" has it: ``X1_Y1_X2_Y2`` from 0 to 1."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _File(_Form):
    file: str = Field(description="文件，从 output/wechat/ 起")
    width: int = Field(gt=0, description="宽（像素）")
    height: int = Field(gt=0, description="高（像素）")


class _Shown(_File):
    caption: str = Field(min_length=1, description="图题，文章里看得见")
    alternative: str = Field(min_length=1, description="替代文字")


class _Entry(_Form):
    """The limits of titles and lengths are reported one by one, so they are not in the form."""

    key: str = Field(description="第一问的 id，文章以它为准")
    draft: int = Field(ge=1, description="进第几份草稿")
    file: str = Field(description="正文片段，从 output/wechat/ 起")
    title: str = Field(description="标题，不超过32字")
    digest: str = Field(description="摘要，不超过128字")
    author: str = Field(description="作者，不超过16字")
    characters: int = Field(0, ge=0, description="正文的字符数，连标记，少于20000")
    words: int = Field(0, ge=0, description="读者看到的字数，空白不计")
    questions: list[str] = Field([], description="各问的 id，依次")
    images: list[_Shown] = Field([], description="正文里的图片，依次")
    covers: list[_File] = Field([], description="封面，宽的在前")


class SeriesForm(_Form):
    """``series.json``."""

    articles: list[_Entry] = Field(description="各篇文章，依次")


@dataclass(frozen=True, slots=True)
class Series:
    """The articles in order; with any ``findings`` there are fewer of them, and none may be sent."""

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...]


def read_series(files: Files) -> Series:
    """Read the articles among the finished files (``wechat/…`` by their names), and report what is wrong with them."""
    try:
        series = SeriesForm.model_validate_json(files[FOLDER + SERIES_FILE])
    except (KeyError, ValidationError):
        return Series((), (_finding(SERIES_FILE, "D113", "没有文章的清单，或读不懂", REMAKE),))
    articles: list[Article] = []
    findings: list[Finding] = []
    for entry in series.articles:
        article, lacking = _article(files, entry)
        if article is None:
            findings += lacking
        else:
            articles.append(article)
            findings += check_article(article)
    for number, count in Counter(article.draft for article in articles).items():
        if count > DRAFT_LIMIT:
            words = f"第{number}份草稿有{count}篇，平台一份最多收{DRAFT_LIMIT}篇"
            findings.append(_finding(SERIES_FILE, "D110", words, REMAKE))
    if not series.articles:
        findings.append(_finding(SERIES_FILE, "D100", "里没有文章", REMAKE))
    return Series(tuple(articles), tuple(findings))


def check_article(article: Article) -> Iterator[Finding]:
    """Report what the platform would refuse."""
    measures = (
        ("D101", "标题", len(article.title), TITLE_LIMIT, "字", "缩短书名的简称或类名"),
        ("D102", "作者", len(article.author), AUTHOR_LIMIT, "字", "改 handbook.yaml 里 wechat 的 author"),
        ("D103", "摘要", len(article.digest), DIGEST_LIMIT, "字", "缩短问题标题"),
        ("D104", "正文连标记", len(article.content), CONTENT_LIMIT - 1, "个字符", "把这一篇的问题分开"),
        (
            "D105",
            "正文连标记",
            len(article.content.encode()),
            CONTENT_BYTES - 1,
            "字节",
            "把这一篇的问题分开",
        ),
    )
    for code, name, measured, limit, unit, hint in measures:
        if measured > limit:
            yield _finding(article.file, code, f"{name}有{measured}{unit}，平台最多收{limit}{unit}", hint)
    if not article.title.strip():
        yield _finding(article.file, "D106", "没有标题", REMAKE)
    if not article.content.strip():
        yield _finding(article.file, "D107", "没有正文", REMAKE)
    for picture, limit in (*((one, IMAGE_BYTES - 1) for one in article.images), (article.cover, COVER_BYTES)):
        if not picture.media_type:
            yield _finding(picture.file, "D108", "不是 JPG 或 PNG 图片", "换一张图片")
        if len(picture.data) > limit:
            words = f"有{len(picture.data)}字节，平台最多收{limit}字节"
            yield _finding(picture.file, "D109", words, "把图片压小")


def groups(articles: Iterable[Article]) -> tuple[tuple[Article, ...], ...]:
    """Group the articles by their drafts, in order."""
    return tuple(tuple(group) for _, group in itertools.groupby(articles, key=lambda article: article.draft))


Payload = dict[str, str | int]


def payload(article: Article, addresses: Mapping[str, str], cover: str) -> Payload:
    """Make one member of ``articles`` in interface "draft/add".

    ``addresses`` gives the platform's address of each image by its file; ``cover`` is the cover's media_id.
    """
    return {
        "article_type": "news",
        "title": article.title,
        "author": article.author,
        "digest": article.digest,
        "content": _replaced(article.content, lambda name: addresses[name]),
        "content_source_url": "",
        "thumb_media_id": cover,
        "need_open_comment": 0,
        "only_fans_can_comment": 0,
        "pic_crop_1_1": article.square,
    }


def _replaced(content: str, address: Callable[[str], str]) -> str:
    return _SOURCE.sub(lambda found: found[1] + address(found[2]) + found[3], content)


def _article(files: Files, entry: _Entry) -> tuple[Article | None, list[Finding]]:
    """Make the article of an entry; None where a part is missing, which is reported."""
    if not entry.covers:
        return None, [_finding(entry.file, "D111", "没有封面，平台不收", REMAKE)]
    wide = max(entry.covers, key=lambda cover: cover.width / max(cover.height, 1))
    content = files.get(FOLDER + entry.file)
    words = (content or b"").decode("utf-8", errors="replace")
    images = {found[2]: files.get(FOLDER + found[2]) for found in _SOURCE.finditer(words)}
    cover = files.get(FOLDER + wide.file)
    for name, data in ((entry.file, content), *images.items(), (wide.file, cover)):
        if data is None:
            return None, [_finding(name, "D112", "找不到这个文件", REMAKE)]
    article = Article(
        key=entry.key,
        draft=entry.draft,
        file=entry.file,
        title=entry.title,
        digest=entry.digest,
        author=entry.author,
        content=words,
        images=tuple(Picture(name, data or b"") for name, data in images.items()),
        cover=Picture(wide.file, cover or b""),
        square=_right_square(wide),
    )
    return article, []


def _right_square(cover: _File) -> str:
    """Crop to the right end of a wide cover, where the drawing is; the middle would cut through the words."""
    return f"{max(0.0, 1 - cover.height / cover.width):.6f}_0_1_1"


def _finding(file: str, code: str, message: str, hint: str) -> Finding:
    return finding_in(FOLDER + file, code, message, hint)


def series_schema() -> dict[str, Any]:
    """Describe ``series.json`` as JSON Schema (draft 2020-12)."""
    schema = SeriesForm.model_json_schema()
    for described in (schema, *schema["$defs"].values()):
        described.pop("description", None)  # the docstrings are for programmers
        for one in described["properties"].values():
            one.pop("title", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
