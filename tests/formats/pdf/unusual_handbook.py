"""A handbook of what seldom stands in one, and is hard to print: everything must stay within the measure."""

from __future__ import annotations

import dataclasses
import io

from PIL import Image as Picture

from pipeline.handbook import (
    Block,
    Case,
    Category,
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
    Question,
    Source,
    Strong,
    Table,
    Text,
)
from tests.sample import paragraph, png, sample_handbook

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
NAMES = (
    "Île-de-France Mobilités, Bundesinstitut für Bau-, Stadt- und Raumforschung (BBSR), Ministry of Housing"
)
ADDRESS = "https://example.org/" + "a-path-without-any-place-to-break/" * 5 + "?a=1&b=%E5%8C%BA#x"
UNBROKEN = "A1B2C3D4E5F6" * 12
RARE = "𠮷野家在㙦坡，㙦上有𠮷店；〇、々、㐀、龘。"
QUOTES = "他说：“文件里写着‘先听“居民”，再“动工”’。”又说：「『一图三会』很好。」“‘生活圈’”是“‘圈’”。"
TALL = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="2400" viewBox="0 0 300 2400">'
    b'<rect x="5" y="5" width="290" height="2390" fill="none" stroke="#1a1a1a" stroke-width="4"/></svg>'
)
LONG_TITLE = (
    "各区、各街道和镇在组织居民、企业与社会组织一起参加社区规划、设计、建设、"
    "运营和评估的全过程时应当注意哪些事情，有哪些做法可以推广？"
)


def clear_png() -> bytes:
    """A picture with a mask: a half-transparent field on nothing."""
    picture, stream = Picture.new("RGBA", (900, 300)), io.BytesIO()
    picture.paste((40, 120, 80, 128), (100, 50, 800, 250))
    picture.save(stream, "PNG")
    return stream.getvalue()


def cells(*words: str) -> tuple[tuple[Text, ...], ...]:
    return tuple((Text(one),) if one else () for one in words)


def wide_table(number: int) -> Table:
    """Eight columns on a measure of thirty characters."""
    names = ("序号", "街道（镇）", "项目名称", "建设主体", "面积（平方米）", "开工", "竣工", "备注")
    rows = tuple(
        cells(
            str(row),
            "某某某新村街道",
            "社区综合为老服务中心改建",
            "某某街道办事处",
            f"{row * 1234.5:.1f}",
            "2023-05",
            "2024-12",
            "long-established neighbourhood" if row % 2 else "与“一图三会”结合",
        )
        for row in range(1, 7)
    )
    return Table(
        number,
        "八列的表",
        ("right", *("left",) * 3, "right", "center", "center", "left"),
        cells(*names),
        rows,
    )


def latin_table(number: int) -> Table:
    """Narrow cells with words that have hyphens, and with words that do not fit."""
    words = (
        "well-being",
        "co-operation",
        "state-of-the-art",
        LONG_WORD,
        ADDRESS,
        UNBROKEN,
        "T+3—T+5",
        "PM2.5≤35μg/m³",
    )
    rows = tuple(
        cells(f"第{row}行的说明文字，有一点长，要占去两行才行", word, word)
        for row, word in enumerate(words, 1)
    )
    return Table(number, "外文的表", ("left", "center", "right"), cells("说明", "Term", "Value"), rows)


def long_table(number: int) -> Table:
    rows = tuple(cells(f"甲{row}", f"第{row}行的内容" * (1 + row % 3), f"{row}%") for row in range(1, 61))
    return Table(number, "六十行的表", ("left", "left", "right"), cells("名", "内容", "比例"), rows)


def noted(words: str, number: int, note: str) -> Paragraph:
    return Paragraph((Text(words), Footnote(number, (Text(note),)), Text("。")))


