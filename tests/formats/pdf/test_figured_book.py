"""A book of pictures and tall tables: its pages are filled, its proof holds."""

from __future__ import annotations

import pytest

from pipeline.formats.pdf import FORMAT, SCREEN
from pipeline.making.executors import Here
from pipeline.typeset.geometry import POINT, page_geometry
from pipeline.verify.proof import prove
from tests.figured_handbook import figured_handbook
from tests.formats.pdf.empty_pages import empty_shares
from tests.formats.pdf.opening import seen

MOST = 0.06  # of the pages may be empty for more than a third; 18 % were when pictures had one size


@pytest.fixture(scope="module")
def book():
    return figured_handbook()


@pytest.fixture(scope="module")
def files(book, written):
    return written(book)


def test_few_pages_are_left_empty(files):
    shares = empty_shares(files[SCREEN])
    assert len(shares) > 70
    half_empty = {page: share for page, share in shares.items() if share > 1 / 3}
    assert len(half_empty) <= MOST * len(shares), half_empty
    assert max(shares.values()) < 0.45


def test_pictures_stay_within_what_they_stand_in(files):
    """Also in a case and in a list, whose text begins further right."""
    with seen(files[SCREEN]) as pdf:
        area = page_geometry(pdf[0].rect.width * POINT, pdf[0].rect.height * POINT)
        boxes = [(page.number, image["bbox"]) for page in pdf for image in page.get_image_info()]
    assert len(boxes) == 45
    for number, (left, _, right, _) in boxes:
        start = (area.inside if number % 2 == 0 else area.outside) / POINT
        assert start - 0.1 < left < right < start + area.measure / POINT + 0.1, number + 1


def test_the_proof_holds(book, files):
    assert prove(book, files, [FORMAT], Here()).differences == ()
