"""Whether the editor's page is what it should be: made again from the finished articles, compared line by line."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

import lxml.html
from lxml import etree
from PIL import Image as Bitmap
from PIL import ImageChops

from pipeline.findings import Finding, finding_in
from pipeline.formats.wechat import codes
from pipeline.formats.wechat.blocks import count_words, text_of
from pipeline.formats.wechat.covers import Cover
from pipeline.formats.wechat.folder import (
    FOLDER,
    PAGE_FILE,
    REMAKE,
    Articles,
    Entry,
    Page,
    entries_of,
    parsed,
    picture_data,
)
from pipeline.formats.wechat.page import Offered, check, copied_entry, find_head, make_frame
from pipeline.formats.wechat.parsing import Parsed, first_difference, spot_of
from pipeline.handbook import without_space
from pipeline.world import Files

CONTEXT = 12  # characters shown before and behind a difference
MOST = 5  # differences reported: where more differ, the rest follows from them
FIELD = (16, 16)  # pixels: how finely a picture is compared with its preview
TONE = 48  # of 255: how much scaling and compression may change a spot
_FIELDS = {"title": "标题", "digest": "摘要", "html": "正文", "night": "夜间预览", "text": "纯文字"}


def findings_in_page(
    files: Files, articles: Articles, page: Page, read: Mapping[str, Parsed], pasted: Mapping[str, Parsed]
) -> Iterator[Finding]:
    """Report everything in which the page is not what the articles make; ``pasted`` is what it copies."""
    yield from _copies(articles, page)
    yield from _previews(files, page, read)
    head = find_head(page.frame)
    if head is None:
        yield _finding(codes.PAGE_DIFFERS, "开头读不懂")
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
                if (data := picture_data(files, str(one.get("file"))))
            ),
            tuple((str(one.get("file")), str(one.get("caption"))) for one in entries_of(entry, "images")),
            count_words(pasted[file].subject.root),
            check(pasted[file].subject.contrasts),
        )
        for file, entry, copy in zip(articles.files, articles.entries, page.copied, strict=True)
    )
    yield from _offers(page, articles)
    yield from _lines_that_differ(make_frame(head, offered), page.frame)


def _finding(code: str, message: str, place: str = PAGE_FILE, number: int = 0) -> Finding:
    return finding_in(FOLDER + PAGE_FILE, code, message, REMAKE, number=number, place=place)


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


# ---- what is copied -------------------------------------------------------------------------------------------------


def _copies(articles: Articles, page: Page) -> Iterator[Finding]:
    for ordinal, (file, copy) in enumerate(zip(articles.files, page.copied, strict=True), 1):
        fragment = articles.fragments[file]
        should = copied_entry(str(copy.get("title")), str(copy.get("digest")), fragment)
        if without_space(should["text"]) != without_space(text_of(parsed(file, fragment))):
            words = f"第{ordinal}篇要复制的纯文字与文章 {file} 不同"
            yield _finding(codes.COPY_DIFFERS, words, file)
        reported = False
        for name in (*should, *(name for name in copy if name not in should)):
            if copy.get(name) == should.get(name) or (reported and name in ("night", "text")):
                continue  # where the article differs, so does all that is made of it
            reported = True
            wanted, found = str(should.get(name, "")), str(copy.get(name, ""))
            number, place = spot_of(file, found if name in ("html", "night") else "", wanted)
            words = (
                f"第{ordinal}篇要复制的{_FIELDS.get(name, name)}与文章 {file} 不同：{_apart(wanted, found)}"
            )
            yield _finding(codes.COPY_DIFFERS, words, place, number)


def _apart(wanted: str, found: str) -> str:
    """Describe how two texts differ, from the first difference to the last."""
    begin = first_difference(wanted, found)
    end = min(first_difference(wanted[::-1], found[::-1]), min(len(wanted), len(found)) - begin)
    should, does = (
        _short(text[max(0, begin - CONTEXT) : len(text) - end + CONTEXT]) for text in (wanted, found)
    )
    return f"应为“{should}”，实为“{does}”"


def _short(text: str) -> str:
    text = text.replace("\n", "↵")
    return text if len(text) <= 6 * CONTEXT else f"{text[: 3 * CONTEXT]}…{text[-3 * CONTEXT :]}"


# ---- what is offered ------------------------------------------------------------------------------------------------

_BUTTONS = ["html", "title", "digest", None]  # the last one shows the article


def _offers(page: Page, articles: Articles) -> Iterator[Finding]:
    """Report an article that is offered with another's title, digest, buttons, covers or pictures.

    The page is read as a stranger reads it: what its lines are compared with is made from its own template, so a slip
    of the template is seen here alone.
    """
    root = lxml.html.document_fromstring(page.frame)
    count = len(articles.files)
    if f"公众号文章 {count} 篇" not in root.findtext("body/header/p", ""):
        yield _finding(codes.OFFER_DIFFERS, f"复制页开头的篇数不是 {count}")
    offers = root.findall(".//ol[@class='articles']/li")
    if len(offers) != count:
        yield _finding(codes.OFFER_DIFFERS, f"复制页列出了 {len(offers)} 篇，应为 {count} 篇")
    for at, (offer, entry, copy) in enumerate(zip(offers, articles.entries, page.copied, strict=False)):
        buttons = list(offer.iter("button"))
        for name, wanted, found in (
            ("标题", [copy.get("title")], [offer.findtext("h2")]),
            ("摘要", [copy.get("digest")], [offer.findtext("p[@class='digest']")]),
            ("按钮", _BUTTONS, [one.get("data-copy") for one in buttons]),
            ("按钮的篇次", [str(at)] * len(_BUTTONS), [one.get("data-article") for one in buttons]),
            ("封面", *_covers_offered(offer, entry)),
            ("图片", *_pictures_offered(offer, entry)),
        ):
            if wanted != found:
                words = f"复制页第{at + 1}篇的{name}应为 {wanted}，实为 {found}"
                yield _finding(codes.OFFER_DIFFERS, words)


def _covers_offered(offer: etree._Element, entry: Entry) -> tuple[list[str], list[str]]:
    files = [str(one.get("file")) for one in entries_of(entry, "covers")]
    links = offer.findall("p[@class='covers']/a")
    found = [one.get("href", "") for one in links] + [one.get("download", "") for one in links]
    return files + [file.rpartition("/")[2] for file in files], found


def _pictures_offered(offer: etree._Element, entry: Entry) -> tuple[list[str], list[str]]:
    listed = [(str(one.get("file")), str(one.get("caption"))) for one in entries_of(entry, "images")]
    items = offer.findall("details/ul/li")
    found = [link.get("href", "") for item in items for link in item.iter("a")]
    wanted = [file for file, _ in listed] + [f"{file}　{caption}" for file, caption in listed]
    return wanted, found + [text_of(item) for item in items]


# ---- what is seen ---------------------------------------------------------------------------------------------------


def _lines_that_differ(wanted: str, found: str) -> Iterator[Finding]:
    """Report each run of lines that is another, with the article in which it stands."""
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
        yield _finding(codes.PAGE_DIFFERS, f"复制页{_apart(_joined(should[a:b]), _joined(does[c:d]))}", place)


def _joined(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _previews(files: Files, page: Page, read: Mapping[str, Parsed]) -> Iterator[Finding]:
    shown = list(
        dict.fromkeys(image.get("src", "") for one in read.values() for image in one.subject.elements("img"))
    )
    if set(page.pictures) != set(shown):
        names = "、".join(map(str, page.pictures)) or "没有"
        words = f"复制页预览用的图片应为 {'、'.join(shown) or '没有'}，实为 {names}"
        yield _finding(codes.PREVIEW_DIFFERS, words)
    for name in shown:
        if name in page.pictures and not _is_preview(str(page.pictures[name]), picture_data(files, name)):
            yield _finding(codes.PREVIEW_DIFFERS, f"复制页预览的图片不是 {name}")


def _is_preview(address: str, picture: bytes) -> bool:
    """Report whether an address holds the picture, perhaps smaller."""
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
