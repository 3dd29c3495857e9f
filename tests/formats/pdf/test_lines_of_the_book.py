"""The lines of finished books: flush, searchable, never alone at a page's head or foot."""

from __future__ import annotations

import re

import pytest

from pipeline.chinese.characters import HAN
from pipeline.formats.pdf import BOOKLET, COVER, PRESS, SCREEN
from pipeline.handbook import question_passages, question_text
from tests.formats.pdf.line_ends import MARKER, rows, shortfalls
from tests.formats.pdf.opening import poppler_text, seen

MOST_SHORT = 0.005  # of the interior lines may end more than a point before the edge
SPACE_INSIDE = re.compile(f"([{HAN}，、；“]{{3}}) +(?=([{HAN}0-9]{{3}}))")
APART = ("label", "caption", "cell")  # passages whose parts stand apart by design
OPENER = re.compile("第.{1,3}部分")
TEXT = 10.5  # pt


@pytest.fixture
def screen(handbook, written):
    return written(handbook)[SCREEN]


def test_lines_end_at_the_edge(screen):
    found = shortfalls(screen)
    assert found
    short = [one for one in found if one[0] > 1]
    assert len(short) <= MOST_SHORT * len(found), short
    assert not [one for one in found if one[0] < -0.6]


def test_no_line_of_a_paragraph_stands_alone(screen):
    assert lonely(screen) == []


def lonely(data):
    """First lines that a page ends with and last lines that one begins with, though their paragraph goes on."""
    found, above = [], None
    for page in rows(data):
        text = [row for row in page if abs(row.size - TEXT) < 0.1]
        if not text or text[0] is not page[0] or OPENER.fullmatch(text[0].text):
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
        above = (
            last[-1] if last and abs(last[-1].size - TEXT) < 0.1 and not MARKER.match(last[-1].text) else None
        )
    return found


def test_every_footnote_stands_on_the_page_of_its_mark(screen):
    assert notes_apart(screen) == []


def notes_apart(data):
    """The footnotes that begin on another page than their mark."""
    with seen(data) as pdf:
        places = {name: at["page"] for name, at in pdf.resolve_names().items()}
    notes = [name for name in places if re.search(r"_n\d+$", name)]
    return [name for name in notes if places[name] != places[re.sub(r"_n(\d+)$", r"_r\1", name)]]


# ---- what a reader's program finds ----------------------------------------------------------------------------------


def extracted(data):
    """The file's text as Poppler and as MuPDF give it."""
    with seen(data) as pdf:
        return poppler_text(data), "\n".join(page.get_text() for page in pdf)


def test_no_program_sees_a_space_where_the_source_has_none(handbook, screen):
    passages = [one for question in handbook.questions for one in question_passages(handbook, question)]
    source = "\n".join(one.text for one in passages if one.kind not in APART)
    labels = "\n".join(one.text for one in passages if one.kind in APART)
    for text in extracted(screen):
        seen = [before + after for before, after in SPACE_INSIDE.findall(text)]
        assert not [words for words in seen if words in source and words not in labels]


@pytest.mark.parametrize("file", [SCREEN, PRESS, BOOKLET, COVER])
def test_a_search_finds_every_occurrence(real_handbook, written, file):
    """Of the phrase that the book is about, at least as often as in the source: lines are joined, spaces are not."""
    source = "".join(question_text(real_handbook, question) for question in real_handbook.questions)
    phrase = "15分钟社区生活圈"
    wanted = 1 if file == COVER else source.count(phrase)
    assert source.count(phrase) > 10
    for text in extracted(written(real_handbook)[file]):
        found = text.replace("\n", "").count(phrase)
        assert found >= wanted
        assert found == "".join(text.replace("\f", "\0").split()).count(phrase)  # none has a space inside
