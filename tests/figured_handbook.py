"""A handbook with a picture or a table of tall rows in every answer, at every height of a page."""

from __future__ import annotations

import dataclasses
import io

from PIL import Image as Picture

from pipeline.handbook import Block, Category, Figure, Handbook, Image, Question, Table, Text
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
            blocks.append(Figure(figures, f"images/{shape[0]}.png", f"第{number}问的图", f"第{number}问的图"))
        else:
            tables += 1
            blocks.append(tall_table(tables, number))
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
