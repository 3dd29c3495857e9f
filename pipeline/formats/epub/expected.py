"""What must stand in the e-book beside the questions: stated from the handbook alone.

Cover, title page, contents, preface, parts, glossary, what the package says. The writers of these have code of their
own; no code here may call it, or a fault of theirs would prove itself right.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.handbook import (
    Category,
    Figure,
    Handbook,
    Passage,
    Question,
    footnote_passages,
    passages,
    walk,
    words_digest,
)
from pipeline.seen.edition import FoundEdition, Furnishing

COVER, TITLE_PAGE, CONTENTS = "cover.xhtml", "title.xhtml", "nav.xhtml"
PREFACE, GLOSSARY = "preface.xhtml", "glossary.xhtml"


def expected(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """State everything that a reader meets outside the questions, in reading order.

    The printed edition is named where the book says that it has its pages; ``rules`` check whether it has them.
    """
    with_pages = any(one.place == "pageBreakSource" for one in edition.furniture)
    title_page = (
        handbook.title,
        _issued_by(handbook),
        handbook.edition,
        f"{_day(handbook)}发布",
    )
    return (
        *_package(handbook, with_pages),
        *(Furnishing("guide", mark.href, f"{mark.guide} {mark.title}") for mark in _landmarks(handbook)),
        Furnishing("页名", COVER, "封面"),
        Furnishing("正文之外", COVER, f"《{handbook.title}》封面"),
        Furnishing("页名", TITLE_PAGE, handbook.title),
        Furnishing("正文之外", TITLE_PAGE, "".join(title_page), passages=_plain(*title_page)),
        *_contents(handbook),
        *_texts(handbook),
    )


# ---- where things stand ----------------------------------------------------------------------------------------------


def _part(part: Category) -> str:
    return f"part-{part.id}.xhtml"


def _question(part: Category, question: Question) -> str:
    return f"part-{part.id}.xhtml#q-{question.id}"


@dataclass(frozen=True, slots=True)
class _Landmark:
    """A place by its meaning, in the words of EPUB 3 and of EPUB 2."""

    href: str
    meaning: str
    guide: str
    title: str


def _landmarks(handbook: Handbook) -> Iterator[_Landmark]:
    yield _Landmark(COVER, "cover", "cover", "封面")
    yield _Landmark(TITLE_PAGE, "titlepage", "title-page", "扉页")
    yield _Landmark(CONTENTS, "toc", "toc", "目录")
    if handbook.preface:
        yield _Landmark(PREFACE, "preface", "preface", "编写说明")
    if handbook.questions:
        yield _Landmark(_part(handbook.parts[0]), "bodymatter", "text", "正文")
    if handbook.terms.glossary:
        yield _Landmark(GLOSSARY, "glossary", "glossary", "术语")


# ---- the package -----------------------------------------------------------------------------------------------------


def _package(handbook: Handbook, with_pages: bool) -> Iterator[Furnishing]:
    """What the package document says, in its order."""
    date = f"{handbook.date.isoformat()}T00:00:00Z"
    edition = f"{handbook.title}\n{handbook.publisher}\n{handbook.edition}\n{handbook.language}"
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"tag:baiwen:{edition}")
    yield from (
        Furnishing("书的信息", name, value)
        for name, value in (
            ("dcterms:modified", date),
            ("identifier", f"urn:uuid:{identifier}"),
            ("title", handbook.title),
            ("language", handbook.language),
            ("creator", handbook.publisher),
            ("publisher", handbook.publisher),
            ("date", date),
        )
    )
    yield from (Furnishing("书的信息", name, value) for name, value in _accessibility(handbook, with_pages))
    if with_pages:
        words = f"《{handbook.title}》{handbook.edition}，{_issued_by(handbook)}，"
        words += f"{_day(handbook)}发布（{handbook.release}），印刷版"
        yield Furnishing("书的信息", "pageBreakSource", words)
    yield Furnishing("版本", "baiwen:release", handbook.release)
    yield Furnishing("版本", "baiwen:sourceDigest", words_digest(handbook))
    yield Furnishing("书的信息", "cover", "cover-image")


def _accessibility(handbook: Handbook, with_pages: bool) -> Iterator[tuple[str, str]]:
    """What EPUB Accessibility 1.1 has a book say of itself."""
    texts = (handbook.preface, *(question.blocks for question in handbook.questions))
    with_figures = any(isinstance(block, Figure) for blocks in texts for block in walk(blocks))
    yield "schema:accessMode", "textual"
    if with_figures:
        yield "schema:accessMode", "visual"
    yield "schema:accessModeSufficient", "textual"
    yield "schema:accessibilityFeature", "tableOfContents"
    yield "schema:accessibilityFeature", "readingOrder"
    yield "schema:accessibilityFeature", "structuralNavigation"
    yield "schema:accessibilityFeature", "alternativeText"
    yield "schema:accessibilityFeature", "displayTransformability"
    if with_pages:
        yield "schema:accessibilityFeature", "pageNavigation"
        yield "schema:accessibilityFeature", "pageBreakMarkers"
    yield "schema:accessibilityHazard", "none"
    summary = "全书为文字问答，可由屏幕阅读器按顺序朗读；有目录、地标和逐级标题可供跳转；"
    if with_pages:
        summary += "标有印刷版页码，可按页跳转；"
    summary += "封面和插图都有替代文字；" if with_figures else "除封面外没有图片，封面有替代文字；"
    yield "schema:accessibilitySummary", summary + "字体、字号、行距和颜色可由读者自行调整。"


def _issued_by(handbook: Handbook) -> str:
    """Give the issuer with 编 behind it, once: an issuer may be written with it (某某编, 某某编写)."""
    written = handbook.publisher.endswith(("编", "编写", "编著", "编制", "编印", "编辑", "编纂", "编撰"))
    return handbook.publisher if written else f"{handbook.publisher}编"


def _day(handbook: Handbook) -> str:
    return f"{handbook.date.year}年{handbook.date.month}月{handbook.date.day}日"


# ---- the documents ---------------------------------------------------------------------------------------------------


def _contents(handbook: Handbook) -> Iterator[Furnishing]:
    """The navigation document as a whole, then line by line with the place that each leads to."""
    lines: list[tuple[int, str, str]] = []
    if handbook.preface:
        lines.append((1, PREFACE, "编写说明"))
    for part in handbook.parts:
        lines.append((1, _part(part), part.title))
        lines += [(2, _question(part, one), f"{one.number}{one.title}") for one in part.questions]
    if handbook.terms.glossary:
        lines.append((1, GLOSSARY, "术语"))
    yield Furnishing("页名", CONTENTS, "目录")
    yield Furnishing("正文之外", CONTENTS, "目录" + "".join(title for _, _, title in lines))
    yield from (Furnishing(f"第{level}级目录", href, title) for level, href, title in lines)
    yield from (Furnishing("地标", one.href, f"{one.meaning} {one.title}") for one in _landmarks(handbook))


def _texts(handbook: Handbook) -> Iterator[Furnishing]:
    if handbook.preface:
        told = (
            Passage("title", "编写说明"),
            *passages(handbook.preface),
            *footnote_passages(handbook.preface),
        )
        words = "".join(passage.text or passage.alternative for passage in told)
        yield Furnishing("页名", PREFACE, "编写说明")
        yield Furnishing("正文之外", PREFACE, words, passages=told)
    for part in handbook.parts:
        yield Furnishing("页名", _part(part), part.title)
        words = part.title + part.intro
        yield Furnishing("正文之外", _part(part), words, passages=_plain(part.title, part.intro))
        for question in part.questions:
            yield Furnishing("问题的标识", _question(part, question), str(question.number))
    if handbook.terms.glossary:
        told = _plain(
            "术语", *(words for entry in handbook.terms.glossary for words in (entry.term, entry.definition))
        )
        yield Furnishing("页名", GLOSSARY, "术语")
        yield Furnishing("正文之外", GLOSSARY, "".join(one.text for one in told), passages=told)


def _plain(*words: str) -> tuple[Passage, ...]:
    """Text without a link, emphasis or picture in it."""
    return tuple(Passage("paragraph", one) for one in words if one)
