"""What stands in the articles beside the questions: title and digest, what opens and closes an article, its links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.formats.contract import FoundEdition, Furnishing
from pipeline.formats.wechat.blocks import WORDS, linked
from pipeline.formats.wechat.folder import FOLDER, PAGE_FILE
from pipeline.formats.wechat.fragment import edition_line
from pipeline.formats.wechat.listing import QUESTIONS, listed_questions, wanted_covers, wanted_listing
from pipeline.formats.wechat.notes import (
    LINKS_TITLE,
    NOTES_TITLE,
    collect_notes,
    needs_reference,
    stays_link,
)
from pipeline.formats.wechat.page import head_of
from pipeline.formats.wechat.read import HELD, held_questions
from pipeline.formats.wechat.series import Article, shown_blocks
from pipeline.formats.wechat.titles import Titles, titles
from pipeline.handbook import (
    Handbook,
    Link,
    Mark,
    Passage,
    Question,
    Text,
    footnote_passages,
    inline_marks,
    inline_text,
    passages,
    question_passages,
    without_space,
)


def furniture(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Everything that must stand around the questions, given which article each was found in."""
    articles = _articles(handbook, edition)
    names = [titles(handbook, article) for article in articles]
    listed = [Furnishing("标题和摘要", one.file, one.title + one.digest) for one in names]
    listed += [
        held_questions(name.file, [question.number for question in article.questions])
        for name, article in zip(names, articles, strict=True)
    ]
    listing = [
        one
        for article, name in zip(articles, names, strict=True)
        for one in wanted_listing(handbook, article, name)
    ]
    if edition.file == FOLDER:
        listed += [*listing, *(one for name in names for one in wanted_covers(handbook, name))]
    else:
        listed.append(Furnishing("复制页开头", PAGE_FILE, head_of(handbook).words))
        listed += [one for one in listing if one.part == QUESTIONS]
    around = ["", *(one.title for one in names), ""]
    edition_words = edition_line(handbook)
    told = {one.place for one in listed if one.part == HELD and one not in edition.furniture}
    rest = [
        one
        for article, name, before, after in zip(articles, names, around, around[2:], strict=False)
        for one in (
            *_article(handbook, article, name, articles),
            Furnishing("篇末", name.file, _closing(handbook, article, (before, after)) + edition_words),
        )
        if name.file not in told
    ]
    # Of an article that holds other questions than it should, that is enough: the rest follows from it.
    rest = [*rest, *(one for one in edition.furniture if _around(one) and one.place.split()[0] in told)]
    files = [name.file for name in names]
    return (*listed, *sorted(rest, key=lambda one: files.index(one.place.split()[0])))


def _around(one: Furnishing) -> bool:
    """Whether it stands in an article, around its questions."""
    return one.part in ("篇首", "链接", "篇末") or one.part.startswith("文末")


def _articles(handbook: Handbook, edition: FoundEdition) -> list[Article]:
    """The articles as the series lists them; as the questions were found in them where it makes no sense."""
    articles: list[Article] = []
    for questions in listed_questions(handbook, edition) or _found_together(handbook, edition):
        category = next(one for one in handbook.parts if questions[0] in one.questions)
        whole = tuple(questions) == category.questions
        parts = sum(article.category == category for article in articles)
        part = 0 if whole or handbook.wechat.series == "question" else parts + 1
        articles.append(Article(len(articles) + 1, category, tuple(questions), part))
    return articles


def _found_together(handbook: Handbook, edition: FoundEdition) -> list[tuple[Question, ...]]:
    """The questions of each article as they were found."""
    by_number = {question.number: question for question in handbook.questions}
    groups: dict[str, list[Question]] = {}
    for found in edition.questions:
        if found.number in by_number:
            groups.setdefault(found.place.partition(" ")[0], []).append(by_number[found.number])
    return [tuple(questions) for questions in groups.values()]


