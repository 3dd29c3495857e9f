"""What stands in the e-book beside the questions: cover, title page, contents, preface, parts, glossary, metadata."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.formats.contract import FoundEdition, Furnishing
from pipeline.formats.epub import contents as place
from pipeline.formats.epub.metadata import Metadata, metadata
from pipeline.formats.epub.packaging import COVER_IMAGE
from pipeline.formats.screen_pictures import shown
from pipeline.handbook import Handbook, Passage, footnote_passages, passages


def furniture(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Everything that a reader meets outside the questions, in reading order.

    The printed edition is named where the book says that it has its pages; whether it has is seen by ``checks``.
    """
    title_page = _title_page(handbook)
    with_pages = any(one.place == "pageBreakSource" for one in edition.furniture)
    return (
        *_facts(metadata(handbook, has_figures=bool(shown(handbook)), has_pages=with_pages)),
        *(Furnishing("guide", mark.href, f"{mark.guide} {mark.title}") for mark in place.landmarks(handbook)),
        Furnishing("页名", place.COVER, place.COVER_TITLE),
        Furnishing("正文之外", place.COVER, f"《{handbook.title}》封面"),
        Furnishing("页名", place.TITLE_PAGE, handbook.title),
        Furnishing("正文之外", place.TITLE_PAGE, "".join(title_page), passages=_plain(*title_page)),
        *_contents(handbook),
        *_texts(handbook),
    )


def _facts(facts: Metadata) -> Iterator[Furnishing]:
    """What the package document says, in its order."""
    for name, value in (
        ("dcterms:modified", facts.date),
        ("identifier", facts.identifier),
        ("title", facts.title),
        ("language", facts.language),
        ("creator", facts.publisher),
        ("publisher", facts.publisher),
        ("date", facts.date),
        *facts.properties,
        ("cover", COVER_IMAGE),
    ):
        yield Furnishing("版本" if name.startswith("baiwen:") else "书的信息", name, value)


def _title_page(handbook: Handbook) -> tuple[str, ...]:
    date = f"{handbook.date.year}年{handbook.date.month}月{handbook.date.day}日"
    return handbook.title, f"{handbook.publisher}编", handbook.edition, f"{date}发布"


def _contents(handbook: Handbook) -> Iterator[Furnishing]:
    """The navigation document as a whole, then line by line with the place that each leads to."""
    lines: list[tuple[int, str, str]] = []
    for entry in place.contents(handbook):
        lines += [(1, entry.href, entry.title), *((2, child.href, child.title) for child in entry.children)]
    words = "".join(title for _, _, title in lines)
    yield Furnishing("页名", place.NAVIGATION, place.NAVIGATION_TITLE)
    yield Furnishing("正文之外", place.NAVIGATION, place.NAVIGATION_TITLE + words)
    yield from (Furnishing(f"第{level}级目录", href, title) for level, href, title in lines)
    for mark in place.landmarks(handbook):
        yield Furnishing("地标", mark.href, f"{mark.type} {mark.title}")


def _texts(handbook: Handbook) -> Iterator[Furnishing]:
    if handbook.preface:
        title = Passage("title", place.PREFACE_TITLE)
        told = (title, *passages(handbook.preface), *footnote_passages(handbook.preface))
        words = "".join(passage.text or passage.alternative for passage in told)
        yield Furnishing("页名", place.PREFACE, place.PREFACE_TITLE)
        yield Furnishing("正文之外", place.PREFACE, words, passages=told)
    hrefs = place.question_hrefs(handbook)
    for part in handbook.parts:
        yield Furnishing("页名", place.part_href(part), part.title)
        words = part.title + part.intro
        yield Furnishing("正文之外", place.part_href(part), words, passages=_plain(part.title, part.intro))
        for question in part.questions:
            yield Furnishing("问题的标识", hrefs[question.id], str(question.number))
    if handbook.terms.glossary:
        entries = [words for entry in handbook.terms.glossary for words in (entry.term, entry.definition)]
        yield Furnishing("页名", place.GLOSSARY, place.GLOSSARY_TITLE)
        words = place.GLOSSARY_TITLE + "".join(entries)
        told = _plain(place.GLOSSARY_TITLE, *entries)
        yield Furnishing("正文之外", place.GLOSSARY, words, passages=told)


def _plain(*words: str) -> tuple[Passage, ...]:
    """Text without a link, emphasis or picture in it."""
    return tuple(Passage("paragraph", one) for one in words if one)
