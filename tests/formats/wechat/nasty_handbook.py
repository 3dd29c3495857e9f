"""A handbook of everything that editors might send and that is hard on an article."""

from __future__ import annotations

import dataclasses
import io

from PIL import Image as Bitmap

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
    Paragraph,
    Point,
    Question,
    Quote,
    Source,
    Strong,
    Table,
    Text,
)

LATIN = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
ADDRESS = "https://example.org/" + "a-path-without-any-place-to-break/" * 6 + "?a=1&b=%E5%8C%BA#x"


def text(*inlines: object) -> Paragraph:
    """A paragraph of strings and inlines."""
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))  # type: ignore[misc]


def bitmap(mode: str, size: tuple[int, int], kind: str, colour: object) -> bytes:
    """A picture with a frame, so that it is not one plain ground."""
    picture = Bitmap.new(mode, size, colour)  # type: ignore[arg-type]
    picture.paste(
        0 if mode in ("1", "L") else (9, 9, 9, 90)[: len(picture.getbands())],
        (2, 2, size[0] // 2, size[1] // 2),
    )
    stream = io.BytesIO()
    picture.save(stream, kind)
    return stream.getvalue()


DRAWING = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100"><rect width="400" height="100" fill="none" '
    b'stroke="#1a1a1a"/><text x="20" y="60" font-size="40">\xe5\x9c\x86\xe4\xb8\x8e\xe6\x96\xb9</text></svg>'
)
PICTURES = {
    "images/cmyk.jpg": ("image/jpeg", (900, 600), bitmap("CMYK", (900, 600), "JPEG", (0, 90, 80, 10))),
    "images/huge.png": ("image/png", (4000, 500), bitmap("RGB", (4000, 500), "PNG", (200, 220, 240))),
    "images/clear.png": ("image/png", (300, 300), bitmap("RGBA", (300, 300), "PNG", (0, 0, 0, 0))),
    "images/bits.png": ("image/png", (64, 640), bitmap("1", (64, 640), "PNG", 1)),
    "images/drawing.svg": ("image/svg+xml", (400, 100), DRAWING),
}


def table(number: int, columns: int, rows: int) -> Table:
    """Cells with everything that a cell may hold; empty ones too."""

    def cell(row: int, column: int) -> tuple[object, ...]:
        if (row + column) % 5 == 0:
            return ()
        if (row + column) % 7 == 0:
            return (Strong((Text("重"),)), Code(f"C-{row}"), Emphasis((Text("着重"),)))
        return (Text(f"{row}行{column}列" + (LATIN[:40] if column == 1 else "")),)

    head = tuple(
        (Text(f"第{column}列名称"),) if column != 2 else (Strong((Text("粗列"),)),)
        for column in range(columns)
    )
    body = tuple(tuple(cell(row, column) for column in range(columns)) for row in range(1, rows + 1))
    return Table(number, f"{columns}列的表", ("left",) * columns, head, body)  # type: ignore[arg-type]


def nasty_handbook(sample: Handbook) -> Handbook:
    """Six questions."""
    deep: ItemList | None = None
    for level in range(5, 0, -1):
        item = (text(f"第{level}层，{LATIN[:60]}"), *((deep,) if deep else ()))
        deep = ItemList((item, (text(f"第{level}层之二"),)), ordered=level % 2 == 0, start=97)
    assert deep
    figures = [
        Figure(number, name, f"{name}的替代文字“<&>”", f"图题{number}")
        for number, name in enumerate(PICTURES, 1)
    ]
    blocks = {
        "wide": (table(1, 7, 18), table(2, 4, 1), table(3, 3, 12), table(4, 1, 2), table(5, 12, 3)),
        "inside": (
            Case(
                "甲区",
                (text("案例开头"), table(6, 7, 2), table(7, 2, 2), figures[0]),
                place="某镇",
                year="2023",
            ),
            Case("乙区", (table(8, 4, 2),)),
            Case("丙区", (ItemList(((text("案例里的列表"),),)),), project="“引”中之‘引’"),
            Point(
                "一是层层相套。",
                (Quote((Quote((text("引文里的引文"),)), Note((text("说明"), table(9, 5, 1))))), deep),
            ),
            Note((ItemList(((text("说明里的列表"), figures[1], Quote((text("项里的引文"),))),)),)),
        ),
        "marks": (
            text(
                Strong((Emphasis((Code("a<b>&c"), Text("粗而着重"))),)),
                Emphasis((Strong((Text("反之"),)),)),
                "　全角空格 半角",
            ),
            text(
                Link((Strong((Text("粗链接"),)), Code("x")), ADDRESS),
                "又",
                Link((Text(ADDRESS),), ADDRESS),
                LATIN,
            ),
            text(*(Link((Text(f"链接{n}"),), f"https://example.org/{n}") for n in range(25))),
            text(
                "注",
                *(
                    Footnote(n, (Text(f"第{n}条，"), Code("n-1"), Link((Text("见"),), ADDRESS), Text("。")))
                    for n in range(1, 25)
                ),
            ),
            text("𠮷野家与㐂、〇、①②、[1]、（21）"),
        ),
        "pictures": tuple(figures[2:]),
        "long": tuple(text(f"第{n}段。" + "很长的一问，要占去一篇。" * 80) for n in range(14)),
        "15": (text("数字开头的题目，参见", CrossReference("wide", 1), "。"),),
    }
    questions = tuple(
        Question(
            id if id != "15" else "fifteen",
            number,
            f"{id}分钟？“引‘引’引”<&>" if id == "15" else f"难题{number}？",
            body,
            keywords=(f"关键词{number}" * 9,),
            sources=(Source(f"办法{number}", "2023-08", "〔2023〕1号", ADDRESS),),
        )
        for number, (id, body) in enumerate(blocks.items(), 1)
    )
    images = tuple(Image(name, kind, *size, data) for name, (kind, size, data) in PICTURES.items())  # type: ignore[arg-type]
    return dataclasses.replace(
        sample, categories=(Category("all", 2, "难题类", questions, intro="引言。"),), images=images
    )
