"""A handbook → the articles of its series: one a category or a question, divided where it grows too long."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.findings import Finding, Severity
from pipeline.formats.wechat.codes import TOO_LONG
from pipeline.handbook import Block, Category, Handbook, Question

# The platform takes fewer than 20 000 characters an article, mark-up counted (interface "draft/add",
# https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add.html); its editor adds some of
# its own when an article is saved, so we stop earlier.
LENGTH_LIMIT = 20_000
LENGTH_BUDGET = 18_000
EVENNESS = 1_000  # characters: parts of a category are evened out no finer than this
ARTICLES_A_DRAFT = 8  # the same interface takes 1 to 8


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its place in the series (from 1), and the questions of ``category`` that it holds.

    ``part`` counts from 1 the articles of a divided category; it is 0 where one article holds the category.
    """

    ordinal: int
    category: Category
    questions: tuple[Question, ...]
    part: int = 0

    @property
    def key(self) -> str:
        """Give what it is known by while articles before it come and go: the id of its first question."""
        return self.questions[0].id

    @property
    def opens_category(self) -> bool:
        """Report whether the category begins here."""
        return self.questions[0] == self.category.questions[0]


def shown_blocks(handbook: Handbook, article: Article) -> tuple[Block, ...]:
    """Give what an article shows, in order; the first of the series carries the preface."""
    preface = handbook.preface if article.ordinal == 1 else ()
    return (*preface, *(block for question in article.questions for block in question.blocks))


Length = Callable[[Article], int]


def too_long(question: Question, characters: int) -> Finding:
    """Report a question that alone is longer than an article may be; ``characters`` with mark-up."""
    return Finding(
        question.at,
        TOO_LONG,
        Severity.ERROR,
        f"第{question.number}问单独成篇也有{characters}个字符（含标记），超过公众号一篇{LENGTH_BUDGET}个字符的限度",
        "把这一问分成几问，或删减",
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """The articles in order; with any ``findings`` (questions that are too long alone) there is no series."""

    articles: tuple[Article, ...]
    findings: tuple[Finding, ...] = ()


def plan(handbook: Handbook, length: Length) -> Plan:
    """Cut the handbook into articles, none of a category longer than :data:`LENGTH_BUDGET` by ``length``.

    How long an article of a single question has become is seen when it is made (:func:`too_long`).
    """
    length = _remembered(length)
    articles: list[Article] = []
    findings: list[Finding] = []
    for category in handbook.parts:
        whole = Article(len(articles) + 1, category, category.questions)
        if handbook.wechat.series == "question":
            for question in category.questions:
                article = dataclasses.replace(whole, ordinal=len(articles) + 1, questions=(question,))
                articles.append(article)
        elif length(whole) <= LENGTH_BUDGET:
            articles.append(whole)
        elif found := _long_questions(handbook, category, length):
            findings += found
        else:
            articles += _divided(whole, length)
    return Plan(tuple(articles), tuple(findings))


def _divided(whole: Article, length: Length) -> list[Article]:
    """Cut an article that is too long into as few parts as fit, between questions, none much longer than another."""
    parts = _packed(whole, length, LENGTH_BUDGET)
    low, high = 0, LENGTH_BUDGET
    while high - low > EVENNESS:
        limit = (low + high) // 2
        closer = _packed(whole, length, limit)
        if len(closer) == len(parts) and all(length(part) <= limit for part in closer):
            parts, high = closer, limit
        else:
            low = limit
    return parts


def _packed(whole: Article, length: Length, limit: int) -> list[Article]:
    """Fill the parts of an article, each with as many questions as stay within ``limit``, one at least."""
    parts: list[Article] = []
    rest = whole.questions
    while rest:
        part = dataclasses.replace(
            whole, ordinal=whole.ordinal + len(parts), questions=rest[:1], part=len(parts) + 1
        )
        for end in range(2, len(rest) + 1):
            longer = dataclasses.replace(part, questions=rest[:end])
            if length(longer) > limit:
                break
            part = longer
        parts.append(part)
        rest = rest[len(part.questions) :]
    return parts


def _remembered(length: Length) -> Length:
    """Give ``length``, found once for each article: to even out parts it is asked again and again."""
    known: dict[tuple[int, int, int, int], int] = {}

    def remembering(article: Article) -> int:
        first, last = article.questions[0].number, article.questions[-1].number
        key = (first, last, article.ordinal, article.part)
        if key not in known:
            known[key] = length(article)
        return known[key]

    return remembering


def _long_questions(handbook: Handbook, category: Category, length: Length) -> list[Finding]:
    """Report the questions that would not fit as articles of their own, which cannot be divided."""
    first = handbook.questions[0]
    alone = [
        Article(1 if question == first else 2, category, (question,), part=1)
        for question in category.questions
    ]
    lengths = [(article.questions[0], length(article)) for article in alone]
    return [too_long(question, count) for question, count in lengths if count > LENGTH_BUDGET]
