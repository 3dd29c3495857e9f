"""A handbook → ``handbook.epub``: the cover drawn, the texts rendered, printed pages found in them, all bound."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.formats.epub.contents import landmarks, text_hrefs
from pipeline.formats.epub.cover import CoverWords, cover_picture, cover_words
from pipeline.formats.epub.facts import (
    TEMPLATES,
    Documents,
    parsed_texts,
    templates_in,
    text_resource,
    with_page_markers,
)
from pipeline.formats.epub.metadata import metadata
from pipeline.formats.epub.names import FILE, JPEG_TYPE, PRINT_FILE
from pipeline.formats.epub.packaging import COVER_IMAGE, Resource, package
from pipeline.formats.epub.page_markers import section_texts
from pipeline.formats.epub.pictures import image_hrefs, shown_images
from pipeline.formats.epub.print_pages import PageStart, page_starts, printed_book
from pipeline.formats.screen_pictures import shown
from pipeline.handbook import Handbook, Printing, Terms, WeChat, words_digest
from pipeline.making.steps import Result, Step, Supplies
from pipeline.world import Files, read_or_none


@dataclass(frozen=True, slots=True)
class SoughtPages:
    """What the pages of a print PDF are looked for in: texts made from this source, their hrefs in reading order."""

    digest: str
    hrefs: tuple[str, ...]


COVER, TEXTS, PAGES, BOOK = "epub.cover", "epub.texts", "epub.pages", "epub.book"

_COVER_PICTURE = "cover.jpg"
_COVER_FILE, _STARTS_FILE = f"{COVER}/{_COVER_PICTURE}", f"{PAGES}/starts.json"
_PRINTED = f"output/{PRINT_FILE}"


def steps(handbook: Handbook) -> tuple[Step, ...]:
    """Give the steps that make the e-book.

    Its page numbers are those of the print PDF of the same run, or of the one that an earlier run has left.
    """
    book, templates = _told(handbook), (f"{TEMPLATES}/",)
    sought = SoughtPages(words_digest(handbook), text_hrefs(handbook))
    return (
        Step(COVER, draw_cover, cover_words(handbook), looks=templates, fonts=True),
        Step(TEXTS, render_texts, book, looks=templates),
        Step(PAGES, find_pages, sought, needs=(TEXTS, "pdf.press"), looks=(_PRINTED,)),
        Step(BOOK, bind, book, needs=(COVER, TEXTS, PAGES), looks=templates),
    )


def _told(handbook: Handbook) -> Handbook:
    """Leave out of the handbook what changes no e-book: press, articles, editors' terms, other pictures."""
    images = shown(handbook)
    return dataclasses.replace(
        handbook,
        printing=Printing(),
        wechat=WeChat(),
        terms=Terms(glossary=handbook.terms.glossary),
        images=tuple(image for image in handbook.images if image in images),
        revisions=None,
        districts=(),
    )


def draw_cover(words: CoverWords, supplies: Supplies) -> Result:
    """Draw the cover picture."""
    return Result({_COVER_FILE: cover_picture(words, templates_in(supplies.world), supplies.kit)})


def render_texts(handbook: Handbook, supplies: Supplies) -> Result:
    """Render the preface, the questions and the glossary, in reading order."""
    texts = _documents(handbook, supplies).texts()
    return Result({f"{TEXTS}/{text.href}": text.data for text in texts})


def find_pages(sought: SoughtPages, supplies: Supplies) -> Result:
    """Find where the pages of the print PDF begin in the texts; none where it is of another source."""
    printed = supplies.made.get(PRINT_FILE) or read_or_none(supplies.world, _PRINTED)
    sections = section_texts(parsed_texts(_texts(supplies.made, sought.hrefs)))
    starts = page_starts(printed_book(printed, sought.digest), sections)
    return Result({_STARTS_FILE: json.dumps([dataclasses.astuple(start) for start in starts]).encode()})


def bind(handbook: Handbook, supplies: Supplies) -> Result:
    """Put everything together into the finished EPUB file."""
    images = shown_images(handbook)
    documents = _documents(handbook, supplies)
    starts = tuple(PageStart(*start) for start in json.loads(supplies.made[_STARTS_FILE]))
    texts, pages = with_page_markers(_texts(supplies.made, text_hrefs(handbook)), starts)
    facts = metadata(handbook, has_figures=bool(images), has_pages=bool(pages))
    resources = (
        *documents.front(pages),
        *(text_resource(href, data) for href, data in texts.items()),
        *documents.aids(facts.identifier, pages),
        Resource(COVER_IMAGE, _COVER_PICTURE, JPEG_TYPE, supplies.made[_COVER_FILE], ("cover-image",)),
        *(
            Resource(f"image-{position}", href, image.media_type, image.data)
            for position, (href, image) in enumerate(images.items(), 1)
        ),
    )
    return Result({FILE: package(facts, resources, landmarks(handbook))})


def _documents(handbook: Handbook, supplies: Supplies) -> Documents:
    return Documents(handbook, templates_in(supplies.world), _COVER_PICTURE, image_hrefs(handbook))


def _texts(made: Files, hrefs: Iterable[str]) -> dict[str, bytes]:
    """Give the rendered texts by their hrefs."""
    return {href: made[f"{TEXTS}/{href}"] for href in hrefs}
