"""The finished articles, and the page that copies them → the text of their questions, as a stranger finds it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import lxml.html
from lxml import etree

from pipeline.findings import unreadable
from pipeline.formats.contract import Opened
from pipeline.formats.wechat.blocks import ArticleReader, text_of
from pipeline.formats.wechat.folder import FOLDER, PAGE_FILE, Entry, Unreadable, open_articles, open_page
from pipeline.formats.wechat.found import QUESTIONS, held_questions
from pipeline.formats.wechat.listing import found_covers, found_listing
from pipeline.formats.wechat.page import find_head
from pipeline.formats.wechat.parsing import Parsed, parse
from pipeline.formats.wechat.rules.articles import findings_in_article
from pipeline.formats.wechat.rules.copy_page import findings_in_page
from pipeline.formats.wechat.rules.listing import findings_in_listing
from pipeline.handbook import without_space
from pipeline.seen.edition import FoundEdition, Furnishing, Shown, Stamp
from pipeline.world import Files

_PARSER = lxml.html.HTMLParser(encoding="utf-8")


def open_series(files: Files) -> Opened:
    """Open the articles that ``wechat/series.json`` names, in its order, and find their questions.

    What the editor's page puts on the clipboard is an edition of its own, because that is what is pasted. The findings
    are the faults of the files beside their words.
    """
    try:
        return _opened(files)
    except Unreadable as fault:
        return Opened(findings=(fault.finding,))


def _opened(files: Files) -> Opened:
    articles, page = open_articles(files), open_page(files)
    if len(articles.files) != len(page.copied):
        raise Unreadable(PAGE_FILE, f"里有{len(page.copied)}篇文章，清单上是{len(articles.files)}篇")
    read = {file: parse(files, file, fragment) for file, fragment in articles.fragments.items()}
    pasted = {
        file: read[file]
        if copy["html"] == articles.fragments[file]
        else parse(files, file, str(copy["html"]))
        for file, copy in zip(articles.files, page.copied, strict=True)
    }
    listing = (*found_listing(articles), *found_covers(files, articles))
    head = find_head(page.frame)
    opening = Furnishing("复制页开头", PAGE_FILE, head.words if head else "")
    questions = tuple(one for one in listing if one.part == QUESTIONS)
    return Opened(
        (
            _edition(FOLDER, _listed(articles.files, articles.entries), read, listing),
            _edition(FOLDER + PAGE_FILE, _listed(articles.files, page.copied), pasted, (opening, *questions)),
        ),
        (
            *(finding for article in read.values() for finding in findings_in_article(article)),
            *findings_in_listing(files, articles, read),
            *findings_in_page(files, articles, page, read, pasted),
        ),
    )


_SHOWN: frozenset[Shown] = frozenset({"strong", "emphasis", "code", "note", "picture", "revised"})


_EDITION = re.compile(r"版本([^（·]+)（[^）]*）·校验码([0-9a-f]{8})")


def recognised(data: bytes) -> Opened | None:
    """Read one article, whatever its name, without its pictures; None where its last line names no edition."""
    try:
        words = without_space(text_of(lxml.html.document_fromstring(data, parser=_PARSER)))
    except (ValueError, etree.LxmlError):
        return None
    found = _EDITION.findall(words)
    if not found:
        return None
    stamp = Stamp(*found[-1])
    try:
        root = lxml.html.fragment_fromstring(data.decode(), create_parent="section")
    except (ValueError, etree.LxmlError):
        fault = unreadable("", "读不懂，文件可能已损坏", "换一份完好的文件")
        return Opened(findings=(fault,), stamp=stamp)
    reader = ArticleReader({}, "")
    reader.read(root)
    edition = FoundEdition("", tuple(reader.questions()), _SHOWN - {"picture"}, True)
    return Opened((edition,), stamp=stamp)


def _listed(files: Sequence[str], entries: Sequence[Entry]) -> tuple[Furnishing, ...]:
    """Give title and digest of every article."""
    return tuple(
        Furnishing("标题和摘要", file, f"{entry.get('title')}{entry.get('digest')}")
        for file, entry in zip(files, entries, strict=True)
    )


def _edition(
    file: str, listed: tuple[Furnishing, ...], read: Mapping[str, Parsed], more: Sequence[Furnishing]
) -> FoundEdition:
    """Join all articles in order."""
    held = (held_questions(name, [one.number for one in found.questions]) for name, found in read.items())
    around = (one for found in read.values() for one in found.furniture)
    return FoundEdition(
        file,
        tuple(question for found in read.values() for question in found.questions),
        _SHOWN,
        True,
        (*listed, *held, *more, *around),
        shows_spaces=True,
    )
