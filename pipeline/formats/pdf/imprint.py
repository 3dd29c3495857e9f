"""The imprint (版权页): facts that the handbook holds or that follow from it, and no others.

印张 follows from the number of pages, which only the laid-out book knows: the style sheet fills it in.
"""

from __future__ import annotations

from pipeline.formats.pdf.sheets import sheet
from pipeline.handbook import Handbook, passages, question_text, without_space


def imprint(handbook: Handbook) -> tuple[tuple[str, str], ...]:
    """Give the rows of the imprint, name and value."""
    page, date, cut = handbook.page, handbook.date, sheet(handbook.page)
    size = f"{page.width:g}mm×{page.height:g}mm"
    rows = [
        ("书名", handbook.title),
        ("编者", handbook.publisher),
        ("版次", f"{date.year}年{date.month}月{handbook.edition}"),
        ("发布", f"{handbook.release}（{date.year}年{date.month}月{date.day}日）"),
        ("开本", cut.format_line if cut else size),
        ("成品尺寸", f"{size}（{page.name}）" if cut else ""),
        ("字数", word_count(handbook)),
        ("资料截至", as_of_range(handbook)),
    ]
    return tuple((name, value) for name, value in rows if value)


def word_count(handbook: Handbook) -> str:
    """Write 字数: the characters of preface, questions and answers; from ten thousand on in thousands (千字)."""
    text = "".join(passage.text for passage in passages(handbook.preface))
    text += "".join(question_text(handbook, question) for question in handbook.questions)
    count = len(without_space(text))
    return f"{count}字" if count < 10_000 else f"{count / 1000:.0f}千字"


def as_of_range(handbook: Handbook) -> str:
    """Give the months that the answers' facts are of, first to last; empty where no question names one."""
    months = sorted({question.as_of for question in handbook.questions if question.as_of})
    if not months:
        return ""
    first, last = _in_words(months[0]), _in_words(months[-1])
    return first if first == last else f"{first}～{last}"


def _in_words(date: str) -> str:
    """Write ``2024-05`` as 2024年5月, ``2024`` as 2024年, ``2024-05-31`` as 2024年5月31日."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(date.split("-"), "年月日", strict=False))
