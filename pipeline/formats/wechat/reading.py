"""The finished articles → the text of their questions, as a stranger finds it.

A question begins at an ``h2`` that opens with a number and ends at the next heading; the list under the heading
注释 says what the raised marks in the answers mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import lxml.html
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
from pipeline.formats.wechat.frames import cells, enclosures, is_table_of_cards
from pipeline.formats.wechat.notes import LINKS_TITLE, NOTES_TITLE
from pipeline.formats.wechat.rules import offences
from pipeline.formats.wechat.rules.styles import declarations
from pipeline.handbook import Enclosure, Mark, MarkKind, without_space

FOLDER = "wechat/"
SERIES_FILE = "series.json"
PAGE_FILE = "index.html"

_PARSER = lxml.html.HTMLParser(encoding="utf-8")


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open the articles that ``wechat/series.json`` names, in its order, and find their questions.

    What the editor's page puts on the clipboard is an edition of its own, because that is what is pasted.
    Raises :class:`UnreadableOutput` when one is missing, broken, or not what the editor's page puts on the clipboard.
    """
    folder = directory / FOLDER
    names = _names(_series(folder))
    fragments, copied = [_read(folder, file) for file in _article_files(folder)], _copied(folder)
    pages = [str(one["html"]) for one in copied]
    if len(names) != len(pages):
        raise _unreadable(PAGE_FILE, f"里有{len(pages)}篇文章，清单上是{len(names)}篇")
    listed = tuple(Furnishing("标题和摘要", file, title + digest) for file, title, digest in names)
    pasted = tuple(
        replace(one, text=f"{copy.get('title')}{copy.get('digest')}")
        for one, copy in zip(listed, copied, strict=True)
    )
    articles, page = _edition(folder, FOLDER, listed, fragments), _edition(folder, PAGE_FILE, pasted, pages)
    if articles.questions == page.questions and fragments != pages:
        raise _unreadable(PAGE_FILE, "要复制的内容与各篇文章不同")
    return articles, page


_SHOWN: frozenset[Shown] = frozenset({"strong", "emphasis", "code", "note", "picture", "revised"})


_EDITION = re.compile(r"版本([^（·]+)（[^）]*）·校验码([0-9a-f]{8})")


def stamp(path: Path) -> Stamp | None:
    """Which edition an article is, as its last line says; None where it does not say, or is none."""
    try:
        words = without_space(_text(lxml.html.document_fromstring(path.read_bytes(), parser=_PARSER)))
    except (OSError, ValueError, etree.LxmlError):
        return None
    found = _EDITION.findall(words)
    return Stamp(*found[-1]) if found else None


def reopen(path: Path) -> FoundEdition:
    """Read one article back, without its pictures. Raises :class:`UnreadableOutput`."""
    try:
        root = lxml.html.fragment_fromstring(_read(path.parent, path.name), create_parent="section")
    except (ValueError, etree.LxmlError) as problem:
        raise _unreadable(path.name, "读不懂，文件可能已损坏") from problem
    reader = _Reader(path.parent, path.name)
    reader.read(root)
    return FoundEdition(path.name, tuple(reader.questions()), _SHOWN - {"picture"}, True)


def inspect(directory: Path) -> tuple[Fault, ...]:
    """What the platform's rules have against the finished articles.

    Raises :class:`UnreadableOutput` as :func:`read_back` does.
    """
    folder = directory / FOLDER
    return tuple(
        Fault(FOLDER + file, str(offence))
        for file in _article_files(folder)
        for offence in offences(_parsed(folder, file, _read(folder, file)), folder)
    )


def _edition(
    folder: Path, name: str, listed: tuple[Furnishing, ...], fragments: Sequence[str]
) -> FoundEdition:
    """All articles in order."""
    questions: list[FoundQuestion] = []
    furniture = [*listed]
    for article, fragment in zip(listed, fragments, strict=True):
        reader = _Reader(folder, article.place)
        reader.read(_parsed(folder, article.place, fragment))
        questions += reader.questions()
        furniture += reader.furniture()
    file = name if name == FOLDER else FOLDER + name
    return FoundEdition(file, tuple(questions), _SHOWN, True, tuple(furniture), shows_spaces=True)


