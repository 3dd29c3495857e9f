"""Outside judges of all PDF files: Ghostscript for the ink on a page, qpdf for structure, Poppler for fonts."""

from __future__ import annotations

import re
import subprocess

import pikepdf
import pymupdf
import pytest

from pipeline.formats.pdf import COVER, FORMAT, PRESS

pytestmark = pytest.mark.oracle

FILES = FORMAT.files
FACES = {"Song", "Song-Bold", "Hei", "Hei-Bold", "Kai"}


def ink_coverage(path, box="Bleed", dots=72):
    """Per cent of a box of each page that each plate covers, as ``ink_cov`` sees it at so many ``dots`` an inch."""
    told = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=ink_cov", f"-r{dots}", f"-dUse{box}Box", path],
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


@pytest.mark.parametrize(("file", "dots", "edge"), [(PRESS, 72, 54), (COVER, 600, 3100)])
def test_beyond_the_bleed_every_plate_prints_the_same_marks(pdf_folder, file, dots, edge):
    """All the cyan on a sheet is of marks and slug; of magenta and yellow as much stands there.

    Black is not compared: small letters cover more or fewer dots as the sheet is cut. Where colour runs into the bleed,
    on so many points of its ``edge``, a dot counts though it is only touched.
    """
    with pymupdf.open(pdf_folder / file) as pdf:
        areas = [(page.mediabox.get_area(), page.bleedbox.get_area()) for page in pdf]
    sheets, bleeds = (
        ink_coverage(pdf_folder / file, "Media", dots),
        ink_coverage(pdf_folder / file, dots=dots),
    )
    assert len(sheets) == len(areas)
    for (whole, inner), sheet, bleed in zip(areas, sheets, bleeds, strict=True):
        plates = [
            (all_of_it * whole - within * inner) / 100
            for all_of_it, within in zip(sheet[:3], bleed[:3], strict=True)
        ]
        assert plates[0] > 0
        assert plates == pytest.approx([plates[0]] * 3, abs=edge * 72 / dots)


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
