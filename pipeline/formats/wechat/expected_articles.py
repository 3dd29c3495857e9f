"""How articles are called and what their notes are numbered: stated from the handbook alone.

The writers of these have code of their own; no code here may call it, or a fault of theirs would prove itself right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.chinese.numerals import numeral
from pipeline.handbook import (
    Block,
    Category,
    Footnote,
    Handbook,
    Link,
    Paragraph,
    Question,
    inline_text,
    walk,
    walk_inlines,
)

# What the platform takes (interface "draft/add"), and where a text that is longer may end.
TITLE, DIGEST = 32, 128
ARTICLES_IN_A_DRAFT = 8
BETWEEN_CLAUSES, BETWEEN_SENTENCES = "，、；：", "。！？；"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PLATFORM = "mp.weixin.qq.com"


@dataclass(frozen=True, slots=True)
class Article:
    """An article: the how manieth it is, its questions, all of one part; ``cut`` is its number in a part cut up."""

    ordinal: int
    part: Category
    questions: tuple[Question, ...]
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What an article is called in the list of articles, and on itself."""

    file: str
    title: str
    digest: str
    heading: str
    range: str


def names_of(handbook: Handbook, article: Article) -> Names:
    """State the names of ``article``."""
    alone = handbook.wechat.series == "question"
    first, last = article.questions[0], article.questions[-1]
    numbers = f"第{first.number}问" if len(article.questions) == 1 else f"第{first.number}～{last.number}问"
    heading = article.part.title
    if article.cut:
        heading += f"（{numeral(article.cut)}）"
    series = f"{handbook.short_title or handbook.title}{circled(article.ordinal)}｜"
    if alone:
        title = shortened(series + first.title, TITLE, BETWEEN_CLAUSES)
    else:
        title = _title_of_part(article, f"{series}{heading}：", numbers)
    return Names(
        file=f"{article.ordinal:02}-{first.id if alone else article.part.id}.html",
        title=title,
        digest=shortened(_digest(article, numbers), DIGEST, BETWEEN_SENTENCES),
        heading=heading,
        range=numbers,
    )


def _title_of_part(article: Article, opening: str, numbers: str) -> str:
    """The first keywords of the questions, as many as there is room for; else the numbers of the questions."""
    topics: list[str] = []
    for question in article.questions:
        if question.keywords and question.keywords[0] not in topics:
            topics.append(question.keywords[0])
    if all(question.keywords for question in article.questions):
        for count in range(len(topics), 0, -1):
            title = opening + "、".join(topics[:count]) + ("等" if count < len(topics) else "")
            if len(title) <= TITLE:
                return title
    return shortened(opening + numbers, TITLE, BETWEEN_CLAUSES)


def _digest(article: Article, numbers: str) -> str:
    """The titles of several questions; how the answer to a single one begins."""
    if len(article.questions) > 1:
        return f"{numbers}：" + "".join(question.title for question in article.questions)
    (question,) = article.questions
    for block in walk(question.blocks):
        if isinstance(block, Paragraph):
            return inline_text(block.inlines)
    return question.title


def shortened(text: str, most: int, stops: str) -> str:
    """State the short form of a text of more than ``most`` characters: as much as ends at a stop, and …."""
    if len(text) <= most:
        return text
    for at in range(most - 2, most // 2 - 1, -1):
        if text[at] in stops:
            return text[: at + (text[at] in "。！？")] + "…"
    return text[: most - 1] + "…"


def circled(number: int) -> str:
    """① … ⑳, then （21）."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"（{number}）"


# ---- notes -----------------------------------------------------------------------------------------------------------


def told_in(handbook: Handbook, article: Article) -> list[Block]:
    """Give the blocks of an article, in order; the first of the series begins with the preface."""
    told = list(handbook.preface) if article.ordinal == 1 else []
    for question in article.questions:
        told += question.blocks
    return told


def numbered_footnotes(blocks: Sequence[Block]) -> list[tuple[str, Footnote]]:
    """Give every footnote with its sign, in the order of their marks; what says the same has the same sign."""
    found: list[Footnote] = []
    for inline in walk_inlines(blocks):
        if isinstance(inline, Footnote) and inline not in found:
            found.append(inline)
    return [(circled(number), note) for number, note in enumerate(found, 1)]


def numbered_addresses(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Give every address that is written out at the end with its sign, each once."""
    found: list[str] = []
    for inline in walk_inlines(blocks):
        if not isinstance(inline, Link) or inline.target in found:
            continue
        if is_written_out(inline_text(inline.inlines), inline.target):
            found.append(inline.target)
    return [(f"[{number}]", address) for number, address in enumerate(found, 1)]


def is_kept(address: str) -> bool:
    """Report whether the platform keeps a link to this address: to another article on it."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.hostname == PLATFORM


def is_written_out(words: str, address: str) -> bool:
    """Report whether a link's address stands at the end: it is not kept, and its words are not the address itself."""
    return not is_kept(address) and words != address
