"""The editor's page, which copies the articles: made from the finished articles and four words of the book alone."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import lxml.html
from lxml import etree

from pipeline.formats.templating import Templates
from pipeline.formats.wechat.covers import Cover
from pipeline.formats.wechat.night_page import by_night
from pipeline.formats.wechat.pictures import data_address
from pipeline.formats.wechat.rules import RULES, Contrast
from pipeline.formats.wechat.series import LENGTH_LIMIT
from pipeline.formats.wechat.titles import DIGEST_LIMIT, TITLE_LIMIT
from pipeline.handbook import Handbook
from pipeline.world import PROGRAM

FILES = "formats/wechat/page"


@dataclass(frozen=True, slots=True)
class Head:
    """What the page says of the book."""

    title: str
    language: str
    edition: str
    date: str

    @property
    def words(self) -> str:
        """Join all of it, to be compared."""
        return "，".join((self.title, self.edition, self.date, self.language))


@dataclass(frozen=True, slots=True)
class Checked:
    """An article's least contrasts by day and by night, of so many pairs of colours."""

    day: float
    night: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Offered:
    """An article as the page offers it; ``pictures`` are the files to be uploaded, each with its caption."""

    file: str
    title: str
    digest: str
    fragment: str
    covers: tuple[Cover, ...]
    pictures: tuple[tuple[str, str], ...]
    words: int
    """What a reader sees: the characters of the fragment's text, white space left out."""
    checked: Checked

    @property
    def characters(self) -> int:
        """Count what the platform counts: the fragment's characters, mark-up included."""
        return len(self.fragment)


def head_of(handbook: Handbook) -> Head:
    """Give the facts about this handbook that the page shows."""
    return Head(handbook.title, handbook.language, handbook.edition, str(handbook.date))


def find_head(page: str) -> Head | None:
    """Find the facts that a finished page shows about its book; give None where they are not all there."""
    found = [
        re.search(pattern, page)
        for pattern in (
            r"<h1>(.*)</h1>",
            r'<html lang="(.*)">',
            r"<p>公众号文章 \d+ 篇　(.*)　",
            r"<p>公众号文章 \d+ 篇　.*　(.*)</p>",
        )
    ]
    words = [html.unescape(one[1]) for one in found if one]
    return Head(*words) if len(words) == len(found) else None


def make_page(head: Head, articles: Sequence[Offered], previews: Mapping[str, str]) -> str:
    """Make the page, with what it copies and its pictures."""
    copied = [copied_entry(one.title, one.digest, one.fragment) for one in articles]
    return _rendered(head, articles, copied, previews)


def make_frame(head: Head, articles: Sequence[Offered]) -> str:
    """Make the page without its data."""
    return _rendered(head, articles, [], {})


def copied_entry(title: str, digest: str, fragment: str) -> dict[str, str]:
    """Give what is copied of an article, as the page holds it."""
    text = _plain_text(lxml.html.fragment_fromstring(fragment))
    return {"title": title, "digest": digest, "html": fragment, "night": by_night(fragment), "text": text}


def check(contrasts: Iterable[Contrast]) -> Checked:
    """Sum up the contrasts of a parsed fragment."""
    found = {(pair.paint.text, pair.paint.ground): (pair.day, pair.night) for pair in contrasts}
    return Checked(
        day=min((day for day, _ in found.values()), default=21.0),
        night=min((night for _, night in found.values()), default=21.0),
        pairs=len(found),
    )


def _rendered(
    head: Head,
    articles: Sequence[Offered],
    copied: Sequence[Mapping[str, str]],
    previews: Mapping[str, str],
) -> str:
    facts = {
        "head": head,
        "articles": articles,
        "rules": len(RULES),
        "limits": {"characters": LENGTH_LIMIT, "title": TITLE_LIMIT, "digest": DIGEST_LIMIT},
        "clipboard": copied,
        "previews": previews,
    }
    templates = Templates(PROGRAM, FILES, (("data_address", data_address),))
    return templates.render("index.html.j2", facts)


def _plain_text(root: etree._Element) -> str:
    """Write a fragment's words, a line a paragraph, heading, cell or forced break; a hanging mark stands apart."""
    lines = ("".join(_pieces(element)) for element in root.iter("p", "h2", "h3", "th", "td"))
    return "".join(f"{line.strip()}\n" for line in lines if line.strip())


def _pieces(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield "\n"
        if isinstance(child.tag, str):
            yield from _pieces(child)
        if "inline-block" in (child.get("style") or ""):
            yield " "
        yield child.tail or ""
