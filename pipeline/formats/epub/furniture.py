"""What stands in the e-book beside the questions: cover, title page, contents, preface, parts, glossary, metadata."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.formats.contract import FoundEdition, Furnishing
from pipeline.formats.epub import contents as place
from pipeline.formats.epub.metadata import print_edition
from pipeline.handbook import Handbook, Passage, footnote_passages, passages, source_digest


def furniture(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Everything that a reader meets outside the questions, in reading order.

    The printed edition is named where the book says that it has its pages; whether it has is seen by ``checks``.
    """
    with_pages = any(one.place == "pageBreakSource" for one in edition.furniture)
    facts = (
        ("title", handbook.title),
        ("creator", handbook.publisher),
        ("publisher", handbook.publisher),
        ("date", f"{handbook.date.isoformat()}T00:00:00Z"),
        *((("pageBreakSource", print_edition(handbook)),) if with_pages else ()),
    )
    return (
        *(Furnishing("书的信息", name, value) for name, value in facts),
        Furnishing("版本", "baiwen:release", handbook.release),
        Furnishing("版本", "baiwen:sourceDigest", source_digest(handbook)),
        Furnishing("正文之外", place.COVER, f"《{handbook.title}》封面"),
        Furnishing("正文之外", place.TITLE_PAGE, _title_page(handbook)),
        *_contents(handbook),
        *_texts(handbook),
    )


def _title_page(handbook: Handbook) -> str:
    date = f"{handbook.date.year}年{handbook.date.month}月{handbook.date.day}日"
    return f"{handbook.title}{handbook.publisher}编{handbook.edition}{date}发布"


def _contents(handbook: Handbook) -> Iterator[Furnishing]:
    """The navigation document as a whole, then line by line with the place that each leads to."""
    lines: list[tuple[str, str]] = []
    for entry in place.contents(handbook):
        lines += [(entry.href, entry.title), *((child.href, child.title) for child in entry.children)]
    words = "".join(title for _, title in lines)
    yield Furnishing("正文之外", place.NAVIGATION, place.NAVIGATION_TITLE + words)
    yield from (Furnishing("目录", href, title) for href, title in lines)


def _texts(handbook: Handbook) -> Iterator[Furnishing]:
    if handbook.preface:
        title = Passage("title", place.PREFACE_TITLE)
        shown = (title, *passages(handbook.preface), *footnote_passages(handbook.preface))
        words = "".join(passage.text or passage.alternative for passage in shown)
        yield Furnishing("正文之外", place.PREFACE, words, passages=shown)
    for part in handbook.parts:
        yield Furnishing("正文之外", place.part_href(part), part.title + part.intro)
    if handbook.terms.glossary:
        entries = "".join(entry.term + entry.definition for entry in handbook.terms.glossary)
        yield Furnishing("正文之外", place.GLOSSARY, place.GLOSSARY_TITLE + entries)
