"""What the book must show beside the questions, given on which pages these were found.

Where a page number is printed, it is compared with the page on which its question, case or part was found; a running
head with the questions found on its page.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pipeline.chinese.numerals import numeral
from pipeline.formats.pdf.expected_companions import cover_words, order_words
from pipeline.formats.pdf.expected_indexes import (
    cases_by_district,
    cases_in_order,
    imprint_words,
    issued_by,
    keywords_by_letter,
    terms_with_questions,
)
from pipeline.formats.pdf.names import (
    COVER,
    COVER_FIELDS,
    COVER_WORDS,
    HEADS,
    ORDER_WORDS,
    PACKET,
    PARTS,
    PRESS,
    TOLD_LINKS,
)
from pipeline.handbook import (
    Category,
    Handbook,
    Mark,
    Passage,
    Revised,
    footnotes,
    inline_marks,
    inline_text,
    items_named,
    passages,
    printed_address,
    question_passages,
    without_space,
    words_digest,
)
from pipeline.seen.edition import FoundBlock, FoundEdition, Furnishing

_PLACE = re.compile(r"第(\w+)页(?:第(\d+)行)?")
FRONT_HEADINGS = ("目录", "编写说明", "修订说明")


def expected(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Give every text that the book must have around the questions, in the order in which a reading finds it."""
    book = _Book(handbook, edition)
    if edition.file == PRESS:
        return (*book.sections(), *book.notes(), *book.heads(), *book.document())
    return (*book.sections(), *book.notes(), *book.heads(), *book.links(), *book.document(), *book.beside())


