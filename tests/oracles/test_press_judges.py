"""Outside judges of all PDF files: Ghostscript for the ink on a page, qpdf for structure, Poppler for fonts."""

from __future__ import annotations

import re
import subprocess

import pikepdf
import pytest

from pipeline.formats.pdf import COVER, FORMAT, PRESS

pytestmark = pytest.mark.oracle

FILES = FORMAT.outputs
FACES = {"Song", "Song-Bold", "Hei", "Hei-Bold", "Kai"}


def ink_coverage(path):
    """Per cent of each page, trimmed, that each plate covers, as Ghostscript's ``ink_cov`` sees it."""
    told = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=ink_cov", "-dUseTrimBox", path],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [tuple(map(float, line.split()[:4])) for line in told.splitlines() if line.endswith("CMYK OK")]


def has_accent(page):
    """Whether a page sets the accent's ink anywhere in its own stream."""
    return any(
        str(operator) in ("k", "K") and float(operands[1]) > 0
        for operands, operator in pikepdf.parse_content_stream(page)
    )


def test_only_black_and_where_it_stands_the_accent_print(pdf_folder):
    """No cyan on any page; magenta and yellow in equal parts, just on the pages that have the accent."""
    pages = ink_coverage(pdf_folder / PRESS)
    with pikepdf.open(pdf_folder / PRESS) as pdf:
        accents = [has_accent(page) for page in pdf.pages]
    assert len(pages) == len(accents)
    for (cyan, magenta, yellow, _), accent in zip(pages, accents, strict=True):
        assert cyan == 0
        assert magenta == yellow
        assert (magenta > 0) == accent


def test_the_cover_prints_without_cyan(pdf_folder):
    ((cyan, magenta, yellow, black),) = ink_coverage(pdf_folder / COVER)
    assert cyan == 0
    assert magenta == yellow > 50
    assert black > 20


@pytest.mark.parametrize("file", FILES)
def test_qpdf_finds_nothing_wrong(pdf_folder, file):
    told = subprocess.run(["qpdf", "--check", pdf_folder / file], check=True, capture_output=True, text=True)
    assert "WARNING" not in told.stdout + told.stderr


@pytest.mark.parametrize("file", FILES)
def test_only_the_kits_fonts_are_in_it_and_all_embedded(pdf_folder, file):
    listing = subprocess.run(
        ["pdffonts", pdf_folder / file], check=True, capture_output=True, text=True
    ).stdout.splitlines()[2:]
    assert listing
    for row in listing:
        assert re.match(r"[A-Z]{6}\+(\S+)", row)[1] in FACES, row
        flags = re.search(r"(yes|no) +(yes|no) +(yes|no) +\d+ +\d+$", row).groups()
        assert flags == ("yes", "yes", "yes"), row
