"""What the templates of an article and of its covers know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.formats.titles import set_title, title_lines, type_size
from pipeline.formats.wechat.notes import LINKS_TITLE, NOTES_TITLE, collect_notes, needs_reference, stays_link
from pipeline.formats.wechat.pictures import Picture
from pipeline.formats.wechat.rules.official import PHONE
from pipeline.formats.wechat.series import Article, shown_blocks
from pipeline.formats.wechat.titles import Titles, titles
from pipeline.handbook import NOTE_LABEL, SOURCES_LABEL, Handbook, words_digest

FILTERS = (("stays_link", stays_link), ("needs_reference", needs_reference))
CODE_LENGTH = 8  # hexadecimal digits of the words' digest in the last line
WIDEST_TABLE = 3  # columns that a phone shows side by side; a wider table becomes a card a row


@dataclass(frozen=True, slots=True)
class Ending:
    """What an article ends with: the titles of its neighbours (empty where there is none), and the edition."""

    before: str
    after: str
    edition: str


def edition_line(handbook: Handbook) -> str:
    """Write the last line of an article, which identifies a copy: release, its date, digest of the words."""
    digest = words_digest(handbook)[:CODE_LENGTH]
    return f"版本 {handbook.release}（{handbook.date}）· 校验码 {digest}"


def article_facts(
    handbook: Handbook,
    article: Article,
    ending: Ending,
    pictures: Mapping[str, Picture],
    addresses: Mapping[str, str],
) -> dict[str, object]:
    """Give what ``article.html.j2`` knows; the first article of the series carries the preface.

    ``pictures`` has what figures show, by the names of their images; ``addresses`` where questions of other articles
    can be read already, by their ids.
    """
    notes = collect_notes(shown_blocks(handbook, article))
    return {
        "handbook": handbook,
        "article": article,
        "titles": titles(handbook, article),
        "preface": handbook.preface if article.ordinal == 1 else (),
        "ending": ending,
        "follow_pictures": [(name, pictures[image]) for name, image in handbook.wechat.pictures],
        "pictures": pictures,
        "addresses": addresses,
        "footnote_marks": notes.footnotes,
        "link_marks": notes.links,
        "notes_title": NOTES_TITLE,
        "links_title": LINKS_TITLE,
        "note_label": NOTE_LABEL,
        "sources_label": SOURCES_LABEL,
        "widest_table": WIDEST_TABLE,
        "phone_width": PHONE,
    }


@dataclass(frozen=True, slots=True)
class Shape:
    """A cover's shape: name, size in pixels, the field of its title, and the title's largest type size."""

    name: Literal["wide", "square"]
    width: int
    height: int
    measure: int
    title_height: int
    largest: int


SHAPES = (Shape("wide", 900, 383, 480, 130, 92), Shape("square", 500, 500, 240, 190, 104))


def covers_facts(handbook: Handbook, shape: Shape, drawn: Sequence[tuple[Titles, int]]) -> dict[str, object]:
    """Give what ``cover.html.j2`` and ``cover.css.j2`` know: the covers of one shape, a page each.

    ``drawn`` has each article's names and the quarter (0 to 3) of the heavy arc.
    """
    covers = [_cover_facts(handbook, shape, names, quarter) for names, quarter in drawn]
    return {"handbook": handbook, "shape": shape, "covers": covers}


def _cover_facts(handbook: Handbook, shape: Shape, names: Titles, quarter: int) -> dict[str, object]:
    lines = title_lines(handbook)
    square = shape.name == "square"
    place = names.range if square else f"{names.heading}　{names.range}"
    # Four characters are set two by two on a square.
    two_by_two = square and len(lines.hero) == 4
    hero = set_title(lines.hero, shape.largest, shape.measure, shape.title_height)
    rows = (lines.hero[:2], lines.hero[2:]) if two_by_two else hero.rows
    return {
        "series": "" if square else lines.series,
        "hero": rows,
        "place": place,
        "quarter": quarter,
        "series_size": type_size(lines.series, 31, shape.measure, 48),
        "hero_size": min(type_size(row, shape.largest, shape.measure, shape.title_height) for row in rows)
        if two_by_two
        else hero.size,
        "place_size": type_size(place, 30, shape.measure, 74),
    }
