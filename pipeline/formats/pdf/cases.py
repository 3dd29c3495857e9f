"""The cases of a handbook: an anchor for each, and the index by district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.chinese.readings import syllables
from pipeline.handbook import Case, Handbook, Question, walk


@dataclass(frozen=True, slots=True)
class Entry:
    """A case in the index: its question's number, the words that name it, and its anchor."""

    question: int
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class District:
    """A district and its cases in the order of the book."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AnchoredCase:
    """A case at its place in the book."""

    case: Case
    question: Question
    anchor: str


def anchored_cases(handbook: Handbook) -> Iterator[AnchoredCase]:
    """Give every case in order; its anchor is ``c-<question id>-<its number in the question>``."""
    for question in handbook.questions:
        cases = (block for block in walk(question.blocks) if isinstance(block, Case))
        for number, case in enumerate(cases, 1):
            yield AnchoredCase(case, question, f"c-{question.id}-{number}")


def districts(handbook: Handbook) -> tuple[District, ...]:
    """Give the index by district, in the order of the handbook's districts; others follow by their pinyin.

    A case is named by its project, else by its place (unless the index goes by places), else by what its question is
    about.
    """
    entries: dict[str, list[Entry]] = {}
    for one in anchored_cases(handbook):
        place = "" if one.case.local else one.case.place
        words = one.case.project or place or _subject(one.question)
        entries.setdefault(one.case.home, []).append(Entry(one.question.number, words, one.anchor))
    places = {name: place for place, name in enumerate(handbook.districts)}
    readings = dict(handbook.terms.readings)

    def order(name: str) -> tuple[int, tuple[str, ...], str]:
        return places.get(name, len(places)), syllables(name, readings), name

    in_order = sorted(entries, key=order)
    return tuple(District(name, tuple(entries[name])) for name in in_order)


def _subject(question: Question) -> str:
    """Give the question's first keyword: a whole question is too long for a name in a column."""
    return f"{question.keywords[0]}案例" if question.keywords else "案例"
