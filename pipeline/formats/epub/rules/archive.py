"""The archive and its package document: what every reading app needs to open the book (EPUB 3.3, sections 4 and 5)."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from pipeline.formats.epub.read import CONTAINER, parsed, resolved
from pipeline.formats.epub.rules.opened import LANG, OPF, XHTML, Book

_DC = "{http://purl.org/dc/elements/1.1/}"
_ASCII_ID = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_TEXTS = ("application/xhtml+xml", "application/x-dtbncx+xml")
_DECLARATION = re.compile(rb"<\?xml[^>]*encoding=[\"']utf-8[\"']", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{64}")
# A document's own style sheets, and words of its own making, by the means of XML.
_BESIDE_MARKUP = re.compile(rb"<\?(?!xml\s)[^>]*>|<!ENTITY[^>]*>|<!DOCTYPE(?!\s+html\s*>)[^>\[]*")
_KINDS = (
    "application/xhtml+xml",
    "application/x-dtbncx+xml",
    "text/css",
    "image/png",
    "image/jpeg",
    "image/svg+xml",
)
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check(book: Book) -> Iterator[str]:
    """Container, manifest, identifiers and links."""
    yield from _container(book)
    yield from _manifest(book)
    yield from _kinds(book)
    yield from _spine(book)
    yield from _facts(book)
    targets = {
        (name, element.get("id")) for name, document in book.documents.items() for element in document.iter()
    }
    for name, document in book.documents.items():
        ids = Counter(element.get("id") for element in document.iter() if element.get("id"))
        for one, count in ids.items():
            if count > 1:
                yield f"{book.short(name)} 里标识“{one}”出现 {count} 次（改法：每个标识只用一次）"
            if not _ASCII_ID.fullmatch(str(one)):
                yield f"{book.short(name)} 里标识“{one}”不是英文字母、数字和连字符（改法：换成英文标识）"
        for element in document.iter(f"{XHTML}*"):
            for attribute in ("href", "src"):
                target = element.get(attribute)
                if target is None or (attribute == "href" and re.match(r"(https?|mailto|tel):", target)):
                    continue
                if re.match(r"[a-z]+:", target):
                    yield f"{book.short(name)} 用了书外的文件：{target}（改法：把文件放进书里）"
                    continue
                path, _, anchor = target.partition("#")
                goal = resolved(name, path) if path else name
                if goal not in book.files or (anchor and (goal, anchor) not in targets):
                    yield f"{book.short(name)} 的链接无处可去：{target}（改法：改正链接）"


def _container(book: Book) -> Iterator[str]:
    first = book.entries[0]
    if first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED or first.extra:
        yield "压缩包的第一项不是未压缩的 mimetype，阅读软件会认不出（改法：重新生成电子书）"
    if book.files.get("mimetype") != b"application/epub+zip":
        yield "mimetype 的内容不是 application/epub+zip（改法：重新生成电子书）"
    container = parsed(book.files["META-INF/container.xml"])
    if (
        len(list(container.iter(f"{CONTAINER}rootfile"))) != 1
        or container.find(f".//{CONTAINER}link") is not None
    ):
        yield "容器里不止一本书（改法：META-INF/container.xml 里只写一个 rootfile）"
    for name, count in Counter(entry.filename for entry in book.entries).items():
        if count > 1:
            yield f"压缩包里有 {count} 个 {name}（改法：重新生成电子书）"
        if not name.isascii():
            yield f"文件名不是英文：{name}（改法：换成英文文件名）"


def _manifest(book: Book) -> Iterator[str]:
    listed = {item.name for item in book.items}
    for item in book.items:
        data = book.files.get(item.name)
        if data is None:
            yield f"清单里有、书里没有的文件：{book.short(item.name)}（改法：重新生成电子书）"
        elif not data:
            yield f"文件是空的：{book.short(item.name)}（改法：重新生成电子书）"
        elif item.media_type in _TEXTS and not _DECLARATION.match(data):
            yield f"{book.short(item.name)} 没有写明编码是 UTF-8，有的阅读软件会显示乱码（改法：补上 XML 声明）"
    for name in book.files:
        if name not in listed and name not in ("mimetype", "META-INF/container.xml", book.package_name):
            yield f"书里有、清单里没有的文件：{name}（改法：重新生成电子书）"
    for field in ("id", "href"):
        for value, count in Counter(item.get(field) for item in book.package.iter(f"{OPF}item")).items():
            if count > 1:
                yield f"清单里“{value}”出现 {count} 次（改法：每项只列一次）"
    in_spine = set(book.documents)
    for item in book.of_type("application/xhtml+xml"):
        if item.name not in in_spine:
            yield f"{book.short(item.name)} 不在阅读顺序里（改法：加入 spine）"
    used = {
        resolved(name, element.get(attribute, ""))
        for name, document in book.documents.items()
        for attribute in ("href", "src")
        for element in document.iter(f"{XHTML}link", f"{XHTML}img")
    }
    for item in book.items:
        if (
            item.media_type in ("text/css", "image/png", "image/jpeg", "image/svg+xml")
            and item.name not in used
        ):
            yield f"没有一页用到这个文件：{book.short(item.name)}（改法：用上它，或去掉它）"


def _kinds(book: Book) -> Iterator[str]:
    for item in book.items:
        if item.media_type not in _KINDS:
            yield f"{book.short(item.name)} 是 {item.media_type}，书里只应有文字、样式和图（改法：去掉）"
        elif item.media_type == "application/xhtml+xml":
            for one in _BESIDE_MARKUP.findall(book.files.get(item.name, b"")):
                shown = one.decode(errors="replace")
                yield f"{book.short(item.name)} 里有 {shown}，会换掉文字或样式（改法：去掉）"


_PACKAGE = {"unique-identifier", "version", "prefix", LANG, "id"}
_SPINE = {"toc", "page-progression-direction", "id"}


def _spine(book: Book) -> Iterator[str]:
    for element, known in ((book.package, _PACKAGE), (book.package.find(f"{OPF}spine"), _SPINE)):
        for name in map(str, element.attrib) if element is not None else ():
            if name not in known:
                yield f"书的信息里有 {name}，会改变书的样子（改法：去掉）"
    ids = {item.id: item for item in book.items}
    for reference in book.package.iter(f"{OPF}itemref"):
        item = ids[reference.get("idref", "")]
        page = book.short(item.name)
        if reference.get("linear", "yes") != "yes":
            yield f"{page} 不在主要的阅读顺序里（linear），翻页时会跳过（改法：去掉 linear）"
        if properties := reference.get("properties"):
            yield f"{page} 在阅读顺序里另有排法：{properties}（改法：去掉 properties）"
        if item.media_type != "application/xhtml+xml":
            yield f"{page} 在阅读顺序里，却不是文字页（改法：从 spine 里去掉）"


def _facts(book: Book) -> Iterator[str]:
    for name in ("identifier", "title", "language", "creator", "date"):
        if not [one for one in book.package.iter(f"{_DC}{name}") if (one.text or "").strip()]:
            yield f"书的信息里缺少 dc:{name}（改法：补上）"
    named = book.package.get("unique-identifier")
    if named not in [one.get("id") for one in book.package.iter(f"{_DC}identifier")]:
        yield "书没有唯一标识（改法：让 unique-identifier 指向 dc:identifier）"
    releases, digests = book.metas("baiwen:release"), book.metas("baiwen:sourceDigest")
    if len(releases) != 1 or len(digests) != 1 or not _DIGEST.fullmatch(digests[0]):
        yield "书的信息里没有写明版本和源文件的校验码（改法：重新生成电子书）"
    stamps = book.metas("dcterms:modified")
    if len(stamps) != 1 or not _STAMP.fullmatch(stamps[0]):
        yield "书的信息里要有一个 dcterms:modified，形如 2024-05-31T00:00:00Z（改法：改正）"
    spine = book.package.find(f"{OPF}spine")
    ids = {item.id: item for item in book.items}
    toc = ids.get(spine.get("toc", "")) if spine is not None else None
    if toc is None or toc.media_type != "application/x-dtbncx+xml":
        yield "旧阅读软件用的目录（NCX）没有接上（改法：spine 的 toc 指向它）"
    if spine is not None and spine.get("page-progression-direction", "ltr") == "rtl":
        yield "书从右向左翻，横排的书应从左向右（改法：去掉 page-progression-direction）"
    guide = [resolved(book.package_name, one.get("href", "")) for one in book.package.iter(f"{OPF}reference")]
    if not guide:
        yield "缺少 guide，Kindle 会找不到正文（改法：补上）"
    for name in guide:
        if posixpath.normpath(name.partition("#")[0]) not in book.files:
            yield f"guide 指向没有的文件：{name}（改法：改正）"
