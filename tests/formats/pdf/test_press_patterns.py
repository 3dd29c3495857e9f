"""Gradients and patterns move to their place on the sheet with what they fill."""

import pikepdf
from pikepdf import Array, Dictionary

from pipeline.formats.pdf.press.finish import _shift, _shift_patterns


def test_a_pattern_that_two_pages_share_moves_once():
    pdf = pikepdf.new()
    pattern = pdf.make_indirect(Dictionary(Matrix=Array([2, 0, 0, -2, 30, 40])))
    for _ in range(2):
        page = pdf.add_blank_page(page_size=(300, 400))
        page.trimbox = Array([8, 9, 292, 391])
        page.obj.Resources = Dictionary(Pattern=Dictionary({"/p0": pattern}))
    dx, dy = _shift(pdf.pages[0])
    assert (dx, dy) != (0, 0)
    _shift_patterns(pdf)
    assert [round(float(value), 3) for value in pattern.Matrix] == [
        2,
        0,
        0,
        -2,
        round(30 + dx, 3),
        round(40 + dy, 3),
    ]
