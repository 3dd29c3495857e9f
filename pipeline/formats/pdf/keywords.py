"""The index by keyword: every keyword of the questions, in the order of its pinyin under the letter that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from pypinyin import lazy_pinyin

from pipeline.handbook import Handbook, Question

OTHERS = "#"  # what begins with no letter: figures, marks


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword and the questions that carry it, in the order of the book."""

    word: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the index (A–Z, or :data:`OTHERS`, which comes first) and its keywords."""

    name: str
    keywords: tuple[Keyword, ...]


def keyword_index(handbook: Handbook) -> tuple[Letter, ...]:
    """The index; quotation marks before a word take no part in its order."""
    questions: dict[str, list[Question]] = {}
    for question in handbook.questions:
        for word in dict.fromkeys(question.keywords):
            questions.setdefault(word, []).append(question)
    letters: dict[str, list[Keyword]] = {}
    for word in sorted(questions, key=_order):
        letters.setdefault(_letter(word), []).append(Keyword(word, tuple(questions[word])))
    return tuple(Letter(name, tuple(keywords)) for name, keywords in letters.items())


def _order(word: str) -> tuple[str, list[str], str]:
    return _letter(word), [syllable.lower() for syllable in _syllables(word)], word


def _letter(word: str) -> str:
    first = "".join(_syllables(word))[:1].upper()
    return first if "A" <= first <= "Z" else OTHERS


def _syllables(word: str) -> list[str]:
    return lazy_pinyin(word.lstrip("“‘《〈「（"))
