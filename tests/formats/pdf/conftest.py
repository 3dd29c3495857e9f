"""The PDF files of three handbooks, written once: the real one, the sample, and a demanding one."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.formats.pdf import FORMAT
from pipeline.handbook import (
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Image,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Question,
    Quote,
    Source,
    Strong,
    Table,
    Text,
)
from tests.sample import paragraph, sample_handbook
from tests.values import kept_files_of

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120" viewBox="0 0 300 120">'
    '<rect width="300" height="120" fill="#f6e9e5"/>'
    '<text x="20" y="60" font-family="Hei" font-size="20">图中文字12</text></svg>'
).encode()


def text(words: str) -> tuple[Text, ...]:
    return (Text(words),)


def noted(words: str, number: int, note: str) -> Paragraph:
    """A paragraph with a footnote before its last character."""
    return Paragraph((Text(words[:-1]), Footnote(number, text(note)), Text(words[-1])))


def crowded() -> Question:
    """Every block in every block that may hold it, footnotes everywhere, a table over several pages."""
    cells = tuple(
        (text(f"第{row}行"), text("内容较长的一格，" * (row % 4 + 1)), text(f"{row * 7}"))
        for row in range(1, 60)
    )
    marked = (
        text("带注"),
        (Text("格内"), Footnote(1, text("2024年格内脚注。"))),
        (CrossReference("year", 3),),
    )
    inner = ItemList(
        ((paragraph("乙一"), ItemList(((paragraph("丙一"),), (paragraph("丙二"),)), ordered=True, start=99)),)
    )
    return Question(
        id="crowded",
        number=4,
        title="“引号”开头、没有逗号而又长得一行放不下的问题怎样排才好看怎样断才合适呢？",
        sources=(Source("甲办法", "2024"), Source("乙办法", url="https://example.org/" + "long-path/" * 12)),
        blocks=(
            Table(
                1,
                "跨页的长表",
                ("left", "center", "right"),
                (text("项"), text("说明"), text("数")),
                (marked, *cells),
            ),
            Point("一是只有题头。", ()),
            Point(
                "第二，不以“是”字计数。",
                (
                    ItemList(
                        (
                            (noted("甲：列表里的脚注。", 2, "列表脚注。"), inner, paragraph("甲的第二段。")),
                            (Quote((noted("列表里的引文。", 3, "引文脚注。"),)),),
                        )
                    ),
                    Case(
                        "丙区",
                        (
                            noted("案例里有脚注。", 4, "12个月，案例脚注。"),
                            ItemList(((paragraph("案例里的列表。"),),)),
                            Quote((paragraph("案例里的引文。" * 20),)),
                            Table(2, "案例里的表", ("left",), (text("头"),), ((text("身"),),)),
                            paragraph("案例最后一段。"),
                        ),
                        project="3号项目",
                    ),
                    Note(
                        (
                            Paragraph(
                                (
                                    Text("说明里有"),
                                    Strong(
                                        (
                                            Emphasis(text("双重强调")),
                                            Link(text("链接"), "https://example.org/a"),
                                        )
                                    ),
                                    Code("第1问（第2页）"),
                                    Text("，原文写着第1问（第2页）。"),
                                )
                            ),
                            paragraph("说明的第二段。"),
                        )
                    ),
                    Figure(1, "images/words.svg", "带字的图", "图名3"),
                ),
            ),
            Case("丁区", (noted("如丁区。", 5, "脚注里参见别处，" * 30),), year="2023"),
            Paragraph(
                (
                    Text("参见"),
                    CrossReference("plain", 1),
                    Text("和"),
                    CrossReference("crowded", 4),
                    Text("。"),
                )
            ),
            paragraph("最后一段很长，要翻过一页。" * 80),
        ),
    )


@pytest.fixture(scope="session")
def demanding():
    """The sample and what is hard to read back: :func:`crowded`; a title that begins with figures; 120 questions."""
    book = sample_handbook()
    first, second, third = book.categories
    year = Question("year", 3, "2024年的“样例”有哪些？", (paragraph("答。"),))
    last = dataclasses.replace(second.questions[1], number=5)
    many = tuple(Question(f"short-{n}", n, f"第{n}个短问题？", (paragraph("短答。"),)) for n in range(6, 121))
    words = Image("images/words.svg", "image/svg+xml", 300, 120, DRAWING)
    second = dataclasses.replace(second, questions=(second.questions[0], year, crowded(), last))
    third = dataclasses.replace(third, questions=many, intro="第三部分的说明。" * 30)
    return dataclasses.replace(book, categories=(first, second, third), images=(*book.images, words))


@pytest.fixture(scope="session")
def written():
    """Make a handbook's files once: their bytes by name."""
    made = {}  # with its handbook, so that no other one gets its id

    def write(handbook):
        if id(handbook) not in made:
            made[id(handbook)] = handbook, kept_files_of(FORMAT, handbook=handbook)
        return made[id(handbook)][1]

    return write


@pytest.fixture(scope="session", params=["real_handbook", "sample", "demanding"])
def handbook(request):
    """Each of the handbooks in turn."""
    return request.getfixturevalue(request.param)
