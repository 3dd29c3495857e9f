"""The index by keyword: every keyword of the questions, in the order of its pinyin under the letter that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.chinese.readings import index_place
from pipeline.handbook import Handbook, Question


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword and the questions that carry it, in the order of the book."""

    word: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index (A–Z, or ``#`` for figures and marks, which comes first) and its keywords."""

    name: str
    keywords: tuple[Keyword, ...]


def keyword_index(handbook: Handbook) -> tuple[Letter, ...]:
    """Give the index, in the order of :func:`~pipeline.chinese.readings.index_place`."""
    questions: dict[str, list[Question]] = {}
    for question in handbook.questions:
        for word in dict.fromkeys(question.keywords):
            questions.setdefault(word, []).append(question)
    readings = dict(handbook.terms.readings)
    letters: dict[str, list[Keyword]] = {}
    for place in sorted(index_place(word, readings) for word in questions):
        letters.setdefault(place.letter, []).append(Keyword(place.word, tuple(questions[place.word])))
    return tuple(Letter(name, tuple(keywords)) for name, keywords in letters.items())
