"""A handbook → the XHTML documents, style sheet and NCX of its e-book, rendered from ``templates/epub/``."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.findings import OutsideFailure
from pipeline.formats.epub import contents as place
from pipeline.formats.epub.narrow_screens import breakable, table_class, whole_figures
from pipeline.formats.epub.packaging import Resource
from pipeline.formats.epub.page_markers import Page, mark_pages, section_texts, serialised
from pipeline.formats.epub.print_pages import page_starts
from pipeline.formats.templating import render
from pipeline.formats.titles import title_lines
from pipeline.handbook import NOTE_LABEL, SOURCES_LABEL, Handbook, footnotes

_FILTERS: dict[str, Callable[..., object]] = {
    "breakable": breakable,
    "table_class": table_class,
    "whole_figures": whole_figures,
}

XHTML, NCX, CSS = "application/xhtml+xml", "application/x-dtbncx+xml", "text/css"
STYLE_SHEET = "style.css"


@dataclass(frozen=True, slots=True)
class Documents:
    """Renders the book's documents.

    ``templates`` is the folder of this format; ``cover`` the cover picture's href; ``images`` gives the href of an
    image by its name in the handbook.
    """

    handbook: Handbook
    templates: Path
    cover: str
    images: Mapping[str, str]

    def front(self, pages: tuple[Page, ...]) -> tuple[Resource, ...]:
        """Cover, title page, and the contents with the list of the printed book's pages."""
        return (
            self._page("cover.xhtml.j2", place.COVER, place.COVER_TITLE),
            self._page("title.xhtml.j2", place.TITLE_PAGE, self.handbook.title),
            self._page("nav.xhtml.j2", place.NAVIGATION, place.NAVIGATION_TITLE, "nav", pages=pages),
        )

    def texts(self) -> tuple[Resource, ...]:
        """The preface, the questions and the glossary, in reading order."""
        handbook = self.handbook
        texts = [
            self._page("part.xhtml.j2", place.part_href(part), part.title, part=part)
            for part in handbook.parts
        ]
        if handbook.preface:
            texts.insert(0, self._page("preface.xhtml.j2", place.PREFACE, place.PREFACE_TITLE))
        if handbook.terms.glossary:
            texts.append(self._page("glossary.xhtml.j2", place.GLOSSARY, place.GLOSSARY_TITLE))
        return tuple(texts)

    def aids(self, identifier: str, pages: tuple[Page, ...]) -> tuple[Resource, ...]:
        """The NCX of the book with this identifier, and the style sheet."""
        facts = self._facts(identifier=identifier, pages=pages)
        ncx = _well_formed(render(self.templates, "toc.ncx.j2", facts), "toc.ncx.j2")
        style = render(self.templates, "style.css.j2", facts).encode()
        return Resource("ncx", "toc.ncx", NCX, ncx), Resource("style", STYLE_SHEET, CSS, style)

    def _facts(self, **more: object) -> dict[str, object]:
        return {
            "handbook": self.handbook,
            "titles": title_lines(self.handbook),
            "cover": self.cover,
            "style_sheet": STYLE_SHEET,
            "image_hrefs": self.images,
            "footnotes_of": footnotes,
            "note_label": NOTE_LABEL,
            "sources_label": SOURCES_LABEL,
            "question_hrefs": place.question_hrefs(self.handbook),
            "entries": place.contents(self.handbook),
            "landmarks": place.landmarks(self.handbook),
            **more,
        }

    def _page(self, template: str, href: str, title: str, *properties: str, **facts: object) -> Resource:
        facts = self._facts(page_title=title, **facts)
        text = render(self.templates, template, facts, _FILTERS)
        return Resource(
            href.removesuffix(".xhtml"), href, XHTML, _well_formed(text, template), properties, in_spine=True
        )


def with_page_markers(
    texts: tuple[Resource, ...], directory: Path | None, digest: str
) -> tuple[tuple[Resource, ...], tuple[Page, ...]]:
    """``texts`` with a marker where each page of the print PDF in ``directory`` begins, and these pages in order.

    Without that PDF, or with one of another source than ``digest`` names, there are no pages and the texts stay as they
    are.
    """
    roots = {text.href: etree.fromstring(text.data) for text in texts}
    starts = page_starts(directory, section_texts(roots), digest) if directory else ()
    pages = mark_pages(roots, starts)
    if not pages:
        return texts, ()
    return tuple(dataclasses.replace(text, data=serialised(roots[text.href])) for text in texts), pages


def _well_formed(text: str, template: str) -> bytes:
    """The document's bytes. Raises :class:`OutsideFailure` when the template has not made XML of it."""
    data = text.encode()
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError as problem:
        raise OutsideFailure(
            f"模板 epub/{template} 写出的页面不是合格的 XML：{problem.msg}（改法：检查模板里的标签是否成对）"
        ) from problem
    return data