def _article(
    handbook: Handbook, article: Article, names: Titles, articles: Sequence[Article]
) -> Iterator[Furnishing]:
    opening = tuple(_opening(handbook, article, names))
    words = "".join(passage.text for passage in opening)
    yield Furnishing("篇首", names.file, words, passages=opening)
    yield from _links(handbook, article, names.file, articles)


def _closing(handbook: Handbook, article: Article, around: tuple[str, str]) -> str:
    closing = [name for name, _ in handbook.wechat.pictures]
    closing += [
        f"{label}：{title}" for label, title in zip(("上一篇", "下一篇"), around, strict=True) if title
    ]
    closing += [f"{name}：{value}" for name, value in handbook.wechat.follow]
    head = f"{handbook.short_title or handbook.title}·第{article.ordinal}篇"
    return head + "".join(closing)


def _opening(handbook: Handbook, article: Article, names: Titles) -> Iterator[Passage]:
    words = f"{handbook.title}{names.heading}：{names.range}"
    if len(article.questions) > 1:
        words += "".join(f"{one.number}{one.title}" for one in article.questions)
    yield Passage("title", words)
    if article.ordinal == 1:
        yield from passages(handbook.preface)
    if article.opens_category:
        yield Passage("title", article.category.intro)
    if article.ordinal == 1:
        yield from footnote_passages(handbook.preface)


def _links(
    handbook: Handbook, article: Article, file: str, articles: Sequence[Article]
) -> Iterator[Furnishing]:
    """Where the links lead that the platform keeps, and those whose addresses stand at the end."""
    published = dict(handbook.wechat.published)
    elsewhere = {
        question.id: published[other.key]
        for other in articles
        if other != article and other.key in published
        for question in other.questions
    }
    if article.ordinal == 1:
        yield from _shown(file, tuple(passages(handbook.preface)), elsewhere)
    for question in article.questions:
        shown = [
            one for one in question_passages(handbook, question) if one.kind not in ("sources", "footnote")
        ]
        yield from _shown(f"{file} 第{question.number}问", shown, elsewhere, question.number)
    notes = collect_notes(shown_blocks(handbook, article))
    for note, sign in notes.footnotes.items():
        marks = tuple(inline_marks(note.inlines))
        entry = Passage("footnote", inline_text(note.inlines), marks=marks, runs_in=True)
        yield from _shown(file, (Passage("marker", sign), entry), elsewhere)
    for heading, signs in ((NOTES_TITLE, notes.footnotes.values()), (LINKS_TITLE, notes.links.values())):
        if signs:
            yield Furnishing(f"文末“{heading}”的次序", file, "".join(signs))


def _shown(
    place: str, shown: Sequence[Passage], elsewhere: Mapping[str, str], number: int = 0
) -> Iterator[Furnishing]:
    """The links of passages: the words before each one's end, and the address."""
    before = ""
    for passage in shown:
        words = without_space(passage.text)
        prefix = before if passage.runs_in else ""
        for mark in sorted(passage.marks, key=lambda one: one.end):
            if target := _address(mark, words, elsewhere):
                told = prefix + words[: mark.end]
                told = linked(told, mark.end - mark.start) if _is_kept(mark, words) else told[-WORDS:]
                yield Furnishing("链接", place, f"{told}→{target}", number=number)
        before = words


def _is_kept(mark: Mark, words: str) -> bool:
    """Whether it is a link that the platform keeps."""
    return mark.kind == "reference" or stays_link(Link((Text(words[mark.start : mark.end]),), mark.target))


def _address(mark: Mark, words: str, elsewhere: Mapping[str, str]) -> str:
    if mark.kind == "reference":
        return elsewhere.get(mark.target, "")
    if mark.kind != "link":
        return ""
    link = Link((Text(words[mark.start : mark.end]),), mark.target)
    return mark.target if stays_link(link) or needs_reference(link) else ""
