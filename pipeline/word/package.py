"""The bytes of a ``.docx`` → its parts; a broken or hostile file is refused before it is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from pipeline.findings import Stop

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

LARGEST_UNPACKED = 400_000_000  # bytes of all parts together
LARGEST_XML = 60_000_000  # bytes of one XML part: some ten million characters of text with their mark-up
LARGEST_RATIO = 200  # unpacked to packed, for parts above a megabyte; Word's own XML stays below 60
MOST_PARTS = 20_000
COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: an encrypted .docx, or an old .doc
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # [MS-OFFCRYPTO] 2.3.4.4


class BadDocument(Stop):
    """A document that cannot be used: one Chinese line with its mend."""


@dataclass(frozen=True)
class Package:
    """The parts of a document by their names; ``main`` is the name of the document part."""

    parts: dict[str, bytes]
    main: str

    def xml(self, name: str) -> etree._Element | None:
        """Give the root of an XML part, None where there is no such part. Raises :class:`BadDocument`."""
        if name not in self.parts:
            return None
        try:
            root = etree.fromstring(
                self.parts[name], etree.XMLParser(resolve_entities=False, no_network=True)
            )
        except etree.XMLSyntaxError as fault:
            raise BadDocument(f"Word 文件里的 {name} 已损坏", "用 Word 打开后另存为新的 .docx") from fault
        if root.getroottree().docinfo.internalDTD is not None:
            raise BadDocument(f"Word 文件里的 {name} 含有文档类型声明", "用 Word 打开后另存为新的 .docx")
        return root

    def document(self) -> etree._Element:
        """Give the root of the document part. Raises :class:`BadDocument` where it is missing or broken."""
        root = self.xml(self.main)
        if root is None:
            raise BadDocument("Word 文件里没有正文", "用 Word 打开后另存为新的 .docx")
        return root

    def related(self, kind: str) -> str:
        """Give the name of the document's part of a ``kind`` (``styles``, ``footnotes`` …), empty where there is none.

        Raises :class:`BadDocument`.
        """
        return next((name for name, _, found in self.relationships() if found == kind), "")

    def relationships(self) -> list[tuple[str, str, str]]:
        """Give part name, relationship id and kind (last step of the type) of all internal relationships.

        Raises :class:`BadDocument`.
        """
        folder, _, file = self.main.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = []
        for item in root if root is not None else ():
            if item.get("TargetMode") == "External" or not item.get("Target"):
                continue
            target = str(item.get("Target"))
            name = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found.append((name, str(item.get("Id")), str(item.get("Type")).rpartition("/")[2]))
        return found


def open_package(data: bytes) -> Package:
    """Unpack a ``.docx`` after a look at its sizes.

    Raises :class:`BadDocument` for a file that is broken, protected, too large, or no ``.docx``.
    """
    if data.startswith(COMPOUND_FILE):
        if ENCRYPTED in data:
            raise BadDocument("Word 文件有密码保护，不能读取", "在 Word 里取消密码后另存")
        raise BadDocument("这是旧的 .doc 文件", "用 Word 打开，另存为 .docx")
    broken = BadDocument("不是完好的 Word 文件", "用 Word 打开后另存为新的 .docx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            if any(entry.flag_bits & 1 for entry in entries):
                raise BadDocument("Word 文件有密码保护，不能读取", "在 Word 里取消密码后另存")
            parts: dict[str, bytes] = {}
            for entry in entries:
                with archive.open(entry) as stream:
                    # The sizes in the directory may be false: read at most one byte more than they promise.
                    parts[entry.filename] = stream.read(entry.file_size + 1)
                if len(parts[entry.filename]) != entry.file_size:
                    raise broken
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as fault:
        raise broken from fault
    main = _main_part(parts)
    if main not in parts:
        raise broken
    return Package(parts, main)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    bomb = BadDocument(
        "Word 文件解压后大得不正常，没有读取", "用 Word 打开后另存为新的 .docx，图片压缩后再放"
    )
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise bomb
    for entry in entries:
        is_xml = entry.filename.endswith((".xml", ".rels"))
        too_dense = entry.file_size > 1_000_000 and entry.file_size > LARGEST_RATIO * max(
            entry.compress_size, 1
        )
        if too_dense or (is_xml and entry.file_size > LARGEST_XML):
            raise bomb


def _main_part(parts: dict[str, bytes]) -> str:
    root = Package(parts, "").xml("_rels/.rels")
    for item in root if root is not None else ():
        if str(item.get("Type")).endswith("/officeDocument"):
            return str(item.get("Target")).lstrip("/")
    return "word/document.xml"
