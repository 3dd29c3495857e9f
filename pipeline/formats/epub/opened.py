"""A finished e-book, opened once: its entries, its package document, the documents of its spine."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from pipeline.formats.epub.names import CONTAINER, CONTAINER_FILE, OPF, XHTML_TYPE

_BROKEN = (OSError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError)
"""What is raised where an archive is broken, or packed or encrypted in a way that nobody reads."""


class Unreadable(Exception):
    """The file is no e-book that can be read: why, in Chinese."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest; ``name`` is the file's in the archive."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Book:
    """The archive's entries in order, its package document, the reading order, and its documents by name."""

    entries: tuple[zipfile.ZipInfo, ...]
    files: Mapping[str, bytes]
    package_name: str
    package: etree._Element
    items: tuple[Item, ...]
    spine: tuple[Item, ...]
    documents: Mapping[str, etree._Element]

    def short(self, name: str) -> str:
        """Give a file's name as the package document has it."""
        return posixpath.relpath(name, posixpath.dirname(self.package_name) or ".")

    def of_type(self, media_type: str) -> Iterator[Item]:
        """Give the items of a media type."""
        return (item for item in self.items if item.media_type == media_type)

    @property
    def navigation(self) -> str:
        """Give the name of the navigation document; empty where there is none."""
        return next((item.name for item in self.items if "nav" in item.properties), "")

    def metas(self, name: str) -> list[str]:
        """Give the values of a property of the whole book (EPUB 3)."""
        return [
            (meta.text or "").strip()
            for meta in self.package.iter(f"{OPF}meta")
            if meta.get("property") == name
        ]


def opened(data: bytes) -> Book:
    """Open an EPUB file. Raises :class:`Unreadable`."""
    try:
        return _opened(data)
    except _BROKEN as problem:
        raise Unreadable("打不开，文件可能已损坏") from problem
    except KeyError as problem:
        raise Unreadable(f"缺少内部文件：{problem.args[0]}") from problem
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise Unreadable(f"内部有一页无法解析：{problem}") from problem


def _opened(data: bytes) -> Book:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = tuple(archive.infolist())
        files = {entry.filename: archive.read(entry) for entry in entries}
    rootfile = parsed(files[CONTAINER_FILE]).find(f".//{CONTAINER}rootfile")
    if rootfile is None:
        raise KeyError(f"{CONTAINER_FILE} 里的 rootfile")
    package_name = rootfile.get("full-path", "")
    package = parsed(files[package_name])
    items = tuple(
        Item(
            item.get("id", ""),
            resolved(package_name, item.get("href", "")),
            item.get("media-type", ""),
            frozenset(item.get("properties", "").split()),
        )
        for item in package.iter(f"{OPF}item")
    )
    by_id = {item.id: item for item in items}
    spine = tuple(by_id[reference.get("idref", "")] for reference in package.iter(f"{OPF}itemref"))
    documents = {item.name: parsed(files[item.name]) for item in spine if item.media_type == XHTML_TYPE}
    return Book(entries, files, package_name, package, items, spine, documents)


def parsed(data: bytes) -> etree._Element:
    """Give the root of an XML document, without opening anything outside it."""
    root = etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    )
    if (entity := next(root.iter(etree.Entity), None)) is not None:
        raise ValueError(f"用了自定的字符 {entity.text}")
    return root


def resolved(base: str, href: str) -> str:
    """Give the name in the archive of what the file ``base`` calls ``href``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))
