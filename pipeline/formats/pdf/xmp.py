"""The metadata packet (XMP, ISO 16684-1): what a finished file is, which standards it keeps, which source it has.

Every fact comes from the handbook; the document's identifier follows from the digest of its words.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import escape, quoteattr

import pikepdf
from pikepdf import Name

from pipeline.handbook import Handbook, words_digest
from pipeline.typeset.geometry import USUAL, Grid


@dataclass(frozen=True, slots=True)
class Identity:
    """What a finished file says about itself; ``digest`` is that of the handbook's words.

    ``grid`` is that of its text area, where it is not the usual one.
    """

    title: str
    publisher: str
    edition: str
    release: str
    date: datetime.date
    language: str
    digest: str
    grid: Grid = USUAL

    @classmethod
    def of(cls, handbook: Handbook) -> Identity:
        """Take the facts from the handbook."""
        return cls(
            handbook.title,
            handbook.publisher,
            handbook.edition,
            handbook.release,
            handbook.date,
            handbook.language,
            words_digest(handbook),
        )


@dataclass(frozen=True, slots=True)
class Schema:
    """A namespace that PDF/A wants explained (ISO 19005-2 6.6.2.3): ``properties`` are name, type, meaning."""

    prefix: str
    namespace: str
    name: str
    properties: tuple[tuple[str, str, str], ...]


EDITION = Schema(
    "baiwen",
    "urn:baiwen:edition#",
    "Edition of a handbook",
    (
        ("release", "Text", "The release that the file is of"),
        ("sourceDigest", "Text", "SHA-256 of the source that the file was made from"),
    ),
)
EDITION_ON_GRID = replace(
    EDITION,
    properties=(
        *EDITION.properties,
        ("bodySize", "Real", "The size of the text in points"),
        ("lineHeight", "Real", "The height of its lines in millimetres"),
    ),
)
"""The same of a file that names the grid of its text area; one whose grid is the usual one does not."""

UNIVERSAL_ACCESS = Schema(
    "pdfuaid",
    "http://www.aiim.org/pdfua/ns/id/",
    "PDF/UA identification schema",
    (("part", "Integer", "The part of ISO 14289 that the file keeps"),),
)

SCREEN_STANDARDS = (
    "<pdfaid:part>2</pdfaid:part>",
    "<pdfaid:conformance>A</pdfaid:conformance>",
    "<pdfuaid:part>1</pdfuaid:part>",
)
PRESS_STANDARDS = ("<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",)

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    UNIVERSAL_ACCESS.prefix: UNIVERSAL_ACCESS.namespace,
    EDITION.prefix: EDITION.namespace,
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def write_metadata(pdf: pikepdf.Pdf, identity: Identity, file: str, standards: Sequence[str]) -> None:
    """Give ``pdf``, which is to be ``file``, its packet and document information with the same facts.

    ``standards`` are XMP elements.
    """
    date = f"D:{identity.date:%Y%m%d}"
    facts = {"/Title": identity.title, "/Author": identity.publisher, "/CreationDate": date, "/ModDate": date}
    for key, value in facts.items():
        pdf.docinfo[key] = value
    if standards == PRESS_STANDARDS:
        pdf.docinfo["/Trapped"] = Name("/False")
    packet = "".join(_packet(identity, file, str(pdf.docinfo["/Producer"]), standards))
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)


def document_identifier(digest: str, file: str) -> str:
    """Give a name-based UUID (RFC 9562, version 5) that differs for every digest of words and every file."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{EDITION.namespace}{digest}/{file}").urn[9:]


def _packet(identity: Identity, file: str, producer: str, standards: Sequence[str]) -> Iterator[str]:
    names = " ".join(f"xmlns:{prefix}={quoteattr(address)}" for prefix, address in _NAMESPACES.items())
    date, identifier = identity.date.isoformat(), document_identifier(identity.digest, file)
    yield '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    yield '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    yield f'<rdf:Description rdf:about="" {names}>\n'
    words, publisher = escape(identity.title), escape(identity.publisher)
    yield f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:title>\n'
    yield f"<dc:creator><rdf:Seq><rdf:li>{publisher}</rdf:li></rdf:Seq></dc:creator>\n"
    yield f"<dc:language><rdf:Bag><rdf:li>{identity.language}</rdf:li></rdf:Bag></dc:language>\n"
    yield f"<pdf:Producer>{escape(producer)}</pdf:Producer>\n"
    if standards == PRESS_STANDARDS:
        yield "<pdf:Trapped>False</pdf:Trapped>\n"
    for name in ("CreateDate", "ModifyDate", "MetadataDate"):
        yield f"<xmp:{name}>{date}</xmp:{name}>\n"
    yield f"<xmpMM:DocumentID>uuid:{identifier}</xmpMM:DocumentID>\n"
    yield "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n<xmpMM:VersionID>1</xmpMM:VersionID>\n"
    yield "".join(f"{element}\n" for element in standards)
    yield f"<baiwen:release>{escape(identity.release)}</baiwen:release>\n"
    yield f"<baiwen:sourceDigest>{identity.digest}</baiwen:sourceDigest>\n"
    own_grid = identity.grid != USUAL
    if own_grid:
        yield f"<baiwen:bodySize>{identity.grid.body:g}</baiwen:bodySize>\n"
        yield f"<baiwen:lineHeight>{identity.grid.line:g}</baiwen:lineHeight>\n"
    yield "<pdfaExtension:schemas><rdf:Bag>\n"
    for schema in (EDITION_ON_GRID if own_grid else EDITION, UNIVERSAL_ACCESS):
        yield from _explained(schema)
    yield "</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
    yield '<?xpacket end="r"?>'


def _explained(schema: Schema) -> Iterator[str]:
    resource = 'rdf:parseType="Resource"'
    yield f"<rdf:li {resource}><pdfaSchema:schema>{schema.name}</pdfaSchema:schema>"
    yield f"<pdfaSchema:namespaceURI>{schema.namespace}</pdfaSchema:namespaceURI>"
    yield f"<pdfaSchema:prefix>{schema.prefix}</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>\n"
    for name, kind, meaning in schema.properties:
        yield f"<rdf:li {resource}><pdfaProperty:name>{name}</pdfaProperty:name>"
        yield f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType>"
        yield "<pdfaProperty:category>internal</pdfaProperty:category>"
        yield f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>\n"
    yield "</rdf:Seq></pdfaSchema:property></rdf:li>\n"
