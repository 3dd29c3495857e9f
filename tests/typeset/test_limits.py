"""Pages and pictures at their limits."""

import pytest

from pipeline.findings import OutsideFailure
from pipeline.typeset.geometry import SAFE, page_geometry
from pipeline.typeset.picture import picture


@pytest.mark.parametrize("size", [(60, 200), (87, 200), (148, 80), (10, 10)])
def test_a_page_without_room_for_text(size):
    with pytest.raises(ValueError, match="no text area"):
        page_geometry(*size)


def test_the_smallest_pages_keep_text_in_the_safe_area():
    page = page_geometry(88, 93)
    assert min(page.inside, page.outside, page.head, page.foot) >= SAFE


@pytest.mark.parametrize("size", [(64, 64), (333, 77), (900, 383), (1500, 2400)])
def test_a_picture_has_exactly_its_size_to_the_last_pixel(kit, size):
    drawn = picture("<html lang='zh-Hans'><body></body></html>", ["html { background: #f00 }"], kit, *size)
    assert drawn.size == size
    assert drawn.getcolors() == [(size[0] * size[1], (255, 0, 0))]


def test_a_picture_that_does_not_hold_its_text(kit):
    with pytest.raises(OutsideFailure, match="超出了画面"):
        picture(f"<html lang='zh-Hans'><body>{'百问百答' * 50}</body></html>", [], kit, 100, 100)
