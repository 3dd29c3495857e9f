"""The names that an e-book is made of, stated once: files, namespaces, media types."""

from __future__ import annotations

FILE = "handbook.epub"
PRINT_FILE = "handbook-print.pdf"
"""The printed book, whose page numbers the e-book takes over."""

CONTAINER_FILE = "META-INF/container.xml"

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
DC = "{http://purl.org/dc/elements/1.1/}"

XHTML_TYPE, NCX_TYPE, CSS_TYPE, JPEG_TYPE = (
    "application/xhtml+xml", "application/x-dtbncx+xml", "text/css", "image/jpeg",
)  # fmt: skip

RELEASE, DIGEST = "baiwen:release", "baiwen:sourceDigest"
"""The properties of the package document that say which edition the file is."""
