"""Long words, addresses and wide tables on a phone: all fits, no figure is divided, no character added."""

from __future__ import annotations

import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup, escape

from pipeline.formats.epub.narrow_screens import breakable, table_class, whole_figures
from pipeline.handbook import Table, Text
from tests.formats.epub.bound import bound


@given(st.text(alphabet="中，ab1/.?&=_-<>\"' ", max_size=60))
def test_no_character_is_added_or_lost(text):
    for markup in (breakable(text), whole_figures(escape(text)), whole_figures(breakable(text))):
        assert html.fromstring(f"<p>{markup}</p>").text_content() == text


def test_addresses_are_broken_after_their_marks():
    assert breakable("见https://example.org/a-b?c=1。") == (
        "见https://<wbr/>example.<wbr/>org/<wbr/>a-<wbr/>b?<wbr/>c=<wbr/>1。"
    )
    assert breakable("见https://a.org") == "见https://<wbr/>a.<wbr/>org"
    assert breakable("短的 a-b/c 和2024-05") == "短的 a-b/c 和2024-05"
    assert str(breakable("x" * 25)).count("<wbr/>") == 3


def test_figures_stay_whole():
    shown = whole_figures(Markup('50000人&#345;<a id="q12">7</a>，1,234.5平方米，A12，https://x.org/2024/'))
    assert re.findall(r"<span class=.figure.>(.*?)</span>", shown) == ["50000", "1,234.5"]


def table(*cells):
    row = tuple((Text(cell),) for cell in cells)
    return Table(1, "表", ("left",) * len(cells), row, (row,))


def test_a_table_is_set_as_tight_as_it_must_be():
    assert table_class(table("区", "项目数", "状态")) == ""
    assert table_class(table(*["项目"] * 7)) == "wide"
    assert table_class(table(*["项目"] * 9)) == "dense"
    assert table_class(table("Kindergarten", "Neighbourhood", "Responsibility")) == "wide"
    assert table_class(table("https://example.org/a/long/address/of/a/page", "网址")) == ""


# For every figure in a cell: the number of lines that it takes.
LINES = """() => [...document.querySelectorAll('.figure')].map(e => e.getClientRects().length)"""
# Every element whose words stick out of the screen.
OUTSIDE = """() => [...document.body.querySelectorAll('*')].filter(e => {
  const box = e.getBoundingClientRect()
  return box.width && (box.right > innerWidth + 0.5 || box.left < -0.5)
}).map(e => e.tagName + ' ' + e.textContent.slice(0, 20))"""


@pytest.mark.parametrize("width", [320, 390])
def test_unusual_pages_fit_a_phone(width, chromium, unusual, tmp_path):
    (tmp_path / "book.epub").write_bytes(bound(unusual))
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        archive.extractall(tmp_path)
    window = chromium.new_page(viewport={"width": width, "height": 844})
    figures = 0
    for page in sorted(tmp_path.glob("EPUB/*.xhtml")):
        window.goto(page.as_uri())
        window.add_style_tag(content="body { margin: 24px !important }")
        assert window.evaluate(OUTSIDE) == []
        lines = window.evaluate(LINES)
        figures += len(lines)
        assert set(lines) <= {1}
    assert figures > 10
    window.close()
