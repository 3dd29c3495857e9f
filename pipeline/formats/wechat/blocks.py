"""An article's mark-up → what a person sees in it, block by block, each with what it stands in and its marks.

A question begins at an ``h2`` that opens with a number and ends at the next heading; the list under the heading
注释 says what the raised marks in the answers mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.formats.wechat.colours import PAGE_BY_DAY, parse_colour
from pipeline.formats.wechat.folder import picture_data
from pipeline.formats.wechat.found import WORDS, linked
from pipeline.formats.wechat.frames import enclosures, is_table_of_cards
from pipeline.formats.wechat.notes import LINKS_TITLE, NOTES_TITLE
from pipeline.formats.wechat.styles import background, style_of
from pipeline.handbook import Enclosure, Mark, MarkKind, without_space
from pipeline.seen.edition import FoundBlock, FoundQuestion, Furnishing
from pipeline.seen.html_tables import cells
from pipeline.world import Files


def text_of(element: etree._Element) -> str:
    """Give all text in an element."""
    return "".join(str(piece) for piece in element.itertext())


def count_words(element: etree._Element) -> int:
    """Count the characters of an element's text, white space left out."""
    return len(without_space(text_of(element)))


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


def _undone(kind: MarkKind, style: Mapping[str, str]) -> bool:
    """Whether an element's style takes away what its tag shows."""
    if kind == "strong":
        return style.get("font-weight") in ("normal", "lighter", "400")
    return style.get("font-style") == "normal" and "border-bottom" not in style


def _is_raised(element: etree._Element) -> bool:
    """Whether a phrase is set higher or lower than the line by its style alone: 12 would be read as 1²."""
    return element.tag == "span" and style_of(element).get("vertical-align", "baseline") != "baseline"


def _of_style(style: Mapping[str, str]) -> Iterator[MarkKind]:
    """What a phrase looks like by its style alone."""
    if (ground := background(style)) and parse_colour(ground) != PAGE_BY_DAY:
        yield "code"
    yield from _faces(style)
    if "border-bottom" in style:
        yield "emphasis"


def _faces(style: Mapping[str, str]) -> Iterator[MarkKind]:
    """What the letters themselves look like by a style."""
    if style.get("font-weight", "normal") not in ("normal", "400"):
        yield "strong"
    if style.get("font-style", "normal") != "normal":
        yield "emphasis"


