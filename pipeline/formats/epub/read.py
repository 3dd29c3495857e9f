"""The finished ``handbook.epub`` → the text of its questions, as a stranger finds it.

Nothing is known but the standards: from the container to the package document, its spine and the documents in
reading order; a question is a section inside one whose meaning is ``qna``.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import cssselect2
from lxml import etree

from pipeline.formats.contract import (
    Fault,
    FoundBlock,
    FoundEdition,
    FoundQuestion,
    Furnishing,
    Shown,
    Stamp,
    UnreadableOutput,
)
from pipeline.formats.epub.vocabulary import XML_LANG, strange
from pipeline.handbook import Enclosure, Mark, MarkKind, without_space
from pipeline.seen.html_styles import Style, Styles, marker
from pipeline.seen.html_tables import cells

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
    return (reopen(directory / FILE),)


def reopen(path: Path) -> FoundEdition:
    """Read one file back. Raises :class:`UnreadableOutput`."""
    try:
        with zipfile.ZipFile(path) as archive:
            package, documents = _documents(archive)
            read = [_read(document, archive) for document in documents]
            questions = tuple(question for found, _, _ in read for question in found)
            furniture = (*_facts(package), *(one for _, rest, _ in read for one in rest))
            faults = tuple(fault for _, _, found in read for fault in found)
    except FileNotFoundError as problem:
        raise UnreadableOutput(FILE, "找不到（改法：重新生成电子书）") from problem
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as problem:
        raise UnreadableOutput(FILE, "打不开，文件可能已损坏（改法：重新生成电子书）") from problem
    except KeyError as problem:
        raise UnreadableOutput(FILE, f"缺少内部文件：{problem.args[0]}（改法：重新生成电子书）") from problem
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableOutput(FILE, f"内部有一页无法解析：{problem}（改法：重新生成电子书）") from problem
    return FoundEdition(
        FILE, questions, _SHOWN, shows_blocks=True, shows_spaces=True, furniture=furniture, faults=faults
    )


_SHOWN: frozenset[Shown] = frozenset(
    {"strong", "emphasis", "code", "link", "reference", "note", "picture", "revised"}
)


@dataclass(frozen=True, slots=True)
class _Document:
    """A document of the spine: its names in the package and in the archive, its root, and its styles."""

    href: str
    path: str
    root: cssselect2.ElementWrapper
    styles: Styles
    language: str


def _documents(archive: zipfile.ZipFile) -> tuple[etree._Element, list[_Document]]:
    """The package document, and the documents of the spine in reading order."""
    container = parsed(archive.read("META-INF/container.xml"))
    rootfile = container.find(f".//{CONTAINER}rootfile")
    if rootfile is None:
        raise KeyError("META-INF/container.xml 里的 rootfile")
    package_path = rootfile.get("full-path", "")
    package = parsed(archive.read(package_path))
    items = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    documents: list[_Document] = []
    styles: dict[tuple[str, ...], Styles] = {}
    language = package.get(XML_LANG, "")
    for reference in package.iter(f"{OPF}itemref"):
        item = items[reference.get("idref")]
        if item.get("media-type") == "application/xhtml+xml":
            href = item.get("href", "")
            path = resolved(package_path, href)
            root = parsed(archive.read(path))
            wrapped = cssselect2.ElementWrapper.from_html_root(root)
            sheets = tuple(_style_sheets(archive, path, root))
            if sheets not in styles:
                styles[sheets] = Styles(sheets)
            documents.append(_Document(href, path, wrapped, styles[sheets], language))
    return package, documents


_EDITION = ("baiwen:release", "baiwen:sourceDigest")
_PARTS = {f"{OPF}{name}" for name in ("metadata", "manifest", "spine", "guide")}


def _facts(package: etree._Element) -> Iterator[Furnishing]:
    """Everything that the package document says of the book, and what its guide leads to."""
    for element in package.iterfind(f"{OPF}metadata/*"):
        name = element.get("property") or element.get("name") or etree.QName(element).localname
        said = element.get("content") or element.get("href") or element.text or ""
        about = "".join(f"（{element.get(one)}）" for one in ("refines", "scheme") if element.get(one))
        yield Furnishing("版本" if name in _EDITION else "书的信息", f"{name}{about}", said)
    for element in package.iterfind(f"{OPF}guide/{OPF}reference"):
        yield Furnishing("guide", element.get("href", ""), f"{element.get('type')} {element.get('title')}")
    for element in package:
        if element.tag not in _PARTS:
            yield Furnishing(
                "书的信息", etree.QName(element).localname, "".join(map(str, element.itertext()))
            )


def stamp(path: Path) -> Stamp | None:
    """Which edition an e-book is, as its package document says; None where it does not say, or is none."""
    try:
        with zipfile.ZipFile(path) as archive:
            package, _ = _documents(archive)
    except (OSError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, KeyError, ValueError):
        return None
    except etree.XMLSyntaxError:
        return None
    facts = {one.place: one.text.strip() for one in _facts(package) if one.part == "版本"}
    return Stamp(*(facts.get(name, "") for name in _EDITION)) if facts else None


def parsed(data: bytes) -> etree._Element:
    """The root of an XML document; nothing outside it is opened.

    Raises ``etree.XMLSyntaxError``, and ``ValueError`` for a document with words of its own making (``&x;``).
    """
    root = etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    )
    if (entity := next(root.iter(etree.Entity), None)) is not None:
        raise ValueError(f"用了自定的字符 {entity.text}")
    return root


def resolved(base: str, href: str) -> str:
    """The name in the archive of what the file ``base`` calls ``href``."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))


