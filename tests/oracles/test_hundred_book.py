"""A book of one hundred questions in the three sizes of Chinese handbooks, as its finished pages show it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from pipeline.formats.pdf.cases import districts
from pipeline.formats.pdf.keywords import keyword_index
from pipeline.formats.pdf.screen import finish_screen
from pipeline.formats.pdf.steps import TEMPLATES, lay_out_book
from pipeline.formats.pdf.xmp import Identity
from pipeline.formats.templating import Templates
from pipeline.handbook import Case, PageSize, footnotes, question_text, walk
from pipeline.typeset.geometry import POINT, page_geometry
from tests.formats.pdf.line_ends import rows, shortfalls
from tests.formats.pdf.opening import poppler_text, seen
from tests.formats.pdf.test_lines_of_the_book import MOST_SHORT, lonely, notes_apart
from tests.hundred import hundred_questions
from tests.values import TEMPLATES as WORLD

pytestmark = pytest.mark.oracle

SIZES = (PageSize("A5", 148, 210), PageSize("大32开", 140, 203), PageSize("正度16开", 185, 260))
REAL = ("浦东新区", "黄浦区", "崇明区", "某区")
DISTRICTS = ("黄浦区", "浦东新区", "崇明区")  # in the order of their codes


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size.width:g}x{size.height:g}")
def handbook(request):
    """Its cases stand in districts out of their order."""
    book = dataclasses.replace(hundred_questions(), page=request.param)
    categories = []
    for category in book.categories:
        questions = []
        for question in category.questions:
            blocks = tuple(
                dataclasses.replace(block, district=REAL[question.number // 3 % 4])
                if isinstance(block, Case)
                else block
                for block in question.blocks
            )
            questions.append(dataclasses.replace(question, blocks=blocks))
        categories.append(dataclasses.replace(category, questions=tuple(questions)))
    return dataclasses.replace(book, categories=tuple(categories), districts=DISTRICTS)


@pytest.fixture(scope="module")
def screen(handbook, kit):
    """The file for the screen."""
    book = lay_out_book(handbook, Templates(WORLD, TEMPLATES), kit)
    return finish_screen(book.data, Identity.of(handbook))


@pytest.fixture
def pdf(screen):
    with seen(screen) as opened:
        yield opened


def test_lines_end_at_the_edge(screen):
    found = shortfalls(screen)
    short = [one for one in found if one[0] > 1]
    assert len(found) > 1500
    assert len(short) <= MOST_SHORT * len(found), short
    assert not [one for one in found if one[0] < -0.6]


def test_no_line_of_a_paragraph_stands_alone(screen):
    assert lonely(screen) == []


def test_no_heading_stands_at_a_page_foot(screen):
    """Below a question's title or a district's tab two lines of its text stand on the same page."""
    met = 0
    for page in rows(screen):
        for place, row in enumerate(page):
            if row.size == 12.5 or (row.size == 8.5 and row.text.startswith(REAL)):
                met += 1
                below = [one for one in page[place + 1 :] if one.size == 10.5]
                assert len(below) >= 2, row
    assert met > 100


def test_every_footnote_stands_on_the_page_of_its_mark(screen):
    assert notes_apart(screen) == []


def test_every_footnote_stands_on_some_page(pdf, handbook):
    names = pdf.resolve_names()
    text = "".join("".join(page.get_text().split()) for page in pdf)
    for question in handbook.questions:
        for note in footnotes(question.blocks):
            assert f"q-{question.id}_n{note.number}" in names
    expected = sum(len(footnotes(question.blocks)) for question in handbook.questions)
    assert len(re.findall("参见第\\d+号文件|另注：", text)) == expected


def test_a_table_shows_its_head_on_each_of_its_pages(pdf, handbook):
    names = pdf.resolve_names()
    over_pages = 0
    for question in handbook.questions:
        for block in walk(question.blocks):
            if block.kind != "table":
                continue
            start = names[f"q-{question.id}_h{block.number}"]["page"]
            last_row = block.rows[-1][0][0].text
            end = next(number for number in range(start, len(pdf)) if last_row in pdf[number].get_text())
            over_pages += end > start
            for number in range(start, end + 1):
                lines = pdf[number].get_text().split("\n")
                assert {"名称", "数量", "说明"} <= set(lines), number + 1
    assert over_pages >= 3


def test_blank_pages_are_blank_and_openers_stand_on_the_right(pdf):
    openers = [at["page"] for name, at in pdf.resolve_names().items() if re.fullmatch("part-.+|back", name)]
    assert len(openers) == 4
    assert all(number % 2 == 0 for number in openers)
    blank = [page.number for page in pdf if not page.get_texttrace() and not page.get_drawings()]
    # The last page may be blank, too: leaves have two sides.
    assert all(number + 1 in {*openers, len(pdf)} for number in blank)


def test_the_index_names_every_case_in_the_order_of_the_codes(pdf, handbook):
    names = pdf.resolve_names()
    start, end = names["back-districts"]["page"], names["back-keywords"]["page"]
    heads = [
        "".join(chr(code) for code, *_ in span["chars"])
        for page in pdf.pages(start, end)
        for span in page.get_texttrace()
        if abs(span["size"] - 10) < 0.1 and span["font"] == "Hei-Bold"
    ]
    assert heads == [*DISTRICTS, "某区"]
    text = "".join("".join(page.get_text().split()) for page in pdf.pages(start, end))
    for district in districts(handbook):
        for entry in district.entries:
            folio = pdf[names[entry.anchor]["page"]].get_label()
            assert f"{entry.question}{entry.words}{folio}" in text


def test_the_index_names_every_keyword_with_question_and_page(pdf, handbook):
    names = pdf.resolve_names()
    start, end = names["back-keywords"]["page"], names["back-glossary"]["page"]
    text = "".join("".join(page.get_text().split()) for page in pdf.pages(start, end))
    for letter in keyword_index(handbook):
        for keyword in letter.keywords:
            assert keyword.word in text
            for question in keyword.questions:
                folio = pdf[names[f"q-{question.id}"]["page"]].get_label()
                assert f"{question.number}（{folio}）" in text


def test_a_number_of_three_digits_keeps_its_column(pdf, handbook):
    page = pdf[pdf.resolve_names()["q-h100"]["page"]]
    geometry = page_geometry(handbook.page.width, handbook.page.height)
    left = (geometry.inside if page.number % 2 == 0 else geometry.outside) / POINT
    digits = [
        (origin[0], box[2])
        for span in page.get_texttrace()
        if abs(span["size"] - 15) < 0.1
        for code, _, origin, box in span["chars"]
    ]
    assert len(digits) == 3
    assert digits[0][0] == pytest.approx(left, abs=1)
    assert digits[-1][1] < left + 3 * 10.5


def test_poppler_reads_every_answer_without_false_spaces(screen, handbook):
    joined = poppler_text(screen).replace("\n", "")
    phrase = "统筹安排"
    source = "".join(question_text(handbook, question) for question in handbook.questions)
    assert joined.count(phrase) >= 0.97 * source.count(phrase)  # some are parted by a page's end
