"""The glossary, each term with the questions that speak of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.handbook import Handbook, Question, question_text

MOST = 3  # questions named at a term; whoever wants all of them turns to the index


@dataclass(frozen=True, slots=True)
class Explained:
    """A term, what it means, and the first questions whose text holds it."""

    term: str
    definition: str
    questions: tuple[Question, ...]


def glossary(handbook: Handbook) -> tuple[Explained, ...]:
    """Give the terms in the order in which the editors wrote them."""
    texts = [(question, question_text(handbook, question)) for question in handbook.questions]
    return tuple(
        Explained(
            entry.term,
            entry.definition,
            tuple(question for question, text in texts if entry.term in text)[:MOST],
        )
        for entry in handbook.terms.glossary
    )
