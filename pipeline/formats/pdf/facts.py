"""What the book's templates know beside the model."""

from __future__ import annotations

from pipeline.formats.pdf.cases import anchored_cases, districts
from pipeline.formats.pdf.glossary import glossary
from pipeline.formats.pdf.imprint import imprint
from pipeline.formats.pdf.keywords import keyword_index
from pipeline.formats.pdf.sheets import sheet, whole
from pipeline.formats.pdf.tables import column_shares, low_rows, narrow_columns
from pipeline.formats.pdf.title_breaks import turned
from pipeline.formats.titles import title_lines
from pipeline.handbook import NOTE_LABEL, SOURCES_LABEL, Handbook
from pipeline.typeset.figures import figure_size
from pipeline.typeset.geometry import BLEED, POINT, page_geometry


def book_facts(handbook: Handbook) -> dict[str, object]:
    """The facts for ``templates/pdf/``."""
    geometry = page_geometry(handbook.page.width, handbook.page.height)
    # The template meets the cases in the order of the book: each time it asks, it is given the next one's anchor.
    case_anchors = (one.anchor for one in anchored_cases(handbook))
    return {
        "handbook": handbook,
        "bleed": BLEED,
        "titles": title_lines(handbook),
        "imprint": imprint(handbook),
        "sheet": sheet(handbook.page),
        "whole": whole(handbook.printing),
        "districts": districts(handbook),
        "keywords": keyword_index(handbook),
        "glossary": glossary(handbook),
        "back_ordinal": len(handbook.categories) + 1,
        "geometry": geometry,
        "point": POINT,
        "turned": turned,
        "chinese_number": chinese_number,
        "next_case_anchor": lambda: next(case_anchors),
        "figure_size": lambda name: figure_size(handbook.image(name), geometry),
        "column_shares": column_shares,
        "low_rows": lambda table: low_rows(table, geometry.characters),
        "narrow_columns": lambda table: narrow_columns(table, geometry.characters),
        "note_label": NOTE_LABEL,
        "sources_label": SOURCES_LABEL,
    }


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese: 一, 十, 十二, 二十 …"""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    ten = ("", "十")[tens] if tens < 2 else f"{digits[tens]}十"
    return ten + (digits[ones] if ones or not tens else "")
