"""The text as it went out, kept inside the review copy: what an editor has changed is what differs from it.

It is a custom XML part (ECMA-376 part 1, 15.2.5), which Word hands on untouched, whatever happens to the source
meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from lxml import etree

from pipeline.findings import Finding, finding_in
from pipeline.formats.docx.names import FILE
from pipeline.handbook import Handbook, words_digest
from pipeline.seen.edition import Stamp
from pipeline.word import BadDocument, Package, open_package
from pipeline.world import Files

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
    """Escape text for XML or an attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def kept_part(handbook: Handbook, parts: Mapping[str, bytes]) -> str:
    """Write the part that keeps those of ``parts`` that hold text."""
    inner = "".join(f'<part name="{name}">{escaped(parts[name].decode())}</part>' for name in PARTS)
    inner += "".join(
        f'<picture name="{name}" digest="{hashlib.sha256(data).hexdigest()}"/>'
        for name, data in parts.items()
        if name.startswith(_MEDIA)
    )
    return (
        f'<review xmlns="{NAMESPACE}" release="{escaped(handbook.release)}" '
        f'sourceDigest="{words_digest(handbook)}" digest="{_digest(parts)}">{inner}</review>'
    )


def kept_package(package: Package) -> tuple[Package, str] | None:
    """Give the document as it went out, with the digest of its words; None where this is no review copy of ours."""
    root = _kept(package)
    if root is None:
        return None
    parts = {str(part.get("name")): (part.text or "").encode() for part in root.findall(f"{_TAG}part")}
    # Word gives pictures new names, and may write them anew.
    by_digest = {hashlib.sha256(data).hexdigest(): data for data in package.parts.values()}
    pictures = {
        str(picture.get("name")): by_digest.get(str(picture.get("digest")), b"")
        for picture in root.findall(f"{_TAG}picture")
    }
    return Package(parts | pictures | _AROUND, PARTS[0]), str(root.get("sourceDigest"))


def stamp_of(package: Package) -> Stamp | None:
    """Give the stamp of the edition that the review copy went out with; None where this is no review copy of ours.

    Raises :class:`BadDocument`.
    """
    root = _kept(package)
    return None if root is None else Stamp(root.get("release", ""), root.get("sourceDigest", ""))


def _kept(package: Package) -> etree._Element | None:
    """Find the part that keeps the text; Word may have given it another number."""
    for name in package.parts:
        if name.startswith("customXml/item") and name.endswith(".xml"):
            root = package.xml(name)
            if root is not None and root.tag == f"{_TAG}review":
                return root
    return None


SAVED = "V501"


def edited(files: Files) -> tuple[Finding, ...]:
    """Report a review copy among the finished files that a person has saved: it must not be replaced."""
    data = files.get(FILE)
    if not data or _as_it_went_out(data):
        return ()
    hint = f"先运行 baiwen import --update output/{FILE} 取回改动，再把这个文件移走或改名"
    return (finding_in(FILE, SAVED, "有人打开存过盘，没有覆盖", hint),)


def _as_it_went_out(data: bytes) -> bool:
    try:
        package = open_package(data)
        root = package.xml(PART)
    except BadDocument:
        return False
    return root is not None and root.get("digest") == _digest(package.parts)


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
