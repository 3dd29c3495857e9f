"""The cover picture: the title drawn at its final size from ``templates/epub/cover-picture.*.j2``."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import Templates
from pipeline.formats.titles import TitleLines, set_title, title_lines, type_size
from pipeline.handbook import Handbook
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.picture import image_bytes, picture

# Pixels: as large as Apple Books allows below four million, in the 1 : 1.6 that Kindle asks for.
WIDTH, HEIGHT = 1500, 2400

# The field of the words, above the picture's arc: its measure, and the heights that the lines may share, in pixels.
MEASURE = 1140
SERIES_HEIGHT, HERO_HEIGHT, PUBLISHER_HEIGHT = 170, 345, 88


@dataclass(frozen=True, slots=True)
class CoverWords:
    """All that the cover says, and in which language."""

    title: str
    lines: TitleLines
    publisher: str
    language: str


def cover_words(handbook: Handbook) -> CoverWords:
    """Give what the cover of a handbook says."""
    lines = title_lines(handbook)
    return CoverWords(handbook.title, lines, handbook.issuer, handbook.language)


def cover_picture(words: CoverWords, templates: Templates, kit: FontKit) -> bytes:
    """Draw the cover as a JPEG of :data:`WIDTH` × :data:`HEIGHT` pixels; a long title is set smaller in more lines.

    Raises :class:`OutsideFailure` when a font lacks a character, or the picture says anything but title and issuer.
    """
    titles = words.lines
    height = HERO_HEIGHT if titles.series else SERIES_HEIGHT + HERO_HEIGHT
    hero = set_title(titles.hero, 284, MEASURE, height)
    facts = {
        "title": words.title,
        "language": words.language,
        "titles": titles,
        "publisher": words.publisher,
        "width": WIDTH,
        "height": HEIGHT,
        "measure": MEASURE,
        "series_size": type_size(titles.series, 81, MEASURE, SERIES_HEIGHT),
        "hero": hero.rows,
        "hero_size": hero.size,
        "publisher_size": type_size(words.publisher, 44, MEASURE, PUBLISHER_HEIGHT),
    }
    html = templates.render("cover-picture.html.j2", facts)
    style = templates.render("cover-picture.css.j2", facts)
    missing = kit.missing(words.title + words.publisher)
    if missing:
        raise OutsideFailure(f"书名或编者里的“{missing}”字体里没有，封面画不出来", "换用通行的字")
    drawn = picture(html, [style], kit, WIDTH, HEIGHT, words=words.title + words.publisher)
    return image_bytes(drawn, "JPEG")
