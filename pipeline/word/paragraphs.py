"""Every paragraph of a document as a reader of Word sees it: its text, the number before it, its style.

This walk over the XML is the witness in the proof of an import: it knows nothing of pandoc. Tracked changes are read
as accepted (``w:del`` and ``w:moveFrom`` are passed over).
"""

from __future__ import annotations

import re
from collections import Counter as CounterOf
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.word.changes import accept_changes, count_changes, deleted_words
from pipeline.word.numbering import Counter, read_numbering
from pipeline.word.package import Package
from pipeline.word.readable import make_readable
from pipeline.word.styles import TAG, Style, numbering_of, outline_level, read_styles, value

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
PASSED_OVER = {f"{TAG}{name}" for name in ("del", "moveFrom", "txbxContent", "instrText", "rPr", "pPr")} | {
    FALLBACK
}


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph: ``number`` as Word shows it (``•``: a bullet), ``depth`` of its list, outline ``level`` (0: none).

    ``listed``: it belongs to a list, though its level may show no number; ``contents``: it is a line of a table of
    contents.
    ``footnotes`` are the ids of its footnotes and endnotes in order; ``bookmarks`` the names of those that begin in it.
    """

    index: int
    text: str
    number: str = ""
    depth: int = 0
    level: int = 0
    style: str = ""
    bookmarks: tuple[str, ...] = ()
    footnotes: tuple[str, ...] = ()
    listed: bool = False
    in_table: bool = False
    contents: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A reviewer's comment: the words that it is about, and the index of the paragraph where they begin (-1: lost)."""

    author: str
    text: str
    about: str = ""
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class WordText:
    """All text: the paragraphs of the body (with its tables), of text boxes, the footnotes by id, the comments.

    ``deleted`` are the words of tracked deletions,
    ``margins`` are the lines of headers and footers, ``hidden`` the texts that Word does not show, ``plain`` what has
    been made plain text (formulas, ruby …), by name; ``embedded`` counts by kind what the document holds that is not
    text.
    """

    paragraphs: tuple[WordParagraph, ...]
    boxes: tuple[str, ...]
    footnotes: dict[str, str]
    comments: tuple[Comment, ...]
    changes: int
    margins: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    plain: tuple[tuple[str, int], ...] = ()
    embedded: tuple[tuple[str, int], ...] = ()
    deleted: tuple[str, ...] = ()

    @property
    def footnotes_in_order(self) -> tuple[str, ...]:
        """The footnotes in the order of their marks."""
        marks = (mark for paragraph in self.paragraphs for mark in paragraph.footnotes)
        return tuple(self.footnotes.get(mark, "") for mark in marks)


