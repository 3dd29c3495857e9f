"""The text as it went out, kept inside the review copy: what an editor has changed is what differs from it.

It is a custom XML part (ECMA-376 part 1, 15.2.5), which Word hands on untouched, whatever happens to the source
meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble
from pipeline.formats.docx.read import FILE
from pipeline.handbook import Handbook, source_digest
from pipeline.word import BadDocument, Package, open_package

PART = "customXml/item1.xml"
NAMESPACE = "urn:baiwen:review#"
PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "word/numbering.xml",
    "word/footnotes.xml",
    "word/_rels/document.xml.rels",
    "word/_rels/footnotes.xml.rels",
)
_TAG = f"{{{NAMESPACE}}}"
_MEDIA = "word/media/"


def escaped(text: str) -> str:
    """Text inside XML or an attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def kept_part(handbook: Handbook, parts: Mapping[str, bytes]) -> str:
    """The part that keeps those of ``parts`` that hold text."""
    inner = "".join(f'<part name="{name}">{escaped(parts[name].decode())}</part>' for name in PARTS)
    inner += "".join(
        f'<picture name="{name}" digest="{hashlib.sha256(data).hexdigest()}"/>'
        for name, data in parts.items()
        if name.startswith(_MEDIA)
    )
    return (
        f'<review xmlns="{NAMESPACE}" release="{escaped(handbook.release)}" '
        f'sourceDigest="{source_digest(handbook)}" digest="{_digest(parts)}">{inner}</review>'
    )


def kept_package(package: Package) -> tuple[Package, str] | None:
    """The document as it went out, with the digest of its source; None where this is no review copy of ours."""
    for name in package.parts:
        if not (name.startswith("customXml/item") and name.endswith(".xml")):
            continue
        root = package.xml(name)
        if root is not None and root.tag == f"{_TAG}review":
            parts = {
                str(part.get("name")): (part.text or "").encode() for part in root.findall(f"{_TAG}part")
            }
            # Word gives pictures new names, and may write them anew.
            by_digest = {hashlib.sha256(data).hexdigest(): data for data in package.parts.values()}
            pictures = {
                str(picture.get("name")): by_digest.get(str(picture.get("digest")), b"")
                for picture in root.findall(f"{_TAG}picture")
            }
            return Package(parts | pictures | _AROUND, PARTS[0]), str(root.get("sourceDigest"))
    return None


def edited(directory: Path) -> str:
    """Why the review copy in ``directory`` must not be replaced: somebody has saved it; empty when nobody has."""
    path = directory / FILE
    try:
        data = path.read_bytes() if path.is_file() else b""
    except OSError as fault:
        raise OutsideFailure(f"无法读取 {path}：{disk_trouble(fault)}") from fault
    if not data:
        return ""
    try:
        package = open_package(data)
        root = package.xml(PART)
    except BadDocument:
        package, root = None, None
    if package is not None and root is not None and root.get("digest") == _digest(package.parts):
        return ""
    return (
        f"{directory.name}/{FILE} 有人打开存过盘，没有覆盖（改法：先运行 baiwen import --update "
        f"{directory.name}/{FILE} 取回改动，再把这个文件移走或改名）"
    )


def _digest(parts: Mapping[str, bytes]) -> str:
    return hashlib.sha256(b"".join(parts.get(name, b"") for name in PARTS)).hexdigest()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_AROUND = {
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ).encode(),
    "[Content_Types].xml": (
        b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        b'<Default Extension="xml" ContentType="application/xml"/>'
        b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
    ),
}
