"""The page design for every trim size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.geometry import USUAL, Grid, page_geometry


def test_a5():
    page = page_geometry(148, 210)
    assert (page.characters, page.lines) == (30, 27)
    assert (page.measure, page.depth) == pytest.approx((111.125, 162))
    assert (page.head, page.foot, page.inside, page.outside) == pytest.approx((26, 22, 20.875, 16))


@pytest.mark.parametrize(("size", "characters", "lines"), [((140, 203), 28, 26), ((185, 260), 36, 35)])
def test_other_named_sizes(size, characters, lines):
    page = page_geometry(*size)
    assert (page.characters, page.lines) == (characters, lines)


@given(st.floats(100, 297), st.floats(140, 420))
def test_any_size(width, height):
    page = page_geometry(width, height)
    assert page.inside + page.measure + page.outside == pytest.approx(width)
    assert page.head + page.depth + page.foot == pytest.approx(height)
    assert page.head > page.foot > 0
    assert min(page.inside, page.outside) >= 8
    assert page.depth == page.lines * USUAL.line
    if width <= 165:
        assert page.inside > page.outside


@given(st.floats(8, 14), st.floats(1.3, 2))
def test_any_grid(body, gap):
    """Whole characters and whole lines of the grid, with margins around them."""
    grid = Grid(body, body * gap * 25.4 / 72)
    page = page_geometry(148, 210, grid)
    assert page.measure == page.characters * grid.character
    assert page.depth == page.lines * grid.line
    assert page.inside + page.measure + page.outside == pytest.approx(148)
    assert page.head + page.depth + page.foot == pytest.approx(210)
    assert min(page.inside, page.outside, page.head, page.foot) >= 8


def test_a_grid_that_fits_no_page_is_refused():
    with pytest.raises(ValueError, match="no text area"):
        page_geometry(148, 210, Grid(10.5, 20.0))
