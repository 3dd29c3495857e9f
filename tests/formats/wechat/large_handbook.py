"""A handbook of a hundred questions with everything that makes articles long or awkward."""

from __future__ import annotations

import dataclasses

from pipeline.handbook import (
    Case,
    Category,
    CrossReference,
    Figure,
    Footnote,
    Handbook,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Question,
    Source,
    Strong,
    Table,
    Text,
)

SENTENCE = "各部门要统筹安排、分工协作，把空间、资源和行动落到实处，并定期向居民通报进展情况。"


def large_handbook(sample: Handbook, series: str = "category", count: int = 100) -> Handbook:
    """``count`` questions in three categories: long ones, tables, pictures, lists, links, notes, cross references."""
    questions = [_question(number, count) for number in range(1, count + 1)]
    thirds = [questions[: count // 2], questions[count // 2 : count * 9 // 10], questions[count * 9 // 10 :]]
    return dataclasses.replace(
        sample,
        categories=tuple(
            Category(id, place, title, tuple(part), intro=SENTENCE)
            for place, (id, title, part) in enumerate(
                zip(("general", "technical", "deliverables"), ("总体要求类", "技术要求类", "成果表达类"), thirds,
                    strict=True), 1
            )
        ),
        wechat=dataclasses.replace(sample.wechat, series=series, author="编制组", follow=(("公众号", "示例发布"),)),
    )  # fmt: skip


def _text(*inlines: object) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))  # type: ignore[misc]


def _question(number: int, count: int) -> Question:
    other = number % count + 1
    blocks = [
        _text(
            f"这是第{number}个答案。" + SENTENCE * 3,
            "详见",
            CrossReference(f"q-{other:03}", other),
            "与",
            Link((Text("公开的办法"),), f"https://example.org/{number}/{'path/' * 8}"),
            "。",
        ),
        Point("一是发挥统筹作用。", (_text(SENTENCE * 2),)),
        Case(
            f"{'甲乙丙丁'[number % 4]}区",
            (_text("如该区" + SENTENCE * 4),),
            project=f"第{number}号项目",
            year="2023",
        ),
    ]
    if number % 3 == 0:
        columns = 2 + number % 4
        blocks.append(
            Table(
                number,
                f"第{number}问的各区情况",
                ("left",) * columns,
                tuple((Text(f"列{place}"),) for place in range(columns)),
                tuple(tuple((Text(f"{row}·{place}"),) for place in range(columns)) for row in range(4)),
            )
        )
    if number % 5 == 0:
        blocks.append(Figure(number, "images/frame.png", "一条色带位于白色画面上方", f"第{number}问的示意"))
    if number % 7 == 0:
        inner = ItemList(((_text("内层一；"),), (_text("内层二。"),)))
        items = ((_text(SENTENCE),), (_text("其中：", Strong((Text("重点"),))), inner))
        blocks.append(ItemList(items, ordered=True, start=9))
    if number % 11 == 0:
        blocks.append(Note((_text(SENTENCE, Footnote(1, (Text(f"第{number}问的脚注。"),))),)))
    if number % 17 == 0:
        blocks += [_text(SENTENCE * 60)] * 2
    words = "、把各方的空间、资源与行动都写进同一个很长的问题里" if number % 4 == 0 else ""
    return Question(
        id=f"q-{number:03}",
        number=number,
        title=f"各区如何做好第{number}项工作{words}？",
        keywords=(f"关键词{number}",),
        blocks=tuple(blocks),
        sources=(
            Source(f"第{number}号办法", "2023-08", f"〔2023〕{number}号", "https://example.org/source"),
        ),
    )
