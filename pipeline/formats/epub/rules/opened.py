"""A finished e-book, opened once for all checks."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.formats.epub.read import CONTAINER, EPUB_TYPE, FILE, OPF, XHTML, parsed, resolved

__all__ = ["EPUB_TYPE", "FILE", "LANG", "NCX", "OPF", "XHTML", "Book", "meanings", "opened", "words_of"]

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the manifest; ``name`` is the file's in the archive."""

    id: str
    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Book:
    """The archive's entries in order, its package document, and the documents of the spine by name in the archive."""

    entries: tuple[zipfile.ZipInfo, ...]
    files: Mapping[str, bytes]
    package_name: str
    package: etree._Element
    items: tuple[Item, ...]
    documents: Mapping[str, etree._Element]

    def short(self, name: str) -> str:
        """A file's name as the package document gives it."""
        return posixpath.relpath(name, posixpath.dirname(self.package_name) or ".")

    def of_type(self, media_type: str) -> Iterator[Item]:
        """The items of a media type."""
        return (item for item in self.items if item.media_type == media_type)

    @property
    def navigation(self) -> str:
        """The name of the navigation document, or nothing."""
        return next((item.name for item in self.items if "nav" in item.properties), "")

    def metas(self, name: str) -> list[str]:
        """The values of a property of the whole book (EPUB 3)."""
        return [
            (meta.text or "").strip()
            for meta in self.package.iter(f"{OPF}meta")
            if meta.get("property") == name
        ]


def opened(path: Path) -> Book:
    """Open an EPUB file. Raises what zipfile, lxml and a missing file (``KeyError``) raise."""
    with zipfile.ZipFile(path) as archive:
        entries = tuple(archive.infolist())
        files = {entry.filename: archive.read(entry) for entry in entries}
    rootfile = parsed(files["META-INF/container.xml"]).find(f".//{CONTAINER}rootfile")
    package_name = rootfile.get("full-path", "") if rootfile is not None else ""
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
    spine = [by_id[reference.get("idref", "")] for reference in package.iter(f"{OPF}itemref")]
    documents = {
        item.name: parsed(files[item.name]) for item in spine if item.media_type == "application/xhtml+xml"
    }
    return Book(entries, files, package_name, package, items, documents)


def words_of(element: etree._Element | None) -> str:
    """What an element says, runs of white space as one space; a marker of a page says nothing."""
    return " ".join("".join(map(str, element.itertext())).split()) if element is not None else ""


def meanings(element: etree._Element) -> frozenset[str]:
    """The values of ``epub:type``."""
    return frozenset(element.get(EPUB_TYPE, "").split())
