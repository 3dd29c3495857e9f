"""The cases of a handbook: an anchor for each, and the index by district."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

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
    """Give the index by district, in the order of the handbook's districts; others follow as the book names them.

    A case is named by its project, else by its place (unless the index goes by places), else by its question.
    """
    entries: dict[str, list[Entry]] = {}
    for one in anchored_cases(handbook):
        place = "" if one.case.local else one.case.place
        words = one.case.project or place or one.question.title
        entries.setdefault(one.case.home, []).append(Entry(one.question.number, words, one.anchor))
    places = {name: place for place, name in enumerate(handbook.districts)}
    in_order = sorted(entries, key=lambda name: places.get(name, len(places)))
    return tuple(District(name, tuple(entries[name])) for name in in_order)
