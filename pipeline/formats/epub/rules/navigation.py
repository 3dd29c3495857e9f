"""The contents against the headings, the NCX against the contents, the landmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from pipeline.findings import Finding
from pipeline.formats.epub.names import DC, NCX, NCX_TYPE, OPF
from pipeline.formats.epub.opened import Book, parsed, resolved
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import AGAIN, offence
from pipeline.formats.epub.rules.elements import words_of
from pipeline.seen.html_names import XHTML, types_of, words_in

_LISTS = {f"{NCX}navMap", f"{NCX}pageList"}
_NEEDED = ("cover", "toc", "bodymatter")


def listing(book: Book, meaning: str) -> etree._Element | None:
    """Give the list of this meaning in the navigation document."""
    document = book.documents.get(book.navigation)
    if document is None:
        return None
    return next((one for one in document.iter(f"{XHTML}nav") if meaning in types_of(one)), None)


def ncx(book: Book) -> etree._Element | None:
    """Give the root of the NCX; None where there is none, or it is no XML."""
    data = _ncx_data(book)
    try:
        return parsed(data) if data else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def _ncx_data(book: Book) -> bytes:
    item = next(book.of_type(NCX_TYPE), None)
    return book.files.get(item.name, b"") if item is not None else b""


def label_of(point: etree._Element) -> str:
    """Give the words of a line of the NCX."""
    return point.findtext(f"{NCX}navLabel/{NCX}text") or ""


def source_of(point: etree._Element) -> str:
    """Give where a line of the NCX leads."""
    content = point.find(f"{NCX}content")
    return content.get("src", "") if content is not None else ""


def check(book: Book) -> Iterator[Finding]:
    """Check contents, NCX and landmarks."""
    contents = listing(book, "toc")
    if contents is None:
        yield offence(codes.CONTENTS, "书没有目录", AGAIN)
        return
    entries = [
        (
            words_of(link),
            resolved(book.navigation, link.get("href", "")),
            len(list(link.iterancestors(f"{XHTML}ol"))),
        )
        for link in contents.iter(f"{XHTML}a")
    ]
    if any(level > 2 for _, _, level in entries):
        yield offence(codes.CONTENTS, "目录超过两级，Kindle 只显示两级", "减为两级")
    yield from _against_headings(book, [_plain(title) for title, _, _ in entries])
    yield from _landmarks(book)
    old = ncx(book)
    if old is None:
        fault = "无法解析旧阅读软件用的目录（NCX）" if _ncx_data(book) else "缺少旧阅读软件用的目录（NCX）"
        yield offence(codes.OLD_CONTENTS, fault, AGAIN)
        return
    yield from _against_contents(book, old, entries)
    yield from _named(book, old)
    order = [one.get("playOrder") for one in old.iter(f"{NCX}navPoint", f"{NCX}pageTarget")]
    if order != [str(place) for place in range(1, len(order) + 1)]:
        yield offence(codes.OLD_CONTENTS, "NCX 的次序号（playOrder）不连续", "从 1 起逐个编号")
    yield from _counted(old, max((level for _, _, level in entries), default=1))
    identifier = book.package.get("unique-identifier")
    wanted = [(one.text or "").strip() for one in book.package.iter() if one.get("id") == identifier]
    said = [one.get("content") for one in old.iter(f"{NCX}meta") if one.get("name") == "dtb:uid"]
    if said != wanted:
        yield offence(codes.OLD_CONTENTS, "NCX 的标识与书的标识不同", "改成一样")


def _against_contents(
    book: Book, old: etree._Element, entries: list[tuple[str, str, int]]
) -> Iterator[Finding]:
    """Check that the NCX has the lines of the contents, in their order, at their levels."""
    base = next(book.of_type(NCX_TYPE)).name
    points = [
        (
            " ".join(label_of(point).split()),
            resolved(base, source_of(point)),
            1 + len(list(point.iterancestors(f"{NCX}navPoint"))),
        )
        for point in old.iter(f"{NCX}navPoint")
    ]
    if points != entries:
        both = zip_longest(entries, points, fillvalue=("（没有）", "", 0))
        odd = next(one[0] or other[0] for one, other in both if one != other)
        yield offence(codes.OLD_CONTENTS, f"两份目录（nav 与 NCX）不同，从“{odd}”起", AGAIN)


def _counted(old: etree._Element, depth: int) -> Iterator[Finding]:
    """Check what the head of the NCX counts: levels, pages, the highest number of these (Z39.86-2005, 8.4)."""
    pages = [label_of(target) for target in old.iter(f"{NCX}pageTarget")]
    counted = {
        "dtb:depth": depth,
        "dtb:totalPageCount": len(pages),
        "dtb:maxPageNumber": max((int(label) for label in pages if label.isdecimal()), default=0),
    }
    said = {one.get("name"): one.get("content") for one in old.iter(f"{NCX}meta")}
    for name, count in counted.items():
        if said.get(name) != str(count):
            message = f"NCX 的 {name} 应为 {count}，实为 {said.get(name)}"
            yield offence(codes.OLD_CONTENTS, message, AGAIN)


def _named(book: Book, old: etree._Element) -> Iterator[Finding]:
    """Check what the NCX says beside its lines: the book's title and author, what its list of pages is called."""
    said = [_plain(words_in(one)) for one in old if one.tag not in _LISTS]
    wanted = [
        _plain(one.text or "") for name in ("title", "creator") for one in book.package.iter(f"{DC}{name}")
    ]
    pages = listing(book, "page-list")
    said += [label_of(one) for one in old.iter(f"{NCX}pageList")]
    wanted += [pages.get("aria-label", "")] if pages is not None else []
    for one, other in zip_longest([one for one in said if one], wanted, fillvalue="（没有）"):
        if one != other:
            yield offence(codes.OLD_CONTENTS, f"NCX 里的“{one}”应为“{other}”", AGAIN)


def _plain(words: str) -> str:
    return "".join(words.split())


def _against_headings(book: Book, titles: list[str]) -> Iterator[Finding]:
    """Check that every heading of the text has its line, in the order of the book."""
    headings = [
        _plain(words_of(heading))
        for name, document in book.documents.items()
        for heading in document.iter(f"{XHTML}h1", f"{XHTML}h2")
        if name != book.navigation
        and not any("titlepage" in types_of(one) for one in heading.iterancestors())
    ]
    missing, surplus = Counter(headings) - Counter(titles), Counter(titles) - Counter(headings)
    for title in missing:
        yield offence(codes.CONTENTS, f"目录里没有“{title}”", AGAIN)
    for title in surplus:
        yield offence(codes.CONTENTS, f"目录里的“{title}”在正文里没有", AGAIN)
    if not missing and not surplus and headings != titles:
        yield offence(codes.CONTENTS, "目录的次序与正文不同", AGAIN)


def _landmarks(book: Book) -> Iterator[Finding]:
    marks = listing(book, "landmarks")
    found = [types_of(link) for link in marks.iter(f"{XHTML}a")] if marks is not None else []
    if any(len(types) != 1 for types in found):
        message = "地标里有一项不是恰好一个含义，Apple Books 会跳过它"
        yield offence(codes.LANDMARKS, message, "每项一个 epub:type")
    for name in _NEEDED:
        if not any(name in types for types in found):
            yield offence(codes.LANDMARKS, f"地标里缺少 {name}", "补上")
    guide = {one.get("type") for one in book.package.iter(f"{OPF}reference")}
    if "text" not in guide:
        yield offence(codes.LANDMARKS, "guide 里没有正文（text）", "补上")
