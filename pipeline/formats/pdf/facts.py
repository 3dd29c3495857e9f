"""What the book's templates know beside the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pipeline.chinese.numerals import numeral
from pipeline.formats.pdf.cases import anchored_cases, districts
from pipeline.formats.pdf.glossary import glossary
from pipeline.formats.pdf.imprint import imprint
from pipeline.formats.pdf.keywords import keyword_index
from pipeline.formats.pdf.names import appendix
from pipeline.formats.pdf.sheets import sheet, whole
from pipeline.formats.pdf.tables import is_kept_whole, low_rows, narrow_columns, set_columns
from pipeline.formats.pdf.title_breaks import turned
from pipeline.formats.titles import set_title, title_lines
from pipeline.handbook import (
    CONTENTS_TITLE,
    NOTE_LABEL,
    PREFACE_TITLE,
    REVISIONS_TITLE,
    SOURCES_LABEL,
    Cell,
    Handbook,
    Link,
    Table,
    Text,
    inline_text,
    printed_address,
)
from pipeline.typeset.figures import figure_size
from pipeline.typeset.geometry import BLEED, POINT, USUAL, Grid, page_geometry

TITLES = {
    "contents": CONTENTS_TITLE,
    "preface": PREFACE_TITLE,
    "revisions": REVISIONS_TITLE,
}
"""The titles of what the templates add before the questions, by the anchors of those that have one."""


def address_of(handbook: Handbook) -> Callable[[Link], str]:
    """Give the function that says which address the book prints behind a link."""
    wanted = handbook.printing.link_addresses != "none"
    return lambda link: printed_address(inline_text(link.inlines), link.target) if wanted else ""


def printed(table: Table, address: Callable[[Link], str]) -> Table:
    """Give a table with the addresses of its links as text, as its columns are measured."""

    def cell(inlines: Cell) -> Cell:
        links = ((one, address(one) if isinstance(one, Link) else "") for one in inlines)
        return tuple(part for one, said in links for part in (one, *([Text(f"（{said}）")] if said else [])))

    return replace(
        table, head=tuple(map(cell, table.head)), rows=tuple(tuple(map(cell, row)) for row in table.rows)
    )


def book_facts(handbook: Handbook, grid: Grid = USUAL) -> dict[str, object]:
    """Give the facts for ``templates/pdf/``; ``grid`` is that of the text area."""
    geometry = page_geometry(handbook.page.width, handbook.page.height, grid)
    back = {
        "districts": districts(handbook),
        "keywords": keyword_index(handbook),
        "glossary": glossary(handbook),
    }
    address = address_of(handbook)
    titles = {**TITLES, **appendix(handbook)}
    # The template writes the cases in the order of the book, and takes the next anchor for each.
    case_anchors = (one.anchor for one in anchored_cases(handbook))
    return {
        "handbook": handbook,
        "bleed": BLEED,
        "titles": title_lines(handbook),
        "imprint": imprint(handbook),
        "sheet": sheet(handbook.page),
        "whole": whole(handbook.printing),
        **back,
        "title_of": titles,
        "appendix": [(f"back-{name}", titles[f"back-{name}"]) for name, entries in back.items() if entries],
        "back_ordinal": len(handbook.categories) + 1,
        "geometry": geometry,
        "point": POINT,
        "turned": turned,
        "chinese_number": numeral,
        "next_case_anchor": lambda: next(case_anchors),
        "figure_size": lambda name: figure_size(handbook.image(name), geometry),
        "set_columns": lambda table, *measures: set_columns(printed(table, address), *measures),
        "set_title": set_title,
        "is_kept_whole": lambda table: is_kept_whole(
            printed(table, address), geometry.characters, geometry.lines
        ),
        "low_rows": lambda table: low_rows(printed(table, address), geometry.characters),
        "narrow_columns": lambda table: narrow_columns(printed(table, address), geometry.characters),
        "address_of": address,
        "note_label": NOTE_LABEL,
        "sources_label": SOURCES_LABEL,
    }
