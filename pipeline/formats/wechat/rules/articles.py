"""The faults of a finished article beside the platform's rules: pictures, tables, empty lines, its mark-up."""

from __future__ import annotations

from collections.abc import Iterator

import lxml.html
from lxml import etree

from pipeline.findings import Finding, finding_in
from pipeline.formats.wechat import codes
from pipeline.formats.wechat.blocks import text_of
from pipeline.formats.wechat.folder import FOLDER, REMAKE
from pipeline.formats.wechat.parsing import Parsed, spot_of
from pipeline.formats.wechat.rules.registry import examined
from pipeline.handbook import without_space
from pipeline.seen.html_tables import uneven_rows


def findings_in_article(article: Parsed) -> tuple[Finding, ...]:
    """Report every fault of an article, those against the platform's rules first."""
    file = FOLDER + article.file
    own = (
        finding_in(file, code, message, REMAKE, number=number, place=place)
        for element, code, message in _own(article)
        for number, place in (article.where(element),)
    )
    return (*examined(article.subject, file, article.where), *own, *_changed_markup(article))


def _own(article: Parsed) -> Iterator[tuple[etree._Element, str, str]]:
    subject = article.subject
    for image in subject.elements("img"):
        if not subject.picture(image):
            yield image, codes.PICTURE_MISSING, f"缺少图片 {image.get('src')}"
    for table in subject.elements("table"):
        for row in uneven_rows(table):
            yield row, codes.ROWS_UNEVEN, "表格这一行的格数与第一行不同"
    for element in blank_lines(subject.root):
        yield element, codes.LINE_BLANK, "有空行或空段"


def _changed_markup(article: Parsed) -> Iterator[Finding]:
    """Report mark-up that is not as it is written: each phone mends tags that do not match in its own way."""
    written = str(lxml.html.tostring(article.subject.root, encoding="unicode"))
    if written != article.fragment:
        number, place = spot_of(article.file, article.fragment, written)
        message = "标记不规范：标签没有配对，或写法改动过"
        yield finding_in(
            FOLDER + article.file, codes.MARKUP_CHANGED, message, REMAKE, number=number, place=place
        )


def blank_lines(root: etree._Element) -> Iterator[etree._Element]:
    """Find paragraphs, headings and boxes that are empty, and those with an empty line."""
    for element in root.iter("p", "h2", "h3", "section", "blockquote", "th", "td"):
        shows = without_space(text_of(element)) or next(element.iter("img", "svg"), None) is not None
        if not shows:
            if element.tag not in ("th", "td"):
                yield element
        elif element.tag not in ("section", "blockquote") and next(element.iter("br"), None) is not None:
            lines = "".join(_with_breaks(element)).split("\n")
            if not all(map(without_space, lines)):
                yield element


def _with_breaks(element: etree._Element) -> Iterator[str]:
    yield " ".join((element.text or "").split("\n"))
    for child in element.iterchildren(etree.Element):
        yield "\n" if child.tag == "br" else ""
        yield from _with_breaks(child)
        yield " ".join((child.tail or "").split("\n"))
