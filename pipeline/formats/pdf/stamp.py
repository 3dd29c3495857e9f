"""Which edition a PDF file is, as its metadata packet (XMP, ISO 16684-1) says."""

from __future__ import annotations

from pathlib import Path

import pymupdf
from lxml import etree

from pipeline.formats.contract import Stamp

EDITION = "{urn:baiwen:edition#}"


def stamp(path: Path) -> Stamp | None:
    """The release and the source of a PDF file; None where it does not say, or is none."""
    try:
        with pymupdf.open(path, filetype="pdf") as pdf:
            return stamp_in(pdf.get_xml_metadata())
    except (RuntimeError, ValueError, OSError):
        return None


def stamp_in(packet: str) -> Stamp | None:
    """What a metadata packet says; a property may be an element or an attribute."""
    try:
        root = etree.fromstring(packet.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    facts: dict[str, str] = {}
    for element in root.iter(etree.Element):
        shown = [
            (str(element.tag), element.text or ""),
            *((str(k), str(v)) for k, v in element.attrib.items()),
        ]
        facts |= {
            name.removeprefix(EDITION): value.strip() for name, value in shown if name.startswith(EDITION)
        }
    if "release" not in facts and "sourceDigest" not in facts:
        return None
    return Stamp(facts.get("release", ""), facts.get("sourceDigest", ""))
