"""A parsed (X)HTML document → what a person sees in it: questions block by block, everything beside them, oddities.

It uses the standards and the few names that all formats share: a question is a section in one whose meaning is
``qna``, its number is in the heading's ``.number``, its id is ``q-<id>``, a footnote's ``…_n<number>``. It does not
know where the document comes from: an archive, a folder or memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import cssselect2
from lxml import etree

from pipeline.findings import Finding, finding_in
from pipeline.handbook import Mark, MarkKind, without_space
from pipeline.seen.edition import FoundQuestion, Furnishing
from pipeline.seen.html_blocks import Blocks, Surroundings
from pipeline.seen.html_elements import (
    enclosure_of,
    item_numbers,
    leads_back,
    note_referred_to,
    referred_to,
)
from pipeline.seen.html_names import EPUB_TYPE, meanings_of, name_of, words_in
from pipeline.seen.html_styles import Style, Styles, marker
from pipeline.seen.html_tables import cells_under_head

# Findings that no comparison of words would show.
HIDDEN, STRANGE, AROUND_BLOCKS, RAISED, UNBROKEN = "V301", "V302", "V303", "V304", "V305"


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a finished file.

    ``file`` is that file below ``output/``, ``href`` the document's name in places, ``root`` its parsed root, without
    comments and processing instructions, ``styles`` the style sheets in force. ``resource`` gives the bytes behind an
    address in the document, empty where there are none. ``strange`` gives what an element says or is beside its
    words and its known meanings, each with its mend; its second argument is whether the element is in a question.
    """

    file: str
    href: str
    root: etree._Element
    styles: Styles
    resource: Callable[[str], bytes]
    strange: Callable[[etree._Element, bool], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """What was found in a document: its questions, every other text, and what should be in no document."""

    questions: tuple[FoundQuestion, ...]
    furniture: tuple[Furnishing, ...]
    findings: tuple[Finding, ...]


def read_document(document: Document) -> FoundDocument:
    """Read a document; give its questions, every other text, and findings.

    A question that shows no number has the number 0. In a section of questions and answers, whatever is between
    two questions belongs to the first. Raises ``ValueError`` where the number of a list cannot be read.
    """
    beside = _Beside()
    reader = _Reader(document, Blocks(document.href), beside)
    root = cssselect2.ElementWrapper.from_html_root(document.root)
    questions = tuple(reader.read(root, Surroundings()))
    blocks = tuple(reader.blocks.done)
    words = "".join(block.text or block.alternative or "" for block in blocks)
    furniture = (
        Furnishing("页名", document.href, document.root.findtext("{*}head/{*}title") or ""),
        Furnishing("正文之外", document.href, words, blocks=blocks),
        *beside.contents,
        *beside.landmarks,
        *(Furnishing("问题的标识", question.place, str(question.number)) for question in questions),
    )
    shown = tuple(one for one in furniture if without_space(one.text))
    return FoundDocument(questions, shown, tuple(beside.findings))


_SILENT = {"head", "script", "style", "template"}
_BLOCKS = {
    "p", "li", "caption", "th", "td", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "div", "section",
    "aside", "blockquote", "table", "ol", "ul",
}  # fmt: skip
_MARKED: dict[str, MarkKind] = {"strong": "strong", "em": "emphasis", "code": "code"}
# Elements whose text is not bold by default.
_OF_TEXT = {"html", "body", "section", "aside", "div", "blockquote", "p", "li", "td", "span"}
_NOTE_MARKS = {"noteref", "backlink"}
_HIDDEN_LISTS = {"landmarks", "page-list"}
_LINE = 30  # characters: more than a line of a phone holds


@dataclass(slots=True)
class _Beside:
    """What is found in a document beside its blocks."""

    contents: list[Furnishing] = field(default_factory=list)
    landmarks: list[Furnishing] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """Takes what a person sees out of elements; ``number`` is that of the question, 0 outside questions.

    ``notes`` counts the footnotes met so far.
    """

    document: Document
    blocks: Blocks
    beside: _Beside
    number: int = 0
    notes: int = 0

    # ---- a document and its questions ----

    def read(self, element: cssselect2.ElementWrapper, around: Surroundings) -> Iterator[FoundQuestion]:
        """Take all of an element that is in no question; give the questions in it."""
        raw = element.etree_element
        style = self.document.styles.of(element)
        if not style.hides and "qna" in meanings_of(raw):
            yield from self._read_part(element, _inside(raw, style, around))
        elif not style.hides and _has_questions(raw):
            self._vet(raw)
            inside = _inside(raw, style, around)
            self.blocks.end()
            self.blocks.add(style.generated("before") + (raw.text or ""), inside)
            for child in element.iter_children():
                yield from self.read(child, inside)
                self.blocks.add(child.etree_element.tail or "", inside)
            self.blocks.add(style.generated("after"), inside)
        else:
            self.take(element, around)
        self.blocks.end()

    def _read_part(self, part: cssselect2.ElementWrapper, inside: Surroundings) -> Iterator[FoundQuestion]:
        """Take a section of questions and answers: each section in it is a question."""
        style = self.document.styles.of(part)
        self._vet(part.etree_element)
        self.blocks.end()
        self.blocks.add(style.generated("before") + (part.etree_element.text or ""), inside)
        reader, place = self, ""
        for child in part.iter_children():
            raw = child.etree_element
            if name_of(raw) == "section" and not self.document.styles.of(child).hides:
                yield from reader._question(place)
                place = f"{self.document.href}#{raw.get('id', '')}"
                blocks = Blocks(self.document.href, page=reader.blocks.page)
                reader = _Reader(self.document, blocks, self.beside, self._number_of(child))
            reader.take(child, inside)
            reader.blocks.add(raw.tail or "", inside)
        reader.blocks.add(style.generated("after"), inside)
        yield from reader._question(place)

    def _question(self, place: str) -> Iterator[FoundQuestion]:
        """Give the question that ends here; none where ``place`` is empty, before the first."""
        self.blocks.end()
        if place:
            yield FoundQuestion(self.number, tuple(self.blocks.done), place)

    def _number_of(self, question: cssselect2.ElementWrapper) -> int:
        """Give the number before the heading's words, or 0."""
        for element in question.query_all("h2 > .number"):
            reader = _Reader(self.document, Blocks(self.document.href), _Beside())
            reader.take(element, Surroundings())
            reader.blocks.end()
            shown = "".join(block.text for block in reader.blocks.done).strip()
            return int(shown) if shown.isdecimal() else 0
        return 0

    # ---- an element ----

    def take(self, element: cssselect2.ElementWrapper, around: Surroundings) -> None:
        """Take an element with all in it."""
        raw = element.etree_element
        name, meanings = name_of(raw), meanings_of(raw)
        if name in _SILENT:
            return
        style = self.document.styles.of(element)
        if name in ("section", "aside") and (anchor := raw.get("id")):
            self.blocks.anchor = anchor
            self.notes += "footnote" in meanings
        if name in _BLOCKS:
            self.blocks.end()
        self._vet(raw)
        if "pagebreak" in meanings:
            self.blocks.turn_to(raw.get("aria-label", ""))
        if meanings & _NOTE_MARKS and self._is_note_mark(raw, style, around):
            return
        if style.hides:
            self._pass_over(raw, meanings)
            return
        inside = _inside(raw, style, around)
        start, before = self.blocks.length, len(self.blocks.done)
        self._take_inside(element, style, inside)
        if len(self.blocks.done) > before and (name in _MARKED or name == "a"):
            self._report(AROUND_BLOCKS, f"<{name}> 包住了整段或图", "只包文字")
        self._mark(raw, style, start, inside)
        self._look_at(raw, style, start)
        if name in _BLOCKS:
            self.blocks.end()

    def _take_inside(self, element: cssselect2.ElementWrapper, style: Style, inside: Surroundings) -> None:
        raw, name = element.etree_element, name_of(element.etree_element)
        self.blocks.add(style.generated("before") + (raw.text or ""), inside)
        if name == "img":
            source = raw.get("src", "")
            self.blocks.add_picture(self.document.resource(source), raw.get("alt", ""), inside)
        elif name == "br":
            self.blocks.end()
        numbers = item_numbers(raw) if name in ("ol", "ul") else iter(())
        for child in element.iter_children():
            if name_of(child.etree_element) == "li":
                self.blocks.end()
                self._take_list_mark(child, next(numbers, None), name == "ol", style, inside)
            self.take(child, inside)
            self.blocks.add(child.etree_element.tail or "", inside)
        self.blocks.add(style.generated("after"), inside)

    def _take_list_mark(
        self,
        item: cssselect2.ElementWrapper,
        number: int | None,
        is_ordered: bool,
        of_list: Style,
        inside: Surroundings,
    ) -> None:
        """Take the mark before a list item: ``1.`` … or ``•``; an item outside a list has neither number nor mark."""
        style = self.document.styles.of(item)
        if number is None or style.hides or style.own.get("display", "list-item") != "list-item":
            return
        self.blocks.add(marker(style.marker_type or of_list.marker_type, number, is_ordered), inside)

    def _pass_over(self, raw: etree._Element, meanings: frozenset[str]) -> None:
        """Take no text of an element that is out of sight; report its words, but for the lists of reading apps."""
        if "landmarks" in meanings:
            self.beside.landmarks += (
                Furnishing("地标", one.get("href", ""), f"{one.get(EPUB_TYPE)} {words_in(one)}")
                for one in raw.iter("{*}a")
            )
        words = without_space(words_in(raw))
        if words and not meanings & _HIDDEN_LISTS:
            hint = "运行 baiwen build 重新生成，或从样式表里去掉藏起它的样式"
            self._report(HIDDEN, f"看不见的文字“{_short(words)}”", hint)

    # ---- marks ----

    def _is_note_mark(self, raw: etree._Element, style: Style, around: Surroundings) -> bool:
        """Take the mark of a footnote, here or at the note itself; report whether it is one: if not, it is text."""
        note = note_referred_to(raw)
        if note is None:
            return leads_back(raw, self.blocks.anchor, self.notes)
        if not style.raises(by_itself=around.raised):
            return False
        self.blocks.mark(Mark("note", self.blocks.length, self.blocks.length, note))
        return True

    def _mark(self, raw: etree._Element, style: Style, start: int, inside: Surroundings) -> None:
        """Add what an element shows of the characters from ``start`` on: emphasis, a link, a line of the contents."""
        end = self.blocks.length
        if kind := style.shows(_MARKED.get(name_of(raw)), inside.bold):
            self.blocks.mark(Mark(kind, start, end))
        href = raw.get("href", "")
        if name_of(raw) != "a" or not href:
            return
        target = referred_to(href)
        self.blocks.mark(Mark("reference", start, end, target) if target else Mark("link", start, end, href))
        if any("toc" in meanings_of(one) for one in raw.iterancestors()):
            level = sum(1 for _ in raw.iterancestors("{*}ol"))
            self.beside.contents.append(Furnishing(f"第{level}级目录", href, self.blocks.text))

    # ---- oddities ----

    def _look_at(self, raw: etree._Element, style: Style, start: int) -> None:
        """Report characters from ``start`` on that are raised, and those that run off the screen."""
        raised = name_of(raw) == "sup" or style.own.get("vertical-align") in ("super", "sub")
        if raised and self.blocks.length > start:
            words = without_space(self.blocks.text)[start:]
            self._report(RAISED, f"“{words}”升成了上标", "上标只用于注号")
        if style.keeps_lines_whole and len(without_space(words_in(raw))) > _LINE:
            hint = "从样式表里去掉 white-space: nowrap"
            self._report(UNBROKEN, "文字不换行，一行放不下的看不见", hint)

    def _vet(self, raw: etree._Element) -> None:
        for message, hint in self.document.strange(raw, self.number > 0):
            self._report(STRANGE, message, hint)

    def _report(self, code: str, message: str, hint: str) -> None:
        place = self.blocks.place
        finding = finding_in(self.document.file, code, message, hint, number=self.number, place=place)
        self.beside.findings.append(finding)


def _has_questions(element: etree._Element) -> bool:
    return any("qna" in meanings_of(one) for one in element.iter("*"))


def _inside(raw: etree._Element, style: Style, around: Surroundings) -> Surroundings:
    """Give the surroundings of the characters in an element."""
    name, enclosure = name_of(raw), enclosure_of(raw)
    raised = style.raises(by_itself=True) if name == "sup" or around.raised else False
    bold = style.bold if style.bold is not None and name in _OF_TEXT else around.bold
    return Surroundings(
        (*around.within, enclosure) if enclosure else around.within,
        around.cells.get(raw, around.cell),
        bold,
        raised,
        cells_under_head(raw) if name == "table" else around.cells,
    )


def _short(words: str) -> str:
    return words if len(words) <= 24 else f"{words[:11]}…{words[-11:]}"
