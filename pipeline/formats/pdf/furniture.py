"""What a finished PDF file shows beside the questions: running heads and folios, bookmarks, links, its own title.

Also what it holds out of sight: a reader's search or a screen reader would still find it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipeline.formats.pdf.names import HEADS, PACKET, TOLD_LINKS
from pipeline.seen.edition import FoundBlock, Furnishing, Stamp
from pipeline.seen.pdf_packet import said_in, stamp_in
from pipeline.seen.pdf_pages import EDGE, Anchor, Glyph, LinkArea, PaintedPage, left_edge
from pipeline.typeset.geometry import POINT

COLUMNS = ("back-districts", "back-keywords")
HEADING = 15.0  # pt: the heading above the columns is larger, the text in them smaller


def in_columns(glyphs: Sequence[Glyph], pages: Sequence[PaintedPage], section: str) -> Iterator[Glyph]:
    """Give the characters in reading order; the indexes stand in two columns."""
    if section not in COLUMNS:
        yield from glyphs
        return
    for index, group in groupby(glyphs, key=lambda glyph: glyph.page):
        page = pages[index]
        middle = left_edge(page) + page.geometry.measure / POINT / 2
        own = list(group)
        yield from sorted((g for g in own if g.size > HEADING), key=lambda g: (round(g.y), g.x))
        small = [g for g in own if g.size <= HEADING]
        for right in (False, True):
            column = [g for g in small if (g.x > middle) is right]
            yield from sorted(column, key=lambda g: (round(g.y), g.x))


def around_the_text(pages: Sequence[PaintedPage]) -> Iterator[Furnishing]:
    """Give running heads and folio of every page, hidden characters, and those beyond the trimmed page."""
    for page in pages:
        geometry = page.geometry
        top, bottom = geometry.head / POINT - EDGE, (geometry.head + geometry.depth) / POINT + EDGE
        outside = [glyph for glyph in page.glyphs if not top < glyph.y < bottom]
        outside.sort(key=lambda glyph: (glyph.y > top, glyph.x))
        yield Furnishing(HEADS, page.label, _text(outside))
        if page.hidden:
            yield Furnishing("看不见的文字", page.label, _text(page.hidden))
        if page.beyond:
            yield Furnishing("裁切线外的文字", page.label, _text(page.beyond))


def link_targets(
    links: Mapping[int, Sequence[LinkArea]], questions: Sequence[str], places: Mapping[str, Anchor]
) -> Iterator[Furnishing]:
    """Give the targets of the links outside the questions, in order, each once where a title takes several lines."""
    first = min((places[name].page for name in questions), default=0)
    # A short handbook has no appendix: its questions go on to the end.
    back = min((places[name].page for name in places if name.startswith("back")), default=len(links))
    for page, areas in links.items():
        if first <= page < back:
            continue
        for target, _ in groupby(area.target for area in areas):
            if target.partition("_")[0] != "#preface":
                yield Furnishing("链接", "", target)


def described(blocks: Iterable[FoundBlock], words: Iterator[str] | None) -> tuple[FoundBlock, ...]:
    """Give the blocks, their pictures with the next of ``words``, those that a tagged file has for them."""
    if words is None:
        return tuple(blocks)
    return tuple(
        dataclasses.replace(block, alternative=next(words, "")) if block.picture else block
        for block in blocks
    )


def document_furniture(pdf: Any) -> Iterator[Furnishing]:
    """Give title, author and language of the file, its bookmarks with their pages, and what is foreign in it."""
    facts, edition = pdf.metadata or {}, stamp_in(pdf.get_xml_metadata()) or Stamp("", "")
    _, language = pdf.xref_get_key(pdf.pdf_catalog(), "Lang")
    yield Furnishing("文件信息", "", f"{facts.get('title')} {facts.get('author')} {language}")
    yield Furnishing("版本", "", f"{edition.release} {edition.digest}")
    packet = (_said(pdf.get_xml_metadata(), name) for name in _PACKET)
    yield Furnishing(PACKET, "", " ".join((*packet, str(facts.get("creationDate")))))
    for level, title, page in pdf.get_toc():
        label = pdf[page - 1].get_label() or str(page) if page > 0 else ""
        yield Furnishing("书签", "", f"{level} {title}→{label}")
    yield from _foreign(pdf)
    yield from _told_links(pdf)


_PACKET = (
    "{http://purl.org/dc/elements/1.1/}title",
    "{http://purl.org/dc/elements/1.1/}creator",
    "{http://purl.org/dc/elements/1.1/}language",
    "{http://ns.adobe.com/xap/1.0/}CreateDate",
)


def _said(packet: str, name: str) -> str:
    """Give the words of a property in the metadata packet."""
    return "、".join("".join(words.split()) for words in said_in(packet, name))


def _told_links(pdf: Any) -> Iterator[Furnishing]:
    """Give the words with which a screen reader names links: each target and its words once."""
    found = set()
    for page in pdf:
        for link in page.get_links():
            target = link.get("uri") or f"#{link.get('nameddest') or ''}"
            _, words = pdf.xref_get_key(link["xref"], "Contents")
            found.add((target, words))
    yield from (Furnishing(TOLD_LINKS, target, words) for target, words in sorted(found))


# What other programs put into a file, by its key in the document's catalog (ISO 32000-1, table 28).
_FOREIGN = {
    "OpenAction": "打开文件时的动作",
    "AA": "脚本",
    "AcroForm": "表单",
    "Names/JavaScript": "脚本",
    "Names/EmbeddedFiles": "附件",
    "Collection": "附件",
    "OCProperties": "图层",
}

_LINK = 1  # MuPDF's number for annotations that are links


def _foreign(pdf: Any) -> Iterator[Furnishing]:
    """Give comments, stamps, forms, scripts, layers, attachments: a reader would see them, and no source has them."""
    catalog = pdf.pdf_catalog()
    for key, name in _FOREIGN.items():
        if pdf.xref_get_key(catalog, key)[0] not in ("null", ""):
            yield Furnishing(name, "", key)
    for page in pdf:
        for xref, kind, _ in page.annot_xrefs():
            if kind != _LINK:
                _, subtype = pdf.xref_get_key(xref, "Subtype")
                yield Furnishing("批注", page.get_label() or str(page.number + 1), subtype.lstrip("/"))


def _text(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.character for glyph in glyphs)
