"""The booklet: pages meet as they will be read when the stack is folded."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.pdf import BOOKLET, SCREEN
from pipeline.formats.pdf.booklet import impose, paper, sides
from pipeline.formats.pdf.cover.spine import leaf_thickness
from pipeline.formats.pdf.steps import padded
from pipeline.formats.pdf.xmp import Identity
from pipeline.handbook import Printing
from pipeline.typeset.geometry import POINT
from tests.formats.pdf.opening import seen, structure


@given(st.integers(1, 300))
def test_leafing_through_the_folded_stack_reads_the_pages_in_order(pages):
    """Fold: each sheet's right half of the front is a leaf with the left half of its back, and so on inwards."""
    flat = sides(pages)
    assert len(flat) % 2 == 0
    first_half, second_half = [], []
    for front, back in zip(flat[::2], flat[1::2], strict=True):
        first_half += [front.right, back.left]
        second_half = [back.right, front.left, *second_half]
    read = first_half + second_half
    assert len(read) % 4 == 0
    assert [page for page in read if page is not None] == list(range(pages))
    assert read[:pages] == list(range(pages))  # blank pages only at the end


@pytest.mark.parametrize(
    ("trim", "sheet"),
    [((148, 210), (297, 210)), ((140, 203), (297, 210)), ((185, 260), (420, 297)), ((250, 300), (500, 300))],
)
def test_two_pages_fit_the_paper(trim, sheet):
    assert paper(*trim) == sheet


def test_every_page_of_the_book_is_on_it(sample, written):
    files = written(sample)
    with seen(files[SCREEN]) as book, seen(files[BOOKLET]) as booklet:
        assert booklet[0].rect.width * POINT == pytest.approx(297, abs=0.1)
        assert booklet[0].rect.height * POINT == pytest.approx(210, abs=0.1)
        for side, page in zip(sides(len(book)), booklet, strict=True):
            middle = page.rect.width / 2
            for number, half in ((side.left, (0, 0, middle, 999)), (side.right, (middle, 0, 999, 999))):
                wanted = book[number].get_text() if number is not None else ""
                shown = page.get_text(clip=half)
                assert sorted("".join(shown.split())) == sorted("".join(wanted.split()))


def test_a_blank_page_that_was_added_is_on_it(sample, written):
    screen = written(sample)[SCREEN]
    with structure(screen) as pdf:
        count = len(pdf.pages)
    book = padded(screen, count + 1)
    assert book.pages == count + 1
    data = impose(book.data, Identity.of(sample), sample.page, 0.1)
    with structure(data) as pdf:
        assert len(pdf.pages) == len(sides(count + 1))


def test_inner_sheets_lie_nearer_to_the_fold(sample, written):
    thick = leaf_thickness(Printing(paper_gsm=200, binding="saddle"))
    data = impose(written(sample)[SCREEN], Identity.of(sample), sample.page, thick)
    with structure(data) as pdf:
        lefts = [
            float(operands[4])
            for page in pdf.pages
            for operands, operator in pikepdf.parse_content_stream(page)
            if str(operator) == "cm"
        ][::2]
    steps = [(b - a) * POINT for a, b in zip(lefts[::2], lefts[2::2], strict=False)]
    assert steps == pytest.approx([200 * 0.00135] * len(steps), abs=0.002)
    assert len(steps) >= 3
