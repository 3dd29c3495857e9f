"""What stands in the articles beside the questions: title and digest, what opens and closes an article, its links."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from pipeline.formats.wechat.expected_articles import (
    ARTICLES_IN_A_DRAFT,
    Article,
    Names,
    is_kept,
    is_written_out,
    names_of,
    numbered_addresses,
    numbered_footnotes,
    told_in,
)
from pipeline.formats.wechat.folder import FOLDER, PAGE_FILE
from pipeline.formats.wechat.found import HELD, QUESTIONS, WORDS, field_said, held_questions, linked
from pipeline.handbook import (
    Figure,
    Handbook,
    Mark,
    Passage,
    Question,
    Table,
    footnote_passages,
    inline_marks,
    inline_text,
    passages,
    question_passages,
    walk,
    without_space,
    words_digest,
)
from pipeline.seen.edition import FoundEdition, Furnishing


def expected(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Give every text that must be around the questions, given which article each was found in."""
    articles = _articles(handbook, edition)
    names = [names_of(handbook, article) for article in articles]
    listed = [Furnishing("标题和摘要", one.file, one.title + one.digest) for one in names]
    listed += [
        held_questions(name.file, [question.number for question in article.questions])
        for name, article in zip(names, articles, strict=True)
    ]
    listing = [
        one
        for article, name in zip(articles, names, strict=True)
        for one in _wanted_listing(handbook, article, name)
    ]
    if edition.file == FOLDER:
        listed += [*listing, *(one for name in names for one in _wanted_covers(handbook, name))]
    else:
        listed.append(Furnishing("复制页开头", PAGE_FILE, _head_of_page(handbook)))
        listed += [one for one in listing if one.part == QUESTIONS]
    around = ["", *(one.title for one in names), ""]
    told = {one.place for one in listed if one.part == HELD and one not in edition.furniture}
    rest = [
        one
        for article, name, before, after in zip(articles, names, around, around[2:], strict=False)
        for one in (
            *_article(handbook, article, name, articles),
            _ending(handbook, article, name.file, (before, after)),
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
    """An article a question; or the articles of parts as the series lists them, which the length of parts decides.

    Where that list makes no sense: as the questions were found in them.
    """
    if handbook.wechat.series == "question":
        both = ((part, one) for part in handbook.parts for one in part.questions)
        return [Article(ordinal, part, (one,)) for ordinal, (part, one) in enumerate(both, 1)]
    articles: list[Article] = []
    for questions in _listed_questions(handbook, edition) or _found_together(handbook, edition):
        part = next(one for one in handbook.parts if questions[0] in one.questions)
        before = sum(article.part == part for article in articles)
        cut = 0 if questions == part.questions else before + 1
        articles.append(Article(len(articles) + 1, part, questions, cut))
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
    handbook: Handbook, article: Article, names: Names, articles: Sequence[Article]
) -> Iterator[Furnishing]:
    opening = tuple(_opening(handbook, article, names))
    words = "".join(passage.text for passage in opening)
    yield Furnishing("篇首", names.file, words, passages=opening)
    yield from _links(handbook, article, names.file, articles)


def _ending(handbook: Handbook, article: Article, file: str, around: tuple[str, str]) -> Furnishing:
    """The end of an article: which one it was, the pictures there, its neighbours, the lines there, the edition."""
    told = [Passage("title", f"{handbook.short_title or handbook.title}·第{article.ordinal}篇")]
    for name, image in handbook.wechat.pictures:
        told += [Passage("picture", "", image=image, alternative=name), Passage("caption", name)]
    before, after = around
    lines = [f"上一篇：{before}"] * bool(before) + [f"下一篇：{after}"] * bool(after)
    lines += [f"{name}：{value}" for name, value in handbook.wechat.follow]
    lines.append(f"版本{handbook.release}（{handbook.date}）·校验码{words_digest(handbook)[:8]}")
    told += [Passage("paragraph", line) for line in lines]
    return Furnishing("篇末", file, "".join(one.text for one in told), passages=tuple(told))


def _opening(handbook: Handbook, article: Article, names: Names) -> Iterator[Passage]:
    words = f"{handbook.title}{names.heading}：{names.range}"
    if len(article.questions) > 1:
        words += "".join(f"{one.number}{one.title}" for one in article.questions)
    yield Passage("title", words)
    if article.ordinal == 1:
        yield from passages(handbook.preface)
    if article.questions[0] == article.part.questions[0]:
        yield Passage("title", article.part.intro)
    if article.ordinal == 1:
        yield from footnote_passages(handbook.preface)


def _links(
    handbook: Handbook, article: Article, file: str, articles: Sequence[Article]
) -> Iterator[Furnishing]:
    """Where the links lead that the platform keeps, and those whose addresses stand at the end."""
    published = dict(handbook.wechat.published)
    elsewhere = {
        name: published[other.questions[0].id]
        for other in articles
        if other != article and other.questions[0].id in published
        for question in other.questions
        for name in (question.id, *_items_in(question))
    }
    if article.ordinal == 1:
        yield from _shown(file, tuple(passages(handbook.preface)), elsewhere)
    for question in article.questions:
        shown = [
            one for one in question_passages(handbook, question) if one.kind not in ("sources", "footnote")
        ]
        yield from _shown(f"{file} 第{question.number}问", shown, elsewhere, question.number)
    blocks = told_in(handbook, article)
    footnotes, addresses = numbered_footnotes(blocks), numbered_addresses(blocks)
    for sign, note in footnotes:
        marks = tuple(inline_marks(note.inlines))
        entry = Passage("footnote", inline_text(note.inlines), marks=marks, runs_in=True)
        yield from _shown(file, (Passage("marker", sign), entry), elsewhere)
    if footnotes:
        yield Furnishing("文末“注释”的次序", file, "".join(sign for sign, _ in footnotes))
    if addresses:
        yield Furnishing("文末“链接”的次序", file, "".join(sign for sign, _ in addresses))


def _items_in(question: Question) -> Iterator[str]:
    """The ids of the tables and figures of a question that have one."""
    tables = (block for block in walk(question.blocks) if isinstance(block, Table | Figure))
    return (block.id for block in tables if block.id)


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
                told = linked(told, mark.end - mark.start) if _is_kept(mark) else told[-WORDS:]
                yield Furnishing("链接", place, f"{told}→{target}", number=number)
        before = words


def _is_kept(mark: Mark) -> bool:
    """Whether it is a link that the platform keeps."""
    return mark.kind == "reference" or is_kept(mark.target)


def _address(mark: Mark, words: str, elsewhere: Mapping[str, str]) -> str:
    if mark.kind == "reference":
        return elsewhere.get(mark.target, "")
    if mark.kind != "link":
        return ""
    shown = is_kept(mark.target) or is_written_out(words[mark.start : mark.end], mark.target)
    return mark.target if shown else ""


# ---- the list of articles, and their covers --------------------------------------------------------------------------


# An article's covers: name, width, height.
SHAPES = (("wide", 900, 383), ("square", 500, 500))


def _wanted_listing(handbook: Handbook, article: Article, names: Names) -> Iterator[Furnishing]:
    """What it should say of an article."""
    figures = (block for block in walk(told_in(handbook, article)) if isinstance(block, Figure))
    shown = [(f"{one.label} {one.caption}", one.alternative) for one in figures]
    shown += [(name, name) for name, _ in handbook.wechat.pictures]
    fields = {
        "key": article.questions[0].id,
        "draft": -(-article.ordinal // ARTICLES_IN_A_DRAFT),
        "file": names.file,
        "author": handbook.wechat.author,
        "questions": [question.id for question in article.questions],
        "images": [{"caption": caption, "alternative": words} for caption, words in shown],
        "covers": [
            {"file": _cover_file(names, shape), "width": width, "height": height}
            for shape, width, height in SHAPES
        ],
    }
    for name, value in fields.items():
        yield field_said(names.file, name, value)


def _wanted_covers(handbook: Handbook, names: Names) -> Iterator[Furnishing]:
    """What the covers should say."""
    for shape, _, _ in SHAPES:
        file = _cover_file(names, shape)
        words = f"{handbook.title}，{names.heading}，{names.range}（{shape}）"
        yield Furnishing("封面", f"{names.file} {file}", words, file=FOLDER + file)


def _cover_file(names: Names, shape: str) -> str:
    return f"covers/{names.file.removesuffix('.html')}-{shape}.png"


def _head_of_page(handbook: Handbook) -> str:
    """What the page that articles are copied from says of the book."""
    return f"{handbook.title}，{handbook.edition}，{handbook.date:%Y-%m-%d}，{handbook.language}"


def _listed_questions(handbook: Handbook, edition: FoundEdition) -> list[tuple[Question, ...]]:
    """The questions of each article as the list has them; none where it does not divide the handbook into articles."""
    by_id = {question.id: question for question in handbook.questions}
    groups: list[tuple[Question, ...]] = []
    for one in edition.furniture:
        if one.part == QUESTIONS:
            ids = json.loads(one.text.replace("␣", " "))
            known = isinstance(ids, list) and all(isinstance(name, str) and name in by_id for name in ids)
            groups.append(tuple(by_id[name] for name in ids) if known else ())
    whole = sum(groups, ()) == handbook.questions and all(groups)
    inside = all(any(set(group) <= set(part.questions) for part in handbook.parts) for group in groups)
    return groups if whole and inside else []
