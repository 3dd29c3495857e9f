"""Headings, tables and footnotes, as a screen reader and an old reading app need them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.formats.epub.rules.opened import XHTML, Book, meanings, words_of

_HEADINGS = tuple(f"{XHTML}h{level}" for level in range(1, 7))


def check(book: Book) -> Iterator[str]:
    """Everything inside the documents that has a fixed form."""
    for name, document in book.documents.items():
        faults = (
            *_headings(document),
            *_tables(document),
            *_footnotes(document),
            *_lists(document),
            *_cases(document),
            *_head(document),
        )
        yield from (f"{book.short(name)}：{fault}" for fault in faults)


def _headings(document: etree._Element) -> Iterator[str]:
    levels = [int(str(heading.tag)[-1]) for heading in document.iter(*_HEADINGS)]
    if levels.count(1) > 1:
        yield "有不止一个一级标题（改法：一页一个 h1）"
    for before, level in zip([0, *levels], levels, strict=False):
        if level > before + 1:
            yield (
                f"标题跳级：h{before} 之后是 h{level}（改法：逐级使用）"
                if before
                else f"第一个标题是 h{level}（改法：从 h1 开始）"
            )
    for heading in document.iter(*_HEADINGS):
        if not words_of(heading):
            yield "有空的标题（改法：写上文字，或去掉）"
    for section in document.iter(f"{XHTML}section"):
        if section.get("class") == "question" and section.find(f"{XHTML}h2") is None:
            yield f"问题没有标题：{section.get('id')}（改法：重新生成电子书）"


def _tables(document: etree._Element) -> Iterator[str]:
    for number, table in enumerate(document.iter(f"{XHTML}table"), 1):
        heads = list(table.iter(f"{XHTML}th"))
        if not heads or any(head.get("scope") not in ("col", "row") for head in heads):
            yield f"第{number}个表没有写明表头（改法：表头用 th，并写 scope）"
        if not words_of(table.find(f"{XHTML}caption")):
            yield f"第{number}个表没有表题（改法：补上 caption）"
        counts = [
            len(row.findall(f"{XHTML}th") + row.findall(f"{XHTML}td")) for row in table.iter(f"{XHTML}tr")
        ]
        for row, count in enumerate(counts):
            if count != counts[0]:
                yield f"第{number}个表第{row}行有 {count} 格，表头有 {counts[0]} 格（改法：重新生成电子书）"
        if any(head.get("scope") != "col" for head in table.iterfind(f"{XHTML}thead/{XHTML}tr/{XHTML}th")):
            yield f"第{number}个表的表头不是一列的表头（改法：scope 写 col）"


def _cases(document: etree._Element) -> Iterator[str]:
    """A case begins with its label and has no other: two that run into one, or one in two, are seen by it."""
    for case in document.iter(f"{XHTML}aside"):
        if case.get("role") == "doc-example":
            labels = [at for at, one in enumerate(case) if one.get("class") == "label"]
            if labels != [0] or not case.get("aria-label"):
                words = words_of(case)
                yield f"案例“{words[:12]}…”要有一个标签，在最前（改法：重新生成电子书）"


_HEAD = {
    f"{XHTML}meta": {"charset"},
    f"{XHTML}title": set(),
    f"{XHTML}link": {"rel", "type", "href"},
}


def _head(document: etree._Element) -> Iterator[str]:
    """What stands before the text of a document: its encoding, its name, its style sheet."""
    for element in document.iterfind(f"{XHTML}head/*"):
        known = _HEAD.get(str(element.tag))
        strange = [one for one in map(str, element.attrib) if known is None or one not in known]
        if known is None or strange or element.get("rel", "stylesheet") != "stylesheet":
            yield f"页头里有 {etree.tostring(element, encoding='unicode', with_tail=False).strip()}（改法：去掉）"


def _footnotes(document: etree._Element) -> Iterator[str]:
    notes = {one.get("id") for one in document.iter(f"{XHTML}aside") if "footnote" in meanings(one)}
    marks = {
        one.get("href", "").removeprefix("#")
        for one in document.iter(f"{XHTML}a")
        if "noteref" in meanings(one)
    }
    for one in sorted(str(name) for name in notes ^ marks):
        yield f"脚注与注号对不上：{one}（改法：一个注号对一条脚注，都在同一页）"


def _lists(document: etree._Element) -> Iterator[str]:
    for item in document.iter(f"{XHTML}p", f"{XHTML}li"):
        if not words_of(item) and item.find(f".//{XHTML}img") is None:
            yield "有空的段落或列表项（改法：去掉）"
