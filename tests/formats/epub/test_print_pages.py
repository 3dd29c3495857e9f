"""Page numbers come from the print PDF of the same source, or there are none and the e-book says so."""

from __future__ import annotations

import dataclasses
import io

import pikepdf
import pytest

from pipeline.findings import Severity
from pipeline.formats.epub.print_pages import _runs_passing_over, _stands_in, said_digest
from pipeline.formats.epub.read import read_book
from pipeline.handbook import words_digest
from tests.formats.epub.bound import bound

NAMESPACE = "urn:baiwen:edition#"


def with_digest(pdf, digest):
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp.register_xml_namespace(NAMESPACE, "baiwen")
            xmp[f"{{{NAMESPACE}}}sourceDigest"] = digest
        opened.save(stream)
    return stream.getvalue()


def findings(book, printed=None):
    files = {"handbook.epub": book, "handbook-print.pdf": printed}
    return read_book({name: data for name, data in files.items() if data is not None}).findings


def test_pages_of_the_same_source_are_taken_over(handbook, printed):
    printed = with_digest(printed, words_digest(handbook))
    assert findings(bound(handbook, printed), printed) == ()


def test_pages_of_another_source_are_not(handbook, printed):
    """The text is the same, but it is that of another release: its pages may be others."""
    printed = with_digest(printed, words_digest(handbook))
    newer = dataclasses.replace(handbook, release="9.9")
    (remark,) = findings(bound(newer, printed), printed)
    assert remark.severity is Severity.INFO
    assert "没有印刷版页码" in remark.message
    # An e-book with the right pages beside a PDF of another source.
    (fault,) = findings(bound(handbook, printed), with_digest(printed, "0" * 64))
    assert fault.severity is Severity.ERROR
    assert "页码不作数" in fault.message


def test_without_a_print_pdf_there_is_a_remark_and_no_fault(handbook):
    (remark,) = findings(bound(handbook))
    assert remark.severity is Severity.INFO
    assert "baiwen build" in remark.hint


@pytest.mark.parametrize("broken", [b"", b"not a PDF", b"%PDF-1.7"])
def test_a_broken_print_pdf_lends_no_pages(broken, handbook):
    (remark,) = findings(bound(handbook, broken), broken)
    assert remark.severity is Severity.INFO


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
