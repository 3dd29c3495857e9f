"""The errata (勘误) of a printing: page and line in that printing, what stands there, what should stand there.

Errata correct what readers of that printing hold in their hands. Questions that came new have no place in it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.handbook import without_space
from pipeline.release.changes import Changes, Piece, Rewording
from pipeline.release.record import PREFACE, RecordedBlock, RecordedQuestion

BESIDE = 4  # characters of unchanged text shown on each side of a change
LONGEST = 16  # characters of wrong or right words; of longer ones the middle is left out
LEFT_OUT = "（删去）"
LAST = 1_000_000  # behind every question

_NUMBER_BEFORE, _NUMBER_AFTER = re.compile(r"[0-9.,]+$"), re.compile(r"^[0-9.,]*[0-9]")
_LINE = re.compile(r"第(\w+)页(?:第(\d+)行)?")


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction: where in the printing, the words before the change, wrong and right words, the words after.

    ``part`` names the question, or the text beside the questions, that it is in.
    """

    question: int
    page: str
    line: str
    before: str
    wrong: str
    right: str
    after: str
    part: str = ""


def errata(changes: Changes) -> tuple[Erratum, ...]:
    """Give the corrections that lead from the old release to the new one, in the order of the old printing.

    A text that came new is given only inside a question, or in the preface, of the old printing.
    """
    found: list[tuple[int, int, Erratum]] = []
    for one in changes.revised:
        order = {block.id: place for place, block in enumerate(one.old.blocks)}
        for rewording in one.rewordings:
            place = order.get(rewording.old.id, 0) if rewording.old else len(order)
            found += [(one.old.number, place, erratum) for erratum in _of_rewording(one.old, rewording)]
    found += [(question.number, 0, _of_question(question)) for question in changes.removed]
    for one in changes.beside:
        # The preface comes before the questions, the glossary behind them. A new term has no place in the old
        # printing, so it is left out.
        place = 0 if one.old.title == PREFACE else LAST
        known = [words for words in one.rewordings if words.old or one.old.title == PREFACE]
        found += [(place, 0, erratum) for words in known for erratum in _of_rewording(one.old, words)]
    return tuple(erratum for _, _, erratum in sorted(found, key=lambda one: one[:2]))


def _of_question(question: RecordedQuestion) -> Erratum:
    page, _ = _place(question.place)
    part = _named(question)
    return Erratum(question.number, page, "", "", f"{part}全问", LEFT_OUT, "", part)


def _of_rewording(question: RecordedQuestion, rewording: Rewording) -> Iterator[Erratum]:
    if rewording.old is None:
        page, _ = _place(question.place)
        text = "".join(piece.text for piece in rewording.pieces)
        yield Erratum(question.number, page, "", "", "", f"（{_named(question)}增补）{_shortened(text)}", "")
        return
    if rewording.kind == "picture" and rewording.remarks:
        page, _ = _line(rewording.old, 0, question)
        yield Erratum(
            question.number, page, "", "", "图", f"（{rewording.remarks[0]}）", "", _named(question)
        )
    if rewording.kind == "picture":
        return  # the alternative words of a picture are not printed
    at = 0
    pieces = rewording.pieces
    for number, piece in enumerate(pieces):
        replaced = number and pieces[number - 1].kind == "removed" and piece.kind == "added"
        if piece.kind != "same" and not replaced:
            follows = pieces[number + 1] if number + 1 < len(pieces) else None
            added = (
                piece if piece.kind == "added" else follows if follows and follows.kind == "added" else None
            )
            removed = piece.text if piece.kind == "removed" else ""
            page, line = _line(rewording.old, at if removed else max(at - 1, 0), question)
            before, after = _before(pieces, number), _after(pieces, number + (2 if removed and added else 1))
            # A number is shown whole: its unchanged digits belong to the wrong and the right words.
            begin, end = _NUMBER_BEFORE.search(before), _NUMBER_AFTER.match(after)
            head, tail = (match[0] if match else "" for match in (begin, end))
            wrong, right = (f"{head}{text}{tail}" for text in (removed, added.text if added else ""))
            yield Erratum(
                question.number,
                page,
                line,
                before.removesuffix(head)[-BESIDE:],
                _shortened(wrong),
                _shortened(right) or ("" if before or after else LEFT_OUT),
                after.removeprefix(tail)[:BESIDE],
                _named(question),
            )
        if piece.kind != "added":
            at += len(without_space(piece.text))


def _named(question: RecordedQuestion) -> str:
    return f"第{question.number}问" if question.number else question.title


def _line(block: RecordedBlock, character: int, question: RecordedQuestion) -> tuple[str, str]:
    """Give page and line on which a character of the old text stands."""
    if not block.lines:
        return _place(question.place)
    return _place(block.lines[bisect_right(block.lines, character, key=lambda one: one[0]) - 1][1])


def _place(words: str) -> tuple[str, str]:
    match = _LINE.match(words)
    return (match[1], match[2] or "") if match else ("", "")


def _before(pieces: Sequence[Piece], number: int) -> str:
    same = pieces[number - 1] if number else None
    return same.text[-3 * BESIDE :] if same and same.kind == "same" else ""


def _after(pieces: Sequence[Piece], number: int) -> str:
    same = pieces[number] if number < len(pieces) else None
    return same.text[: 3 * BESIDE] if same and same.kind == "same" else ""


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}…{text[-LONGEST // 2 :]}"
