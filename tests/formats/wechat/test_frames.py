"""What a text stands in is told by what a reader sees, and cells are counted through those that span several."""

from __future__ import annotations

import lxml.html
import pytest

from pipeline.formats.wechat.blocks import ArticleReader
from pipeline.formats.wechat.rules.articles import blank_lines
from pipeline.seen.html_tables import cells


def _blocks(markup):
    reader = ArticleReader({}, "01-a.html")
    reader.read(lxml.html.fragment_fromstring(f"<section><h2>1<br>问</h2>{markup}</section>"))
    (question,) = reader.questions()
    return [(block.text, block.within, block.cell) for block in question.blocks[1:]]


def test_cells_are_counted_through_spans():
    table = lxml.html.fragment_fromstring(
        "<table><tr><th>甲</th><th colspan=2>乙</th></tr>"
        "<tr><td rowspan=2>丙</td><td></td><td>丁</td></tr><tr><td>戊</td><td>己</td></tr></table>"
    )
    found = {cell.text: place for cell, place in cells(table).items()}
    assert found == {
        "甲": (0, 1), "乙": (0, 2), "丙": (1, 1), None: (1, 2), "丁": (1, 3), "戊": (2, 2), "己": (2, 3),
    }  # fmt: skip


@pytest.mark.parametrize("span", ["x", "-1", "0"])
def test_a_span_that_is_no_number_counts_as_one(span):
    table = lxml.html.fragment_fromstring(f"<table><tr><td colspan={span}>甲</td><td>乙</td></tr></table>")
    assert list(cells(table).values()) == [(0, 1), (0, 2)]


@pytest.mark.parametrize(
    ("markup", "within"),
    [
        ("<p>字</p>", ()),
        ('<p style="background:#eee">字</p>', ("case",)),
        ('<p style="background:#fff">字</p>', ()),
        ('<section style="border-left:1px solid"><p>字</p></section>', ("note",)),
        (
            '<blockquote><blockquote style="border-left:1px"><p>字</p></blockquote></blockquote>',
            ("quote",) * 2,
        ),
        ('<section style="text-indent:-2em"><p style="margin-left:4em">字</p></section>', ("list",) * 3),
        ('<p style="margin-left:4em">字</p>', ()),
        ('<table><tr><td style="background:#eee">字</td></tr></table>', ("table",)),
    ],
)
def test_what_a_text_stands_in(markup, within):
    ((text, found, _),) = _blocks(markup)
    assert (text, found) == ("字", within)


def test_the_lines_of_cards_are_cells():
    cards = "".join(
        f'<p style="background:#eee"><span><strong>区</strong>　{name}<br><strong>数</strong>　{number}</span></p>'
        for name, number in (("甲", 1), ("", 2))
    )
    caption = "<p><span><strong>表1</strong>　名</span></p>"
    assert _blocks(f"{caption}<section>{cards}</section>") == [
        ("表1　名", ("table",), None),
        ("区", ("table",), (0, 1)),
        ("数", ("table",), (0, 2)),
        ("　甲", ("table",), (1, 1)),
        ("　1", ("table",), (1, 2)),
        ("　2", ("table",), (2, 2)),
    ]


@pytest.mark.parametrize(
    ("markup", "blank"),
    [
        ("<p>一<br>二</p>", 0),
        ("<p>一<br></p>", 1),
        ("<p><br>一</p>", 1),
        ("<p>一<br><br>二</p>", 1),
        ("<p><span><br></span></p>", 1),
        ("<section><p>&nbsp;</p></section>", 2),
        ('<section><img src="x"></section>', 0),
        ("<table><tr><td><br></td><td>一</td></tr></table>", 0),
    ],
)
def test_blank_lines(markup, blank):
    assert len(list(blank_lines(lxml.html.fragment_fromstring(f"<div>{markup}</div>")))) == blank
