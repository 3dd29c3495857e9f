"""The whole handbook: ``Handbook > Category > Question > blocks > inlines``."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Literal

from pipeline.handbook.blocks import NOWHERE, Block, Case, Figure, Place, Table, walk
from pipeline.handbook.settings import PageSize, Printing, Revised, Revisions, Terms, WeChat


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from."""

    title: str
    date: str = ""
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer; ``number`` counts through the whole handbook from 1, ``id`` is stable for ever."""

    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    keywords: tuple[str, ...] = ()
    as_of: str = ""
    sources: tuple[Source, ...] = ()
    at: Place = field(default=NOWHERE, compare=False, repr=False, metadata={"place": True})
    revised: str = ""
    """What is said of it since the last release (:data:`ADDED`, :data:`CHANGED`), or nothing."""


ADDED, CHANGED = "本版新增", "本版修订"


@dataclass(frozen=True, slots=True)
class Category:
    """A part of the handbook; ``ordinal`` is its place (from 1) in ``handbook.yaml``, empty categories counted."""

    id: str
    ordinal: int
    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as readers see it: upright, whole, without notes of its makers.

    ``name`` is its path below ``source/``; size in pixels (SVG: CSS pixels).
    """

    name: str
    media_type: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: int
    height: int
    data: bytes = field(repr=False)


_WRITTEN = re.compile("编[写著制印辑纂撰]?$")


@dataclass(frozen=True, slots=True)
class Handbook:
    """The whole handbook. ``date`` is the release's date, the only date that any output carries."""

    title: str
    publisher: str
    edition: str
    release: str
    date: datetime.date
    language: str
    page: PageSize
    categories: tuple[Category, ...]
    short_title: str = ""
    preface: tuple[Block, ...] = ()
    terms: Terms = Terms()
    printing: Printing = Printing()
    wechat: WeChat = WeChat()
    images: tuple[Image, ...] = ()
    revisions: Revisions | None = None
    revision_list: tuple[Revised, ...] = ()
    districts: tuple[str, ...] = field(default=(), compare=False)
    """The districts that it is about, in the order of their codes: what an index by district goes by, no text.

    Of a book about one district, its towns.
    """

    @property
    def parts(self) -> tuple[Category, ...]:
        """The categories that have questions: the ones that formats show."""
        return tuple(category for category in self.categories if category.questions)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(question for category in self.categories for question in category.questions)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every block of the preface and of the answers, outer before inner, in reading order."""
        return tuple(walk((*self.preface, *(block for one in self.questions for block in one.blocks))))

    @property
    def is_local(self) -> bool:
        """Whether it is about one district: then cases are known by their places."""
        return any(isinstance(block, Case) and block.local for block in self.blocks)

    @property
    def issuer(self) -> str:
        """Who wrote it, as title page and cover say it: the publisher and 编, once where the name ends with it."""
        return self.publisher if _WRITTEN.search(self.publisher) else f"{self.publisher}　编"

    def question(self, question_id: str) -> Question:
        """Give the question with this id. Raises ``KeyError``."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def image(self, name: str) -> Image:
        """Give the image of this name. Raises ``KeyError``."""
        for image in self.images:
            if image.name == name:
                return image
        raise KeyError(name)

    def cited(self, question: Question) -> tuple[Source, ...]:
        """Give the question's sources that a reader is shown: all but the handbook itself."""
        return tuple(source for source in question.sources if source.title != self.title)


def items_named(handbook: Handbook) -> tuple[Table | Figure, ...]:
    """Give the tables and figures that have an id, for references to name, in the order of the book."""
    return tuple(block for block in handbook.blocks if isinstance(block, Table | Figure) and block.id)
