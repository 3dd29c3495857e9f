"""What must stand in the indexes, the glossary and the imprint: stated from the handbook alone.

The writers of these have code of their own; no code here may call it, or a fault of theirs would prove itself right.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.chinese.readings import syllables
from pipeline.handbook import (
    Case,
    Handbook,
    PageSize,
    Question,
    passages,
    question_passages,
    walk,
    without_space,
)

NAMED_AT_A_TERM = 3  # questions, the first ones that speak of it
WITHOUT_A_LETTER = "#"
OPENING_MARKS = "“‘《〈「（"

# A trim size's name: the whole sheet that it is cut from, in millimetres, and into how many leaves (GB/T 788-1999).
WHOLE_SHEETS = {"A5": (890, 1240, 32), "大32开": (850, 1168, 32), "正度16开": (787, 1092, 16)}


# ---- cases by district -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IndexedCase:
    """A case, its question, and its place among that question's cases."""

    case: Case
    question: Question
    ordinal: int

    @property
    def anchor(self) -> str:
        """The name of its place in the file."""
        return f"c-{self.question.id}-{self.ordinal}"

    @property
    def words(self) -> str:
        """The name that the index gives it: its project, else its place, else the first keyword of its question."""
        subject = "".join(self.question.keywords[:1]) + "案例"
        return self.case.project or (not self.case.local and self.case.place) or subject

    @property
    def heading(self) -> str:
        """What it stands under: its district, in a book of one district its place."""
        return (self.case.local and self.case.place) or self.case.district


def cases_in_order(handbook: Handbook) -> list[IndexedCase]:
    """Give every case in the order of the book, however deep it is in an answer."""
    found = []
    for question in handbook.questions:
        cases = [block for block in walk(question.blocks) if isinstance(block, Case)]
        found += [IndexedCase(case, question, ordinal) for ordinal, case in enumerate(cases, 1)]
    return found


def cases_by_district(handbook: Handbook) -> list[tuple[str, list[IndexedCase]]]:
    """Give the districts that have cases: first those that the handbook lists, in its order; then others by pinyin."""
    cases = cases_in_order(handbook)
    met = [one.heading for one in cases]
    names = [name for name in handbook.districts if name in met]
    readings = dict(handbook.terms.readings)
    others = {name for name in met if name not in names}
    names += sorted(others, key=lambda name: (syllables(name, readings), name))
    return [(name, [one for one in cases if one.heading == name]) for name in names]


# ---- keywords --------------------------------------------------------------------------------------------------------


def keywords_by_letter(handbook: Handbook) -> list[tuple[str, list[tuple[str, list[Question]]]]]:
    """Give the letters in order, under each its keywords by their pinyin, with the questions that carry them."""
    readings = dict(handbook.terms.readings)
    words = {word for question in handbook.questions for word in question.keywords}
    read = {word: [one.lower() for one in syllables(word.lstrip(OPENING_MARKS), readings)] for word in words}
    letters = sorted({_letter(read[word]) for word in words})
    return [
        (
            letter,
            [
                (word, [question for question in handbook.questions if word in question.keywords])
                for word in sorted(words, key=lambda word: (read[word], word))
                if _letter(read[word]) == letter
            ],
        )
        for letter in letters
    ]


def _letter(read: Sequence[str]) -> str:
    first = "".join(read)[:1].upper()
    return first if first.isascii() and first.isalpha() else WITHOUT_A_LETTER


# ---- glossary --------------------------------------------------------------------------------------------------------


def terms_with_questions(handbook: Handbook) -> list[tuple[str, str, list[Question]]]:
    """Give the terms in the editors' order, each with what it means and the first questions that speak of it."""
    found = []
    for entry in handbook.terms.glossary:
        speaking = [
            question
            for question in handbook.questions
            if any(entry.term in passage.text for passage in question_passages(handbook, question))
        ]
        found.append((entry.term, entry.definition, speaking[:NAMED_AT_A_TERM]))
    return found


# ---- imprint ---------------------------------------------------------------------------------------------------------


def imprint_words(handbook: Handbook, pages: int) -> str:
    """Give all rows of the imprint of a book of so many pages, names and values one behind the other."""
    day = handbook.date
    size = f"{handbook.page.width:g}mm×{handbook.page.height:g}mm"
    words = f"书名{handbook.title}编者{handbook.publisher}版次{day.year}年{day.month}月{handbook.edition}"
    words += f"发布{handbook.release}（{day.year}年{day.month}月{day.day}日）"
    if handbook.page.name in WHOLE_SHEETS:
        words += f"开本{format_words(handbook.page)}成品尺寸{size}（{handbook.page.name}）"
    else:
        words += f"开本{size}"
    words += f"字数{_count_words(handbook)}"
    if months := sorted(one.as_of for one in handbook.questions if one.as_of):
        first, last = _month_words(months[0]), _month_words(months[-1])
        words += f"资料截至{first}" if first == last else f"资料截至{first}～{last}"
    if handbook.page.name in WHOLE_SHEETS:
        words += f"印张{sheets_of(handbook, pages)}"
    return words


def issued_by(handbook: Handbook) -> str:
    """Give the issuer with 编 behind it, once: an issuer may be written with it (某某编, 某某编写)."""
    issuer = without_space(handbook.publisher)
    written = issuer.endswith(("编", "编写", "编著", "编制", "编印", "编辑", "编纂", "编撰"))
    return issuer if written else f"{issuer}编"


def format_words(page: PageSize) -> str:
    """Give 开本 of a size that a whole sheet is cut into: ``890mm×1240mm　1/32``."""
    width, height, leaves = WHOLE_SHEETS[page.name]
    return f"{width}mm×{height}mm　1/{leaves}"


def sheets_of(handbook: Handbook, pages: int) -> str:
    """Give 印张: the sides of whole sheets that the pages take, blank ones at the end counted."""
    together = 4 if handbook.printing.binding == "saddle" else 2
    while pages % together:
        pages += 1
    return f"{pages / WHOLE_SHEETS[handbook.page.name][2]:.5g}"


def _count_words(handbook: Handbook) -> str:
    """Write 字数: the characters of the preface and of all that the questions say."""
    told = [passage.text for passage in passages(handbook.preface)]
    for question in handbook.questions:
        told += [passage.text for passage in question_passages(handbook, question)]
    count = sum(len(without_space(text)) for text in told)
    return f"{count}字" if count < 10_000 else f"{count / 1000:.0f}千字"


def _month_words(date: str) -> str:
    """Write ``2024-05`` as 2024年5月; a year alone, or a whole day, likewise."""
    year, *rest = date.split("-")
    units: Sequence[Callable[[str], str]] = (lambda month: f"{int(month)}月", lambda day: f"{int(day)}日")
    return f"{int(year)}年" + "".join(unit(part) for unit, part in zip(units, rest, strict=False))
