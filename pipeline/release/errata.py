"""The errata (勘误) of a printing: page and line in that printing, what stands there, what should stand there.

Errata correct what readers of that printing hold in their hands, so all numbers are those of that printing: what reads
the same there is no erratum, and each has so many of its neighbours beside it that it is found once on its page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.handbook import NOTE_LABEL
from pipeline.release.changes import Changes, Revised, changes
from pipeline.release.context import Pages, Spot, spots
from pipeline.release.record import PREFACE, RecordedBlock, RecordedQuestion
from pipeline.release.reworded import Rewording
from pipeline.release.wording import printed_numbers
from pipeline.seen.edition import place_at

LONGEST = 24  # characters: of longer wrong words the middle is left out; right ones are always whole
LEFT_OUT = "（删去）"
LAST = 1_000_000  # behind every question
ELSEWHERE = {"title": "题目（目录同）", "case": "案例（案例索引同）", "part": "部分名（书前、目录、书眉同）"}

_LINE = re.compile(r"第(\w+)页(?:第(\d+)行)?")
_LABEL = re.compile(r"图\d+")
Kind = Literal["words", "removed", "added", "picture", "question removed", "question added"]


@dataclass(frozen=True, slots=True)
class Erratum:
    """One correction: where in the printing, the words before the change, wrong and right words, the words after.

    ``part`` names the question, or the text beside the questions, that it is in; ``where`` the table's row and
    column, or where else the same words stand; ``note`` says what is done with the right words where they are a text
    of their own.
    """

    question: int
    page: str
    line: str
    before: str
    wrong: str
    right: str
    after: str
    part: str = ""
    where: str = ""
    note: str = ""
    kind: Kind = "words"

    @property
    def wrong_shown(self) -> str:
        """The wrong words, of long ones the beginning and the end."""
        text, half = self.wrong, LONGEST // 2
        return text if len(text) <= LONGEST else f"{text[:half]}…{text[-half:]}"


def errata(found: Changes) -> tuple[Erratum, ...]:
    """Give the corrections that lead from the old release to the new one, in the order of the old printing.

    A question that came new is one that only names it: it cannot be mended in the old printing.
    """
    told = changes(found.old, found.new, printed=True)
    return tuple(_down_the_pages(_Printing(told).errata()))


def _down_the_pages(found: Iterable[Erratum]) -> list[Erratum]:
    """Sort rows as they stand in the book, footnotes at the foot; one without a place stays behind its neighbour."""
    front: dict[str, int] = {}
    last = (0, 0, 0)
    keyed = []
    for one in found:
        if one.page:
            number = int(one.page) if one.page.isdigit() else front.setdefault(one.page, len(front))
            page = (int(one.page.isdigit()), number)
            last = (*page, int(one.line) if one.line else last[2] if last[:2] == page else 0)
        keyed.append((last, one))
    return [one for _, one in sorted(keyed, key=lambda row: row[0])]


class _Printing:
    def __init__(self, told: Changes) -> None:
        self.told = told
        self.numbers, _ = printed_numbers(told.old, told.new)
        self.pages = Pages.of(told.old, self.numbers)

    def errata(self) -> Iterator[Erratum]:
        told = self.told
        if told.old.title != told.new.title:
            yield Erratum(
                0, "", "", "", told.old.title, told.new.title, "", "书名", "封面、书前各页、书眉、版权页同"
            )
        found: list[tuple[int, Erratum]] = []
        for part in told.parts:
            first = next((q.number for q in told.old.questions if q.category == part.old.title), 0)
            found += [(first, one) for one in self._of(part, f"第{first}问前的部分首页")]
        for one in (*told.revised, *told.beside):
            place = one.old.number or (0 if one.old.title == PREFACE else LAST)
            found += [(place, erratum) for erratum in self._of(one, _named(one.old))]
        found += [(question.number, _of_removed(question)) for question in told.removed]
        found += [self._of_added(question) for question in told.added]
        yield from (one for _, one in sorted(found, key=lambda one: one[0]))

    def _of(self, revised: Revised, part: str) -> Iterator[Erratum]:
        question = revised.old
        order = {block.id: place for place, block in enumerate(question.blocks)}

        def place(one: Rewording) -> tuple[int, bool]:
            block = one.old or one.behind
            last = one.kind == "term" and one.old is None
            return LAST if last else order.get(block.id, 0) if block else 0, one.old is None

        for one in _replaced(sorted(revised.rewordings, key=place)):
            if one.kind == "picture":
                if one.remarks or one.old is None or all(piece.kind != "same" for piece in one.pieces):
                    yield self._picture(question, one, part)
                continue  # the alternative words of a picture are not printed
            if one.old is None:
                yield self._added(question, one, part)
                continue
            where = one.where or _elsewhere(one, question)
            whole = all(piece.kind == "removed" for piece in one.pieces)
            for spot in self._spots(one, one.old):
                page, line = _line(one.old, spot.at, question)
                yield Erratum(
                    question.number,
                    page,
                    line,
                    spot.before,
                    spot.wrong,
                    LEFT_OUT if whole else spot.right,
                    spot.after,
                    part,
                    where,
                    kind="removed" if whole else "words",
                )

    def _spots(self, one: Rewording, old: RecordedBlock) -> Iterator[Spot]:
        if any(piece.kind == "same" for piece in one.pieces) or one.pieces[0].kind == "added":
            yield from spots(old, one.pieces, self.numbers, self.pages)
            return
        # A whole block, row or table: nothing of it stays that could stand beside it.
        removed, *added = (piece.text for piece in one.pieces)
        yield Spot(0, "", removed, "".join(added), "")

    def _picture(self, question: RecordedQuestion, one: Rewording, part: str) -> Erratum:
        block = one.old or one.behind
        page, _ = _line(block, 0, question) if block else _place(question.place)
        words = LEFT_OUT if one.old and not one.remarks else "（图片已更换）" if one.old else "（增补图片）"
        figure = block.id.rpartition(".")[0] if one.old and block else ""
        caption = next((one.text for one in question.blocks if (one.kind, one.id) == ("caption", figure)), "")
        label = _LABEL.match(caption)
        name = label[0] if label else "图"
        return Erratum(question.number, page, "", "", name, words, "", part, kind="picture")

    def _added(self, question: RecordedQuestion, one: Rewording, part: str) -> Erratum:
        behind = one.behind
        spot = self.pages.end_of(behind, self.numbers) if behind else Spot(0, "", "", "", "")
        page, line = _line(behind, spot.at, question) if behind else _place(question.place)
        if one.kind == "term" or not behind:
            page, line, spot = *_place(question.place), Spot(0, "", "", "", "")
        text = "".join(piece.text for piece in one.pieces)
        note = {"cell": "增补一行：", "footnote": "增补脚注：", "term": "增补："}.get(one.kind, "之后增补：")
        before = "" if one.where else spot.before
        return Erratum(question.number, page, line, before, "", text, "", part, one.where, note, kind="added")

    def _of_added(self, question: RecordedQuestion) -> tuple[int, Erratum]:
        old, new = self.told.old, self.told.new
        known = {one.id: one for one in old.questions}
        before = [known[one.id] for one in new.questions[: question.number - 1] if one.id in known]
        last = before[-1] if before else None
        blocks = [block for block in last.blocks if block.lines] if last else []
        page, line = _line(blocks[-1], LAST, last) if last and blocks else ("", "")
        part = f"第{last.number}问之后" if last else "第1问之前"
        words = f"{question.title}（见发布{new.version}第{question.number}问）"
        number = last.number if last else 0
        note = "增补一问："
        return number, Erratum(number, page, line, "", "", words, "", part, "", note, kind="question added")


def _replaced(found: Sequence[Rewording]) -> Iterator[Rewording]:
    """Make one change of a text left out and a new one in its place."""
    waiting = list(found)
    while waiting:
        one = waiting.pop(0)
        other = next(
            (new for new in waiting if (one.old is None) != (new.old is None) and _follow(one, new)), None
        )
        old, new = (one, other) if one.old else (other, one)
        if other is None or old is None or new is None:
            yield one
            continue
        waiting.remove(other)
        yield Rewording(old.kind, (*old.pieces, *new.pieces), old.old, (), old.where)


def _follow(one: Rewording, other: Rewording) -> bool:
    old, new = (one, other) if one.old else (other, one)
    whole = all(piece.kind == "removed" for piece in old.pieces)
    return whole and old.kind == new.kind and old.kind in ("paragraph", "footnote") and new.behind is old.old


def _elsewhere(one: Rewording, question: RecordedQuestion) -> str:
    """Say where else in the book the words of a heading stand."""
    if one.kind == "title":
        return ELSEWHERE["title" if question.number else "part"]
    is_case = one.kind == "label" and one.old is not None and one.old.text != NOTE_LABEL
    return ELSEWHERE["case"] if is_case else ""


def _of_removed(question: RecordedQuestion) -> Erratum:
    page, _ = _place(question.place)
    part = _named(question)
    return Erratum(question.number, page, "", "", f"{part}全问", LEFT_OUT, "", part, kind="question removed")


def _named(question: RecordedQuestion) -> str:
    return f"第{question.number}问" if question.number else question.title


def _line(block: RecordedBlock, character: int, question: RecordedQuestion) -> tuple[str, str]:
    """Give page and line on which a character of the old text stands."""
    if not block.lines:
        return _place(question.place)
    return _place(place_at(block.lines, character))


def _place(words: str) -> tuple[str, str]:
    match = _LINE.match(words)
    return (match[1], match[2] or "") if match else ("", "")
