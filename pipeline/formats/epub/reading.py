"""The finished ``handbook.epub`` → the text of its questions, as a stranger finds it.

Nothing is known but the standards: from the container to the package document, its spine and the documents in
reading order; a question is a section inside one whose meaning is ``qna``.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import cssselect2
from lxml import etree

from pipeline.formats.contract import FoundEdition, FoundQuestion, UnreadableOutput
from pipeline.formats.epub.visibility import Styles

FILE = "handbook.epub"

CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
OPF = "{http://www.idpf.org/2007/opf}"
XHTML = "{http://www.w3.org/1999/xhtml}"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

# Marks of a footnote, and what is not text at all.
_MARKS = {"noteref", "doc-noteref", "doc-backlink", "backlink"}
_SILENT = {f"{XHTML}{name}" for name in ("head", "script", "style", "template")}


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open ``handbook.epub`` and find its questions.

    A question that shows no number has the number 0. Raises :class:`UnreadableOutput`.
    """
    try:
        with zipfile.ZipFile(directory / FILE) as archive:
            questions = tuple(
                question for document in _documents(archive) for question in _questions(document)
            )
    except FileNotFoundError as problem:
        raise UnreadableOutput(FILE, "找不到（改法：重新生成电子书）") from problem
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as problem:
        raise UnreadableOutput(FILE, "打不开，文件可能已损坏（改法：重新生成电子书）") from problem
    except KeyError as problem:
        raise UnreadableOutput(FILE, f"缺少内部文件：{problem.args[0]}（改法：重新生成电子书）") from problem
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableOutput(FILE, f"内部有一页无法解析：{problem}（改法：重新生成电子书）") from problem
    return (FoundEdition(FILE, questions),)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document of the spine: its name as the package document gives it, its root, and its styles."""

    href: str
    root: cssselect2.ElementWrapper
    styles: Styles


def _documents(archive: zipfile.ZipFile) -> Iterator[_Document]:
    """The documents of the spine in reading order."""
    container = parsed(archive.read("META-INF/container.xml"))
    rootfile = container.find(f".//{CONTAINER}rootfile")
    if rootfile is None:
        raise KeyError("META-INF/container.xml 里的 rootfile")
    package_path = rootfile.get("full-path", "")
    package = parsed(archive.read(package_path))
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    for reference in package.iter(f"{OPF}itemref"):
        item = items[reference.get("idref")]
        if item.get("media-type") == "application/xhtml+xml":
            href = item.get("href", "")
            path = resolved(package_path, href)
            root = parsed(archive.read(path))
            yield _Document(
                href,
                cssselect2.ElementWrapper.from_html_root(root),
                Styles(_style_sheets(archive, path, root)),
            )


def parsed(data: bytes) -> etree._Element:
    """The root of an XML document; nothing outside it is opened. Raises ``etree.XMLSyntaxError``."""
    return etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    )


def resolved(base: str, href: str) -> str:
    """The name in the archive of what the file ``base`` calls ``href``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))


def _style_sheets(archive: zipfile.ZipFile, path: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{XHTML}link", f"{XHTML}style"):
        if element.tag == f"{XHTML}style":
            yield element.text or ""
        elif "stylesheet" in element.get("rel", "").split():
            yield archive.read(resolved(path, element.get("href", ""))).decode()


def _questions(document: _Document) -> Iterator[FoundQuestion]:
    """The questions of a document; whatever stands between two of them belongs to the one before."""
    reader = _Reader(document.styles)
    for part in _parts(document.root, document.styles):
        number, place, text = 0, "", ""
        for child in part.iter_children():
            element = child.etree_element
            if element.tag == f"{XHTML}section" and not document.styles.hides(child):
                if place:
                    yield FoundQuestion(number, text, place)
                number = reader.number(child)
                place = f"{document.href}#{element.get('id', '')}"
                text = ""
            text += reader.shown(child) + (element.tail or "")
        if place:
            yield FoundQuestion(number, text, place)


def _parts(element: cssselect2.ElementWrapper, styles: Styles) -> Iterator[cssselect2.ElementWrapper]:
    """The sections of questions and answers, as far as they can be seen."""
    if styles.hides(element):
        return
    if "qna" in element.etree_element.get(EPUB_TYPE, "").split():
        yield element
        return
    for child in element.iter_children():
        yield from _parts(child, styles)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes the text out of elements as a person sees it."""

    styles: Styles

    def number(self, question: cssselect2.ElementWrapper) -> int:
        """The number before the heading's words, or 0."""
        for element in question.query_all("h2 > .number"):
            shown = self.shown(element).strip()
            return int(shown) if shown.isdecimal() else 0
        return 0

    def shown(self, element: cssselect2.ElementWrapper) -> str:
        """The text of an element: with list marks, without footnote marks and without what is hidden."""
        raw = element.etree_element
        meanings = {*raw.get(EPUB_TYPE, "").split(), *raw.get("role", "").split()}
        if raw.tag in _SILENT or meanings & _MARKS or self.styles.hides(element):
            return ""
        parts = [self.styles.generated(element, "before"), raw.text or ""]
        markers = self._markers(element)
        for child in element.iter_children():
            if child.etree_element.tag == f"{XHTML}li":
                parts.append(next(markers, ""))
            parts += (self.shown(child), child.etree_element.tail or "")
        parts.append(self.styles.generated(element, "after"))
        return "".join(parts)

    def _markers(self, listing: cssselect2.ElementWrapper) -> Iterator[str]:
        """The marks before the items of a list: ``1.`` … or ``•``."""
        raw = listing.etree_element
        if raw.tag not in (f"{XHTML}ol", f"{XHTML}ul") or not self.styles.has_markers(listing):
            return
        number = int(raw.get("start", "1"))
        for item in raw.iterchildren(f"{XHTML}li"):
            number = int(item.get("value", str(number)))
            yield f"{number}." if raw.tag == f"{XHTML}ol" else "•"
            number += 1
