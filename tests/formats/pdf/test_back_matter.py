"""Imprint, indexes and glossary as the finished file shows them."""

from __future__ import annotations

import dataclasses

import pytest

from pipeline.formats.pdf.keywords import keyword_index
from pipeline.formats.pdf.sheets import sheet
from pipeline.formats.pdf.steps import TEMPLATES, lay_out_book
from pipeline.formats.templating import Templates
from pipeline.handbook import Term
from tests.formats.pdf.opening import seen
from tests.values import TEMPLATES as WORLD


@pytest.fixture(scope="module")
def document(written, real_handbook):
    with seen(written(real_handbook)["handbook.pdf"]) as opened:
        yield opened


def page_under(document, title):
    """The page that carries ``title`` as its heading."""
    places = {name: page for _, name, page in document.get_toc()}
    return document[places[title] - 1]


def test_the_imprint_counts_the_sheets_of_the_finished_book(document, real_handbook):
    imprint = next(page.get_text() for page in document if "开本" in page.get_text())
    assert sheet(real_handbook.page).count(document.page_count) in imprint.split()


def test_the_index_by_keyword_names_question_and_page(document, real_handbook):
    page = page_under(document, "关键词索引")
    text = "".join(page.get_text().split())
    names = document.resolve_names()
    for letter in keyword_index(real_handbook):
        for keyword in letter.keywords:
            assert page.search_for(keyword.word), keyword.word
            for question in keyword.questions:
                folio = document[names[f"q-{question.id}"]["page"]].get_label()
                assert f"{question.number}（{folio}）" in text
    targets = {link["nameddest"] for link in page.get_links() if "nameddest" in link}
    assert targets == {f"q-{question.id}" for question in real_handbook.questions if question.keywords}


def test_the_glossary_names_where_a_term_is_spoken_of(document):
    text = page_under(document, "术语").get_text()
    assert "见第5问" in text
    assert "见第1问" in text


def test_see_and_the_question_stand_on_one_line(sample, kit):
    """Whatever the length of the definition before."""
    terms = tuple(Term("样例", "例" * length) for length in range(20, 34))
    book = dataclasses.replace(sample, terms=dataclasses.replace(sample.terms, glossary=terms))
    with seen(lay_out_book(book, Templates(WORLD, TEMPLATES), kit).data) as pdf:
        start = page_under(pdf, "术语").number
        text = "".join(page.get_text() for page in pdf.pages(start))
    assert text.count("见第") == len(terms)
