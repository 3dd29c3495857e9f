"""Each breakage of a writer or a template is noticed in the finished files, by the proof or by one of the checks."""

from __future__ import annotations

import pytest

from pipeline.formats import epub, pdf, wechat
from pipeline.formats.pdf.names import PRESS
from tests.finished.writers import table_epub, table_pdf, table_wechat
from tests.finished.writers.breaking import BOOK_ALONE, noticed
from tests.sample import sample_handbook
from tests.values import kept_files_of

BREAKAGES = [
    *((pdf.FORMAT if one in table_pdf.WHOLE else BOOK_ALONE, one) for one in table_pdf.ALL),
    *((epub.FORMAT, one) for one in table_epub.ALL),
    *((wechat.FORMAT, one) for one in table_wechat.ALL),
]
EVERY = 10
"""One in so many is tried at every `make test`, of those that take less than the laying out of a book."""


def _tried(number, one, breakage):
    cheap = one.name != "pdf" and not breakage.printed and number % EVERY == 0
    marks = () if cheap else pytest.mark.oracle
    return pytest.param(one, breakage, marks=marks, id=f"{one.name}: {breakage.name}")


TRIED = [_tried(number, *both) for number, both in enumerate(BREAKAGES)]


def test_the_suite_is_whole():
    assert len({(one.name, breakage.name) for one, breakage in BREAKAGES}) == len(BREAKAGES) == 539


@pytest.fixture(scope="session")
def printed():
    """The print PDF of the sample, for breakages that show only beside it."""
    return {PRESS: kept_files_of(pdf.FORMAT, handbook=sample_handbook())[PRESS]}


@pytest.mark.parametrize(("one", "breakage"), TRIED)
def test_a_broken_writer_is_noticed(one, breakage, monkeypatch, request, record_property):
    record_property("broken", breakage.name)
    beside = request.getfixturevalue("printed") if breakage.printed else {}
    found = noticed(breakage, one, monkeypatch, beside)
    assert any(breakage.tells in words for words in found), found
    record_property("noticed", breakage.name)
