"""Columns that end at the same height where the text ends: a long section is divided between its entries."""

from __future__ import annotations

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.even_parts import even_limits

STYLE = """
@page { size: 300pt 500pt; margin: 20pt }
html { font: 10pt/16pt Song }
body, ul, li, h2 { margin: 0; padding: 0; list-style: none; font: 10pt/16pt Song }
div { columns: 2; column-gap: 20pt }
section { margin-bottom: 16pt }
li { break-inside: avoid }
h2, li:first-child:not(:last-child) { break-after: avoid }
"""


def column_lines(kit, sections):
    """The lines of the left column and of the right one, for sections of so many entries."""
    html = "".join(
        f"<section><h2>区{place}</h2><ul>{'<li>一个案例</li>' * entries}</ul></section>"
        for place, entries in enumerate(sections)
    )
    document = lay_out(f"<html lang='zh-Hans'><body><div>{html}</div></body></html>", [STYLE], kit, {})
    with pymupdf.open(stream=write_pdf(document)) as pdf:
        (page,) = pdf
        words = [(word[0] > 150, word[3]) for word in page.get_text("words")]
    return [sum(right is side for side, _ in words) for right in (False, True)]


@pytest.mark.parametrize("sections", [(12, 2), (1, 13), (20,), (3, 3, 9, 1)])
def test_a_long_section_is_divided_so_that_columns_are_even(kit, sections):
    left, right = column_lines(kit, sections)
    assert left + right == sum(sections) + len(sections)
    assert abs(left - right) <= 3


@given(st.lists(st.floats(1, 50), min_size=1, max_size=20), st.integers(1, 3))
def test_the_least_height_holds_all_pieces(heights, count):
    least, *_ = even_limits(heights, count)
    assert max(heights) <= least <= sum(heights) + 0.1
    assert least * count >= sum(heights) - 0.1
