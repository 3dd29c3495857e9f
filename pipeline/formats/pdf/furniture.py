"""What must stand in the book beside the questions, given on which pages these were found.

Where a page number is printed, it is held against the page on which its question, case or part was found; a running
head against the questions found on its page.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from pipeline.formats.contract import FoundBlock, FoundEdition, Furnishing
from pipeline.formats.pdf.beside import HEADS, PARTS
from pipeline.formats.pdf.cases import anchored_cases, districts
from pipeline.formats.pdf.companions import COVER_WORDS, ORDER_WORDS, cover_words, order_words
from pipeline.formats.pdf.facts import chinese_number
from pipeline.formats.pdf.glossary import glossary
from pipeline.formats.pdf.imprint import imprint
from pipeline.formats.pdf.keywords import keyword_index
from pipeline.formats.pdf.sheets import sheet
from pipeline.formats.titles import title_lines
from pipeline.handbook import (
    Case,
    Category,
    Handbook,
    Mark,
    Passage,
    footnotes,
    inline_marks,
    inline_text,
    passages,
    question_passages,
    source_digest,
    walk,
    without_space,
)

_PLACE = re.compile(r"第(\w+)页(?:第(\d+)行)?")
PRESS = "handbook-print.pdf"
FRONT_HEADINGS = ("目录", "编写说明", "修订说明")


def furniture(handbook: Handbook, edition: FoundEdition) -> tuple[Furnishing, ...]:
    """Everything around the questions, in the order in which it is found."""
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
        self.appendix = [
            (name, title)
            for name, title, there in (
                ("back-districts", "案例索引（按区）", districts(handbook)),
                ("back-keywords", "关键词索引", keyword_index(handbook)),
                ("back-glossary", "术语", glossary(handbook)),
            )
            if there
        ]

    def beside(self) -> Iterator[Furnishing]:
        """What the files beside the book say, as far as they are there."""
        for one in self.edition.furniture:
            if one.part == COVER_WORDS:
                yield cover_words(self.handbook, len(self.labels))
            elif one.part == ORDER_WORDS:
                yield order_words(self.handbook, len(self.labels), one.text)

    # ---- sections ----

    def sections(self) -> Iterator[Furnishing]:
        """The pages before, between and behind the questions."""
        front = tuple(self._front())
        yield Furnishing(PARTS["front"], "", "".join(one.text for one in front), passages=front)
        for part in self.handbook.parts:
            first, last = part.questions[0].number, part.questions[-1].number
            span = f"第{first}问" if first == last else f"第{first}～{last}问"
            words = f"第{chinese_number(part.ordinal)}部分{part.title}{span}{part.intro}"
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
        handbook, titles = self.handbook, title_lines(self.handbook)
        title = titles.series + titles.hero
        words = [title, title, *(part.title for part in handbook.parts), f"{handbook.publisher}编"]
        words.append(f"{handbook.date.year}年{handbook.date.month}月")
        words += [name + value for name, value in imprint(handbook)]
        if cut := sheet(handbook.page):
            words.append("印张" + cut.count(len(self.labels)))
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
                dataclasses.replace(one, marks=_unclicked(one.marks)) for one in passages(handbook.preface)
            )
        if handbook.revision_list:
            yield Passage("title", "修订说明" + "".join(line.text for line in handbook.revision_list))

    def _front_headings(self) -> Iterator[tuple[str, str]]:
        """The headings before the first part, and the labels of the pages on which they were found."""
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
        for district in districts(self.handbook):
            yield district.name
            for entry in district.entries:
                yield f"{entry.question}{entry.words}{pages.get(entry.anchor, '')}"

    def _case_pages(self) -> Mapping[str, str]:
        """Where each case was found, by its anchor."""
        pages: dict[str, str] = {}
        for question, group in groupby(anchored_cases(self.handbook), key=lambda one: one.question):
            at, starts = 0, []
            cases = {"".join(block.label) for block in walk(question.blocks) if isinstance(block, Case)}
            for passage in question_passages(self.handbook, question):
                if passage.kind == "label" and passage.text in cases:
                    starts.append(at)
                at += len(without_space(passage.text))
            found = self.found.get(question.number)
            for one, start in zip(group, starts, strict=False):
                pages[one.anchor] = _label(found.place_of(start)) if found else ""
        return pages

    def _keywords(self) -> Iterator[str]:
        yield "问题序号（页码）"
        for letter in keyword_index(self.handbook):
            yield letter.name
            for keyword in letter.keywords:
                yield keyword.word
                yield "、".join(f"{one.number}（{self.pages.get(one.number)}）" for one in keyword.questions)

    def _glossary(self) -> Iterator[str]:
        for entry in glossary(self.handbook):
            yield entry.term + entry.definition
            if entry.questions:
                yield "见" + "、".join(f"第{one.number}问" for one in entry.questions)

    def notes(self) -> Iterator[Furnishing]:
        """The footnotes of the preface."""
        for note in footnotes(self.handbook.preface):
            yield Furnishing(PARTS["note"], f"preface_n{note.number}", inline_text(note.inlines))

    # ---- heads and folios ----

    def heads(self) -> Iterator[Furnishing]:
        """What stands above and below the text of every page."""
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
        """The questions that a page shows, from the one in its first line to the last that it names."""
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
        """Contents and indexes, each target once where it follows itself."""
        targets: list[str] = []
        for part in self.handbook.parts:
            targets += [f"part-{part.id}", *(f"q-{one.id}" for one in part.questions)]
        targets += ["back"] * bool(self.appendix) + [name for name, _ in self.appendix]
        yield from _each_once(targets)
        yield from self._links_of_the_preface()
        yield from _each_once(f"q-{line.question}" for line in self.handbook.revision_list if line.question)
        yield from _each_once(entry.anchor for one in districts(self.handbook) for entry in one.entries)
        words = (word for letter in keyword_index(self.handbook) for word in letter.keywords)
        yield from _each_once(f"q-{one.id}" for word in words for one in word.questions)
        terms = glossary(self.handbook)
        yield from _each_once(f"q-{one.id}" for entry in terms for one in entry.questions)

    def _links_of_the_preface(self) -> Iterator[Furnishing]:
        """Where its text leads, then its footnotes."""
        preface = self.handbook.preface
        marks = [mark for passage in passages(preface) for mark in passage.marks]
        marks += [mark for note in footnotes(preface) for mark in inline_marks(note.inlines)]
        targets = {"link": "", "reference": "#q-"}
        found = (targets[mark.kind] + mark.target for mark in marks if mark.kind in targets)
        return (Furnishing("链接", "", target) for target, _ in groupby(found))

    def document(self) -> Iterator[Furnishing]:
        """Title and author of the file, bookmarks."""
        handbook = self.handbook
        yield Furnishing("文件信息", "", f"{handbook.title} {handbook.publisher} {handbook.language}")
        yield Furnishing("版本", "", f"{handbook.release} {source_digest(handbook)}")
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


def _unclicked(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Without links: where those of the preface lead is told in the order of the pages."""
    return tuple(mark for mark in marks if mark.kind not in ("link", "reference"))


def _each_once(targets: Iterable[str]) -> Iterator[Furnishing]:
    return (Furnishing("链接", "", f"#{target}") for target, _ in groupby(targets))


def _label(place: str) -> str:
    match = _PLACE.match(place)
    return match[1] if match else ""
