"""A handbook laid out for proofreading: passages of text, each character with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.chinese.characters import ADDRESS
from pipeline.handbook import (
    Block,
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Handbook,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
    Place,
    Point,
    Question,
    Quote,
    Strong,
    Table,
    Text,
    footnotes,
    names,
)
from pipeline.handbook.gazetteer import Gazetteer
from pipeline.proofread.places import find_text, offset_of, without_tab_stops

MASK = "\ufffc"
"""Stands for every character that no rule may judge: code, addresses, references made by the tool."""

Kind = Literal["title", "paragraph", "lead", "label", "caption", "cell", "footnote", "definition", "heading"]
PROSE: frozenset[Kind] = frozenset({"paragraph", "lead", "footnote", "definition"})
"""Kinds that are made of sentences."""

PREFACE, TERMS, SETTINGS = "preface", "terms", "handbook"
"""What stands for a question's id in passages outside the questions."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of text.

    ``text`` is what rules read (:data:`MASK` for what they may not judge), ``shown`` what a reader sees, character by
    character the same length; ``run`` has the places. ``question`` is the question's id, ``inside`` the kinds of the
    blocks around it, outer first. ``block`` is the block that it is part of.
    """

    kind: Kind
    text: str
    shown: str
    run: Text
    question: str
    inside: tuple[str, ...] = ()
    block: Block | None = None

    def excerpt(self, start: int, end: int, around: int = 6) -> str:
        """Give the characters from ``start`` to ``end`` with ``around`` on each side, as a reader sees them."""
        return self.shown[max(0, start - around) : end + around]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A handbook and its passages in reading order."""

    handbook: Handbook
    passages: tuple[Passage, ...]
    chapters: Mapping[str, tuple[Passage, ...]]
    """The same passages by the id of their question."""
    gazetteer: Gazetteer

    def of(self, question: Question | str) -> tuple[Passage, ...]:
        """Give the passages of one question, none for an unknown one."""
        return self.chapters.get(question if isinstance(question, str) else question.id, ())


def manuscript(
    handbook: Handbook, texts: Mapping[str, str], gazetteer: Gazetteer | None = None
) -> Manuscript:
    """Lay out ``handbook``; ``texts`` are its files as they are, by name."""
    passages = [*_settings(handbook, texts)]
    passages += _answer(handbook.preface, PREFACE, names.PREFACE, texts)
    for question in handbook.questions:
        file = question.at.file
        passages += _front_matter(question, texts.get(file, ""))
        passages += _answer(question.blocks, question.id, file, texts)
    passages += _terms(handbook, texts.get(names.TERMS, ""))
    chapters: dict[str, list[Passage]] = {}
    for passage in passages:
        chapters.setdefault(passage.question, []).append(passage)
    by_question = {name: tuple(own) for name, own in chapters.items()}
    return Manuscript(handbook, tuple(passages), by_question, gazetteer or Gazetteer())


# ---- fields -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Role:
    """What a passage is, before its characters are known."""

    kind: Kind
    question: str
    inside: tuple[str, ...] = ()
    block: Block | None = None


def _fields(
    fields: Iterable[tuple[Kind, str, str]], raw: str, file: str, question: str, start: int = 0
) -> Iterator[Passage]:
    """Give passages of ``(kind, key, words)``; each is looked for after its key, from the end of the one before it."""
    at = start
    for kind, key, words in fields:
        if words:
            run, at = find_text(words, raw, file, max(raw.find(key, at), at))
            yield _passage(_Role(kind, question), run, words)


def _settings(handbook: Handbook, texts: Mapping[str, str]) -> Iterator[Passage]:
    raw = texts.get(names.HANDBOOK, "")
    for key, words in (
        ("title:", handbook.title),
        ("short_title:", handbook.short_title),
        ("publisher:", handbook.publisher),
    ):
        at = max(raw.find("\n" + key) + 1, 0)
        yield from _fields([("heading", key, words)], raw, names.HANDBOOK, SETTINGS, at)
    categories: list[tuple[Kind, str, str]] = []
    for category in handbook.categories:
        categories += [("heading", "title:", category.title), ("paragraph", "intro:", category.intro)]
    yield from _fields(categories, raw, names.HANDBOOK, SETTINGS, max(raw.find("\ncategories:"), 0))


def _front_matter(question: Question, raw: str) -> Iterator[Passage]:
    matter = raw[: max(raw.find("\n---", 3), 0)]
    for key, kind, words in (
        ("question:", "title", (question.title,)),
        ("keywords:", "heading", question.keywords),
        ("sources:", "heading", tuple(source.title for source in question.sources)),
    ):
        at = max(matter.find("\n" + key), 0)
        named: Kind = "title" if kind == "title" else "heading"
        yield from _fields([(named, "", one) for one in words], matter, question.at.file, question.id, at)


