"""The plan of the series, as its steps hand it on: what each article is, by names and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from pipeline.formats.wechat.pictures import Picture
from pipeline.formats.wechat.series import Article, shown_blocks
from pipeline.formats.wechat.titles import Titles, titles
from pipeline.handbook import Figure, Handbook, walk


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in an article with its visible caption and what it shows."""

    picture: Picture
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An article: its place in the series, its category and questions by their ids, its names, its pictures in order.

    ``category_ordinal`` is the category's place in the handbook.
    """

    ordinal: int
    category: str
    category_ordinal: int
    questions: tuple[str, ...]
    part: int
    names: Titles
    pictures: tuple[Shown, ...]

    def article(self, handbook: Handbook) -> Article:
        """Give the article itself."""
        category = next(one for one in handbook.parts if one.id == self.category)
        questions = tuple(one for one in category.questions if one.id in self.questions)
        return Article(self.ordinal, category, questions, self.part)


def planned(
    handbook: Handbook, articles: Sequence[Article], pictures: Mapping[str, Picture]
) -> tuple[Planned, ...]:
    """Give what the steps after the plan need of each article; ``pictures`` by the names of their images."""
    return tuple(
        Planned(
            article.ordinal,
            article.category.id,
            article.category.ordinal,
            tuple(question.id for question in article.questions),
            article.part,
            titles(handbook, article),
            _shown(handbook, article, pictures),
        )
        for article in articles
    )


def _shown(handbook: Handbook, article: Article, pictures: Mapping[str, Picture]) -> tuple[Shown, ...]:
    figures = (block for block in walk(shown_blocks(handbook, article)) if isinstance(block, Figure))
    return (
        *(Shown(pictures[one.image], f"{one.label} {one.caption}", one.alternative) for one in figures),
        *(Shown(pictures[image], name, name) for name, image in handbook.wechat.pictures),
    )


PLAN = TypeAdapter(tuple[Planned, ...])
"""The plan as a file of JSON, both ways."""
PICTURES = TypeAdapter(dict[str, Picture])
"""The pictures by the names of their images as a file of JSON, both ways."""
