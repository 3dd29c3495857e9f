"""The lines of finished books: flush, searchable, never alone at a page's head or foot."""

from __future__ import annotations

import re
import subprocess

import pymupdf
import pytest

from pipeline.formats.pdf.read_back import SCREEN
from pipeline.handbook import question_text
from pipeline.typeset.characters import HAN
from tests.formats.pdf.line_ends import rows, shortfalls

MOST_SHORT = 0.005  # of the interior lines may end more than a point before the edge
SPACE_INSIDE = re.compile(f"([{HAN}，、；“]{{3}}) +(?=([{HAN}0-9]{{3}}))")
# Where a bare line of text meets the next: pages of the preface and of questions, footnotes left out.
TEXT = 10.5


@pytest.fixture
def path(handbook, written):
    return written(handbook) / SCREEN


def test_lines_end_at_the_edge(path):
    found = shortfalls(path)
    assert found
    short = [one for one in found if one[0] > 1]
    assert len(short) <= MOST_SHORT * len(found), short
    assert not [one for one in found if one[0] < -0.6]


def test_no_line_of_a_paragraph_stands_alone(path):
    assert lonely(path) == []


def lonely(path):
    """First lines that a page ends with and last lines that one begins with, though their paragraph goes on."""
    found, above = [], None
    for page in rows(path):
        text = [row for row in page if abs(row.size - TEXT) < 0.1]
        if not text or text[0] is not page[0]:
            above = None
            continue
        first, second = text[0], (page[1] if len(page) > 1 else None)
        base = 2 * TEXT if first.kai else 0.0
        goes_on = abs(first.left - base) < 0.6 * TEXT
        if goes_on and above is not None and above.kai == first.kai and above.left - base > 1.5 * TEXT:
            found.append(above)
        same = second is not None and second.size == first.size and second.y - first.y < 20
        if goes_on and above is not None and not (same and abs(second.left - base) < 0.6 * TEXT):
            found.append(first)
        last = [row for row in page if row.size >= TEXT - 0.1]
        above = last[-1] if last and abs(last[-1].size - TEXT) < 0.1 else None
    return found


# ---- what a reader's program finds ----------------------------------------------------------------------------------


def extracted(path):
    """The file's text as Poppler and as MuPDF give it."""
    poppler = subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout
    with pymupdf.open(path) as pdf:
        return poppler, "\n".join(page.get_text() for page in pdf)


def test_no_program_sees_a_space_where_the_source_has_none(handbook, path):
    source = "".join(question_text(handbook, question) for question in handbook.questions)
    for text in extracted(path):
        seen = SPACE_INSIDE.findall(text)
        assert not [before + after for before, after in seen if before + after in source]


def test_a_search_finds_every_occurrence(real_handbook, written):
    """Of the phrase that the book is about, at least as often as the source has it: lines are joined, spaces are not."""
    source = "".join(question_text(real_handbook, question) for question in real_handbook.questions)
    phrase = "15分钟社区生活圈"
    assert source.count(phrase) > 10
    for text in extracted(written(real_handbook) / SCREEN):
        assert text.replace("\n", "").count(phrase) >= source.count(phrase)
