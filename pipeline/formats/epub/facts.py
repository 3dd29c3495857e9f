"""A handbook → the XHTML documents, style sheet and NCX of its e-book, rendered from ``templates/epub/``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from pipeline.findings import OutsideFailure
from pipeline.formats.epub import contents as place
from pipeline.formats.epub.names import CSS_TYPE, NCX_TYPE, XHTML_TYPE
from pipeline.formats.epub.narrow_screens import breakable, table_class, whole_figures
from pipeline.formats.epub.packaging import Resource
from pipeline.formats.epub.page_markers import Page, mark_pages, serialised
from pipeline.formats.epub.print_pages import PageStart
from pipeline.formats.templating import Templates
from pipeline.formats.titles import set_title, title_lines
from pipeline.handbook import NOTE_LABEL, SOURCES_LABEL, Handbook, footnotes
from pipeline.world import World

TEMPLATES = "templates/epub"
STYLE_SHEET = "style.css"

_FILTERS: tuple[tuple[str, Callable[..., object]], ...] = (
    ("breakable", breakable),
    ("table_class", table_class),
    ("whole_figures", whole_figures),
)


def templates_in(world: World) -> Templates:
    """Give this format's templates."""
    return Templates(world, TEMPLATES, _FILTERS)


@dataclass(frozen=True, slots=True)
class Documents:
    """Renders the book's documents.

    ``cover`` is the cover picture's href; ``images`` gives the href of an image by its name in the handbook.
    """

    handbook: Handbook
    templates: Templates
    cover: str
    images: Mapping[str, str]

    def front(self, pages: tuple[Page, ...]) -> tuple[Resource, ...]:
        """Render cover, title page, and the contents with the list of the printed book's pages."""
        return (
            self._page("cover.xhtml.j2", place.COVER, place.COVER_TITLE),
            self._page("title.xhtml.j2", place.TITLE_PAGE, self.handbook.title),
            self._page("nav.xhtml.j2", place.NAVIGATION, place.NAVIGATION_TITLE, "nav", pages=pages),
        )

    def texts(self) -> tuple[Resource, ...]:
        """Render the preface, the questions and the glossary, in reading order."""
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
        """Render the NCX of the book with this identifier, and the style sheet."""
        facts = self._facts(identifier=identifier, pages=pages)
        ncx = _well_formed(self.templates.render("toc.ncx.j2", facts), "toc.ncx.j2")
        style = self.templates.render("style.css.j2", facts).encode()
        return Resource("ncx", "toc.ncx", NCX_TYPE, ncx), Resource("style", STYLE_SHEET, CSS_TYPE, style)

    def _facts(self, **more: object) -> dict[str, object]:
        titles = title_lines(self.handbook)
        return {
            "handbook": self.handbook,
            "titles": titles,
            # About seven characters fit a phone in this size; a row that does not is divided again.
            "title_rows": set_title(titles.hero, 100, 700, 900).rows,
            "cover": self.cover,
            "style_sheet": STYLE_SHEET,
            "image_hrefs": self.images,
            "footnotes_of": footnotes,
            "note_label": NOTE_LABEL,
            "sources_label": SOURCES_LABEL,
            "question_hrefs": place.question_hrefs(self.handbook),
            "item_hrefs": place.item_hrefs(self.handbook),
            "entries": place.contents(self.handbook),
            "landmarks": place.landmarks(self.handbook),
            **more,
        }

    def _page(self, template: str, href: str, title: str, *properties: str, **facts: object) -> Resource:
        text = self.templates.render(template, self._facts(page_title=title, **facts))
        return text_resource(href, _well_formed(text, template), *properties)


def text_resource(href: str, data: bytes, *properties: str) -> Resource:
    """Give a document as a resource in the reading order."""
    return Resource(href.removesuffix(".xhtml"), href, XHTML_TYPE, data, properties, in_spine=True)


def with_page_markers(
    texts: Mapping[str, bytes], starts: tuple[PageStart, ...]
) -> tuple[dict[str, bytes], tuple[Page, ...]]:
    """Put a marker into ``texts``, documents by their href, where each printed page begins; give these pages in order.

    Without pages the texts stay as they are.
    """
    roots = parsed_texts(texts)
    pages = mark_pages(roots, starts)
    return ({href: serialised(root) for href, root in roots.items()} if pages else dict(texts)), pages


def parsed_texts(texts: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """Give the roots of documents that were rendered here, by their href."""
    return {href: etree.fromstring(data) for href, data in texts.items()}


def _well_formed(text: str, template: str) -> bytes:
    """Give the document's bytes. Raises :class:`OutsideFailure` when the template has not made XML of it."""
    data = text.encode()
    try:
        etree.fromstring(data)
    except etree.XMLSyntaxError as problem:
        raise OutsideFailure(
            f"模板 epub/{template} 写出的页面不是合格的 XML：{problem.msg}", "检查模板里的标签是否成对"
        ) from problem
    return data
