"""A handbook full of foreign words: names of plans and offices, addresses, in text, cases, notes, cells and footnotes.

Twelve questions whose paragraphs come from the same sentences in other orders, so that the words meet the line's end
everywhere.
"""

from __future__ import annotations

import dataclasses

from pipeline.handbook import (
    Case,
    Category,
    Footnote,
    Handbook,
    ItemList,
    Note,
    Paragraph,
    Point,
    Question,
    Source,
    Table,
    Text,
)
from tests.sample import paragraph, sample_handbook

SENTENCES = (
    "巴塞罗那的超级街区（Superblocks，加泰罗尼亚语Superilles de Barcelona）把机动车引到外围，街区里面留给步行。",
    "英国的《国家规划政策框架》（National Planning Policy Framework）之下，居民可以编制邻里规划（"
    "Neighbourhood Development Plan）。",
    "巴黎的“一刻钟城市”（La ville du quart d’heure）由Carlos Moreno提出，见Introducing the “15-Minute City”一文。",
    "新加坡建屋发展局（Housing and Development Board）推行Remaking Our Heartland计划，"
    "邻里中心称为Neighbourhood Centre。",
    "墨尔本的20分钟邻里（20-Minute Neighbourhoods）写入Plan Melbourne，评估方法见Department "
    "of Transport and Planning的报告。",
    "波特兰的“完整社区”（Complete Neighborhoods）用Accessibility Analysis衡量，"
    "数据来自Bureau of Planning and Sustainability。",
    "参与式预算（participatory budgeting）与社区土地信托（community land trust）是常见的做法，"
    "另有placemaking与tactical urbanism之说。",
    "哥本哈根的Cykelsuperstier、柏林的Kiezblocks和伦敦的Low Traffic Neighbourhoods都先试行、再评估、后固定。",
    "论文的编号为10.3390/smartcities4010006，来信请寄planning-enquiries@example.org，"
    "网页在https://www.example.org/neighbourhood-planning/guidance。",
    "联合国人居署（UN-Habitat）的International Guidelines on Urban and Territorial "
    "Planning与World Cities Report可以对照。",
)


def text(seed: int, count: int) -> str:
    """So many sentences, in another order for each seed."""
    return "".join(
        SENTENCES[(seed * 3 + step * (1 + 2 * (seed % 3))) % len(SENTENCES)] for step in range(count)
    )


def answer(number: int) -> tuple[object, ...]:
    """Paragraphs, a point, a list, a case, a note, a table and a footnote."""
    note = Footnote(1, (Text(text(number + 4, 2)),))
    first = Paragraph((Text(text(number, 4)), note, Text(text(number + 1, 2))))
    items = ItemList(tuple((paragraph(text(number + step, 1)),) for step in range(3)))
    rows = tuple(
        ((Text(SENTENCES[(number + row) % 10][:7]),), (Text(text(number + row, 1)),)) for row in range(3)
    )
    table = Table(number, "国外的做法", ("left", "left"), ((Text("名称"),), (Text("说明"),)), rows)
    blocks = [first, paragraph(text(number + 2, 5)), Point("一是看国外。", (paragraph(text(number + 3, 4)),))]
    others = (
        items,
        Case("甲区", (paragraph(text(number + 6, 4)),)),
        Note((paragraph(text(number, 2)),)),
        table,
    )
    return (*blocks, *others, paragraph(text(number + 8, 3)))


def foreign_handbook() -> Handbook:
    """The handbook: one category of twelve questions."""
    source = Source(
        "Neighbourhood Planning Guidance", "2024-05", url="https://www.example.org/neighbourhood-planning"
    )
    questions = tuple(
        Question(
            id=f"f{number}",
            number=number,
            title="国外的Neighbourhood Planning与我们的社区规划有什么不同？",
            as_of="2024-05",
            sources=(source,),
            blocks=answer(number),
        )
        for number in range(1, 13)
    )
    return dataclasses.replace(
        sample_handbook(), categories=(Category("abroad", 1, "国外", questions),), preface=()
    )
