"""A handbook of one hundred questions, for tests of what only shows in a whole book: pages, speed, many of a kind.

Every fifth to ninth question has a table, a figure, a list, footnotes or cases; paragraphs are long enough that pages
begin inside all of them. Nothing is random: the same handbook every time.
"""

from __future__ import annotations

import dataclasses

from pipeline.handbook import (
    Block,
    Case,
    Category,
    CrossReference,
    Figure,
    Footnote,
    Handbook,
    ItemList,
    Note,
    Paragraph,
    Point,
    Question,
    Source,
    Strong,
    Table,
    Term,
    Terms,
    Text,
)
from tests.sample import paragraph, sample_handbook

SUBJECTS = (
    "菜场",
    "步道",
    "书屋",
    "托育点",
    "健身苑",
    "口袋公园",
    "老年食堂",
    "邻里中心",
    "街角",
    "滨水空间",
)
MATTERS = ("选址", "规模", "运营", "资金", "评估", "共建", "更新", "管护", "审批", "公示")
CLAUSES = (
    "先听居民意见，再定方案，",
    "结合现状条件和服务半径统筹安排，",
    "2024年至2035年间分3期实施，",
    "由街道（镇）牵头，各部门协同推进——",
    "做到“一处一策”、宜居宜业，",
    "面积不少于1200平方米，服务15000人，",
    "并在网站https://example.org上公示30天，",
    "做好台账，",
)


def sentence(seed: int, clauses: int) -> str:
    """A sentence of so many clauses, another for each seed."""
    words = "".join(
        CLAUSES[(seed * 3 + step * (1 + seed % 5)) % (len(CLAUSES) - 1)] for step in range(clauses)
    )
    return f"第{seed}点，{words[:-1]}。"


def table(number: int, seed: int, rows: int) -> Table:
    """A table long enough to run over a page."""
    return Table(
        number,
        f"{SUBJECTS[seed % 10]}一览",
        ("left", "right", "left"),
        ((Text("名称"),), (Text("数量"),), (Text("说明"),)),
        tuple(
            (
                (Text(f"{SUBJECTS[(seed + row) % 10]}{row + 1}"),),
                (Text(str((seed * 7 + row * 13) % 90 + 10)),),
                (Text(sentence(row + 1, 1 + row % 3)),),
            )
            for row in range(rows)
        ),
    )


def answer(number: int, tables: int, figures: int) -> tuple[Block, ...]:
    """The blocks of the answer to a question; ``tables`` and ``figures`` have been numbered before it."""
    blocks: list[Block] = [paragraph(sentence(number, 3 + number % 9) * (1 + number % 4))]
    if number % 5 == 0:
        note = Footnote(1, (Text(f"参见第{number}号文件，{sentence(number, 2)}"),))
        other = Footnote(2, (Strong((Text("另注："),)), Text(sentence(number + 1, 4))))
        words = (Text(sentence(number + 2, 4)), note, Text("此外"), other, Text(sentence(number + 3, 6)))
        blocks.append(Paragraph(words))
    if number % 4 == 0 and number > 1:
        target = number - 3
        blocks.append(
            Paragraph((Text("另见"), CrossReference(f"h{target}", target), Text("。" + sentence(number, 5))))
        )
    if number % 3 == 0:
        blocks += [
            Point(f"{ordinal}是{sentence(number + step, 1)}", (paragraph(sentence(number + step, 9)),))
            for step, ordinal in enumerate("一二三")
        ]
        blocks.append(
            Case(
                f"{'甲乙丙丁'[number % 4]}区", (paragraph(sentence(number, 12)),), place="某街道", year="2023"
            )
        )
    if number % 6 == 0:
        items = tuple((paragraph(sentence(number + step, 3)),) for step in range(5))
        blocks.append(ItemList(items, ordered=number % 12 == 0))
    if number % 7 == 0:
        blocks.append(table(tables + 1, number, 4 + number % 23))
    if number % 9 == 0:
        image = "images/frame.png" if number % 2 else "images/circle.svg"
        blocks.append(Figure(figures + 1, image, f"第{number}问的示意图", f"{SUBJECTS[number % 10]}示意"))
    if number % 11 == 0:
        blocks.append(Note((paragraph(sentence(number, 4)),)))
    blocks.append(paragraph(sentence(number + 5, 2 + number % 6)))
    return tuple(blocks)


def hundred_questions() -> Handbook:
    """The handbook: three categories of forty, forty and twenty questions."""
    questions, tables, figures = [], 0, 0
    for number in range(1, 101):
        blocks = answer(number, tables, figures)
        tables += sum(isinstance(block, Table) for block in blocks)
        figures += sum(isinstance(block, Figure) for block in blocks)
        subject, matter = SUBJECTS[(number - 1) % 10], MATTERS[(number - 1) // 10]
        source = (
            Source(
                f"{subject}{matter}办法", "2024-05", f"〔2024〕{number}号", f"https://example.org/{number}"
            ),
        )
        questions.append(
            Question(
                id=f"h{number}",
                number=number,
                title=f"{subject}的{matter}怎么办？",
                keywords=(subject, matter),
                as_of="2024-05",
                sources=source if number % 2 else (),
                blocks=blocks,
            )
        )
    small = sample_handbook()
    return dataclasses.replace(
        small,
        categories=(
            Category("general", 1, "总体要求类", tuple(questions[:40]), intro="这一部分说明总体要求。"),
            Category("technical", 2, "技术要求类", tuple(questions[40:80])),
            Category("deliverables", 3, "成果表达类", tuple(questions[80:])),
        ),
        preface=tuple(paragraph(sentence(step, 14)) for step in range(1, 9)),
        terms=Terms(
            glossary=tuple(Term(subject, sentence(step, 3)) for step, subject in enumerate(SUBJECTS, 1))
        ),
    )
