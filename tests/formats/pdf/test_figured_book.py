"""A book of pictures and tall tables: its pages are filled, its proof holds."""

from __future__ import annotations

import pytest

from pipeline.formats.pdf import FORMAT, SCREEN
from pipeline.verify.proof import prove
from tests.figured_handbook import figured_handbook
from tests.formats.pdf.empty_pages import empty_shares

MOST = 0.06  # of the pages may be empty for more than a third; 18 % were when pictures had one size


@pytest.fixture(scope="module")
def book():
    return figured_handbook()


@pytest.fixture(scope="module")
def folder(book, written):
    return written(book)


def test_few_pages_are_left_empty(folder):
    shares = empty_shares(folder / SCREEN)
    assert len(shares) > 70
    half_empty = {page: share for page, share in shares.items() if share > 1 / 3}
    assert len(half_empty) <= MOST * len(shares), half_empty
    assert max(shares.values()) < 0.45


def test_the_proof_holds(book, folder):
    assert prove(book, folder, [FORMAT]).differences == ()
