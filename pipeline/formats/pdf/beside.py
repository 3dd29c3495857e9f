"""What a finished PDF file says beside the questions: running heads and folios, bookmarks, links, its own title.

And what it holds that nobody sees: a reader's search or a screen reader would still find it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pipeline.formats.contract import FoundBlock, Furnishing, Stamp
from pipeline.formats.pdf.stamp import stamp_in
from pipeline.seen.pdf_pages import EDGE, Anchor, Glyph, LinkArea, PaintedPage, left_edge
from pipeline.typeset.geometry import POINT, page_geometry

HEADS = "书眉和页码"
PARTS = {
    "front": "书前",
    "part": "辑首页",
    "back": "附录",
    "back-districts": "案例索引",
    "back-keywords": "关键词索引",
    "back-glossary": "术语",
    "note": "编写说明的脚注",
}

COLUMNS = ("back-districts", "back-keywords")
HEADING = 15.0  # pt: the heading above the columns is larger, the text in them smaller


def in_columns(glyphs: Sequence[Glyph], pages: Sequence[PaintedPage], section: str) -> Iterator[Glyph]:
    """The characters in reading order; the indexes stand in two columns."""
    if section not in COLUMNS:
        yield from glyphs
        return
    for index, group in groupby(glyphs, key=lambda glyph: glyph.page):
        page = pages[index]
        middle = left_edge(page) + page_geometry(page.width * POINT, page.height * POINT).measure / POINT / 2
        own = list(group)
        yield from sorted((g for g in own if g.size > HEADING), key=lambda g: (round(g.y), g.x))
        small = [g for g in own if g.size <= HEADING]
        for right in (False, True):
            column = [g for g in small if (g.x > middle) is right]
            yield from sorted(column, key=lambda g: (round(g.y), g.x))


def around_the_text(pages: Sequence[PaintedPage]) -> Iterator[Furnishing]:
    """Running heads and folio of every page; what is hidden; what stands beyond the trimmed page."""
    for page in pages:
        geometry = page_geometry(page.width * POINT, page.height * POINT)
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
    """Where the links outside the questions lead, in order, each once where a title takes several lines."""
    first = min((places[name].page for name in questions), default=0)
    last = max((places[name].page for name in places if name.startswith("back")), default=-1)
    back = min((places[name].page for name in places if name == "back"), default=last + 1)
    for page, areas in links.items():
        if first <= page < back:
            continue
        for target, _ in groupby(area.target for area in areas):
            if target.partition("_")[0] != "#preface":
                yield Furnishing("链接", "", target)


def described(blocks: Iterable[FoundBlock], words: Iterator[str] | None) -> tuple[FoundBlock, ...]:
    """The blocks, their pictures with the next of ``words``, those that a tagged file has for them."""
    if words is None:
        return tuple(blocks)
    return tuple(
        dataclasses.replace(block, alternative=next(words, "")) if block.picture else block
        for block in blocks
    )


def document_furniture(pdf: Any) -> Iterator[Furnishing]:
    """Title, author and language of the file, its bookmarks with the pages that they lead to, and what is foreign."""
    facts, edition = pdf.metadata or {}, stamp_in(pdf.get_xml_metadata()) or Stamp("", "")
    _, language = pdf.xref_get_key(pdf.pdf_catalog(), "Lang")
    yield Furnishing("文件信息", "", f"{facts.get('title')} {facts.get('author')} {language}")
    yield Furnishing("版本", "", f"{edition.release} {edition.digest}")
    for level, title, page in pdf.get_toc():
        label = pdf[page - 1].get_label() or str(page) if page > 0 else ""
        yield Furnishing("书签", "", f"{level} {title}→{label}")
    yield from _foreign(pdf)


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
    """Comments, stamps, forms, scripts, layers and attachments: a reader would see them, and no source has them."""
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
