"""Whether the finished page is what it should be: made again from the finished articles, and compared line by line."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from PIL import Image as Bitmap
from PIL import ImageChops

from pipeline.formats.contract import Fault
from pipeline.formats.wechat.blocks import ArticleReader
from pipeline.formats.wechat.covers import Cover
from pipeline.formats.wechat.folder import FOLDER, PAGE_FILE, Articles, Page, parsed, picture_data
from pipeline.formats.wechat.listing import entries_of
from pipeline.formats.wechat.page import Offered, check, copied_entry, find_head, make_frame
from pipeline.formats.wechat.rules import Contrast, Subject

CONTEXT = 12  # characters shown before and behind a difference
MOST = 5  # differences told: where more differ, the rest follows from them
FIELD = (16, 16)  # pixels: how finely a picture is compared with its preview
TONE = 48  # of 255: how much scaling and compression may change a spot
_FIELDS = {"title": "标题", "digest": "摘要", "html": "正文", "night": "夜间预览", "text": "纯文字"}


def faults_of_page(
    folder: Path, articles: Articles, page: Page, subjects: Mapping[str, Subject]
) -> Iterator[Fault]:
    """Everything in which the page is not what the articles make."""
    if len(page.copied) != len(articles.files):
        return  # whoever reads the articles tells of it
    yield from _faults_of_copies(folder, articles, page)
    yield from _faults_of_previews(folder, page, subjects)
    head = find_head(page.frame)
    if head is None:
        yield _fault("开头读不懂")
        return
    offered = tuple(
        Offered(
            file,
            str(copy.get("title")),
            str(copy.get("digest")),
            str(copy["html"]),
            tuple(
                Cover(str(one.get("file")), _number(one.get("width")), _number(one.get("height")), data)
                for one in entries_of(entry, "covers")
                if (data := picture_data(folder, str(one.get("file"))))
            ),
            tuple((str(one.get("file")), str(one.get("caption"))) for one in entries_of(entry, "images")),
            check(_pairs(file, str(copy["html"]), articles, subjects), ()),
        )
        for file, entry, copy in zip(articles.files, articles.entries, page.copied, strict=True)
    )
    yield from _lines_that_differ(make_frame(head, offered), page.frame)


def _pairs(
    file: str, copied: str, articles: Articles, subjects: Mapping[str, Subject]
) -> tuple[Contrast, ...]:
    """The contrasts of what is copied."""
    same = copied == articles.fragments[file]
    return subjects[file].contrasts if same else Subject(parsed(file, copied)).contrasts


def _fault(message: str, place: str = PAGE_FILE, number: int = 0) -> Fault:
    return Fault(FOLDER + PAGE_FILE, f"{message}（改法：重新生成公众号文章）", number=number, place=place)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


# ---- what is copied -------------------------------------------------------------------------------------------------


def _faults_of_copies(folder: Path, articles: Articles, page: Page) -> Iterator[Fault]:
    for ordinal, (file, copy) in enumerate(zip(articles.files, page.copied, strict=True), 1):
        fragment = articles.fragments[file]
        should = copied_entry(str(copy.get("title")), str(copy.get("digest")), fragment)
        told = False
        for name in (*should, *(name for name in copy if name not in should)):
            if copy.get(name) == should.get(name) or (told and name in ("night", "text")):
                continue  # where the article differs, so does all that is made of it
            told = True
            wanted, found = str(should.get(name, "")), str(copy.get(name, ""))
            number, place = spot_of(folder, file, found if name in ("html", "night") else "", wanted)
            words = (
                f"第{ordinal}篇要复制的{_FIELDS.get(name, name)}与文章 {file} 不同：{_apart(wanted, found)}"
            )
            yield _fault(words, place, number)


def spot_of(folder: Path, file: str, found: str, wanted: str) -> tuple[int, str]:
    """The question and the place at which a text begins to differ from the mark-up of an article."""
    if not found:
        return 0, file
    at = _first(wanted, found)
    before = re.sub(r"<[^<>]*$", "", wanted[:at])
    reader = ArticleReader(folder, file)
    reader.read(parsed(file, f"<section>{before}<b>·</b></section>"))
    return list(reader.spots.values())[-1]


def _first(one: str, other: str) -> int:
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)


def _apart(wanted: str, found: str) -> str:
    """How two texts begin to differ, and end to."""
    begin = _first(wanted, found)
    end = min(_first(wanted[::-1], found[::-1]), min(len(wanted), len(found)) - begin)
    should, does = (
        _short(text[max(0, begin - CONTEXT) : len(text) - end + CONTEXT]) for text in (wanted, found)
    )
    return f"应为“{should}”，实为“{does}”"


def _short(text: str) -> str:
    text = text.replace("\n", "↵")
    return text if len(text) <= 6 * CONTEXT else f"{text[: 3 * CONTEXT]}…{text[-3 * CONTEXT :]}"


# ---- what is seen ---------------------------------------------------------------------------------------------------


def _lines_that_differ(wanted: str, found: str) -> Iterator[Fault]:
    """Each run of lines that is another, with the article in which it stands."""
    if wanted == found:
        return
    should, does = wanted.split("\n"), found.split("\n")
    matcher = SequenceMatcher(None, should, does, autojunk=False)
    changes = [change for change in matcher.get_opcodes() if change[0] != "equal"]
    for _, a, b, c, d in changes[:MOST]:
        before = "\n".join(does[: c + 1])
        ordinal = re.findall(r'id="article-(\d+)"', before)
        where = f"第{ordinal[-1]}篇" if ordinal and '<section class="preview"' not in before else ""
        place = f"{PAGE_FILE} {where}第{c + 1}行"
        yield _fault(f"复制页{_apart(_joined(should[a:b]), _joined(does[c:d]))}", place)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _faults_of_previews(folder: Path, page: Page, subjects: Mapping[str, Subject]) -> Iterator[Fault]:
    shown = list(
        dict.fromkeys(image.get("src", "") for one in subjects.values() for image in one.elements("img"))
    )
    if set(page.pictures) != set(shown):
        names = "、".join(map(str, page.pictures)) or "没有"
        yield _fault(f"复制页预览用的图片应为 {'、'.join(shown) or '没有'}，实为 {names}")
    for name in shown:
        if name in page.pictures and not _is_preview(str(page.pictures[name]), picture_data(folder, name)):
            yield _fault(f"复制页预览的图片不是 {name}")


def _is_preview(address: str, picture: bytes) -> bool:
    """Whether an address holds the picture, perhaps smaller."""
    kind, _, data = address.partition(",")
    if kind not in ("data:image/png;base64", "data:image/jpeg;base64"):
        return False
    try:
        small = base64.b64decode(data, validate=True)
        one, other = (_thumbnail(each) for each in (small, picture))
    except (OSError, ValueError):
        return False
    return max(band[1] for band in ImageChops.difference(one, other).getextrema()) <= TONE  # type: ignore[index]


def _thumbnail(data: bytes) -> Bitmap.Image:
    with Bitmap.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB").resize(FIELD, Bitmap.Resampling.BOX)
