"""A handbook → the XHTML documents, style sheet and NCX of its e-book, rendered from ``templates/epub/``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from pipeline.findings import OutsideFailure
from pipeline.formats.epub import contents as place
from pipeline.formats.epub.metadata import Metadata
from pipeline.formats.epub.packaging import Resource
from pipeline.formats.templating import render
from pipeline.formats.titles import title_lines
from pipeline.handbook import NOTE_LABEL, SOURCES_LABEL, Handbook, footnotes

XHTML, NCX, CSS = "application/xhtml+xml", "application/x-dtbncx+xml", "text/css"
STYLE_SHEET = "style.css"


def documents(
    handbook: Handbook, metadata: Metadata, templates: Path, *, cover: str, images: Mapping[str, str]
) -> tuple[Resource, ...]:
    """Every text of the book in reading order; the NCX and the style sheet last.

    ``templates`` is the folder of this format; ``cover`` the cover picture's href; ``images`` gives the href of an
    image by its name in the handbook.
    """
    common = {
        "handbook": handbook,
        "identifier": metadata.identifier,
        "titles": title_lines(handbook),
        "cover": cover,
        "style_sheet": STYLE_SHEET,
        "image_hrefs": images,
        "footnotes_of": footnotes,
        "note_label": NOTE_LABEL,
        "sources_label": SOURCES_LABEL,
        "question_hrefs": place.question_hrefs(handbook),
        "entries": place.contents(handbook),
        "landmarks": place.landmarks(handbook),
    }

    def page(template: str, href: str, title: str, *properties: str, **facts: object) -> Resource:
        text = render(templates, template, {**common, "page_title": title, **facts})
        return Resource(
            href.removesuffix(".xhtml"), href, XHTML, _well_formed(text, template), properties, in_spine=True
        )

    pages = [
        page("cover.xhtml.j2", place.COVER, place.COVER_TITLE),
        page("title.xhtml.j2", place.TITLE_PAGE, handbook.title),
        page("nav.xhtml.j2", place.NAVIGATION, place.NAVIGATION_TITLE, "nav"),
    ]
    if handbook.preface:
        pages.append(page("preface.xhtml.j2", place.PREFACE, place.PREFACE_TITLE))
    pages += [page("part.xhtml.j2", place.part_href(part), part.title, part=part) for part in handbook.parts]
    if handbook.terms.glossary:
        pages.append(page("glossary.xhtml.j2", place.GLOSSARY, place.GLOSSARY_TITLE))
    ncx = _well_formed(render(templates, "toc.ncx.j2", common), "toc.ncx.j2")
    style = render(templates, "style.css.j2", common).encode()
    return (*pages, Resource("ncx", "toc.ncx", NCX, ncx), Resource("style", STYLE_SHEET, CSS, style))


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