class _Book:
    def __init__(self, handbook: Handbook, edition: FoundEdition) -> None:
        self.handbook, self.edition = handbook, edition
        self.found = {question.number: question for question in edition.questions}
        self.pages = {question.number: _label(question.place) for question in edition.questions}
        self.labels = [one.place for one in edition.furniture if one.part == HEADS]
        self.begun = {
            (one.part, one.place): [_label(place) for _, place in one.places] for one in edition.furniture
        }
        self.districts = cases_by_district(handbook)
        self.letters = keywords_by_letter(handbook)
        self.terms = terms_with_questions(handbook)
        cases = "案例索引（按街镇）" if handbook.is_local else "案例索引（按区）"
        self.appendix = [
            (name, title)
            for name, title, there in (
                ("back-districts", cases, self.districts),
                ("back-keywords", "关键词索引", self.letters),
                ("back-glossary", "术语", self.terms),
            )
            if there
        ]

    def beside(self) -> Iterator[Furnishing]:
        """Give the words of the files beside the book, as far as they are there."""
        for one in self.edition.furniture:
            if one.part == COVER_WORDS:
                yield cover_words(self.handbook, len(self.labels), one.text)
                fields = 1 if self.handbook.printing.barcode else 0
                yield Furnishing(COVER_FIELDS, "", f"{fields} 个", file=COVER)
            elif one.part == ORDER_WORDS:
                yield order_words(self.handbook, len(self.labels), one.text)

    # ---- sections ----

    def sections(self) -> Iterator[Furnishing]:
        """Give the pages before, between and behind the questions."""
        front = tuple(self._front())
        yield Furnishing(PARTS["front"], "", "".join(one.text for one in front), passages=front)
        for part in self.handbook.parts:
            first, last = part.questions[0].number, part.questions[-1].number
            span = f"第{first}问" if first == last else f"第{first}～{last}问"
            words = f"第{numeral(part.ordinal)}部分{part.title}{span}{part.intro}"
            yield Furnishing(PARTS["part"], f"part-{part.id}", words)
        if self.appendix:
            yield Furnishing(PARTS["back"], "", "附录" + "".join(title for _, title in self.appendix))
        contents = {
            "back-districts": self._districts,
            "back-keywords": self._keywords,
            "back-glossary": self._glossary,
        }
        for name, title in self.appendix:
            yield Furnishing(PARTS[name], "", title + "".join(contents[name]()))

    def _front(self) -> Iterator[Passage]:
        handbook = self.handbook
        words = [handbook.title, handbook.title, *(part.title for part in handbook.parts)]
        words.append(f"{issued_by(handbook)}{handbook.date.year}年{handbook.date.month}月")
        words.append(imprint_words(handbook, len(self.labels)))
        yield Passage("title", "".join(words))
        words = ["目录"]
        for part in handbook.parts:
            words.append(part.title + self._page_of(PARTS["part"], f"part-{part.id}"))
            words += [f"{one.number}{one.title}{self.pages.get(one.number)}" for one in part.questions]
        if self.appendix:
            words.append("附录" + self._page_of(PARTS["back"], ""))
            words += [title + self._page_of(PARTS[name], "") for name, title in self.appendix]
        yield Passage("title", "".join(words))
        if handbook.preface:
            yield Passage("title", "编写说明")
            yield from (
                dataclasses.replace(one, marks=tuple(self._unclicked(one)))
                for one in passages(handbook.preface)
            )
        if handbook.revision_list:
            yield Passage("title", "修订说明")
            yield from (self._revised(line) for line in handbook.revision_list)

    def _unclicked(self, passage: Passage) -> Iterator[Mark]:
        """Give the marks without links, whose targets are given in the order of the pages; a reference names a page."""
        words, addresses = without_space(passage.text), self.handbook.printing.link_addresses != "none"
        for mark in passage.marks:
            if mark.kind == "reference":
                yield self._named_page(mark.target, mark.end)
            elif mark.kind != "link":
                yield mark
            elif addresses and (short := printed_address(words[mark.start : mark.end], mark.target)):
                yield Mark("address", mark.end, mark.end, short)

    def _named_page(self, target: str, at: int) -> Mark:
        names = {one.id: f"第{one.number}问" for one in self.handbook.questions}
        names |= {one.id: one.label for one in items_named(self.handbook)}
        return Mark("page", at, at, self.edition.pages.get(names.get(target, ""), ""))

    def _revised(self, line: Revised) -> Passage:
        """Give a line of the list of changes: new words are strong, a question is named with its page."""
        marks, at = [], 0
        for kind, words in line.pieces:
            end = at + len(without_space(words))
            if kind == "added":
                marks.append(Mark("strong", at, end))
            elif kind == "reference":
                marks.append(self._named_page(line.question, end))
            at = end
        return Passage("title" if line.kind == "heading" else "paragraph", line.text, marks=tuple(marks))

    def _front_headings(self) -> Iterator[tuple[str, str]]:
        """Give the headings before the first part, and the labels of the pages on which they were found."""
        found = next((one for one in self.edition.furniture if one.part == PARTS["front"]), None)
        shown = FoundBlock(found.text, found.places) if found and found.places else None
        at = 0
        for passage in self._front():
            heading = next((one for one in FRONT_HEADINGS if passage.text.startswith(one)), "")
            if heading and passage.kind == "title":
                yield heading, _label(shown.place(at)) if shown else ""
            at += len(without_space(passage.text))

    def _page_of(self, part: str, place: str) -> str:
        return next(iter(self.begun.get((part, place), ())), "")

    def _districts(self) -> Iterator[str]:
        pages = self._case_pages()
        for name, cases in self.districts:
            yield name
            for one in cases:
                yield f"{one.question.number}{one.words}{pages.get(one.anchor, '')}"

    def _case_pages(self) -> Mapping[str, str]:
        """Give the page on which each case was found, by its anchor."""
        pages: dict[str, str] = {}
        for question, group in groupby(cases_in_order(self.handbook), key=lambda one: one.question):
            at, starts = 0, []
            for passage in question_passages(self.handbook, question):
                if passage.kind == "label" and passage.within[-1:] == ("case",):
                    starts.append(at)
                at += len(without_space(passage.text))
            found = self.found.get(question.number)
            for one, start in zip(group, starts, strict=True):
                pages[one.anchor] = _label(found.place_of(start)) if found else ""
        return pages

    def _keywords(self) -> Iterator[str]:
        yield "问题序号（页码）"
        for letter, keywords in self.letters:
            yield letter
            for word, questions in keywords:
                yield word
                yield "、".join(f"{one.number}（{self.pages.get(one.number)}）" for one in questions)

    def _glossary(self) -> Iterator[str]:
        for term, definition, questions in self.terms:
            yield term + definition
            if questions:
                yield "见" + "、".join(f"第{one.number}问" for one in questions)

    def notes(self) -> Iterator[Furnishing]:
        """Give the footnotes of the preface."""
        for note in footnotes(self.handbook.preface):
            yield Furnishing(PARTS["note"], f"preface_n{note.number}", inline_text(note.inlines))

    # ---- heads and folios ----

    def heads(self) -> Iterator[Furnishing]:
        """Give the words above and below the text of every page."""
        shown = self._questions_by_page()
        parts = {one.number: part for part in self.handbook.parts for one in part.questions}
        front = set(self.begun.get((PARTS["front"], ""), ()))
        back = {
            label: title for name, title in self.appendix for label in self.begun.get((PARTS[name], ""), ())
        }
        for at, label in enumerate(self.labels):
            left = at % 2 == 1
            if label in shown:
                words = self._question_head(shown[label], parts, left) + label
            elif label in back:
                words = (self.handbook.title if left else back[label]) + label
            else:
                # The first four pages are bare: half title, frontispiece, title page, imprint.
                words = label if label in front and at > 3 else ""
            yield Furnishing(HEADS, label, words)

    def _questions_by_page(self) -> dict[str, list[int]]:
        """Give the questions that a page shows, from the one in its first line to the last that it names."""
        lines: dict[str, list[tuple[int, int]]] = {}
        for number, question in self.found.items():
            for block in question.blocks:
                for _, place in block.places:
                    if (match := _PLACE.fullmatch(place)) and match[2]:
                        lines.setdefault(match[1], []).append((int(match[2]), number))
        return {label: [min(found)[1], max(number for _, number in found)] for label, found in lines.items()}

    def _question_head(self, numbers: Iterable[int], parts: Mapping[int, Category], left: bool) -> str:
        first, last = numbers
        if left:
            return f"第{first}问{self.handbook.title}"
        part = parts.get(last)
        return f"{part.title if part else ''}第{last}问"

    # ---- what is clicked, what a viewer shows ----

    def links(self) -> Iterator[Furnishing]:
        """Give the links of contents and indexes, each target once where it follows itself."""
        targets: list[str] = []
        for part in self.handbook.parts:
            targets += [f"part-{part.id}", *(f"q-{one.id}" for one in part.questions)]
        targets += ["back"] * bool(self.appendix) + [name for name, _ in self.appendix]
        yield from _each_once(targets)
        yield from self._links_of_the_preface()
        yield from _each_once(f"q-{line.question}" for line in self.handbook.revision_list if line.question)
        yield from _each_once(one.anchor for _, cases in self.districts for one in cases)
        words = (word for _, keywords in self.letters for word in keywords)
        yield from _each_once(f"q-{one.id}" for _, questions in words for one in questions)
        yield from _each_once(f"q-{one.id}" for _, _, questions in self.terms for one in questions)

    def _links_of_the_preface(self) -> Iterator[Furnishing]:
        """Give the targets of the links in the preface's text, then in its footnotes."""
        preface = self.handbook.preface
        marks = [mark for passage in passages(preface) for mark in passage.marks]
        marks += [mark for note in footnotes(preface) for mark in inline_marks(note.inlines)]
        items = {one.id for one in items_named(self.handbook)}
        found = (
            mark.target if mark.kind == "link" else f"#{'see' if mark.target in items else 'q'}-{mark.target}"
            for mark in marks
            if mark.kind in ("link", "reference")
        )
        return (Furnishing("链接", "", target) for target, _ in groupby(found))

    def document(self) -> Iterator[Furnishing]:
        """Give title and author of the file, and its bookmarks."""
        handbook = self.handbook
        yield Furnishing("文件信息", "", f"{handbook.title} {handbook.publisher} {handbook.language}")
        yield Furnishing("版本", "", f"{handbook.release} {words_digest(handbook)}")
        words = f"{handbook.title} {handbook.publisher} {handbook.language}"
        yield Furnishing(PACKET, "", f"{words} {handbook.date:%Y-%m-%d} D:{handbook.date:%Y%m%d}")
        for heading, label in self._front_headings():
            yield Furnishing("书签", "", f"1 {heading}→{label}")
        for part in handbook.parts:
            page = self._page_of(PARTS["part"], f"part-{part.id}")
            yield Furnishing("书签", "", f"1 {part.title}→{page}")
            for one in part.questions:
                yield Furnishing("书签", "", f"2 {one.number}　{one.title}→{self.pages.get(one.number)}")
        if self.appendix:
            yield Furnishing("书签", "", f"1 附录→{self._page_of(PARTS['back'], '')}")
            for name, title in self.appendix:
                yield Furnishing("书签", "", f"2 {title}→{self._page_of(PARTS[name], '')}")
        told = self._links_told()
        targets = sorted({one.place for one in self.edition.furniture if one.part == TOLD_LINKS})
        yield from (Furnishing(TOLD_LINKS, name, told.get(name, f"打开网址 {name}")) for name in targets)

    def _links_told(self) -> Mapping[str, str]:
        """Give the words in which a screen reader must say where a link inside the book leads."""
        told = {"#back": "转到附录"} | {f"#{name}": f"转到{title}" for name, title in self.appendix}
        owners = [("preface", "编写说明", self.handbook.preface)]
        for part in self.handbook.parts:
            told[f"#part-{part.id}"] = f"转到{part.title}"
            for one in part.questions:
                told[f"#q-{one.id}"] = f"转到第{one.number}问：{one.title}"
                owners.append((f"q-{one.id}", f"第{one.number}问", one.blocks))
        for owner, words, blocks in owners:
            for note in footnotes(blocks):
                told[f"#{owner}_n{note.number}"] = f"{words}脚注{note.number}"
                told[f"#{owner}_r{note.number}"] = f"回到{words}脚注{note.number}的标记"
        for case in cases_in_order(self.handbook):
            words = "".join(case.case.label)
            told[f"#{case.anchor}"] = f"转到第{case.question.number}问的案例：{words}"
        for item in items_named(self.handbook):
            told[f"#see-{item.id}"] = f"转到{item.label}：{item.caption}"
        return told


def _each_once(targets: Iterable[str]) -> Iterator[Furnishing]:
    return (Furnishing("链接", "", f"#{target}") for target, _ in groupby(targets))


def _label(place: str) -> str:
    match = _PLACE.match(place)
    return match[1] if match else ""