def _unreadable(file: str, fault: str) -> UnreadableOutput:
    return UnreadableOutput(f"{FOLDER}{file}", f"{fault}（改法：重新生成公众号文章）")


def _series(folder: Path) -> list[Mapping[str, object]]:
    try:
        articles = json.loads(_read(folder, SERIES_FILE))["articles"]
        return [{**article} for article in articles]
    except (ValueError, KeyError, TypeError) as problem:
        raise _unreadable(SERIES_FILE, "读不懂") from problem


def _names(series: Sequence[Mapping[str, object]]) -> tuple[tuple[str, str, str], ...]:
    """File, title and digest of every article."""
    return tuple((str(one.get("file")), str(one.get("title")), str(one.get("digest"))) for one in series)


def _article_files(folder: Path) -> tuple[str, ...]:
    files = tuple(file for file, _, _ in _names(_series(folder)))
    for file in files:
        if not re.fullmatch(r"\d{2,}-[\w-]+\.html", file, re.ASCII):
            raise _unreadable(SERIES_FILE, f"里的文件名不对：{file}")
    strays = {path.name for path in folder.glob("[0-9]*.html")} - set(files)
    for stray in sorted(strays):
        raise _unreadable(SERIES_FILE, f"里没有文章 {stray}")
    return files


def _copied(folder: Path) -> list[Mapping[str, object]]:
    """What the editor's page puts on the clipboard, an entry an article."""
    page = lxml.html.document_fromstring(_read(folder, PAGE_FILE).encode(), parser=_PARSER)
    data = "".join(script.text or "" for script in page.iter("script") if script.get("id") == "data")
    try:
        copied = [{**article} for article in json.loads(data)]
        return [article for article in copied if article["html"]]
    except (ValueError, KeyError, TypeError) as problem:
        raise _unreadable(PAGE_FILE, "里找不到要复制的内容") from problem


def _read(folder: Path, file: str) -> str:
    try:
        return (folder / file).read_bytes().decode()
    except FileNotFoundError as problem:
        raise _unreadable(file, "找不到") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(file, "读不懂，文件可能已损坏") from problem


def _parsed(folder: Path, file: str, fragment: str) -> etree._Element:
    try:
        root: etree._Element = lxml.html.fragment_fromstring(fragment)
    except (ValueError, etree.LxmlError) as problem:
        raise _unreadable(file, "读不懂，文件可能已损坏") from problem
    for image in root.iter("img"):
        if not _is_picture(folder, image.get("src", "")):
            raise _unreadable(file, f"缺少图片 {image.get('src')}")
    return root


def _is_picture(folder: Path, address: str) -> bool:
    """Whether the address leads to a file of the folder."""
    path = (folder / address).resolve()
    return path.is_file() and path.is_relative_to(folder.resolve())


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a card: the element with the column's name, and what stands behind it."""

    label: etree._Element
    value: list[etree._Element | str]


def _lines(card: etree._Element) -> list[_Line]:
    """The lines of a card, each opened by a ``<strong>`` right at its beginning."""
    lines: list[_Line] = []
    opens = True
    for child in card.iterfind("span/*"):
        if opens and child.tag == "strong":
            lines.append(_Line(child, []))
        elif lines and child.tag != "br":
            lines[-1].value.append(child)
        opens = child.tag == "br"
        if lines and child.tail:
            lines[-1].value.append(child.tail)
    return lines


_BLOCKS = ("p", "td", "th", "h2", "h3", "section", "blockquote", "table")
_MARKED: dict[str, MarkKind] = {"strong": "strong", "b": "strong", "em": "emphasis", "i": "emphasis"}
WORDS = 8  # characters before a link's end that tell which link it is


