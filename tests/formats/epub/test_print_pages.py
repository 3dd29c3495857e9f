"""Page numbers come from the print PDF of the same source, or there are none and the e-book says so."""

from __future__ import annotations

import dataclasses
import shutil

import pikepdf
import pytest

from pipeline.formats.epub import FORMAT
from pipeline.formats.epub.print_pages import _runs_passing_over, _stands_in, said_digest
from pipeline.formats.epub.steps import bind
from pipeline.handbook import PageSize, source_digest

NAMESPACE = "urn:baiwen:edition#"


def with_digest(pdf, digest):
    with pikepdf.open(pdf, allow_overwriting_input=True) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp.register_xml_namespace(NAMESPACE, "baiwen")
            xmp[f"{{{NAMESPACE}}}sourceDigest"] = digest
        opened.save()


@pytest.fixture
def folder(printed, tmp_path):
    """A folder with a print PDF of its own."""
    shutil.copy(printed / "handbook-print.pdf", tmp_path)
    return tmp_path


def bound(handbook, templates, cover, folder):
    (folder / "handbook.epub").write_bytes(bind(handbook, templates, cover, folder))
    return FORMAT.inspect(folder)


def test_pages_of_the_same_source_are_taken_over(handbook, templates, plain_cover, folder):
    with_digest(folder / "handbook-print.pdf", source_digest(handbook))
    assert bound(handbook, templates, plain_cover, folder) == ()


def test_pages_of_another_source_are_not(handbook, templates, plain_cover, folder):
    """The text is the same, but the book has been given another size since: its pages will be others."""
    with_digest(folder / "handbook-print.pdf", source_digest(handbook))
    larger = dataclasses.replace(handbook, page=PageSize("大32开", 140, 203))
    (remark,) = bound(larger, templates, plain_cover, folder)
    assert remark.remark
    assert "没有印刷版页码" in remark.message
    # An e-book with the right pages beside a PDF of another source.
    (folder / "handbook.epub").write_bytes(bind(handbook, templates, plain_cover, folder))
    with_digest(folder / "handbook-print.pdf", "0" * 64)
    (fault,) = FORMAT.inspect(folder)
    assert not fault.remark
    assert "页码不作数" in fault.message


def test_without_a_print_pdf_there_is_a_remark_and_no_fault(handbook, templates, plain_cover, tmp_path):
    (remark,) = bound(handbook, templates, plain_cover, tmp_path)
    assert remark.remark
    assert "改法" in remark.message


@pytest.mark.parametrize("xmp", ["", "<broken", "<x/>"])
def test_metadata_that_names_no_source(xmp):
    assert said_digest(xmp) == ""


def test_a_source_is_named_by_element_or_attribute():
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    head = f'<rdf:RDF xmlns:rdf="{rdf}" xmlns:baiwen="{NAMESPACE}">'
    one = f'{head}<rdf:Description baiwen:sourceDigest="ab"/></rdf:RDF>'
    other = (
        f"{head}<rdf:Description><baiwen:sourceDigest> ab </baiwen:sourceDigest></rdf:Description></rdf:RDF>"
    )
    assert said_digest(one) == said_digest(other) == "ab"


@pytest.mark.parametrize(
    ("printed", "text", "runs"),
    [
        ("甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸", [(0, 0, 10)]),
        ("甲乙表头丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸", [(0, 0, 2), (4, 2, 8)]),
        ("1.甲乙丙丁戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸", [(0, 0, 0), (2, 0, 10)]),
        ("甲乙1丙丁2戊己庚辛壬癸", "甲乙丙丁戊己庚辛壬癸", [(0, 0, 2), (3, 2, 2), (6, 4, 6)]),
        ("甲乙丙丁", "甲乙丙丁戊己", None),
        ("甲乙丙丁戊己", "甲乙己丁戊丙", None),
    ],
)
def test_what_is_put_in_is_passed_over(printed, text, runs):
    assert _runs_passing_over(printed, text) == runs


def test_words_in_another_order_are_not_looked_for_one_by_one():
    assert _stands_in("甲丙戊", "甲乙丙丁戊")
    assert not _stands_in("丙甲", "甲乙丙丁戊")
