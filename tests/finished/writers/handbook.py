"""Small handbooks in which each word, number and order can be told from its neighbours.

So whatever a writer drops, exchanges or shifts leaves a file that says something else.
"""

from __future__ import annotations

import dataclasses
import io

from PIL import Image as Picture

from pipeline.handbook import (
    ADDED,
    CHANGED,
    Block,
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
    Paragraph,
    Point,
    Printing,
    Question,
    Quote,
    Revised,
    Source,
    Strong,
    Table,
    Term,
    Terms,
    Text,
    WeChat,
)
from tests.sample import paragraph, sample_handbook


def bent_png() -> bytes:
    """A picture that is another when it is turned or seen in a mirror, with a transparent ground."""
    picture, stream = Picture.new("RGBA", (600, 400)), io.BytesIO()
    picture.paste((40, 80, 120, 255), (50, 50, 550, 120))
    picture.paste((40, 80, 120, 255), (50, 120, 120, 350))
    picture.save(stream, "PNG")
    return stream.getvalue()


ADDRESS = "https://mp.weixin.qq.com/s/"


def dressed(words: str, note: int = 0, to: tuple[str, int] | None = None) -> Paragraph:
    """A paragraph with each kind of inline in it, a footnote and a reference where these are given."""
    inlines = [
        Text(f"{words}里有"),
        Strong((Text(f"{words}加重"),)),
        Text("，有"),
        Emphasis((Text(f"{words}着重"),)),
        Text("，有"),
        Code("A-1"),
        Text("，有"),
        Link((Text(f"{words}链接"),), f"https://example.org/{len(words)}/{note}"),
    ]
    if to:
        inlines += [Text("，参见"), CrossReference(*to)]
    if note:
        told = (
            Text(f"{words}的脚注，见"),
            Strong((Text("文件"),)),
            Text("和"),
            Emphasis((Text("附件"),)),
            Text("。"),
        )
        inlines.append(Footnote(note, told))
    return Paragraph((*inlines, Text("。")))


def cells(*words: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(one),) if one else () for one in words)


def tables() -> tuple[Block, ...]:
    """One of three columns, one of five, which an article shows as cards."""
    note = Footnote(3, (Text("表内的脚注。"),))
    narrow = Table(
        1,
        "各区项目一览",
        ("left", "right", "center"),
        cells("区名", "项目数", "状态"),
        (
            ((Text("甲区"),), (Strong((Text("12"),)), Text("项")), (Text("完成"), note)),
            ((Emphasis((Text("乙区"),)),), (Text("8项"),), ()),
        ),
    )
    wide = Table(
        2,
        "五列的表",
        ("left", "left", "right", "center", "left"),
        cells("序号", "名称", "面积", "开工", "备注"),
        (cells("A", "广场", "1200", "2023-05", "新建"), cells("B", "绿地", "340", "2024-06", "改建")),
    )
    return (narrow, wide)


