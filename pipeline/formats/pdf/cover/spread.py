"""The cover's page: the facts for its templates, and the spread as the press takes it."""

from __future__ import annotations

import re

from pipeline.formats.pdf.cover.spine import LEAST_FOR_WORDS, Column, column, free_rooms, spine_width
from pipeline.formats.pdf.grid import grid_of
from pipeline.formats.pdf.press.colours import press_colours
from pipeline.formats.pdf.press.finish import finish_cover
from pipeline.formats.pdf.xmp import Identity
from pipeline.formats.templating import Templates
from pipeline.formats.titles import set_title, title_lines, type_size
from pipeline.handbook import Handbook, Paragraph, inline_text
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.geometry import BLEED, POINT, USUAL, Grid, page_geometry

SUMMARY = 190  # characters, about seven lines
CLEAR = 3.0  # mm between a ring and a word on the spine
# mm: where the words on the front end at most; between them and the outer ring, whose heavy quarter is 4.5 mm thick.
WORDS, BELOW_WORDS = 67.0, 5.0


def cover(handbook: Handbook, identity: Identity, templates: Templates, kit: FontKit, *, pages: int) -> bytes:
    """Make ``cover.pdf`` for a book of so many pages. Raises :class:`OutsideFailure` when it cannot be laid out."""
    facts = cover_facts(handbook, pages, grid_of(templates))
    html, style = (templates.render(f"cover.{kind}.j2", facts) for kind in ("html", "css"))
    data = write_pdf(lay_out(html, [style], kit, {}), uncompressed_pdf=True)
    width = spine_width(handbook.printing, pages)
    left = handbook.page.width
    folds = (left, left + width) if width else (left,)
    return finish_cover(data, identity, kit, press_colours(templates, handbook.printing), folds)


def cover_facts(handbook: Handbook, pages: int, grid: Grid = USUAL) -> dict[str, object]:
    """Give the facts for ``templates/pdf/cover.*.j2``. Lengths are millimetres, sizes points."""
    page, titles = page_geometry(handbook.page.width, handbook.page.height, grid), title_lines(handbook)
    spine = spine_width(handbook.printing, pages)
    centre = (page.width + spine + page.inside, page.head + page.depth)
    measure = int(page.measure / POINT)
    hero = set_title(titles.hero, 54, measure, 68 if titles.series else 90)
    radius = min(page.measure, max(10.0, centre[1] - WORDS - BELOW_WORDS))
    return {
        "handbook": handbook,
        "titles": titles,
        "geometry": page,
        "bleed": BLEED,
        "point": POINT,
        "spine": spine,
        "centre": centre,
        "radius": radius,
        "columns": spine_columns(handbook, spine, centre, radius) if spine >= LEAST_FOR_WORDS else (),
        "summary": summary(handbook),
        "series_size": type_size(titles.series, 14, measure, 18),
        "hero": hero.rows,
        "hero_size": hero.size,
    }


def spine_columns(
    handbook: Handbook, spine: float, centre: tuple[float, float], radius: float
) -> tuple[tuple[str, Column], ...]:
    """Set series, title and issuer down the spine, each between two rings, so that no line crosses a letter."""
    titles, left = title_lines(handbook), handbook.page.width
    ends = (25.5, handbook.page.height - 21)
    rings = [radius / 3, 2 * radius / 3, radius]
    rooms = free_rooms(rings, centre, (left, left + spine), ends, CLEAR)
    hero_size, hero_pitch = min(14.0, spine / POINT * 0.7), min(6.0, spine * 0.75)
    if titles.series:
        series = column(titles.series, rooms[:1], 8, 3)
        hero = column(titles.hero, [(rooms[1][0] + 2.7, rooms[1][1])], hero_size, hero_pitch)
    else:
        series = column("", (), 8, 3)
        hero = column(titles.hero, rooms[:-1], hero_size, hero_pitch)
    issuer = column(handbook.publisher, rooms[-1:], 8, 3.2, at_foot=True)
    named = (("series", series), ("hero", hero), ("issuer", issuer))
    return tuple((name, one) for name, one in named if one.cells)


def summary(handbook: Handbook) -> str:
    """Give the words on the back: the first sentences of the preface, as many as there is room for."""
    first = next((block for block in handbook.preface if isinstance(block, Paragraph)), None)
    found = ""
    for sentence in re.findall(r"[^。！？]+[。！？][”’）》]*", inline_text(first.inlines) if first else ""):
        if len(found) + len(sentence) > SUMMARY:
            break
        found += sentence
    return found
