"""A book of what seldom stands in one, in three sizes: nothing is lost, and nothing stands outside the measure."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.formats.pdf import FORMAT, SCREEN
from pipeline.formats.pdf.rules.check import Verdict
from pipeline.formats.pdf.rules.preflight import preflight
from pipeline.handbook import PageSize
from pipeline.making.executors import Here
from pipeline.typeset.characters import CLOSING
from pipeline.typeset.geometry import POINT, page_geometry
from pipeline.verify.proof import prove
from tests.formats.pdf.line_ends import rows
from tests.formats.pdf.opening import seen
from tests.formats.pdf.unusual_handbook import unusual_handbook
from tests.oracles.verapdf import keeps_both_standards
from tests.values import files_of

pytestmark = pytest.mark.oracle

SIZES = (PageSize("A5", 148, 210), PageSize("大32开", 140, 203), PageSize("正度16开", 185, 260))


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size.width:g}x{size.height:g}")
def book(request):
    """The handbook and its files."""
    handbook = dataclasses.replace(unusual_handbook(), page=request.param)
    return handbook, files_of(FORMAT, handbook=handbook)


def test_every_file_says_all_of_it(book):
    handbook, files = book
    assert prove(handbook, files, [FORMAT], Here()).differences == ()


def test_verapdf_finds_both_standards_kept(book, tmp_path):
    _, files = book
    path = tmp_path / SCREEN
    path.write_bytes(files[SCREEN])
    keeps_both_standards(path)


def test_the_print_shop_may_have_it(book):
    _, files = book
    assert [one for one in preflight(files).checks if one.verdict is Verdict.BAD] == []


def test_nothing_stands_outside_the_measure(book):
    handbook, files = book
    measure = page_geometry(handbook.page.width, handbook.page.height).measure / POINT
    lines = [row for page in rows(files[SCREEN]) for row in page]
    assert len(lines) > 250
    # A mark at a line's end stands with its blank half outside, one at its start with the other half.
    assert [row for row in lines if row.left < -6.5 or row.right > measure + 0.6] == []
    assert [row for row in lines if row.text[0] in CLOSING] == []


def test_words_that_fit_are_not_broken(book):
    _, files = book
    with seen(files[SCREEN]) as pdf:
        lines = [line.strip() for page in pdf for line in page.get_text().split("\n")]
    for whole in ("well-being", "co-operation", "2023-05", "state-of-the-art"):
        assert any(line.endswith(whole) for line in lines), whole
    words = " ".join(lines).replace("\u00ad ", "")
    for part in ("long-", "established", "neighbourhood"):
        assert words.count(part) >= 3, part
