"""The names of (X)HTML, stated once: namespaces, elements with and without them, and what an element means."""

from __future__ import annotations

from lxml import etree

XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NONE: frozenset[str] = frozenset()


def name_of(element: etree._Element) -> str:
    """Give HTML's name of an element (``p``), whether or not the document uses namespaces.

    An element of another vocabulary keeps its full name, so that it is not taken for one of HTML's.
    """
    return str(element.tag).removeprefix(XHTML)


def types_of(element: etree._Element) -> frozenset[str]:
    """Give the values of ``epub:type``."""
    said = element.get(EPUB_TYPE)
    return frozenset(said.split()) if said else _NONE


def meanings_of(element: etree._Element) -> frozenset[str]:
    """Give the meanings of an element by ``epub:type`` and ``role``: ``doc-qna`` and ``qna`` are the same."""
    roles = element.get("role")
    types = types_of(element)
    return types.union(role.removeprefix("doc-") for role in roles.split()) if roles else types


def words_in(element: etree._Element) -> str:
    """Give all characters in an element, seen or not."""
    return "".join(map(str, element.itertext()))