@dataclass(slots=True)
class _Section:
    """What stands under a heading; a question's ``number``, or none for what stands before, between and behind them."""

    number: int = 0
    heading: str = ""
    place: str = ""
    blocks: list[FoundBlock] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Takes what a person sees out of an article, block by block."""

    folder: Path
    file: str
    sections: list[_Section] = field(default_factory=lambda: [_Section()])
    _count: int = 0
    _text: str = ""
    _length: int = 0
    _marks: list[Mark] = field(default_factory=list)
    _within: tuple[Enclosure, ...] = ()
    _cell: tuple[int, int] | None = None
    _cells: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)

    # ---- reading ----

    def read(self, root: etree._Element) -> None:
        """The whole article."""
        self._take(root)
        self._flush()

    def _add(self, text: str | None) -> None:
        if text:
            self._text += text
            self._length += len(without_space(text))

    def _flush(self) -> None:
        if without_space(self._text):
            marks = tuple(self._marks)
            place = ((0, self._place()),)
            self._put(FoundBlock(self._text, place, marks, within=self._within, cell=self._cell))
        self._text, self._length, self._marks = "", 0, []

    def _put(self, block: FoundBlock) -> None:
        self._count += 1
        self.sections[-1].blocks.append(block)

    def _place(self) -> str:
        return f"{self.file} 第{self._count + 1}段"

    def _take(self, element: etree._Element) -> None:
        """An element with all in it."""
        if not isinstance(element.tag, str):
            return
        shown = _text(element)
        around, cell = self._within, self._cell
        if element.tag in _BLOCKS:
            self._flush()
            self._within = (*around, *enclosures(element, around))
            if element.tag == "table":
                self._cells.update(cells(element))
            self._cell = self._cells.get(element, cell)
        if element.tag == "h2":
            number = next((str(piece) for piece in element.itertext()), "").strip()
            decimal = int(number) if number.isdecimal() else 0
            self.sections.append(_Section(decimal, "" if decimal else shown, self._place()))
        elif element.tag == "h3":
            self.sections.append(_Section(0, shown.strip(), self._place()))
        elif element.tag == "img":
            self._picture(element)
        elif element.tag == "sup":
            self._call(shown.strip())
            return
        elif element.tag == "br" and not any(one.tag == "h2" for one in element.iterancestors()):
            self._flush()  # what stands before a forced break is a paragraph of its own
        start = self._length
        if is_table_of_cards(element):
            self._take_cards([_lines(card) for card in element])
        else:
            self._take_content(element)
        self._marks += self._mark(element, start)
        if element.tag in _BLOCKS:
            self._flush()
            self._within, self._cell = around, cell

    def _take_content(self, element: etree._Element) -> None:
        self._add(element.text)
        for child in element:
            self._take(child)
            self._add(child.tail)

    def _take_cards(self, cards: list[list[_Line]]) -> None:
        """The table that cards are made from: its head once, then row by row.

        A label that differs from the first card's is text of its own, so that it is seen.
        """
        head = [etree.tostring(line.label, with_tail=False) for line in cards[0]]
        for row, card in enumerate(cards, 1):
            if row == 1 or [etree.tostring(line.label, with_tail=False) for line in card] != head:
                for column, line in enumerate(card, 1):
                    self._cell = (0, column)
                    self._take_content(line.label)
                    self._flush()
            for column, line in enumerate(card, 1):
                self._cell = (row, column)
                for piece in line.value:
                    self._add(piece) if isinstance(piece, str) else self._take(piece)
                self._flush()

    def _mark(self, element: etree._Element, start: int) -> Iterator[Mark]:
        tag = str(element.tag)
        if kind := _MARKED.get(tag):
            yield Mark(kind, start, self._length)
        elif tag == "a":
            self.sections[-1].links.append((without_space(self._text)[-WORDS:], element.get("href", "")))
        elif tag == "span" and "background" in dict(declarations(element.get("style", ""))):
            yield Mark("code", start, self._length)

    def _call(self, sign: str) -> None:
        """A raised mark: of a footnote, or of an address in the list of links."""
        if sign.startswith("["):
            self.sections[-1].links.append((without_space(self._text)[-WORDS:], sign))
        else:
            self._marks.append(Mark("note", self._length, self._length, sign))

    def _picture(self, element: etree._Element) -> None:
        try:
            data = (self.folder / element.get("src", "")).read_bytes()
        except OSError:
            data = b""
        self._put(
            FoundBlock(
                "",
                ((0, self._place()),),
                picture=data or b"?",
                alternative=element.get("alt", ""),
                within=self._within,
            )
        )

    # ---- what was read ----

    def _entries(self, heading: str) -> dict[str, FoundBlock]:
        """The lines of the list under ``heading``, by their marks."""
        found: dict[str, FoundBlock] = {}
        for section in self.sections:
            if section.heading == heading:
                for block in section.blocks[1:]:
                    sign = without_space(block.text)[: _sign_length(block.text)]
                    found.setdefault(sign, _without_sign(block, len(sign)))
        return found

    def questions(self) -> Iterator[FoundQuestion]:
        """The questions, each with the notes that its marks point to, counted within the question.

        A note that no mark points to is given to the last question, so that it is seen.
        """
        notes = self._entries(NOTES_TITLE)
        called = {mark.target for section in self.sections for mark in _calls(section)}
        lost = [block for sign, block in notes.items() if sign not in called]
        sections = [section for section in self.sections if section.number or section.heading == ""][1:]
        for section in sections:
            blocks = _with_notes(section, notes)
            blocks += lost if section is sections[-1] else []
            yield FoundQuestion(section.number, tuple(blocks), section.place)

    def furniture(self) -> Iterator[Furnishing]:
        """What the article says beside the questions, and where its links lead."""
        addresses = {sign: block.text for sign, block in self._entries(LINKS_TITLE).items()}
        first, *rest = self.sections
        opening = tuple(_with_notes(first, self._entries(NOTES_TITLE)))
        yield Furnishing("篇首", self.file, "".join(block.text for block in opening), blocks=opening)
        for section in self.sections:
            place = f"{self.file} 第{section.number}问" if section.number else self.file
            for words, target in section.links:
                shown = without_space(addresses.get(target, target))
                yield Furnishing("链接", place, f"{words}→{shown}")
        called = {target for section in self.sections for _, target in section.links}
        for sign, address in addresses.items():
            if sign not in called:
                yield Furnishing("链接", self.file, f"{sign}{address}")
        behind = [one for one in rest if one.heading and one.heading not in (NOTES_TITLE, LINKS_TITLE)]
        words = "".join(block.text for section in behind for block in section.blocks)
        if words:
            yield Furnishing("篇末", self.file, words)


_SIGN = re.compile(r"\[\d+\]|（\d+）|.?", re.DOTALL)


def _sign_length(text: str) -> int:
    """How many characters the mark before an entry of a list takes: ``①``, ``（21）`` or ``[1]``."""
    found = _SIGN.match(without_space(text))
    return len(found[0]) if found else 0


def _without_sign(block: FoundBlock, length: int) -> FoundBlock:
    """An entry of a list at the article's end, which belongs to the question that calls it."""
    marks = tuple(Mark(one.kind, one.start - length, one.end - length, one.target) for one in block.marks)
    text = block.text.lstrip()
    while length:
        text, length = text[1:].lstrip(), length - len(without_space(text[:1]))
    return replace(block, text=text, marks=marks, within=())


def _calls(section: _Section) -> Iterator[Mark]:
    return (mark for block in section.blocks for mark in block.marks if mark.kind == "note")


def _with_notes(section: _Section, notes: Mapping[str, FoundBlock]) -> list[FoundBlock]:
    """The blocks of a section, its notes' marks counted from 1, and the notes that these call."""
    signs = list(dict.fromkeys(mark.target for mark in _calls(section)))
    numbers = {sign: str(number) for number, sign in enumerate(signs, 1) if sign in notes}
    blocks = [_renumbered(block, numbers) for block in section.blocks]
    return [*blocks, *(notes[sign] for sign in signs if sign in notes)]


def _renumbered(block: FoundBlock, numbers: Mapping[str, str]) -> FoundBlock:
    marks = tuple(
        replace(mark, target=numbers.get(mark.target, mark.target)) if mark.kind == "note" else mark
        for mark in block.marks
    )
    return replace(block, marks=marks)
