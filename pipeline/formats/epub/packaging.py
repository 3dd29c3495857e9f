"""Finished resources → the bytes of one EPUB file. The only module that knows ebooklib.

ebooklib 0.20 writes the container and the package document; documents, navigation and cover go in as finished
bytes, because its own objects for them lose parts of what they are given (docs/decisions/epub-packaging.md). Its
result carries the clock and a language-less package, so the package document is mended and the archive written
again in a fixed form.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from dataclasses import dataclass

from ebooklib import epub
from lxml import etree

from pipeline.formats.epub.contents import Landmark
from pipeline.formats.epub.metadata import EDITION, Metadata
from pipeline.formats.epub.names import OPF
from pipeline.seen.html_names import XML_LANG

COVER_IMAGE = "cover-image"
"""The id of the cover picture."""

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say


@dataclass(frozen=True, slots=True)
class Resource:
    """A file of the book. ``properties`` are those of the manifest; ``in_spine`` puts it into the reading order."""

    id: str
    href: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False


def package(metadata: Metadata, resources: tuple[Resource, ...], landmarks: tuple[Landmark, ...]) -> bytes:
    """Give the finished EPUB file.

    ``resources`` stand in the file in the given order. The NCX must have the id ``ncx``: the spine names it.
    """
    book = epub.EpubBook()
    book.IDENTIFIER_ID = "identifier"
    book.set_identifier(metadata.identifier)
    book.set_title(metadata.title)
    book.set_language(metadata.language)
    book.add_metadata("DC", "creator", metadata.publisher)
    book.add_metadata("DC", "publisher", metadata.publisher)
    book.add_metadata("DC", "date", metadata.date)
    for name, value in metadata.properties:
        book.add_metadata(None, "meta", value, {"property": name})
    for resource in resources:
        item = epub.EpubItem(resource.id, resource.href, resource.media_type, resource.data)
        item.properties = list(resource.properties)
        item.is_linear = True
        book.add_item(item)
        if resource.in_spine:
            book.spine.append(item)
        if "cover-image" in resource.properties:
            book.add_metadata(None, "meta", None, {"name": "cover", "content": resource.id})
    book.guide = [{"type": mark.guide, "title": mark.title, "href": mark.href} for mark in landmarks]
    stream = io.BytesIO()
    modified = datetime.datetime.fromisoformat(metadata.date)
    epub.write_epub(stream, book, {"mtime": modified, "raise_exceptions": True})
    return _in_fixed_form(stream, metadata)


def _in_fixed_form(written: io.BytesIO, metadata: Metadata) -> bytes:
    """Give the same archive without clock or system: the bytes follow from the contents alone.

    Nothing is compressed: zlib and zlib-ng, of which machines have one or the other, make different bytes of the same
    text, and a handbook without compression is some hundred kilobytes larger.
    """
    finished = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(finished, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.create_system = 3  # Unix, wherever it was written
            entry.external_attr = 0o100644 << 16
            # The container format wants "mimetype" first and uncompressed (EPUB 3.3, OCF ZIP container).
            entry.compress_type = zipfile.ZIP_STORED
            if name.endswith(".opf"):
                data = _mended(data, metadata)
            target.writestr(entry, data)
    return finished.getvalue()


def _mended(package_document: bytes, metadata: Metadata) -> bytes:
    """Give the package document with its language, date and edition's vocabulary, without the packager's name."""
    root = etree.fromstring(package_document, etree.XMLParser(remove_blank_text=True))
    root.set(XML_LANG, metadata.language)
    root.set("prefix", f"baiwen: {EDITION}")
    for described in root.iterchildren(f"{OPF}metadata"):
        for meta in described.findall(f"{OPF}meta[@name='generator']"):
            described.remove(meta)
        for meta in described.findall(f"{OPF}meta[@property='dcterms:modified']"):
            meta.text = metadata.date
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
