"""What a finished edition says, question by question, against what the handbook says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.formats.contract import FoundEdition, FoundQuestion
from pipeline.handbook import Handbook, question_text, without_space

CONTEXT = 8  # characters shown before a difference


@dataclass(frozen=True, slots=True)
class Difference:
    """A finished file that does not say what the handbook says.

    ``file`` is below ``output/``, empty where the fault is of several files; ``number`` is the question's, 0 where the
    fault is not of one question.
    """

    file: str
    number: int
    message: str

    def __str__(self) -> str:
        question = f" 第{self.number}问" if self.number else ""
        return f"output/{self.file}{question}：{self.message}" if self.file else f"output：{self.message}"


def compare(handbook: Handbook, edition: FoundEdition) -> tuple[Difference, ...]:
    """Every question of ``edition`` against ``handbook``: text, order and count; white space is of no account."""
    wanted = {
        question.number: without_space(question_text(handbook, question)) for question in handbook.questions
    }
    differences: list[Difference] = []
    for found in edition.questions:
        if found.number in wanted:
            differences += _compare_text(edition.file, found, wanted[found.number])
        else:
            differences.append(Difference(edition.file, found.number, f"源文件里没有这一问（{found.place}）"))
    missing = wanted.keys() - {found.number for found in edition.questions}
    differences += [Difference(edition.file, number, "成品里没有这一问") for number in missing]
    if not differences and [found.number for found in edition.questions] != list(wanted):
        order = "、".join(str(found.number) for found in edition.questions)
        differences.append(Difference(edition.file, 0, f"问题的次序不对：{order}"))
    return tuple(sorted(differences, key=lambda difference: difference.number))


def _compare_text(file: str, found: FoundQuestion, wanted: str) -> Sequence[Difference]:
    text = without_space(found.text)
    if text == wanted:
        return ()
    at = next(
        (i for i, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b), min(len(text), len(wanted))
    )
    start = max(0, at - CONTEXT)
    should, does = (_excerpt(string, start, at) for string in (wanted, text))
    return (
        Difference(file, found.number, f"{found.place} 第{at + 1}个字起不同：应为“{should}”，实为“{does}”"),
    )


def _excerpt(text: str, start: int, at: int) -> str:
    """Some characters around a difference; the end of a text is named."""
    words = text[start : at + CONTEXT + 1]
    return f"{'…' if start else ''}{words}{'…' if at + CONTEXT + 1 < len(text) else '（完）'}"