def first_part() -> Category:
    """Three questions: inlines in every block, cases of two districts, a question with nothing but words."""
    one = Question(
        id="plain",
        number=1,
        title="“样例行动”是什么？",
        keywords=("样例", "阿房宫", "公共空间"),
        as_of="2023-11",
        sources=(
            Source("样例工作办法", "2024-05", "〔2024〕12号", "https://example.org/a?b=1&c=2"),
            Source("另一份文件", "2023-01"),
        ),
        blocks=(
            paragraph("“样例行动”是2024年的专项行动之一，投入1234.5万元。"),
            dressed("正文", 1, ("everything", 2)),
            ItemList(((dressed("项目", 2),), (paragraph("第二项。"),))),
            Figure(1, "images/frame.png", "一条色带位于白色画面上方", "位图样例"),
        ),
    )
    two = Question(
        id="everything",
        number=2,
        title="各区如何用好样例，发挥多方力量，把空间、资源和行动都写进一个很长的问题里？",
        keywords=("协同", "样例"),
        as_of="2024-05",
        revised=CHANGED,
        blocks=(
            Point(
                "一是发挥好统筹平台作用。",
                (
                    dressed("要点", 1, ("last", 5)),
                    Case(
                        "乙区",
                        (dressed("案例", 2), paragraph("第二段。")),
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
                    Note((paragraph("此处为说明文字，字号略小。"), dressed("说明"))),
                ),
            ),
            *tables(),
            Quote((dressed("引文"), paragraph("引文第二段。"))),
            Case("甲区", (paragraph("如甲区在样例中取得成效。"),), place="另一街道", year="2022～2023"),
        ),
    )
    three = Question(
        id="short",
        number=3,
        title="短问？",
        keywords=("社区公共空间微更新改造十二种办法", "公共空间"),
        as_of="2024-02",
        blocks=(paragraph("短答。"),),
    )
    return Category("general", 1, "总体要求类", (one, two, three), intro="这一部分说明总体要求。")


def third_part() -> Category:
    """A question alone, in the part behind an empty one; a case in a district that no list of districts has."""
    four = Question(
        id="alone",
        number=4,
        title="独问怎么答？",
        keywords=("独", "12345热线"),
        as_of="2024-03",
        sources=(Source("第三份文件", "2022-02"),),
        revised=ADDED,
        blocks=(
            Paragraph(
                (
                    Text("独答，见样例、清单和公共空间，参见"),
                    CrossReference("last", 5),
                    Text("和"),
                    CrossReference("plain", 1),
                )
            ),
            Case("丙区", (paragraph("如丙区的做法。"),)),
            Case("乙区", (paragraph("如乙区的另一做法。"),), project="口袋公园"),
            Figure(1, "images/bent.png", "方框中央有一个圆", "矢量图样例"),
        ),
    )
    return Category("technical", 3, "技术要求类", (four,), intro="这一部分说明技术要求。")


def fourth_part() -> Category:
    """Four questions more, one over the edge of a page, so that every list has a middle; they speak of terms."""
    five = Question(
        id="last",
        number=5,
        title="倒数第二问？",
        keywords=("文化", "清单"),
        as_of="2024-04",
        blocks=(paragraph("答：见清单和样例。"), ItemList(((paragraph("甲；"),), (paragraph("乙。"),)))),
    )
    six = Question(
        id="long",
        number=6,
        title="一问写了一页多，写到哪里为止？",
        keywords=("长卷",),
        as_of="2024-05",
        blocks=tuple(paragraph(f"第{at}段。" + "写了又写，一直写下去。" * 6) for at in range(1, 11)),
    )
    seven = Question(
        id="end",
        number=7,
        title="最后一问？",
        keywords=("行动", "西渡"),
        as_of="2024-05",
        blocks=(Paragraph((Text("见"), CrossReference("plain", 1), Text("，又见清单、样例。"))),),
    )
    eight = Question(
        id="fin",
        number=8,
        title="这一问的题目里没有一个停顿的地方却比公众号收的标题还要长得多",
        as_of="2024-05",
        blocks=(paragraph("完了。"),),
    )
    return Category("deliverables", 4, "成果表达类", (five, six, seven, eight))


def rich_handbook() -> Handbook:
    """Eight questions in three parts, and everything that can stand around them."""
    book = sample_handbook()
    return dataclasses.replace(
        book,
        date=book.date.replace(month=7, day=9),
        release="1.2",
        preface=(
            paragraph(
                "为说明样例，编写本书。谨供参考！"
                + "还有很多话要说，一句一句写下去，写到封底放不下为止。" * 9
            ),
            dressed("编写", 1, ("alone", 4)),
            paragraph("编写说明的第三段。"),
        ),
        categories=(first_part(), Category("empty", 2, "空着的类", ()), third_part(), fourth_part()),
        terms=Terms(
            glossary=(
                Term("样例", "用来说明的例子。"),
                Term("清单", "逐项列出的内容。"),
                Term("没有人提的词", "哪一问都没有提到的词。"),
            )
        ),
        districts=("甲区", "乙区"),
        images=(*book.images, Image("images/bent.png", "image/png", 600, 400, bent_png())),
        printing=Printing(paper_gsm=600),  # thick enough for words on the spine
        wechat=WeChat(
            author="示例作者",
            follow=(("投稿", "editor@example.org"), ("电话", "12345")),
            pictures=(("扫码关注", "images/frame.png"), ("扫码留言", "images/circle.svg")),
            published=(("plain", ADDRESS + "first"), ("last", ADDRESS + "fourth")),
        ),
        revision_list=(
            Revised("entry", (("same", "以下各问与第1版（发布 1.0）不同。"),)),
            Revised("heading", (("same", "新增"),)),
            Revised("entry", (("reference", "第4问"), ("same", "　独问怎么答？")), "alone"),
            Revised("heading", (("same", "修改"),)),
            Revised("entry", (("reference", "第2问"), ("same", "　各区如何用好样例")), "everything"),
            Revised("wording", (("same", "正文：原有"), ("removed", "旧字"), ("added", "新字"))),
        ),
    )


def by_question() -> Handbook:
    """The same with an article a question, and titles that do not fit the platform's room."""
    book = rich_handbook()
    return dataclasses.replace(book, wechat=dataclasses.replace(book.wechat, series="question"))


def long_series() -> Handbook:
    """Ten articles: nine of a question each, and a part that does not fit one, whose questions have no keywords."""
    words = "很长的一段话，写了又写，一直写到一篇文章装不下为止。"
    long = tuple(
        Question(
            id=f"long-{number}",
            number=number,
            title=f"长问之{number}，问到什么时候？",
            as_of="2024-05",
            blocks=tuple(paragraph(f"第{number}问第{at}段。{words * 6}") for at in range(50)),
        )
        for number in (1, 2, 3)
    )
    short = tuple(
        Category(
            f"part-{ordinal}",
            ordinal,
            f"第{ordinal}类名称",
            (
                Question(
                    id=f"question-{ordinal}",
                    number=ordinal + 2,
                    title=f"短问之{ordinal}？",
                    keywords=(f"关键词{ordinal}", "其他"),
                    as_of="2024-05",
                    blocks=(paragraph(f"第{ordinal}个短答。" * 20),),
                ),
            ),
        )
        for ordinal in range(2, 10)
    )
    return dataclasses.replace(
        sample_handbook(), preface=(), categories=(Category("long", 1, "很长的类", long), *short), images=()
    )
