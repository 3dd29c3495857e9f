"""The finished ``handbook.epub`` → the text of its questions and its faults, as a stranger finds them.

Nothing is known but the standards: from the container to the package document, its spine and the documents in
reading order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from lxml import etree

from pipeline.findings import Finding, unreadable
from pipeline.formats.contract import Opened
from pipeline.formats.epub.names import DIGEST, FILE, OPF, PRINT_FILE, RELEASE, XHTML_TYPE
from pipeline.formats.epub.opened import Book, Unreadable, opened, resolved
from pipeline.formats.epub.rules import offences
from pipeline.formats.epub.rules.codes import AGAIN
from pipeline.formats.epub.vocabulary import strange
from pipeline.seen.edition import FoundEdition, Furnishing, Shown, Stamp
from pipeline.seen.html_names import XML_LANG, words_in
from pipeline.seen.html_reader import Document, FoundDocument, read_document
from pipeline.seen.html_styles import Styles, style_sheets

_SHOWN: frozenset[Shown] = frozenset(
    {"strong", "emphasis", "code", "link", "reference", "note", "picture", "revised"}
)
_PARTS = {f"{OPF}{name}" for name in ("metadata", "manifest", "spine", "guide")}


def read_book(files: Mapping[str, bytes]) -> Opened:
    """Open ``handbook.epub``; its page numbers are compared with ``handbook-print.pdf``, if it is there, too."""
    data = files.get(FILE)
    if data is None:
        return Opened(findings=(unreadable(FILE, "找不到", "运行 baiwen build epub"),))
    try:
        book = opened(data)
    except Unreadable as broken:
        return Opened(findings=(unreadable(FILE, broken.fault, AGAIN),))
    text = _text(book)
    return Opened(text.editions, (*text.findings, *offences(book, files.get(PRINT_FILE))), _stamp(book))


def recognised(data: bytes) -> Opened | None:
    """Read one file of whatever name: its text and its stamp; None where it is none of our e-books."""
    try:
        book = opened(data)
    except Unreadable:
        return None
    stamp = _stamp(book)
    if stamp is None:
        return None
    text = _text(book)
    return Opened(text.editions, text.findings, stamp)


def _text(book: Book) -> Opened:
    """Read the documents in reading order, or report that one cannot be read."""
    try:
        found = [read_document(document) for document in _documents(book)]
    except KeyError as problem:
        return Opened(findings=(unreadable(FILE, f"缺少内部文件：{problem.args[0]}", AGAIN),))
    except ValueError as problem:
        return Opened(findings=(unreadable(FILE, f"内部有一页无法解析：{problem}", AGAIN),))
    return Opened((_edition(book, found),), tuple(_findings(found)))


def _edition(book: Book, found: list[FoundDocument]) -> FoundEdition:
    return FoundEdition(
        FILE,
        tuple(question for document in found for question in document.questions),
        _SHOWN,
        shows_blocks=True,
        furniture=(*_facts(book.package), *(one for document in found for one in document.furniture)),
        shows_spaces=True,
    )


def _findings(found: list[FoundDocument]) -> Iterator[Finding]:
    return (finding for document in found for finding in document.findings)


def _documents(book: Book) -> Iterator[Document]:
    """Give the documents of the spine with their style sheets. Raises ``KeyError`` where a style sheet is missing."""
    styles: dict[tuple[str, ...], Styles] = {}
    foreign = partial(strange, book.package.get(XML_LANG, ""))
    for name in (item.name for item in book.spine if item.media_type == XHTML_TYPE):
        root = book.documents[name]
        sheets = style_sheets(root, partial(_file, book, name))
        if sheets not in styles:
            styles[sheets] = Styles(sheets)
        picture = partial(_picture, book, name)
        yield Document(FILE, book.short(name), root, styles[sheets], picture, foreign)


def _file(book: Book, base: str, href: str) -> bytes:
    return book.files[resolved(base, href)]


def _picture(book: Book, base: str, href: str) -> bytes:
    """Give a picture's bytes; none where it is not in the book."""
    return b"" if "://" in href else book.files.get(resolved(base, href), b"")


def _facts(package: etree._Element) -> Iterator[Furnishing]:
    """Give everything that the package document says of the book, and what its guide leads to."""
    for element in package.iterfind(f"{OPF}metadata/*"):
        name = element.get("property") or element.get("name") or etree.QName(element).localname
        said = element.get("content") or element.get("href") or element.text or ""
        about = "".join(f"（{element.get(one)}）" for one in ("refines", "scheme") if element.get(one))
        part = "版本" if name in (RELEASE, DIGEST) else "书的信息"
        yield Furnishing(part, f"{name}{about}", said)
    for element in package.iterfind(f"{OPF}guide/{OPF}reference"):
        yield Furnishing("guide", element.get("href", ""), f"{element.get('type')} {element.get('title')}")
    for element in package:
        if element.tag not in _PARTS:
            yield Furnishing("书的信息", etree.QName(element).localname, words_in(element))


def _stamp(book: Book) -> Stamp | None:
    """Give which edition the package document says the book is; None where it does not say."""
    release, digest = ("".join(book.metas(name)[:1]) for name in (RELEASE, DIGEST))
    return Stamp(release, digest) if release or digest else None