def body_paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Give the paragraphs of the body in reading order, without those of text boxes and fallbacks."""
    for child in root:
        if not isinstance(child.tag, str) or child.tag in PASSED_OVER:
            continue
        if child.tag == f"{TAG}p":
            yield child
        else:
            yield from body_paragraphs(child)


def read_text(package: Package) -> WordText:
    """Read all text of the document. Raises :class:`~pipeline.word.package.BadDocument`."""
    root = package.document()
    changes, deleted = count_changes(root), deleted_words(root)
    plain, hidden = prepare(root)
    styles, counter = read_styles(package), Counter(read_numbering(package))
    default = _default_style(package)
    found = tuple(
        _paragraph(index, element, styles, counter, default)
        for index, element in enumerate(body_paragraphs(root))
    )
    boxes = tuple(
        text
        for box in root.iter(f"{TAG}txbxContent")
        if not any(True for _ in box.iterancestors(FALLBACK))
        for paragraph in box.iter(f"{TAG}p")
        if (text := visible(paragraph)).strip()
    )
    notes, in_notes = _footnotes(package)
    return WordText(
        found,
        (*boxes, *_drawn_words(package)),
        notes,
        _comments(package, root),
        changes + in_notes[0],
        _margins(package),
        hidden,
        tuple(sorted(plain.items())),
        tuple(sorted(_embedded(package, root).items())),
        (*deleted, *in_notes[1]),
    )


def prepare(root: etree._Element) -> tuple[CounterOf[str], tuple[str, ...]]:
    """Accept tracked changes and make formulas and the like plain text in place, before anyone else reads the part.

    Gives what :func:`make_readable` gives.
    """
    accept_changes(root)
    return make_readable(root)


def _margins(package: Package) -> tuple[str, ...]:
    """Give the lines of headers and footers, each once."""
    found = []
    for name, _, kind in package.relationships():
        if kind in ("header", "footer") and (root := package.xml(name)) is not None:
            found += [" ".join(visible(paragraph).split()) for paragraph in root.iter(f"{TAG}p")]
    return tuple(dict.fromkeys(words for words in found if words and not re.fullmatch(r"[\d\W]*", words)))


def _drawn_words(package: Package) -> tuple[str, ...]:
    """Give the words of SmartArt drawings, which stand in parts of their own."""
    found = []
    for name, _, kind in package.relationships():
        if kind == "diagramData" and (root := package.xml(name)) is not None:
            found += [part.text or "" for part in root.iter(f"{DRAWING}t")]
    return tuple(words for words in found if words.strip())


def _embedded(package: Package, root: etree._Element) -> CounterOf[str]:
    kinds = CounterOf(_EMBEDDED[kind] for _, _, kind in package.relationships() if kind in _EMBEDDED)
    if any(True for _ in root.iter(f"{TAG}altChunk")):
        kinds["嵌入的另一个文件"] += 1
    return kinds


DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_EMBEDDED = {
    "chart": "图表",
    "oleObject": "嵌入的对象",
    "package": "嵌入的文件",
    "aFChunk": "嵌入的另一个文件",
}


def visible(element: etree._Element) -> str:
    """Give the characters of an element as a reader sees them."""
    return "".join(_visible(element))


def _visible(element: etree._Element) -> Iterator[str]:
    for child in element:
        if not isinstance(child.tag, str) or child.tag in PASSED_OVER:
            continue
        match child.tag.removeprefix(TAG):
            case "t":
                yield child.text or ""
            case "tab" | "ptab":
                yield "\t"
            case "br" | "cr":
                yield "\n"
            case "noBreakHyphen":
                yield "\u2011"
            case _:
                yield from _visible(child)


def _default_style(package: Package) -> str:
    root = package.xml(package.related("styles"))
    for style in root.findall(f"{TAG}style") if root is not None else ():
        if style.get(f"{TAG}type") == "paragraph" and style.get(f"{TAG}default") in ("1", "true", "on"):
            return str(style.get(f"{TAG}styleId"))
    return ""


def _paragraph(
    index: int, element: etree._Element, styles: dict[str, Style], counter: Counter, default: str
) -> WordParagraph:
    properties = element.find(f"{TAG}pPr")
    style = styles.get(value(properties, "pStyle") or default, Style(""))
    own = numbering_of(properties)
    list_id, depth = style.numbering or ("0", 0)
    if own is not None:
        list_id, depth = own[0] if own[0] is not None else list_id, own[1]
    level = outline_level(properties)
    text = visible(element)
    # Word numbers an empty paragraph too, unless its numbering has been switched off (numId 0).
    number = counter.next(list_id, depth) if list_id != "0" else ""
    marks = [
        f"{mark.tag.removeprefix(TAG)[:-9]}-{mark.get(f'{TAG}id')}"
        for mark in element.iter(f"{TAG}footnoteReference", f"{TAG}endnoteReference")
        if not any(True for _ in mark.iterancestors(f"{TAG}del"))
    ]
    names = [str(mark.get(f"{TAG}name")) for mark in element.iter(f"{TAG}bookmarkStart")]
    return WordParagraph(
        index,
        text,
        number,
        depth,
        style.level if level is None else level,
        style.name,
        tuple(names),
        tuple(marks),
        list_id in counter.numbering.lists,
        any(True for _ in element.iterancestors(f"{TAG}tbl")),
        _is_contents(element, style.name),
    )


def _is_contents(element: etree._Element, style: str) -> bool:
    """Report whether a paragraph is a line of contents: by style, by its gallery, or as a link into the text."""
    if re.fullmatch(r"(?:toc|目录)\s*(?:\d|heading|标题)", style, re.IGNORECASE):
        return True
    if any(
        value(block, "sdtPr", "docPartObj", "docPartGallery") == "Table of Contents"
        for block in element.iterancestors(f"{TAG}sdt")
    ):
        return True
    links = element.findall(f"{TAG}hyperlink")
    return bool(links) and all(str(link.get(f"{TAG}anchor")).startswith("_Toc") for link in links)


def _footnotes(package: Package) -> tuple[dict[str, str], tuple[int, tuple[str, ...]]]:
    """Give the notes by kind and id; how many tracked changes they hold, and the words that these delete."""
    found: dict[str, str] = {}
    changes = 0
    deleted: list[str] = []
    for kind in ("footnote", "endnote"):
        root = package.xml(package.related(f"{kind}s"))
        if root is None:
            continue
        changes += count_changes(root)
        deleted += deleted_words(root)
        prepare(root)
        for note in root:
            if note.get(f"{TAG}type") in (None, "normal"):
                paragraphs = (visible(paragraph) for paragraph in note.iter(f"{TAG}p"))
                found[f"{kind}-{note.get(f'{TAG}id')}"] = "".join(paragraphs)
    return found, (changes, tuple(deleted))


def _comments(package: Package, document: etree._Element) -> tuple[Comment, ...]:
    root = package.xml(package.related("comments"))
    if root is None:
        return ()
    about = _commented(document)
    places = {
        str(mark.get(f"{TAG}id")): index
        for index, paragraph in enumerate(body_paragraphs(document))
        for mark in paragraph.iter(f"{TAG}commentReference", f"{TAG}commentRangeStart")
    }
    found = []
    for item in root:
        key = str(item.get(f"{TAG}id"))
        words = " ".join(visible(item).split())
        found.append(
            Comment(str(item.get(f"{TAG}author") or ""), words, about.get(key, ""), places.get(key, -1))
        )
    return tuple(found)


def _commented(root: etree._Element) -> dict[str, str]:
    """Give the words between the marks of each comment, by its id."""
    found: dict[str, str] = {}
    under_way: set[str] = set()
    for element in root.iter(f"{TAG}t", f"{TAG}commentRangeStart", f"{TAG}commentRangeEnd"):
        key = str(element.get(f"{TAG}id"))
        if element.tag == f"{TAG}commentRangeStart":
            under_way.add(key)
        elif element.tag == f"{TAG}commentRangeEnd":
            under_way.discard(key)
        else:
            for one in under_way:
                found[one] = found.get(one, "") + (element.text or "")
    return found
