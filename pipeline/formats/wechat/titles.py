"""What an article is called: its file, its title and digest in the feed, its name inside the series.

Limits: the interface "draft/add" takes 32 characters of title and 128 of digest
(https://developers.weixin.qq.com/doc/service/api/draftbox/draftmanage/api_draft_add.html).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.chinese.numerals import numeral
from pipeline.formats.wechat.series import Article
from pipeline.handbook import Handbook, passages

TITLE_LIMIT = 32
DIGEST_LIMIT = 128


@dataclass(frozen=True, slots=True)
class Titles:
    """``file`` below ``wechat/``, ``title`` and ``digest`` in the feed, ``heading`` and ``range`` on the article."""

    file: str
    title: str
    digest: str
    heading: str
    range: str


def titles(handbook: Handbook, article: Article) -> Titles:
    """Give the names of ``article``."""
    by_question = handbook.wechat.series == "question"
    stem = article.questions[0].id if by_question else article.category.id
    heading = article.category.title + (f"（{numeral(article.part)}）" if article.part else "")
    series = f"{handbook.short_title or handbook.title}{circled(article.ordinal)}｜"
    if by_question:
        choices = [series + article.questions[0].title]
    else:
        choices = [f"{series}{heading}：{subject}" for subject in (*_topics(article), _range(article))]
    return Titles(
        file=f"{article.ordinal:02}-{stem}.html",
        title=next(
            (title for title in choices if len(title) <= TITLE_LIMIT),
            fitted(choices[-1], TITLE_LIMIT, "，、；："),
        ),
        digest=fitted(_digest(article), DIGEST_LIMIT, "。！？；"),
        heading=heading,
        range=_range(article),
    )


def _range(article: Article) -> str:
    """Write which questions it holds: 第4～8问, or 第4问."""
    first, last = article.questions[0].number, article.questions[-1].number
    return f"第{first}问" if first == last else f"第{first}～{last}问"


def _topics(article: Article) -> list[str]:
    """Give the first keyword of each question, then ever fewer of them and 等; none where a question has none."""
    keywords = list(
        dict.fromkeys(question.keywords[0] for question in article.questions if question.keywords)
    )
    if not all(question.keywords for question in article.questions):
        return []
    fewer = ["、".join(keywords[:count]) + "等" for count in range(len(keywords) - 1, 0, -1)]
    return ["、".join(keywords), *fewer]


def _digest(article: Article) -> str:
    """List the questions, or quote how the answer of a single one begins."""
    if len(article.questions) > 1:
        return f"{_range(article)}：" + "".join(question.title for question in article.questions)
    (question,) = article.questions
    paragraphs = (passage.text for passage in passages(question.blocks) if passage.kind == "paragraph")
    return next(paragraphs, question.title)


def fitted(text: str, limit: int, stops: str) -> str:
    """Give ``text``; when it is too long, its beginning up to one of ``stops`` and ….

    A stop in the first half of the room is passed over, and the text cut anywhere: too little would be left.
    """
    if len(text) <= limit:
        return text
    room = text[: limit - 1]
    end = max(room.rfind(stop) for stop in stops)
    if end < limit // 2:
        return room + "…"
    # A sentence keeps its stop, a clause gives it up.
    return (room[: end + 1] if room[end] in "。！？" else room[:end]) + "…"


def circled(number: int) -> str:
    """Write ① … ⑳, above that （21）: not every phone's font has more circled numbers."""
    return chr(ord("①") + number - 1) if number <= 20 else f"（{number}）"
