"""Markers in the e-book's documents where the pages of the printed book begin.

EPUB Accessibility 1.1 (https://www.w3.org/TR/epub-a11y-11/#sec-page-nav) and the DPUB-ARIA role ``doc-pagebreak``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from pipeline.formats.epub.print_pages import FRONT, GLOSSARY, PageStart
from pipeline.seen.html_names import EPUB_TYPE, XHTML, words_in

# A page that begins with one of these begins before it, so that no heading or caption takes its number for a word.
_NOT_INSIDE = {f"{XHTML}{name}" for name in ("span", "strong", "em", "a", "code", "dfn", "h1", "h2")}
_WITH_PICTURE = {f"{XHTML}{name}" for name in ("figcaption", "figure")}
# An element without contents would be taken for an open one by reading apps that read XHTML as HTML.
_VOID = {f"{XHTML}{name}" for name in ("img", "br", "hr", "meta", "link", "col", "wbr")}


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the printed book: its number as printed, and the place of its marker (``file#id``)."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class _Run:
    """Characters that stand together in a document: the ``text`` of an element, or its ``tail``."""

    element: etree._Element
    is_tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.is_tail else self.element.text) or ""


def section_texts(documents: Mapping[str, etree._Element]) -> dict[str, str]:
    """Give the text of each section, as :func:`~pipeline.formats.epub.print_pages.page_starts` wants it.

    ``documents`` are the roots of the documents by file name, in reading order.
    """
    texts: dict[str, list[str]] = {}
    for document in documents.values():
        for section, run in _runs(document):
            texts.setdefault(section, []).append("".join(run.text.split()))
    return {section: text for section, parts in texts.items() if (text := "".join(parts))}


def mark_pages(documents: Mapping[str, etree._Element], starts: Sequence[PageStart]) -> tuple[Page, ...]:
    """Put a marker into ``documents`` at every start of a page; give the pages in order with their markers' places."""
    wanted: dict[str, list[PageStart]] = {}
    for start in starts:
        wanted.setdefault(start.section, []).append(start)
    pages: list[Page] = []
    for href, document in documents.items():
        passed: dict[str, int] = {}
        found: list[tuple[_Run, int, PageStart]] = []
        for section, run in _runs(document):
            positions = [at for at, character in enumerate(run.text) if not character.isspace()]
            begin = passed.get(section, 0)
            passed[section] = begin + len(positions)
            found += [
                (run, positions[start.offset - begin], start)
                for start in wanted.get(section, ())
                if begin <= start.offset < passed[section]
            ]
        # From the last to the first: what is put in does not move what is still to come.
        for run, at, start in reversed(found):
            _insert(run, at, _marker(start.label))
        pages += [Page(start.label, f"{href}#{_id(start.label)}") for _, _, start in found]
    return tuple(pages)


def marked_pages(documents: Mapping[str, etree._Element]) -> tuple[PageStart, ...]:
    """Give the places of the markers in finished documents, by the pages that they mark."""
    pages: list[PageStart] = []
    for document in documents.values():
        passed: dict[str, int] = {}
        for section, run in _runs(document):
            if not run.is_tail and run.element.get(EPUB_TYPE) == "pagebreak":
                label = run.element.get("aria-label", "")
                pages.append(PageStart(label, section, passed.get(section, 0)))
            passed[section] = passed.get(section, 0) + len("".join(run.text.split()))
    return tuple(pages)


def serialised(document: etree._Element) -> bytes:
    """Give the document's bytes, with an end tag for every element that may have contents."""
    for element in document.iter(f"{XHTML}*"):
        if element.tag not in _VOID and element.text is None and len(element) == 0:
            element.text = ""
    data: bytes = etree.tostring(document, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return (
        data.replace(b"<?xml version='1.0' encoding='utf-8'?>", b'<?xml version="1.0" encoding="utf-8"?>', 1)
        + b"\n"
    )


def _runs(document: etree._Element) -> Iterator[tuple[str, _Run]]:
    """Give what a document says in reading order, each run with its section; without footnotes and their marks."""
    body = document.find(f"{XHTML}body")
    if body is None:
        return
    outermost = {"preface": FRONT, "glossary": GLOSSARY}

    def walk(element: etree._Element, section: str) -> Iterator[tuple[str, _Run]]:
        name = element.get("id", "")
        meaning = element.get(EPUB_TYPE, "")
        if element.tag == f"{XHTML}section":
            section = outermost.get(meaning, name or section)
        if meaning not in ("footnote", "noteref"):
            yield section, _Run(element, False)
            for child in element:
                yield from walk(child, section)
                yield section, _Run(child, True)

    for section, run in walk(body, ""):
        if section:
            yield section, run


def _id(label: str) -> str:
    return f"page{label}"


def _marker(label: str) -> etree._Element:
    facts = {EPUB_TYPE: "pagebreak", "role": "doc-pagebreak", "id": _id(label), "aria-label": label}
    return etree.Element(f"{XHTML}span", facts)


def _insert(run: _Run, at: int, marker: etree._Element) -> None:
    """Put ``marker`` before the character at ``at``: at the head of an element, before the element's first words."""
    text = run.text
    if run.is_tail:
        parent = run.element.getparent()
        assert parent is not None
        marker.tail = text[at:]
        run.element.tail = text[:at]
        parent.insert(parent.index(run.element) + 1, marker)
        return
    before = _outermost_begun(run.element) if not text[:at].strip() else None
    if before is not None and (parent := before.getparent()) is not None:
        parent.insert(parent.index(before), marker)
        return
    marker.tail = text[at:]
    run.element.text = text[:at]
    run.element.insert(0, marker)


def _outermost_begun(element: etree._Element) -> etree._Element | None:
    """Give the outermost element that begins with the first words of ``element`` and should hold no page's marker."""
    found = None
    while element.tag in _NOT_INSIDE | _WITH_PICTURE:
        found, parent = element, element.getparent()
        if parent is None or not _begins(parent, element):
            break
        element = parent
    return found


def _begins(parent: etree._Element, child: etree._Element) -> bool:
    """Report whether no words stand in ``parent`` before ``child``; the picture of a figure is no word."""
    if (parent.text or "").strip():
        return False
    return not any(
        words_in(before).strip() or (before.tail or "").strip()
        for before in child.itersiblings(preceding=True)
    )