@dataclass(slots=True)
class _Section:
    """What stands under a heading; a question's ``number``, or none for what stands before, between and behind them."""

    number: int = 0
    heading: str = ""
    place: str = ""
    blocks: list[FoundBlock] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ArticleReader:
    """Takes what a person sees out of an article, block by block; pictures come from ``files``."""

    files: Files
    file: str
    sections: list[_Section] = field(default_factory=lambda: [_Section()])
    _count: int = 0
    _text: str = ""
    _length: int = 0
    _marks: list[Mark] = field(default_factory=list)
    _within: tuple[Enclosure, ...] = ()
    _cell: tuple[int, int] | None = None
    _dressed: tuple[MarkKind, ...] = ()
    _cells: dict[etree._Element, tuple[int, int]] = field(default_factory=dict)
    spots: dict[etree._Element, tuple[int, str]] = field(default_factory=dict)
    """Of every element, the number of its question (0: none) and its place."""

    # ---- reading ----

    def read(self, root: etree._Element) -> None:
        """Read the whole article."""
        self._take(root)
        self._flush()

    def _add(self, text: str | None) -> None:
        if text:
            self._text += text
            self._length += len(without_space(text))

    def _flush(self) -> None:
        if without_space(self._text):
            marks = (*self._marks, *(Mark(kind, 0, self._length) for kind in self._dressed))
            place = ((0, self._place()),)
            self._put(FoundBlock(self._text, place, marks, within=self._within, cell=self._cell))
        self._text, self._length, self._marks = "", 0, []

    def _put(self, block: FoundBlock) -> None:
        self._count += 1
        self.sections[-1].blocks.append(block)

    def _place(self) -> str:
        return f"{self.file} 第{self._count + 1}段".lstrip()

    def _take(self, element: etree._Element) -> None:
        """An element with all in it."""
        self._spot(element)
        if not isinstance(element.tag, str):
            return
        shown = text_of(element)
        around, cell, dressed = self._within, self._cell, self._dressed
        if element.tag in _BLOCKS:
            self._flush()
            self._within = (*around, *enclosures(element, around))
            self._dressed = (*dressed, *_faces(style_of(element)))
            if element.tag == "table":
                self._cells.update(cells(element))
            self._cell = self._cells.get(element, cell)
        if element.tag == "h2":
            number = next((str(piece) for piece in element.itertext()), "").strip()
            decimal = int(number) if number.isdecimal() else 0
            self.sections.append(_Section(decimal, "" if decimal else shown, self._place()))
            self._spot(element)
        elif element.tag == "h3":
            self.sections.append(_Section(0, shown.strip(), self._place()))
        elif element.tag in ("img", "svg"):
            self._picture(element)
        elif element.tag == "sup" or _is_raised(element):
            self._call(shown.strip())
            return
        elif element.tag == "br" and not any(one.tag == "h2" for one in element.iterancestors()):
            self._flush()  # the text before a forced break is a paragraph of its own
        start = self._length
        if is_table_of_cards(element):
            self._take_cards([_lines(card) for card in element])
        else:
            self._take_content(element)
        self._marks += self._mark(element, start)
        if element.tag in _BLOCKS:
            self._flush()
            self._within, self._cell, self._dressed = around, cell, dressed

    def _spot(self, element: etree._Element) -> None:
        self.spots[element] = (self.sections[-1].number, self._place())

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
            if not _undone(kind, style_of(element)):
                yield Mark(kind, start, self._length)
        elif tag == "a":
            words = linked(without_space(self._text), self._length - start)
            self.sections[-1].links.append((words, element.get("href", "")))
        elif tag == "span" and element.get("style"):
            yield from (Mark(kind, start, self._length) for kind in _of_style(style_of(element)))

    def _call(self, sign: str) -> None:
        """A raised mark: of a footnote, or of an address in the list of links."""
        if sign.startswith("["):
            self.sections[-1].links.append((without_space(self._text)[-WORDS:], sign))
        else:
            self._marks.append(Mark("note", self._length, self._length, sign))

    def _picture(self, element: etree._Element) -> None:
        data = picture_data(self.files, element.get("src", ""))
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
        """Give the questions, each with the notes that its marks point to, counted within the question.

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

    def _lists_between(self) -> Iterator[Furnishing]:
        """The lists of the article's end that stand before a question: a reader would take them for its answer."""
        for at, section in enumerate(self.sections):
            following = next((one.number for one in self.sections[at:] if one.number), 0)
            if section.heading in (NOTES_TITLE, LINKS_TITLE) and following:
                words = f"排在第{following}问前面"
                yield Furnishing(f"“{section.heading}”的位置", section.place, words, number=following)

    def _signs(self, heading: str) -> str:
        """The marks of the entries under ``heading``, one after the other."""
        return "".join(
            without_space(block.text)[: _sign_length(block.text)]
            for section in self.sections
            if section.heading == heading
            for block in section.blocks[1:]
        )

    def furniture(self) -> Iterator[Furnishing]:
        """Give what the article shows beside the questions, and the targets of its links."""
        addresses = {sign: block.text for sign, block in self._entries(LINKS_TITLE).items()}
        first, *rest = self.sections
        opening = tuple(_with_notes(first, self._entries(NOTES_TITLE)))
        yield Furnishing("篇首", self.file, "".join(block.text for block in opening), blocks=opening)
        for section in self.sections:
            place = f"{self.file} 第{section.number}问" if section.number else self.file
            for words, target in section.links:
                shown = without_space(addresses.get(target, target))
                yield Furnishing("链接", place, f"{words}→{shown}", number=section.number)
        called = {target for section in self.sections for _, target in section.links}
        for sign, address in addresses.items():
            if sign not in called:
                yield Furnishing("链接", self.file, f"{sign}{address}")
        for heading in (NOTES_TITLE, LINKS_TITLE):
            if signs := self._signs(heading):
                yield Furnishing(f"文末“{heading}”的次序", self.file, signs)
        yield from self._lists_between()
        behind = [one for one in rest if one.heading and one.heading not in (NOTES_TITLE, LINKS_TITLE)]
        closing = tuple(block for section in behind for block in section.blocks)
        if words := "".join(block.text for block in closing):
            yield Furnishing("篇末", self.file, words, blocks=closing)


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
