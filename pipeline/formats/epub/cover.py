"""The cover picture: the title drawn at its final size from ``templates/epub/cover-picture.*.j2``."""

from __future__ import annotations

from pipeline.findings import OutsideFailure
from pipeline.formats.contract import Workshop
from pipeline.formats.templating import render
from pipeline.formats.titles import title_lines, type_size
from pipeline.handbook import Handbook
from pipeline.typeset.font_kit import font_kit
from pipeline.typeset.picture import image_bytes, picture

# Pixels: as large as Apple Books allows below four million, in the 1 : 1.6 that Kindle asks for.
WIDTH, HEIGHT = 1500, 2400

# The field of the words, above the picture's arc: its measure, and the heights that the lines may share, in pixels.
MEASURE = 1140
SERIES_HEIGHT, HERO_HEIGHT, PUBLISHER_HEIGHT = 170, 345, 88


def cover_picture(handbook: Handbook, workshop: Workshop) -> bytes:
    """The cover as a JPEG of :data:`WIDTH` × :data:`HEIGHT` pixels; a long title is set smaller and in more lines.

    Raises :class:`OutsideFailure` when a font is missing or lacks a character.
    """
    titles = title_lines(handbook)
    publisher = f"{handbook.publisher}　编"
    facts = {
        "handbook": handbook,
        "titles": titles,
        "publisher": publisher,
        "width": WIDTH,
        "height": HEIGHT,
        "measure": MEASURE,
        "series_size": type_size(titles.series, 81, MEASURE, SERIES_HEIGHT),
        "hero_size": type_size(
            titles.hero, 284, MEASURE, HERO_HEIGHT if titles.series else SERIES_HEIGHT + HERO_HEIGHT
        ),
        "publisher_size": type_size(publisher, 44, MEASURE, PUBLISHER_HEIGHT),
    }
    templates = workshop.templates / "epub"
    html = render(templates, "cover-picture.html.j2", facts)
    style = render(templates, "cover-picture.css.j2", facts)
    kit = font_kit(workshop.cache)
    missing = kit.missing(handbook.title + publisher)
    if missing:
        raise OutsideFailure(f"书名或编者里的“{missing}”字体里没有，封面画不出来（改法：换用通行的字）")
    return image_bytes(picture(html, [style], kit, WIDTH, HEIGHT), "JPEG")