def _terms(handbook: Handbook, raw: str) -> Iterator[Passage]:
    fields: list[tuple[Kind, str, str]] = []
    for term in handbook.terms.glossary:
        fields += [("heading", "term:", term.term), ("definition", "definition:", term.definition)]
    yield from _fields(fields, raw, names.TERMS, TERMS)


# ---- answers ----------------------------------------------------------------------------------------------------


def _answer(
    blocks: tuple[Block, ...], question: str, file: str, texts: Mapping[str, str]
) -> Iterator[Passage]:
    answer = _Answer(question, file, texts.get(file, ""))
    yield from answer.blocks(blocks, ())
    for note in footnotes(blocks):
        yield answer.inlines("footnote", note.inlines, (), None)


class _Answer:
    """One file's blocks → passages."""

    def __init__(self, question: str, file: str, raw: str) -> None:
        self.question, self.file, self.raw = question, file, raw
        self.lines = raw.split("\n") if "\t" in raw else []

    def blocks(self, blocks: Iterable[Block], inside: tuple[str, ...]) -> Iterator[Passage]:
        for block in blocks:
            deeper = (*inside, block.kind)
            match block:
                case Paragraph():
                    yield self.inlines("paragraph", block.inlines, inside, block)
                case Point():
                    yield from self.attributes(block, "lead", (block.lead,), inside)
                    yield from self.blocks(block.blocks, deeper)
                case Case():
                    yield from self.attributes(block, "label", self.written(block), inside)
                    yield from self.blocks(block.blocks, deeper)
                case Note() | Quote():
                    yield from self.blocks(block.blocks, deeper)
                case ItemList():
                    for item in block.items:
                        yield from self.blocks(item, deeper)
                case Table():
                    yield from self.attributes(block, "caption", (block.caption,), inside)
                    for row in (block.head, *block.rows):
                        yield from (self.inlines("cell", cell, inside, block) for cell in row)
                case Figure():
                    yield from self.attributes(block, "caption", (block.alternative, block.caption), inside)

    def written(self, case: Case) -> Iterator[str]:
        """Give the fields of a case that its opening line has: the district and the place may have been found out."""
        start = offset_of(self.raw, case.at)
        opening = self.raw[start : max(self.raw.find("\n", start), start)] or self.raw[start:]
        yield from (case.district if "district" in opening else "", case.place if "place" in opening else "")
        yield case.project

    def attributes(
        self, block: Block, kind: Kind, fields: Iterable[str], inside: tuple[str, ...]
    ) -> Iterator[Passage]:
        """Give the fields of a block's opening line, in any order."""
        start = offset_of(self.raw, block.at)
        for words in fields:
            if words:
                run, _ = find_text(words, self.raw, self.file, start)
                yield _passage(_Role(kind, self.question, inside, block), run, words)

    def inlines(
        self, kind: Kind, inlines: Iterable[Inline], inside: tuple[str, ...], block: Block | None
    ) -> Passage:
        text: list[str] = []
        shown: list[str] = []
        pieces: list[tuple[int, Place]] = []
        length = 0
        for words, readable, places in _runs(inlines):
            pieces += [(length + offset, self.exact(place)) for offset, place in places]
            text.append(readable)
            shown.append(words)
            length += len(words)
        run = Text("".join(text), tuple(pieces))
        return _passage(_Role(kind, self.question, inside, block), run, "".join(shown))

    def exact(self, place: Place) -> Place:
        return without_tab_stops(place, self.lines[place.line - 1]) if self.lines else place


def _runs(inlines: Iterable[Inline]) -> Iterator[tuple[str, str, tuple[tuple[int, Place], ...]]]:
    """Give for each run of characters what is shown, what rules read, and its places."""
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text, inline.text, inline.pieces
            case Code() | CrossReference():
                yield inline.text, MASK * len(inline.text), ((0, inline.at),)
            case Strong() | Emphasis() | Link():
                yield from _runs(inline.inlines)
            case Footnote():
                pass


def _passage(role: _Role, run: Text, shown: str) -> Passage:
    """Make a passage in which addresses are hidden from the rules."""
    text = run.text
    if "://" in text or "@" in text:
        text = ADDRESS.sub(lambda match: MASK * len(match[0]), text)
    return Passage(role.kind, text, shown, run, role.question, role.inside, role.block)
