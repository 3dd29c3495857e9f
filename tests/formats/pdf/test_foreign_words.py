"""A book of long foreign words: its lines end at the edge, its words are found, its proof holds."""

from __future__ import annotations

import re

import pytest

from pipeline.formats.pdf import FORMAT, SCREEN
from pipeline.handbook import question_text
from pipeline.making.executors import Here
from pipeline.verify.proof import prove
from tests.foreign_handbook import foreign_handbook
from tests.formats.pdf.line_ends import rows, shortfalls
from tests.formats.pdf.opening import poppler_text, seen
from tests.oracles.verapdf import keeps_both_standards

MOST_SHORT = 0.005  # of the interior lines may end more than a point before the edge
HYPHEN = "\u00ad"


@pytest.fixture(scope="module")
def book():
    return foreign_handbook()


@pytest.fixture(scope="module")
def files(book, written):
    return written(book)


def test_lines_end_at_the_edge(files):
    """Without hyphens, 33 of 700 end early."""
    found = shortfalls(files[SCREEN])
    short = [one for one in found if one[0] > 1]
    assert len(found) > 500
    assert len(short) <= MOST_SHORT * len(found), short
    assert not [one for one in found if one[0] < -0.6]


def test_what_is_divided_is_a_word_of_the_text(files):
    """No heading, no part of an address, and not every other line."""
    lines = [row for page in rows(files[SCREEN]) for row in page]
    divided = [row for row in lines if row.text.endswith(HYPHEN)]
    assert 20 < len(divided) < len(lines) / 6
    assert all(row.size < 12 and re.search("(?<![@/.])[A-Za-z][a-z]+\u00ad$", row.text) for row in divided)


def test_the_proof_holds(book, files):
    assert prove(book, files, [FORMAT], Here()).differences == ()


@pytest.mark.parametrize("word", ["Neighbourhood", "Sustainability", "Superblocks"])
def test_programs_find_divided_words(book, files, word):
    """Poppler says of the hyphen what it is, MuPDF's search passes over it; two words may go on on the next page."""
    wanted = sum(question_text(book, question).count(word) for question in book.questions)
    text = poppler_text(files[SCREEN])
    assert text.replace(f"{HYPHEN}\n", "").count(word) >= wanted - 2
    with seen(files[SCREEN]) as pdf:
        assert sum(len(page.search_for(word)) for page in pdf) >= wanted - 2


@pytest.mark.oracle
def test_verapdf_finds_both_standards_kept(files, tmp_path):
    path = tmp_path / SCREEN
    path.write_bytes(files[SCREEN])
    keeps_both_standards(path)
