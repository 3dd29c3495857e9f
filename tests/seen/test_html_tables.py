"""Where the cells of a table stand, in documents with and without namespaces."""

from __future__ import annotations

import pytest
from lxml import etree, html

from pipeline.seen.html_tables import cells, cells_under_head, uneven_rows, widths

TABLE = (
    "<table{}><thead><tr><th>a</th><th colspan='2'>b</th></tr></thead>"
    "<tbody><tr><td rowspan='2'>c</td><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></tbody></table>"
)


def namespaced(markup):
    return etree.fromstring(markup.format(" xmlns='http://www.w3.org/1999/xhtml'"))


def plain(markup):
    return html.fragment_fromstring(markup.format(""))


def by_words(found):
    return {cell.text: place for cell, place in found.items()}


@pytest.fixture(params=[namespaced, plain])
def parse(request):
    return request.param


def test_cells_take_their_places(parse):
    table = parse(TABLE)
    places = {"a": (0, 1), "b": (0, 2), "c": (1, 1), "d": (1, 2), "e": (1, 3), "f": (2, 2), "g": (2, 3)}
    assert by_words(cells(table)) == places
    assert by_words(cells_under_head(table)) == places
    assert widths(table) == (3, 3, 3)
    assert uneven_rows(table) == ()


def test_rows_that_differ_are_found(parse):
    table = parse(TABLE.replace("<td>f</td>", ""))
    assert widths(table) == (3, 3, 2)
    assert [row[0].text for row in uneven_rows(table)] == ["g"]


def test_what_the_markup_calls_a_head_is_told_from_the_rest(parse):
    """A header cell below is given as one of the head, another cell in the head as one below."""
    table = parse(
        "<table{}><thead><tr><th>a</th><td>b</td></tr></thead><tr><th>c</th><td>d</td></tr></table>"
    )
    assert by_words(cells_under_head(table)) == {"a": (0, 1), "b": (1, 2), "c": (0, 1), "d": (1, 2)}
    table = parse("<table{}><thead><tr><th>a</th></tr><tr><td>b</td></tr></thead><tr><td>c</td></tr></table>")
    assert by_words(cells_under_head(table)) == {"a": (0, 1), "b": (0, 1), "c": (1, 1)}


def test_a_table_in_a_cell_has_its_own_places(parse):
    inner = "<table><tr><td>x</td><td>y</td></tr></table>"
    table = parse(f"<table{{}}><tr><td>a{inner}</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>")
    assert by_words(cells(table)) == {"a": (0, 1), "b": (0, 2), "c": (1, 1), "d": (1, 2)}
    assert by_words(cells(next(table.iter("{*}td"))[0])) == {"x": (0, 1), "y": (0, 2)}


@pytest.mark.parametrize(
    ("said", "wide"), [("2", 2), ("0", 1), ("-1", 1), ("two", 1), ("", 1), ("９", 1), ("99999", 1000)]
)
def test_what_is_no_span_is_one_column(said, wide, parse):
    table = parse(f"<table{{}}><tr><td colspan='{said}'>a</td><td>b</td></tr></table>")
    assert by_words(cells(table))["b"] == (0, 1 + wide)


def test_a_table_without_rows_has_no_uneven_ones(parse):
    assert uneven_rows(parse("<table{}></table>")) == ()
