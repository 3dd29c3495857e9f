"""A handbook with a picture or a table of tall rows in every answer, at every height of a page."""

from __future__ import annotations

import dataclasses
import io

from PIL import Image as Picture

from pipeline.handbook import (
    Block,
    Case,
    Category,
    Figure,
    Footnote,
    Handbook,
    Image,
    ItemList,
    Question,
    Table,
    Text,
)
from tests.hundred import sentence
from tests.sample import paragraph, sample_handbook

SHAPES = ((1600, 900), (1200, 900), (1000, 1000), (900, 1200), (1500, 500), (800, 600))


def grey(width: int, height: int) -> bytes:
    """A picture that is grey from edge to edge."""
    stream = io.BytesIO()
    Picture.new("L", (width, height), 200).save(stream, "PNG")
    return stream.getvalue()


def tall_table(number: int, seed: int) -> Table:
    """Three rows with a cell of many lines each."""
    rows = tuple(
        (
            (Text(f"第{row + 1}项"),),
            (Text("".join(sentence(seed + row + step, 4) for step in range(2 + seed % 3))),),
        )
        for row in range(3)
    )
    return Table(number, f"第{seed}张表", ("left", "left"), ((Text("名称"),), (Text("说明"),)), rows)


def crowded_table(number: int) -> Table:
    """Nine columns, each with a footnote in its first row."""
    first = tuple(
        (Text("要转行的说明"), Footnote(column, (Text(f"注{column}。"),))) for column in range(1, 10)
    )
    rest = ((Text("要转行的说明"),),) * 9
    return Table(number, "九列的表", ("left",) * 9, ((Text("列"),),) * 9, (first, rest))


def inside(figure: Figure, number: int) -> Block:
    """The figure, in some questions in a case or in a list."""
    if number % 10 == 3:
        return Case("甲区", (paragraph("如图。"), figure))
    if number % 10 == 7:
        return ItemList(((paragraph("如图。"), figure),))
    return figure


def figured_handbook() -> Handbook:
    """The handbook: one category of sixty questions."""
    questions, tables, figures = [], 0, 0
    for number in range(1, 61):
        blocks: list[Block] = [
            paragraph(sentence(number + step, 3 + (number * 7) % 9)) for step in range(1 + number % 4)
        ]
        if number % 4:
            figures += 1
            shape = SHAPES[number % len(SHAPES)]
            figure = Figure(figures, f"images/{shape[0]}.png", f"第{number}问的图", f"第{number}问的图")
            blocks.append(inside(figure, number))
        else:
            tables += 1
            blocks.append(crowded_table(tables) if number == 40 else tall_table(tables, number))
        blocks.append(paragraph(sentence(number + 5, 2 + number % 6)))
        questions.append(
            Question(
                id=f"g{number}",
                number=number,
                title=f"第{number}件事怎么办？",
                as_of="2024-05",
                blocks=tuple(blocks),
            )
        )
    images = tuple(Image(f"images/{w}.png", "image/png", w, h, grey(w, h)) for w, h in SHAPES)
    return dataclasses.replace(
        sample_handbook(),
        categories=(Category("figures", 1, "图和表", tuple(questions)),),
        preface=(),
        images=images,
    )