def hard_blocks() -> tuple[Block, ...]:
    """Each hard text in each kind of block that it may stand in."""
    return (
        paragraph(f"名称是{LONG_WORD}，网址是{ADDRESS}，编号是{UNBROKEN}。"),
        paragraph(f"外文机构{NAMES}以及{NAMES}。"),
        Paragraph(
            (
                Text("粗体"),
                Strong((Text(LONG_WORD),)),
                Text("和着重"),
                Emphasis((Text(UNBROKEN),)),
                Text("。"),
            )
        ),
        Paragraph((Text("链接"), Link((Text(ADDRESS),), ADDRESS), Text("。"))),
        paragraph(QUOTES * 3),
        paragraph(RARE * 4),
        Point("一是“" + "题头很长" * 12 + "”。", (paragraph("正文。"),)),
        Point(
            "二是短。", (ItemList(((paragraph(ADDRESS),), (paragraph(UNBROKEN),)), ordered=True, start=998),)
        ),
        Case(
            "某某区",
            (paragraph(f"如{UNBROKEN}。"), paragraph(QUOTES)),
            place="某某街道",
            project=NAMES,
            year="2023",
        ),
        Case("名字很长很长的某某经济技术开发区", (paragraph("一行。"),)),
        # A footnote is set in Song, also where the case that it belongs to is set in Kai.
        Case("甲区", (Paragraph((Text("一行"), Footnote(1, (Emphasis((Text("着重Smart"),)), Text("。"))))),)),
        Point("三是落实CO₂减排和PM₂.₅治理。", (paragraph("CO₂、10⁵、m²、m³/s。"),)),
        Note((paragraph(f"说明{ADDRESS}。"),)),
        noted("注释很长", 2, "这一条脚注很长，" * 70),
        noted("注释里有网址", 3, ADDRESS + "，" + LONG_WORD),
        Figure(1, "images/tall.svg", "比一页还高的图", "比一页还高的图，图名也长" * 4),
        Figure(2, "images/wide.png", "很宽的图", "宽图"),
        Figure(3, "images/clear.png", "透明的图", "背景透明的图"),
        paragraph("最后一段。"),
    )


def preface() -> Paragraph:
    """One that leads to the web, to a question, to an address for letters."""
    return Paragraph(
        (
            Text("见"),
            Link((Text("网站"),), "https://example.org/a"),
            Text("和"),
            CrossReference("hard", 2),
            Text("，写信到"),
            Link((Text("a@example.org"),), "mailto:a@example.org"),
            Text("。"),
        )
    )


def unusual_handbook() -> Handbook:
    """The handbook: one question alone in its category, one without keywords, one with a very long title."""
    book = sample_handbook()
    source = Source("一个名字非常长的文件" * 4, "2024-05", "〔2024〕12号", ADDRESS)
    questions = (
        Question(
            id="hard",
            number=2,
            title=LONG_TITLE,
            keywords=(UNBROKEN[:40], "词" * 20),
            as_of="2024-05",
            sources=(source, source),
            blocks=hard_blocks(),
        ),
        Question(
            id="tables",
            number=3,
            title=f"{LONG_WORD[:60]}是什么？",
            as_of="2024-05",
            blocks=(paragraph("表。"), wide_table(1), latin_table(2), long_table(3), paragraph("完。")),
        ),
        Question(
            id="after",
            number=4,
            title="“‘问’”中有“问”吗？",
            keywords=("问",),
            as_of="2024-05",
            blocks=(Paragraph((Text("见"), CrossReference("hard", 2), Text("。"))),),
        ),
    )
    alone = Question(
        id="alone", number=1, title="独？", keywords=("独",), as_of="2024-05", blocks=(paragraph("答。"),)
    )
    images = (
        *book.images,
        Image("images/tall.svg", "image/svg+xml", 300, 2400, TALL),
        Image("images/wide.png", "image/png", 3000, 300, png(3000, 300)),
        Image("images/clear.png", "image/png", 900, 300, clear_png()),
    )
    categories = (
        Category("one", 1, "只有一问的类", (alone,), intro="说明。"),
        Category("two", 2, "类别的名称很长很长一行放不下的一类", questions, intro="说明" * 150 + "。"),
    )
    return dataclasses.replace(book, preface=(preface(),), categories=categories, images=images)
