"""Headings, tables and footnotes, as a screen reader and an old reading app need them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.findings import Finding
from pipeline.formats.epub.opened import Book
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import AGAIN
from pipeline.formats.epub.rules.elements import words_of
from pipeline.seen.html_names import XHTML, types_of
from pipeline.seen.html_tables import widths

_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))
_HEAD = {
    f"{XHTML}meta": {"charset"},
    f"{XHTML}title": set(),
    f"{XHTML}link": {"rel", "type", "href"},
}

_Faults = Iterator[tuple[str, str]]
"""What is wrong, each with its mend."""


def check(book: Book) -> Iterator[Finding]:
    """Check everything inside the documents that has a fixed form."""
    for name, document in book.documents.items():
        for code, faults in (
            (codes.HEADINGS, _headings(document)),
            (codes.TABLES, _tables(document)),
            (codes.NOTES, _footnotes(document)),
            (codes.EMPTY, _lists(document)),
            (codes.CASES, _cases(document)),
            (codes.HEAD, _head(document)),
        ):
            for message, hint in faults:
                yield codes.offence(code, message, hint, book.short(name))


def _headings(document: etree._Element) -> _Faults:
    levels = [int(str(heading.tag)[-1]) for heading in document.iter(*_HEADINGS)]
    if levels.count(1) > 1:
        yield "有不止一个一级标题", "一页一个 h1"
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            if before:
                yield f"标题跳级：h{before} 之后是 h{level}", "逐级使用"
            else:
                yield f"第一个标题是 h{level}", "从 h1 开始"
    for heading in document.iter(*_HEADINGS):
        if not words_of(heading):
            yield "有空的标题", "写上文字，或去掉"
    for section in document.iter(f"{XHTML}section"):
        if section.get("class") == "question" and section.find(f"{XHTML}h2") is None:
            yield f"问题没有标题：{section.get('id')}", AGAIN


def _tables(document: etree._Element) -> _Faults:
    for number, table in enumerate(document.iter(f"{XHTML}table"), 1):
        heads = list(table.iter(f"{XHTML}th"))
        if not heads or any(head.get("scope") not in ("col", "row") for head in heads):
            yield f"第{number}个表没有写明表头", "表头用 th，并写 scope"
        if not words_of(table.find(f"{XHTML}caption")):
            yield f"第{number}个表没有表题", "补上 caption"
        filled = widths(table)
        for row, count in enumerate(filled):
            if count != filled[0]:
                yield f"第{number}个表第{row}行有 {count} 格，表头有 {filled[0]} 格", AGAIN
        if any(head.get("scope") != "col" for head in table.iterfind(f"{XHTML}thead/{XHTML}tr/{XHTML}th")):
            yield f"第{number}个表的表头不是一列的表头", "scope 写 col"


def _cases(document: etree._Element) -> _Faults:
    """Check that a case begins with its label and has no other: so two that run into one, or one in two, are seen."""
    for case in document.iter(f"{XHTML}aside"):
        if case.get("role") == "doc-example":
            labels = [at for at, one in enumerate(case) if one.get("class") == "label"]
            if labels != [0] or not case.get("aria-label"):
                yield f"案例“{words_of(case)[:12]}…”要有一个标签，在最前", AGAIN


def _head(document: etree._Element) -> _Faults:
    """Check what stands before the text of a document: its encoding, its name, its style sheet."""
    for element in document.iterfind(f"{XHTML}head/*"):
        known = _HEAD.get(str(element.tag))
        strange = [one for one in map(str, element.attrib) if known is None or one not in known]
        if known is None or strange or element.get("rel", "stylesheet") != "stylesheet":
            shown = etree.tostring(element, encoding="unicode", with_tail=False).strip()
            yield f"页头里有 {shown}", "去掉"


def _footnotes(document: etree._Element) -> _Faults:
    notes = {one.get("id") for one in document.iter(f"{XHTML}aside") if "footnote" in types_of(one)}
    marks = {
        one.get("href", "").removeprefix("#")
        for one in document.iter(f"{XHTML}a")
        if "noteref" in types_of(one)
    }
    for one in sorted(str(name) for name in notes ^ marks):
        yield f"脚注与注号对不上：{one}", "一个注号对一条脚注，都在同一页"


def _lists(document: etree._Element) -> _Faults:
    for item in document.iter(f"{XHTML}p", f"{XHTML}li"):
        if not words_of(item) and item.find(f".//{XHTML}img") is None:
            yield "有空的段落或列表项", "去掉"