def _style_sheets(archive: zipfile.ZipFile, path: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter(f"{XHTML}link", f"{XHTML}style"):
        if element.tag == f"{XHTML}style":
            yield element.text or ""
        elif "stylesheet" in element.get("rel", "").split():
            yield archive.read(resolved(path, element.get("href", ""))).decode()


def _read(
    document: _Document, archive: zipfile.ZipFile
) -> tuple[tuple[FoundQuestion, ...], tuple[Furnishing, ...], tuple[Fault, ...]]:
    """The questions of a document, what it says beside them, and what is in it that should be in no document.

    In a section of questions and answers, whatever stands between two of them belongs to the one before.
    """
    questions: list[FoundQuestion] = []
    beside = _Reader(document, archive)
    beside.read(document.root, questions)
    title = document.root.etree_element.findtext(f"{XHTML}head/{XHTML}title") or ""
    rest = [
        Furnishing("页名", document.href, title),
        Furnishing(
            "正文之外",
            document.href,
            "".join(block.text or block.alternative or "" for block in beside.blocks),
            blocks=tuple(beside.blocks),
        ),
    ]
    rest += (Furnishing(part, href, words) for part, href, words in beside.entries)
    rest += (Furnishing("地标", href, words) for href, words in beside.landmarks)
    rest += (Furnishing("问题的标识", question.place, str(question.number)) for question in questions)
    return tuple(questions), tuple(one for one in rest if without_space(one.text)), tuple(beside.faults)


_BLOCK_NAMES = (
    "p", "li", "caption", "th", "td", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "div", "section",
    "aside", "blockquote",
)  # fmt: skip
_BLOCKS = {f"{XHTML}{name}" for name in _BLOCK_NAMES}
_MARKED: dict[str, MarkKind] = {
    f"{XHTML}strong": "strong", f"{XHTML}em": "emphasis", f"{XHTML}code": "code",
}  # fmt: skip
_A, _ASIDE, _BODY, _BR, _IMG, _LI, _OL, _SECTION, _SUP, _TABLE, _UL = (
    f"{XHTML}{name}"
    for name in ("a", "aside", "body", "br", "img", "li", "ol", "section", "sup", "table", "ul")
)
# Where text is not bold by itself.
_OF_TEXT = {
    f"{XHTML}{name}" for name in ("body", "section", "aside", "div", "blockquote", "p", "li", "td", "span")
}
_QUOTE, _DIV = f"{XHTML}blockquote", f"{XHTML}div"
_NOTE = re.compile(r"#.+_n(\d+)")
_BACK = re.compile(r"#(.+)_r(\d+)")
_BRACKETS = "[]()［］（）〔〕【】"
_LINE = 30  # characters: what one line of a phone does not hold
_REFERENCE = re.compile(r"#q-([a-z0-9-]+)$")
_HIDDEN_LISTS = {"landmarks", "page-list"}


@dataclass(slots=True)
class _Reader:
    """Takes what a person sees out of elements, block by block."""

    document: _Document
    archive: zipfile.ZipFile
    question: int = 0
    blocks: list[FoundBlock] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    entries: list[tuple[str, str, str]] = field(default_factory=list)
    landmarks: list[tuple[str, str]] = field(default_factory=list)
    _text: str = ""
    _length: int = 0
    _marks: list[Mark] = field(default_factory=list)
    _places: list[tuple[int, str]] = field(default_factory=list)
    _id: str = ""
    _page: str = ""
    _notes: int = 0
    _bold: bool = False
    _raised: bool = False
    _within: tuple[Enclosure, ...] = ()
    _cell: tuple[int, int] | None = None
    _cells: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)
    _frame: tuple[tuple[Enclosure, ...], tuple[int, int] | None] = ((), None)

    def read(self, element: cssselect2.ElementWrapper, questions: list[FoundQuestion]) -> None:
        """All of a document; the questions in it go into ``questions``."""
        raw = element.etree_element
        style = self.document.styles.of(element)
        if style.bold is not None:
            self._bold = style.bold
        if style.hides:
            self.take(element)
        elif "qna" in raw.get(EPUB_TYPE, "").split():
            self._read_part(element, questions)
        elif raw.tag == f"{XHTML}html" or (raw.tag == _BODY and not self._plain(element)):
            self._vet(raw)
            for child in element.iter_children():
                self.read(child, questions)
        else:
            self.take(element)
        self.flush()

    def _plain(self, element: cssselect2.ElementWrapper) -> bool:
        """Whether nothing in the element is a section of questions and answers."""
        return not any("qna" in one.get(EPUB_TYPE, "").split() for one in element.etree_element.iter())

    def _read_part(self, part: cssselect2.ElementWrapper, questions: list[FoundQuestion]) -> None:
        reader, number, place = self, 0, ""
        self._vet(part.etree_element)
        self.add(part.etree_element.text or "")

        def close() -> None:
            reader.flush()
            if place:
                questions.append(FoundQuestion(number, tuple(reader.blocks), place))

        for child in part.iter_children():
            raw = child.etree_element
            if raw.tag == _SECTION and not self.document.styles.of(child).hides:
                close()
                page = reader._page
                number, place = self.number(child), f"{self.document.href}#{raw.get('id', '')}"
                reader = _Reader(
                    self.document, self.archive, number, faults=self.faults, _page=page, _bold=self._bold
                )
            reader.take(child)
            reader.add(raw.tail or "")
        close()

    def number(self, question: cssselect2.ElementWrapper) -> int:
        """The number before the heading's words, or 0."""
        for element in question.query_all("h2 > .number"):
            reader = _Reader(self.document, self.archive)
            reader.take(element)
            reader.flush()
            shown = "".join(block.text for block in reader.blocks).strip()
            return int(shown) if shown.isdecimal() else 0
        return 0

    def add(self, text: str) -> None:
        """Text that stands here."""
        if text and not self._places:
            self._places.append((0, self._place()))
            self._frame = (self._within, self._cell)
        self._text += text
        self._length += len(without_space(text))

    def flush(self) -> None:
        """A block ends here."""
        if without_space(self._text):
            within, cell = self._frame
            self.blocks.append(
                FoundBlock(self._text, tuple(self._places), tuple(self._marks), within=within, cell=cell)
            )
        self._text, self._length, self._marks, self._places = "", 0, [], []

    def _place(self) -> str:
        page = f"（印刷版第{self._page}页）" if self._page else ""
        anchor = f"#{self._id}" if self._id else ""
        return f"{self.document.href}{anchor} 第{len(self.blocks) + 1}段{page}"

    def _tell(self, message: str) -> None:
        """Something that no comparison of words would tell."""
        place = self._places[-1][1] if without_space(self._text) else self._place()
        self.faults.append(Fault(FILE, message, number=self.question, place=place))

    def _vet(self, raw: etree._Element) -> None:
        for message in strange(raw, self.document.language, self.question > 0):
            self._tell(message)

    def take(self, element: cssselect2.ElementWrapper) -> None:
        """An element with all in it."""
        raw = element.etree_element
        tag = raw.tag
        if tag in _SILENT:
            return
        style = self.document.styles.of(element)
        meanings = {*raw.get(EPUB_TYPE, "").split(), *raw.get("role", "").split()}
        if tag in (_SECTION, _ASIDE) and (name := raw.get("id")):
            self._id = name
            self._notes += "doc-footnote" in meanings
        if tag in _BLOCKS:
            self.flush()
        self._vet(raw)
        if "pagebreak" in meanings:
            self._page = raw.get("aria-label", "")
            if self._places:
                self._places.append((self._length, self._place()))
        if meanings & _MARKS and self._marks_a_note(raw, style):
            return
        if style.hides:
            if "landmarks" in meanings:
                self.landmarks += (
                    (one.get("href", ""), f"{one.get(EPUB_TYPE)} {''.join(map(str, one.itertext()))}")
                    for one in raw.iter(_A)
                )
            words = without_space("".join(map(str, raw.itertext())))
            if words and not meanings & _HIDDEN_LISTS:
                self._tell(
                    f"看不见的文字“{_short(words)}”（改法：重新生成电子书，或从样式表里去掉藏起它的样式）"
                )
            return
        outside = self._within, self._cell, self._raised, self._bold
        self._enter(raw, meanings)
        if tag in _OF_TEXT and style.bold is not None:
            self._bold = style.bold
        start, before = self._length, len(self.blocks)
        self._take_inside(element, style)
        if len(self.blocks) > before and (tag in _MARKED or tag == _A):
            self._tell(f"<{etree.QName(raw).localname}> 包住了整段或图（改法：只包文字）")
        self._marks += self._mark(raw, start, style)
        raised = tag == _SUP or style.own.get("vertical-align") in ("super", "sub")
        if raised and self._length > start:
            self._tell(f"“{without_space(self._text)[start:]}”升成了上标（改法：上标只用于注号）")
        if style.keeps_lines_whole and len(without_space("".join(map(str, raw.itertext())))) > _LINE:
            self._tell("文字不换行，一行放不下的看不见（改法：从样式表里去掉 white-space: nowrap）")
        if tag in _BLOCKS:
            self.flush()
        self._within, self._cell, self._raised, self._bold = outside

    def _take_inside(self, element: cssselect2.ElementWrapper, style: Style) -> None:
        raw, tag = element.etree_element, element.etree_element.tag
        if tag == _SUP or self._raised:
            self._raised = style.raises(by_itself=True)
        self.add(style.generated("before") + (raw.text or ""))
        if tag == _IMG:
            self._picture(raw)
        elif tag == _BR:
            self.flush()
        markers = self._markers(raw, style) if tag in (_OL, _UL) else iter(())
        for child in element.iter_children():
            if child.etree_element.tag == _LI:
                self.flush()
                self.add(self._marker(child, next(markers, None)))
            self.take(child)
            self.add(child.etree_element.tail or "")
        self.add(style.generated("after"))

    def _enter(self, raw: etree._Element, meanings: set[str]) -> None:
        """What sets the words in an element off from those around it."""
        tag, own = raw.tag, raw.get("class", "").split()
        if tag == _TABLE:
            self.flush()
            self._cells |= cells(raw)
        enclosure: Enclosure | None = None
        if tag == _QUOTE:
            enclosure = "quote"
        elif tag == _TABLE:
            enclosure = "table"
        elif tag == _ASIDE and "doc-example" in meanings and "case" in own:
            enclosure = "case"
        elif tag == _DIV and "note" in own:
            enclosure = "note"
        elif tag in (_OL, _UL):
            # A footnote is given as a list of one item for the sake of old reading apps.
            around = raw.getparent()
            in_note = around is not None and "doc-footnote" in around.get("role", "")
            self.flush()
            enclosure = None if in_note else "list"
        if enclosure:
            self._within = (*self._within, enclosure)
        elif raw in self._cells:
            self._cell = self._cells[raw]

    def _marks_a_note(self, raw: etree._Element, style: Style) -> bool:
        """Whether the element is the mark of a footnote, here or at the note itself; if not, its words are text."""
        shown = _figure("".join(map(str, raw.itertext())))
        if match := _NOTE.fullmatch(raw.get("href", "")):
            if not style.raises(by_itself=self._raised):
                return False
            target = match[1] if shown == match[1] else f"{shown}（通向 {match[1]}）"
            # What the note itself leads back to.
            if raw.get("id") != raw.get("href", "#")[1:].replace("_n", "_r"):
                target += "（标识不对）"
            self._marks.append(Mark("note", self._length, self._length, target))
            return True
        match = _BACK.fullmatch(raw.get("href", ""))
        return (
            match is not None
            and shown == match[2] == str(self._notes)
            and self._id == f"{match[1]}_n{match[2]}"
        )

    def _mark(self, raw: etree._Element, start: int, style: Style) -> Iterator[Mark]:
        if kind := style.shows(_MARKED.get(str(raw.tag)), self._bold):
            yield Mark(kind, start, self._length)
        if raw.tag == _A and (href := raw.get("href", "")):
            reference = _REFERENCE.search(href)
            words = self._text
            if reference and "://" not in href:
                yield Mark("reference", start, self._length, reference[1])
            else:
                yield Mark("link", start, self._length, href)
            if any("toc" in one.get(EPUB_TYPE, "").split() for one in raw.iterancestors()):
                level = sum(1 for _ in raw.iterancestors(_OL))
                self.entries.append((f"第{level}级目录", href, words))

    def _picture(self, raw: etree._Element) -> None:
        self.flush()
        source = raw.get("src", "")
        inside = "://" not in source
        try:
            data = self.archive.read(resolved(self.document.path, source)) if inside else b""
        except KeyError:
            data = b""
        words = raw.get("alt", "")
        self.blocks.append(
            FoundBlock(
                "", ((0, self._place()),), picture=data or b"?", alternative=words, within=self._within
            )
        )

    def _markers(self, raw: etree._Element, style: Style) -> Iterator[tuple[int, bool, str | None]]:
        """The number of each item of a list, whether it is shown as a figure, and what the list says of it."""
        number = int(raw.get("start", "1"))
        for item in raw.iterchildren(_LI):
            number = int(item.get("value", str(number)))
            yield number, raw.tag == _OL, style.marker_type
            number += 1

    def _marker(self, item: cssselect2.ElementWrapper, counted: tuple[int, bool, str | None] | None) -> str:
        """The mark before an item of a list: ``1.`` … or ``•``."""
        style = self.document.styles.of(item)
        if counted is None or style.hides or style.own.get("display", "list-item") != "list-item":
            return ""
        number, ordered, kind = counted
        return marker(style.marker_type or kind, number, ordered)


def _figure(words: str) -> str:
    """The number that a footnote's mark shows, be it 1, [1] or ①; else the words themselves."""
    said = without_space(words).strip(_BRACKETS)
    if len(said) == 1 and (value := unicodedata.numeric(said, None)) is not None:
        return str(int(value))
    return said


def _short(words: str) -> str:
    return words if len(words) <= 24 else f"{words[:11]}…{words[-11:]}"
