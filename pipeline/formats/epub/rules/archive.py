"""The archive and its package document: what every reading app needs to open the book (EPUB 3.3, sections 4 and 5)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from pipeline.findings import Finding
from pipeline.formats.epub.names import (
    CONTAINER,
    CONTAINER_FILE,
    CSS_TYPE,
    DC,
    DIGEST,
    NCX_TYPE,
    OPF,
    RELEASE,
    XHTML_TYPE,
)
from pipeline.formats.epub.opened import Book, parsed, resolved
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import AGAIN, offence
from pipeline.seen.html_names import XHTML, XML_LANG

_ASCII_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_DECLARATION = re.compile(rb"<\?xml[^>]*encoding=[\"']utf-8[\"']", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{64}")
# A document's own style sheets, and words of its own making, by the means of XML.
_BESIDE_MARKUP = re.compile(rb"<\?(?!xml\s)[^>]*>|<!ENTITY[^>]*>|<!DOCTYPE(?!\s+html\s*>)[^>\[]*")
_PICTURES = ("image/png", "image/jpeg", "image/svg+xml")
_TEXTS = (XHTML_TYPE, NCX_TYPE)
_KINDS = (*_TEXTS, CSS_TYPE, *_PICTURES)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PACKAGE = {"unique-identifier", "version", "prefix", XML_LANG, "id"}
_SPINE = {"toc", "page-progression-direction", "id"}


def check(book: Book) -> Iterator[Finding]:
    """Check container, manifest, identifiers and links."""
    yield from _container(book)
    yield from _manifest(book)
    yield from _kinds(book)
    yield from _spine(book)
    yield from _facts(book)
    yield from _edition(book)
    yield from _old_apps(book)
    yield from _ids(book)
    yield from _links(book)


def _container(book: Book) -> Iterator[Finding]:
    first = book.entries[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.extra:
        message = "压缩包的第一项不是未压缩的 mimetype，阅读软件会认不出"
        yield offence(codes.CONTAINER, message, AGAIN)
    if book.files.get("mimetype") != b"application/epub+zip":
        yield offence(codes.CONTAINER, "mimetype 的内容不是 application/epub+zip", AGAIN)
    container = parsed(book.files[CONTAINER_FILE])
    if (
        len(list(container.iter(f"{CONTAINER}rootfile"))) != 1
        or container.find(f".//{CONTAINER}link") is not None
    ):
        yield offence(codes.CONTAINER, "容器里不止一本书", f"{CONTAINER_FILE} 里只写一个 rootfile")
    for name, count in Counter(entry.filename for entry in book.entries).items():
        if count > 1:
            yield offence(codes.CONTAINER, f"压缩包里有 {count} 个 {name}", AGAIN)
        if not name.isascii():
            yield offence(codes.CONTAINER, f"文件名不是英文：{name}", "换成英文文件名")


def _manifest(book: Book) -> Iterator[Finding]:
    listed = {item.name for item in book.items}
    for item in book.items:
        data, name = book.files.get(item.name), book.short(item.name)
        if data is None:
            yield offence(codes.MANIFEST, f"清单里有、书里没有的文件：{name}", AGAIN)
        elif not data:
            yield offence(codes.MANIFEST, f"文件是空的：{name}", AGAIN)
        elif item.media_type in _TEXTS and not _DECLARATION.match(data):
            message = "没有写明编码是 UTF-8，有的阅读软件会显示乱码"
            yield offence(codes.MANIFEST, message, "补上 XML 声明", name)
    for name in book.files:
        if name not in listed and name not in ("mimetype", CONTAINER_FILE, book.package_name):
            yield offence(codes.MANIFEST, f"书里有、清单里没有的文件：{name}", AGAIN)
    for field in ("id", "href"):
        for value, count in Counter(item.get(field) for item in book.package.iter(f"{OPF}item")).items():
            if count > 1:
                yield offence(codes.MANIFEST, f"清单里“{value}”出现 {count} 次", "每项只列一次")
    for item in book.of_type(XHTML_TYPE):
        if item.name not in book.documents:
            yield offence(codes.MANIFEST, "不在阅读顺序里", "加入 spine", book.short(item.name))
    used = {
        resolved(name, element.get(attribute, ""))
        for name, document in book.documents.items()
        for attribute in ("href", "src")
        for element in document.iter(f"{XHTML}link", f"{XHTML}img")
    }
    for item in book.items:
        if item.media_type in (CSS_TYPE, *_PICTURES) and item.name not in used:
            message = f"没有一页用到这个文件：{book.short(item.name)}"
            yield offence(codes.MANIFEST, message, "用上它，或去掉它")


def _kinds(book: Book) -> Iterator[Finding]:
    for item in book.items:
        page = book.short(item.name)
        if item.media_type not in _KINDS:
            yield offence(codes.KIND, f"是 {item.media_type}，书里只应有文字、样式和图", "去掉", page)
        elif item.media_type == XHTML_TYPE:
            for one in _BESIDE_MARKUP.findall(book.files.get(item.name, b"")):
                shown = one.decode(errors="replace")
                yield offence(codes.KIND, f"有 {shown}，会换掉文字或样式", "去掉", page)


def _spine(book: Book) -> Iterator[Finding]:
    for element, known in ((book.package, _PACKAGE), (book.package.find(f"{OPF}spine"), _SPINE)):
        for name in map(str, element.attrib) if element is not None else ():
            if name not in known:
                yield offence(codes.SPINE, f"书的信息里有 {name}，会改变书的样子", "去掉")
    for item, reference in zip(book.spine, book.package.iter(f"{OPF}itemref"), strict=True):
        page = book.short(item.name)
        if reference.get("linear", "yes") != "yes":
            message = "不在主要的阅读顺序里（linear），翻页时会跳过"
            yield offence(codes.SPINE, message, "去掉 linear", page)
        if properties := reference.get("properties"):
            message = f"在阅读顺序里另有排法：{properties}"
            yield offence(codes.SPINE, message, "去掉 properties", page)
        if item.media_type != XHTML_TYPE:
            yield offence(codes.SPINE, "在阅读顺序里，却不是文字页", "从 spine 里去掉", page)
    spine = book.package.find(f"{OPF}spine")
    if spine is not None and spine.get("page-progression-direction", "ltr") == "rtl":
        message = "书从右向左翻，横排的书应从左向右"
        yield offence(codes.SPINE, message, "去掉 page-progression-direction")


def _facts(book: Book) -> Iterator[Finding]:
    for name in ("identifier", "title", "language", "creator", "date"):
        if not [one for one in book.package.iter(f"{DC}{name}") if (one.text or "").strip()]:
            yield offence(codes.FACTS, f"书的信息里缺少 dc:{name}", "补上")
    named = book.package.get("unique-identifier")
    if named not in [one.get("id") for one in book.package.iter(f"{DC}identifier")]:
        yield offence(codes.FACTS, "书没有唯一标识", "让 unique-identifier 指向 dc:identifier")


def _edition(book: Book) -> Iterator[Finding]:
    releases, digests = book.metas(RELEASE), book.metas(DIGEST)
    if len(releases) != 1 or len(digests) != 1 or not _DIGEST.fullmatch(digests[0]):
        yield offence(codes.FACTS, "书的信息里没有写明版本和源文件的校验码", AGAIN)
    stamps = book.metas("dcterms:modified")
    if len(stamps) != 1 or not _STAMP.fullmatch(stamps[0]):
        message = "书的信息里要有一个 dcterms:modified，形如 2024-05-31T00:00:00Z"
        yield offence(codes.FACTS, message, "改正")


def _old_apps(book: Book) -> Iterator[Finding]:
    """Check what leads old reading apps to the contents and to the text."""
    spine = book.package.find(f"{OPF}spine")
    ids = {item.id: item for item in book.items}
    toc = ids.get(spine.get("toc", "")) if spine is not None else None
    if toc is None or toc.media_type != NCX_TYPE:
        yield offence(codes.GUIDE, "旧阅读软件用的目录（NCX）没有接上", "spine 的 toc 指向它")
    guide = [resolved(book.package_name, one.get("href", "")) for one in book.package.iter(f"{OPF}reference")]
    if not guide:
        yield offence(codes.GUIDE, "缺少 guide，Kindle 会找不到正文", "补上")
    for name in guide:
        if posixpath.normpath(name.partition("#")[0]) not in book.files:
            yield offence(codes.GUIDE, f"guide 指向没有的文件：{name}", "改正")


def _ids(book: Book) -> Iterator[Finding]:
    for name, document in book.documents.items():
        page = book.short(name)
        ids = Counter(element.get("id") for element in document.iter() if element.get("id"))
        for one, count in ids.items():
            if count > 1:
                yield offence(codes.IDS, f"标识“{one}”出现 {count} 次", "每个标识只用一次", page)
            if not _ASCII_ID.fullmatch(str(one)):
                message = f"标识“{one}”不是英文字母、数字和连字符"
                yield offence(codes.IDS, message, "换成英文标识", page)


def _links(book: Book) -> Iterator[Finding]:
    targets = {
        (name, element.get("id")) for name, document in book.documents.items() for element in document.iter()
    }
    for name, document in book.documents.items():
        page = book.short(name)
        for element in document.iter(f"{XHTML}*"):
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is None or (attribute == "href" and re.match(r"(https?|mailto|tel):", target)):
                    continue
                if re.match(r"[a-z]+:", target):
                    yield offence(codes.LINKS, f"用了书外的文件：{target}", "把文件放进书里", page)
                    continue
                path, _, anchor = target.partition("#")
                goal = resolved(name, path) if path else name
                if goal not in book.files or (anchor and (goal, anchor) not in targets):
                    yield offence(codes.LINKS, f"链接无处可去：{target}", "改正链接", page)
