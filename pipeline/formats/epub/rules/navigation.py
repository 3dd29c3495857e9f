"""The contents against the headings, the NCX against the contents, the landmarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest

from lxml import etree

from pipeline.formats.epub.read import resolved
from pipeline.formats.epub.rules.opened import NCX, OPF, XHTML, Book, meanings, words_of

_LISTS = {f"{NCX}navMap", f"{NCX}pageList"}
_NEEDED = ("cover", "toc", "bodymatter")


def listing(book: Book, meaning: str) -> etree._Element | None:
    """The list of this meaning in the navigation document."""
    document = book.documents.get(book.navigation)
    if document is None:
        return None
    return next((one for one in document.iter(f"{XHTML}nav") if meaning in meanings(one)), None)


def ncx(book: Book) -> etree._Element | None:
    """The root of the NCX."""
    item = next(book.of_type("application/x-dtbncx+xml"), None)
    return etree.fromstring(book.files[item.name]) if item is not None and book.files.get(item.name) else None


def check(book: Book) -> Iterator[str]:
    """Contents, NCX and landmarks."""
    contents = listing(book, "toc")
    if contents is None:
        yield "书没有目录（改法：重新生成电子书）"
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
        yield "目录超过两级，Kindle 只显示两级（改法：减为两级）"
    yield from _against_headings(book, [_plain(title) for title, _, _ in entries])
    yield from _landmarks(book)
    old = ncx(book)
    if old is None:
        yield "缺少旧阅读软件用的目录（NCX）（改法：重新生成电子书）"
        return
    base = next(book.of_type("application/x-dtbncx+xml")).name
    points = [
        (
            " ".join((point.findtext(f"{NCX}navLabel/{NCX}text") or "").split()),
            resolved(base, _source(point)),
            1 + len(list(point.iterancestors(f"{NCX}navPoint"))),
        )
        for point in old.iter(f"{NCX}navPoint")
    ]
    if points != entries:
        both = zip_longest(entries, points, fillvalue=("（没有）", "", 0))
        odd = next(one[0] or other[0] for one, other in both if one != other)
        yield f"两份目录（nav 与 NCX）不同，从“{odd}”起（改法：重新生成电子书）"
    yield from _named(book, old)
    order = [int(one.get("playOrder", "0")) for one in old.iter(f"{NCX}navPoint", f"{NCX}pageTarget")]
    if order != list(range(1, len(order) + 1)):
        yield "NCX 的次序号（playOrder）不连续（改法：从 1 起逐个编号）"
    identifier = book.package.get("unique-identifier")
    wanted = [(one.text or "").strip() for one in book.package.iter() if one.get("id") == identifier]
    said = [one.get("content") for one in old.iter(f"{NCX}meta") if one.get("name") == "dtb:uid"]
    if said != wanted:
        yield "NCX 的标识与书的标识不同（改法：改成一样）"


def _named(book: Book, old: etree._Element) -> Iterator[str]:
    """What the NCX says beside its lines: the book's title and author, and what its list of pages is called."""
    said = [_plain("".join(map(str, one.itertext()))) for one in old if one.tag not in _LISTS]
    wanted = [
        _plain(one.text or "")
        for name in ("title", "creator")
        for one in book.package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")
    ]
    pages = listing(book, "page-list")
    said += [one.findtext(f"{NCX}navLabel/{NCX}text") or "" for one in old.iter(f"{NCX}pageList")]
    wanted += [pages.get("aria-label", "")] if pages is not None else []
    for one, other in zip_longest([one for one in said if one], wanted, fillvalue="（没有）"):
        if one != other:
            yield f"NCX 里的“{one}”应为“{other}”（改法：重新生成电子书）"


def _source(point: etree._Element) -> str:
    content = point.find(f"{NCX}content")
    return content.get("src", "") if content is not None else ""


def _plain(words: str) -> str:
    return "".join(words.split())


def _against_headings(book: Book, titles: list[str]) -> Iterator[str]:
    """Every heading of the text has its line, in the order of the book."""
    aside = {book.navigation}
    headings = [
        _plain(words_of(heading))
        for name, document in book.documents.items()
        for heading in document.iter(f"{XHTML}h1", f"{XHTML}h2")
        if name not in aside and not any("titlepage" in meanings(one) for one in heading.iterancestors())
    ]
    missing, surplus = Counter(headings) - Counter(titles), Counter(titles) - Counter(headings)
    yield from (f"目录里没有“{title}”（改法：重新生成电子书）" for title in missing)
    yield from (f"目录里的“{title}”在正文里没有（改法：重新生成电子书）" for title in surplus)
    if not missing and not surplus and headings != titles:
        yield "目录的次序与正文不同（改法：重新生成电子书）"


def _landmarks(book: Book) -> Iterator[str]:
    marks = listing(book, "landmarks")
    found = [meanings(link) for link in marks.iter(f"{XHTML}a")] if marks is not None else []
    if any(len(types) != 1 for types in found):
        yield "地标里有一项不是恰好一个含义，Apple Books 会跳过它（改法：每项一个 epub:type）"
    for name in _NEEDED:
        if not any(name in types for types in found):
            yield f"地标里缺少 {name}（改法：补上）"
    guide = {one.get("type") for one in book.package.iter(f"{OPF}reference")}
    if "text" not in guide:
        yield "guide 里没有正文（text）（改法：补上）"
