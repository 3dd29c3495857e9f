"""What is not left alone at a page's foot or head: a row of a table, an answer's sources."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.formats.pdf.steps import TEMPLATES, lay_out_book
from pipeline.formats.templating import Templates
from pipeline.handbook import Category, Figure, ItemList, Question, Source, Table, Text
from pipeline.world import Given, Over
from tests.formats.pdf.opening import seen
from tests.sample import paragraph, sample_handbook
from tests.values import TEMPLATES as WORLD

LINES = range(14, 28)
SOURCE = Source("某某办法", "2024-05")


def book(*answers):
    """A handbook of questions with these answers, each of which begins on a new page by the style that is added."""
    questions = tuple(
        Question(f"k{number}", number, "问？", blocks, as_of="2024-05", sources=(SOURCE,))
        for number, blocks in enumerate(answers, 1)
    )
    return dataclasses.replace(
        sample_handbook(), categories=(Category("kept", 1, "类", questions),), preface=()
    )


@pytest.fixture
def pages(kit):
    """The words of a book's pages, line by line; each of its questions begins on a new page."""
    name = f"{TEMPLATES}/book.css.j2"
    style = WORLD.read(name) + b"\n.question { break-before: page }\n"
    templates = Templates(Over((Given({name: style}), WORLD)), TEMPLATES)

    def laid_out(*answers):
        with seen(lay_out_book(book(*answers), templates, kit).data) as pdf:
            return [page.get_text().split("\n") for page in pdf]

    return laid_out


def test_two_rows_stand_below_a_table_s_head_and_two_end_it(pages):
    rows = tuple(((Text(f"项{row}"),), (Text("说明"),)) for row in range(1, 15))
    one = Table(1, "表", ("left", "left"), ((Text("名"),), (Text("值"),)), rows)
    seen = set()
    for page in pages(*((*map(paragraph, "行" * lines), one) for lines in LINES)):
        shown = [line for line in page if line.startswith("项")]
        seen.add(len(shown))
        if "名" in page:
            assert len(shown) >= 2, page
    assert {2, 3, 4, 14} <= seen


def test_a_low_table_stands_on_one_page(pages):
    rows = tuple(((Text(f"项{row}"),), (Text("说明"),)) for row in range(1, 7))
    one = Table(1, "表", ("left", "left"), ((Text("名"),), (Text("值"),)), rows)
    seen = {
        len([line for line in page if line.startswith("项")])
        for page in pages(*((*map(paragraph, "行" * lines), one) for lines in LINES))
    }
    assert seen == {0, 6}


def test_a_picture_does_not_move_for_the_list_below_it(pages):
    """On some page it is the last."""
    figure = Figure(1, "images/frame.png", "图", "图名")
    items = ItemList(tuple((paragraph("条目" * 40),) for _ in range(3)))
    ends = [
        page
        for page in pages(*((*map(paragraph, "行" * lines), figure, items) for lines in range(8, 16)))
        if any("图名" in line for line in page) and not any("条目" in line for line in page)
    ]
    assert ends


def test_sources_stand_below_a_line_of_their_answer(pages):
    moved = 0
    for page in pages(*((*map(paragraph, "行" * lines), paragraph("末段" * 80)) for lines in LINES)):
        if any("资料来源" in line for line in page):
            assert any("末段" in line for line in page), page
            moved += "行" not in page
    assert moved
