"""What a PDF file of ours says in its metadata packet (XMP): its edition, and the grid of its text area."""

from __future__ import annotations

import math
from collections.abc import Mapping

from lxml import etree

from pipeline.seen.edition import Stamp
from pipeline.typeset.geometry import USUAL, Grid

EDITION = "{urn:baiwen:edition#}"
LARGEST = 100.0  # points, millimetres: no text is larger


def said_in(packet: str, name: str) -> tuple[str, ...]:
    """Give what a packet says in a property (``{namespace}name``), which may be an element or an attribute."""
    root = _root(packet)
    if root is None:
        return ()
    found = ["".join(map(str, element.itertext())) for element in root.iter(name)]
    found += [str(element.get(name)) for element in root.iter(etree.Element) if name in element.attrib]
    return tuple(found)


def own_facts(packet: str) -> Mapping[str, str]:
    """Give the properties of our own namespace by their names; a property may be an element or an attribute."""
    root = _root(packet)
    if root is None:
        return {}
    facts: dict[str, str] = {}
    for element in root.iter(etree.Element):
        shown = [
            (str(element.tag), element.text or ""),
            *((str(k), str(v)) for k, v in element.attrib.items()),
        ]
        facts |= {
            name.removeprefix(EDITION): value.strip() for name, value in shown if name.startswith(EDITION)
        }
    return facts


def _root(packet: str) -> etree._Element | None:
    try:
        return etree.fromstring(packet.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None


def stamp_in(packet: str) -> Stamp | None:
    """Give the release and the source that a packet names, None where it names neither."""
    facts = own_facts(packet)
    if "release" not in facts and "sourceDigest" not in facts:
        return None
    return Stamp(facts.get("release", ""), facts.get("sourceDigest", ""))


def grid_in(packet: str) -> Grid:
    """Give the grid that a packet names, the usual one where it names none or an impossible one."""
    facts = own_facts(packet)
    try:
        body, line = float(facts["bodySize"]), float(facts["lineHeight"])
    except (KeyError, ValueError):
        return USUAL
    sound = all(math.isfinite(length) and 0 < length < LARGEST for length in (body, line))
    return Grid(body, line) if sound else USUAL
