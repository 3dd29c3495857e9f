"""A small handbook with every construct of the model, for tests that need one without reading files."""

from __future__ import annotations

import datetime
import io

from PIL import Image as Picture

from pipeline.handbook import (
    Case,
    Category,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Handbook,
    Image,
    ItemList,
    Link,
    Note,
    PageSize,
    Paragraph,
    Point,
    Question,
    Quote,
    Source,
    Strong,
    Table,
    Term,
    Terms,
    Text,
)


def paragraph(text: str) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph((Text(text),))


def png(width: int = 640, height: int = 360) -> bytes:
    """A small picture: a dark frame on white."""
    picture = Picture.new("RGB", (width, height), "white")
    picture.paste((160, 60, 40), (20, 20, width - 20, 60))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="160" viewBox="0 0 320 160">'
    b'<rect x="10" y="10" width="300" height="140" fill="none" stroke="#1a1a1a" stroke-width="2"/>'
    b'<circle cx="160" cy="80" r="40" fill="#a23b2a"/></svg>'
)


def sample_handbook() -> Handbook:
    """Three questions in two categories (a third category is empty), with every block and inline."""
    first = Question(
        id="plain",
        number=1,
        title="“样例行动”是什么？",
        keywords=("样例", "行动"),
        as_of="2024-05",
        sources=(Source("样例工作办法", "2024-05", "〔2024〕12号", "https://example.org/a?b=1&c=2"),),
        blocks=(
            paragraph(
                "“样例行动”是2024年的专项行动之一，旨在说明每一种段落——包括破折号、省略号……和数字1234.5万元。"
            ),
            Paragraph(
                (
                    Text("其中有"),
                    Strong((Text("加重的文字"),)),
                    Text("、"),
                    Emphasis((Text("着重的文字"),)),
                    Text("、"),
                    Link((Text("外部链接"),), "https://example.org/path"),
                    Text("、公众号"),
                    Link((Text("旧文"),), "https://mp.weixin.qq.com/s/abc"),
                    Text("，参见"),
                    CrossReference("everything", 2),
                    Text("；代码"),
                    Code("A-1 <b>"),
                    Text("；脚注"),
                    Footnote(1, (Text("第一条脚注，见"), Strong((Text("某文件"),)), Text("。"))),
                    Text("在此。"),
                )
            ),
        ),
    )
    second = Question(
        id="everything",
        number=2,
        title="各区如何用好样例，发挥多方力量，把空间、资源和行动都写进一个很长的问题里？",
        keywords=("协同",),
        as_of="2024-05",
        blocks=(
            paragraph("开头的一段文字，说明背景与目的。" * 4),
            Point(
                "一是发挥好统筹平台作用。",
                (
                    paragraph("各区牵头部门要做好综合协调，加强联动，落实机制。" * 3),
                    Case(
                        "甲区",
                        (
                            paragraph("如甲区搭建的“两级议事”制度，每季度召集一次例会。" * 5),
                            paragraph("第二段。"),
                        ),
                        place="某街道",
                        project="两级议事",
                        year="2023",
                    ),
                ),
            ),
            Point(
                "二是用好清单。",
                (
                    ItemList(
                        (
                            (paragraph("第一项内容；"),),
                            (
                                paragraph("第二项内容："),
                                ItemList(((paragraph("内层一；"),), (paragraph("内层二。"),))),
                            ),
                        ),
                        ordered=True,
                        start=3,
                    ),
                    Note((paragraph("此处为说明文字，字号略小。"),)),
                ),
            ),
            Table(
                1,
                "各区项目一览",
                ("left", "right", "center"),
                ((Text("区"),), (Text("项目数"),), (Text("状态"),)),
                (
                    ((Text("甲区"),), (Text("12"),), (Text("完成"), Footnote(1, (Text("表内脚注。"),)))),
                    ((Text("乙区"),), (Text("8"),), ()),
                ),
            ),
            Figure(1, "images/frame.png", "一条色带位于白色画面上方", "位图样例"),
            Figure(2, "images/circle.svg", "方框中央有一个圆", "矢量图样例"),
            Quote((paragraph("引文一段，出自某文件。"),)),
            Case(
                "乙区",
                (paragraph("如乙区在样例中，" + "逐步推进各项工作，" * 12 + "取得成效。"),),
                year="2022～2023",
            ),
        ),
    )
    third = Question(
        id="last",
        number=3,
        title="最后一问？",
        as_of="2024-05",
        blocks=(paragraph("答："), ItemList(((paragraph("甲；"),), (paragraph("乙。"),)))),
    )
    return Handbook(
        title="示例市“样例”行动百问百答",
        short_title="百问百答",
        publisher="示例办公室",
        edition="第1版",
        release="1.0",
        date=datetime.date(2024, 5, 31),
        language="zh-Hans",
        page=PageSize("A5", 148, 210),
        categories=(
            Category("general", 1, "总体要求类", (first,), intro="这一部分说明总体要求。"),
            Category("technical", 2, "技术要求类", (second, third)),
            Category("deliverables", 3, "成果表达类", ()),
        ),
        preface=(paragraph("为说明样例，编写本书。" * 6),),
        terms=Terms(glossary=(Term("样例", "用来说明的例子。"),)),
        images=(
            Image("images/frame.png", "image/png", 640, 360, png()),
            Image("images/circle.svg", "image/svg+xml", 320, 160, SVG),
        ),
    )
