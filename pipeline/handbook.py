"""The handbook as the editors mean it: ``Handbook > Category > Question > blocks > inlines``.

Frozen, typed, without input or output. Every room reads this model and none changes it; nothing downstream of it
opens ``source/``. What is computed (question, table and figure numbers) is computed once, by the reader, and stands
here as a fact.

A position in the source (:class:`Place`) travels with the text, so that any message can name file, line and column;
it takes no part in comparison, because two handbooks that say the same are equal wherever their words stand.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A position in a source file: path from the project's root with ``/``; line and column in characters, from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


NOWHERE = Place("")


def _at() -> Any:
    """A field for the place in the source, left out of comparison."""
    return field(default=NOWHERE, compare=False, repr=False)


# ---- Inlines ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain characters.

    ``pieces`` maps characters back to the source: each ``(offset, place)`` says where the character at ``offset``
    stands; the characters up to the next piece follow it column by column.
    """

    kind: ClassVar[str] = "text"
    text: str
    pieces: tuple[tuple[int, Place], ...] = field(default=(), compare=False, repr=False)

    @property
    def at(self) -> Place:
        """Where the run begins."""
        return self.pieces[0][1] if self.pieces else NOWHERE

    def place_of(self, offset: int) -> Place:
        """Where the character at ``offset`` stands in the source."""
        found = NOWHERE
        for start, place in self.pieces:
            if start > offset:
                break
            found = Place(place.file, place.line, place.column + offset - start)
        return found


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong emphasis, set in Hei."""

    kind: ClassVar[str] = "strong"
    inlines: tuple[Inline, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasis, set with dots under the characters (着重号) or in Kai; never slanted."""

    kind: ClassVar[str] = "emphasis"
    inlines: tuple[Inline, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Code:
    """Characters that a reader types or compares literally."""

    kind: ClassVar[str] = "code"
    text: str
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address outside the handbook."""

    kind: ClassVar[str] = "link"
    inlines: tuple[Inline, ...]
    target: str
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to another question, shown as 第N问; the reader has checked that ``question_id`` exists."""

    kind: ClassVar[str] = "cross_reference"
    question_id: str
    number: int
    at: Place = _at()

    @property
    def text(self) -> str:
        """What every format shows: 第N问."""
        return f"第{self.number}问"


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote at the place of its mark; ``number`` counts from 1 inside its question (or the preface)."""

    kind: ClassVar[str] = "footnote"
    number: int
    inlines: tuple[Inline, ...]
    at: Place = _at()


Inline = Text | Strong | Emphasis | Code | Link | CrossReference | Footnote


# ---- Blocks -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    kind: ClassVar[str] = "paragraph"
    inlines: tuple[Inline, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point (一是…): ``lead`` runs into the first paragraph of ``blocks``."""

    kind: ClassVar[str] = "point"
    lead: str
    blocks: tuple[Block, ...]
    at: Place = _at()

    @property
    def ordinal(self) -> str:
        """The counting word that opens the lead (一是, 十二是 …), or the empty string."""
        head = self.lead[:3]
        for length in (3, 2):
            word = head[:length]
            if (
                len(word) == length
                and word[-1] == "是"
                and all(c in "一二三四五六七八九十" for c in word[:-1])
            ):
                return word
        return ""


@dataclass(frozen=True, slots=True)
class Case:
    """A district's example."""

    kind: ClassVar[str] = "case"
    district: str
    blocks: tuple[Block, ...]
    place: str = ""
    project: str = ""
    year: str = ""
    at: Place = _at()

    @property
    def label(self) -> tuple[str, ...]:
        """The words of its head line in order: district, place, project, year (with 年); absent ones left out."""
        year = f"{self.year}年" if self.year[-1:].isdigit() else self.year
        return tuple(part for part in (self.district, self.place, self.project, year) if part)


NOTE_LABEL = "说明"


@dataclass(frozen=True, slots=True)
class Note:
    """An explanatory note; every format puts :data:`NOTE_LABEL` before it."""

    kind: ClassVar[str] = "note"
    blocks: tuple[Block, ...]
    at: Place = _at()


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; ``start`` is the first number of an ordered one."""

    kind: ClassVar[str] = "list"
    items: tuple[tuple[Block, ...], ...]
    ordered: bool = False
    start: int = 1
    at: Place = _at()

    @property
    def markers(self) -> tuple[str, ...]:
        """The mark before each item as a reader sees it: ``1.`` … or ``•``."""
        return tuple(f"{self.start + i}." if self.ordered else "•" for i in range(len(self.items)))


Alignment = Literal["left", "center", "right"]
Cell = tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; every row has as many cells as ``alignments``."""

    kind: ClassVar[str] = "table"
    number: int
    caption: str
    alignments: tuple[Alignment, ...]
    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at: Place = _at()

    @property
    def label(self) -> str:
        """表N."""
        return f"表{self.number}"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture alone in its paragraph; ``image`` is the name of an entry of :attr:`Handbook.images`."""

    kind: ClassVar[str] = "figure"
    number: int
    image: str
    alternative: str
    caption: str
    at: Place = _at()

    @property
    def label(self) -> str:
        """图N."""
        return f"图{self.number}"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation set apart."""

    kind: ClassVar[str] = "quote"
    blocks: tuple[Block, ...]
    at: Place = _at()


Block = Paragraph | Point | Case | Note | ItemList | Table | Figure | Quote


# ---- The book ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer comes from."""

    title: str
    date: str = ""
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer; ``number`` counts through the whole handbook from 1, ``id`` is stable for ever."""

    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]
    keywords: tuple[str, ...] = ()
    as_of: str = ""
    sources: tuple[Source, ...] = ()
    at: Place = _at()
    revised: str = ""
    """What is said of it since the last release (:data:`ADDED`, :data:`CHANGED`), or nothing."""


ADDED, CHANGED = "本版新增", "本版修订"


@dataclass(frozen=True, slots=True)
class Category:
    """A part of the handbook; ``ordinal`` is its place (from 1) in ``handbook.yaml``, empty categories counted."""

    id: str
    ordinal: int
    title: str
    questions: tuple[Question, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class PageSize:
    """Trim size in millimetres; ``name`` as the editor wrote it (A5, 大32开 …)."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class OfficialName:
    """An official name, its aliases and, for a document, its number."""

    name: str
    aliases: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A preferred spelling: write ``use`` instead of ``avoid``, but leave ``exceptions`` as they are."""

    use: str
    avoid: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The contents of ``terms.yaml``."""

    glossary: tuple[Term, ...] = ()
    names: tuple[OfficialName, ...] = ()
    spelling: tuple[Spelling, ...] = ()


@dataclass(frozen=True, slots=True)
class Printing:
    """Facts for the press: paper weights in grams per square metre, the binding, and what the shop prescribes.

    ``spine`` is the shop's own measure of the spine in millimetres (None: computed from pages and paper).
    ``pictures`` says whether pictures print in black alone or in four colours. ``profile`` is the shop's ICC profile
    (None: coated offset) and ``condition`` the registered name of the printing condition that it describes. ``barcode``
    says whether the back of the cover keeps a white field for one.
    """

    paper_gsm: int = 80
    binding: Literal["perfect", "saddle"] = "perfect"
    cover_gsm: int = 250
    spine: float | None = None
    pictures: Literal["black", "colour"] = "black"
    condition: str = ""
    profile: bytes | None = field(default=None, repr=False)
    barcode: bool = True


@dataclass(frozen=True, slots=True)
class WeChat:
    """How the articles are cut and signed.

    ``follow`` has the lines at an article's end, each a name and its words; ``pictures`` the pictures there (a QR
    code), each a caption and the name of an entry of :attr:`Handbook.images`. ``published`` has the addresses of
    articles that readers can see already, each with the id of the article's first question.
    """

    series: Literal["category", "question"] = "category"
    author: str = ""
    follow: tuple[tuple[str, str], ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Revisions:
    """What the editors want to show of the changes since release ``since``: the list (修订说明), marks at questions."""

    since: str
    show_list: bool = False
    show_marks: bool = False


Alteration = Literal["same", "removed", "added", "reference"]


@dataclass(frozen=True, slots=True)
class Revised:
    """A line of the revision list: a heading, an entry for a question, or a wording; its text in pieces.

    What was left out and what came new are pieces of their own; a reference (第N问) leads to the question with the id
    ``question``, and is printed with its page.
    """

    kind: Literal["heading", "entry", "wording"]
    pieces: tuple[tuple[Alteration, str], ...]
    question: str = ""

    @property
    def text(self) -> str:
        """The words of the whole line."""
        return "".join(text for _, text in self.pieces)


@dataclass(frozen=True, slots=True)
class Image:
    """A picture's bytes; ``name`` is its path below ``source/``; size in pixels (SVG: CSS pixels)."""

    name: str
    media_type: Literal["image/png", "image/jpeg", "image/svg+xml"]
    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Handbook:
    """The whole handbook. ``date`` is the release's date, the only date that any output carries."""

    title: str
    publisher: str
    edition: str
    release: str
    date: datetime.date
    language: str
    page: PageSize
    categories: tuple[Category, ...]
    short_title: str = ""
    preface: tuple[Block, ...] = ()
    terms: Terms = Terms()
    printing: Printing = Printing()
    wechat: WeChat = WeChat()
    images: tuple[Image, ...] = ()
    revisions: Revisions | None = None
    revision_list: tuple[Revised, ...] = ()
    districts: tuple[str, ...] = field(default=(), compare=False)
    """The districts that it is about, in the order of their codes: what an index by district goes by, no text."""

    @property
    def parts(self) -> tuple[Category, ...]:
        """The categories that have questions: the ones that formats show."""
        return tuple(category for category in self.categories if category.questions)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in order."""
        return tuple(question for category in self.categories for question in category.questions)

    def question(self, question_id: str) -> Question:
        """The question with this id. Raises ``KeyError``."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    def image(self, name: str) -> Image:
        """The image of this name. Raises ``KeyError``."""
        for image in self.images:
            if image.name == name:
                return image
        raise KeyError(name)

    def cited(self, question: Question) -> tuple[Source, ...]:
        """The question's sources that a reader is shown: all but the handbook itself."""
        return tuple(source for source in question.sources if source.title != self.title)


# ---- What it says -----------------------------------------------------------------------------------------------


MarkKind = Literal["strong", "emphasis", "code", "link", "reference", "note"]


@dataclass(frozen=True, slots=True)
class Mark:
    """What the characters from ``start`` to before ``end`` of a passage are beside their words; spaces not counted.

    ``target`` is a link's address, the id of the question that a reference leads to, or the number of the footnote
    whose mark stands before the character at ``start`` (it takes up no character).
    """

    kind: MarkKind
    start: int
    end: int
    target: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a question as every format shows it: what it is, its characters, its emphasis and links.

    ``id`` names it within its question: ``title``, ``2`` (the second block), ``2.1`` (the first in it), ``3.2.1`` (a
    table's second row, first cell; the head is row 0), ``sources``, ``n1`` (a footnote). A picture has no characters;
    ``image`` is its name in the handbook, ``alternative`` the words that stand for it. ``runs_in``: a format may set
    it into the paragraph of what precedes it. ``within`` is what it stands in, the outermost first; ``cell`` is
    a cell's row, from the head's 0, and its column, from 1.
    """

    kind: PassageKind
    text: str
    id: str = ""
    marks: tuple[Mark, ...] = ()
    runs_in: bool = False
    image: str = ""
    alternative: str = ""
    within: tuple[Enclosure, ...] = ()
    cell: tuple[int, int] | None = None


Enclosure = Literal["case", "note", "quote", "list", "table"]
"""What sets the text in it off from the text around it."""

PassageKind = Literal[
    "title",
    "paragraph",
    "lead",
    "label",
    "marker",
    "caption",
    "head",
    "cell",
    "picture",
    "sources",
    "footnote",
    "term",
]


def inline_text(inlines: Iterable[Inline]) -> str:
    """The visible characters of inlines, without footnotes and their marks."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text() | Code() | CrossReference():
                parts.append(inline.text)
            case Strong() | Emphasis() | Link():
                parts.append(inline_text(inline.inlines))
            case Footnote():
                pass
    return "".join(parts)


def footnotes(blocks: Iterable[Block]) -> tuple[Footnote, ...]:
    """The footnotes of blocks in the order of their marks."""
    return tuple(inline for inline in walk_inlines(blocks) if isinstance(inline, Footnote))


def walk_inlines(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Every inline of blocks, outer before inner, in reading order."""

    def deep(inlines: Iterable[Inline]) -> Iterator[Inline]:
        for inline in inlines:
            yield inline
            if isinstance(inline, Strong | Emphasis | Link | Footnote):
                yield from deep(inline.inlines)

    for block in walk(blocks):
        match block:
            case Paragraph():
                yield from deep(block.inlines)
            case Table():
                for cell in (cell for row in (block.head, *block.rows) for cell in row):
                    yield from deep(cell)


def walk(blocks: Iterable[Block]) -> Iterator[Block]:
    """Every block, outer before inner, in reading order."""
    for block in blocks:
        yield block
        match block:
            case Point() | Case() | Note() | Quote():
                yield from walk(block.blocks)
            case ItemList():
                for item in block.items:
                    yield from walk(item)


def inline_marks(inlines: Iterable[Inline], start: int = 0) -> Iterator[Mark]:
    """What inlines mark, in the characters of :func:`inline_text` that count, the first of which is ``start``."""
    for inline in inlines:
        end = start + len(without_space(inline_text((inline,))))
        match inline:
            case CrossReference():
                yield Mark("reference", start, end, inline.question_id)
            case Code():
                yield Mark("code", start, end)
            case Link():
                yield Mark("link", start, end, inline.target)
                yield from inline_marks(inline.inlines, start)
            case Strong():
                yield Mark("strong", start, end)
                yield from inline_marks(inline.inlines, start)
            case Emphasis():
                yield Mark("emphasis", start, end)
                yield from inline_marks(inline.inlines, start)
            case Footnote():
                yield Mark("note", start, start, str(inline.number))
            case Text():
                pass
        start = end


def _inline_passage(
    kind: PassageKind,
    inlines: tuple[Inline, ...],
    name: str,
    within: tuple[Enclosure, ...] = (),
    runs_in: bool = False,
) -> Passage:
    return Passage(kind, inline_text(inlines), name, tuple(inline_marks(inlines)), runs_in, within=within)


def passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """What blocks show in reading order, without footnotes."""
    return _passages(blocks, "", ())


def _passages(
    blocks: Iterable[Block], inside: str, within: tuple[Enclosure, ...], runs_in: bool = False
) -> Iterator[Passage]:
    """``inside`` begins their ids; ``runs_in``: the first paragraph may run into what stands before it."""
    for number, block in enumerate(blocks, 1):
        name = f"{inside}{number}"
        deeper = f"{name}."
        match block:
            case Paragraph():
                yield _inline_passage("paragraph", block.inlines, name, within, runs_in and number == 1)
            case Point():
                lead = Mark("strong", 0, len(without_space(block.lead)))
                yield Passage("lead", block.lead, name, (lead,), within=within)
                yield from _passages(block.blocks, deeper, within, runs_in=True)
            case Case():
                case = (*within, "case")
                yield Passage("label", "".join(block.label), name, within=case)
                yield from _passages(block.blocks, deeper, case)
            case Note():
                note = (*within, "note")
                yield Passage("label", NOTE_LABEL, name, within=note)
                yield from _passages(block.blocks, deeper, note, runs_in=True)
            case Quote():
                yield from _passages(block.blocks, deeper, (*within, "quote"))
            case ItemList():
                listing = (*within, "list")
                for place, (marker, item) in enumerate(zip(block.markers, block.items, strict=True), 1):
                    yield Passage("marker", marker, f"{deeper}{place}", within=listing)
                    yield from _passages(item, f"{deeper}{place}.", listing, runs_in=True)
            case Table():
                yield from _table_passages(block, name, (*within, "table"))
            case Figure():
                yield Passage(
                    "picture", "", f"{name}.picture", (), False, block.image, block.alternative, within
                )
                yield Passage("caption", block.label + block.caption, name, within=within)


def _table_passages(block: Table, name: str, within: tuple[Enclosure, ...]) -> Iterator[Passage]:
    yield Passage("caption", block.label + block.caption, name, within=within)
    for row, cells in enumerate((block.head, *block.rows)):
        for column, cell in enumerate(cells, 1):
            yield Passage(
                "cell" if row else "head",
                inline_text(cell),
                f"{name}.{row}.{column}",
                tuple(inline_marks(cell)),
                within=within,
                cell=(row, column),
            )


def source_line(source: Source) -> str:
    """How a source is shown: 《…》-free title, number and date, divided by full-width commas, the address last."""
    return "，".join(part for part in (source.title, source.number, source.date, source.url) if part)


SOURCES_LABEL = "资料来源："


REVISED = "revised"
"""The id of the passage that says whether the question is new or changed."""


def question_passages(handbook: Handbook, question: Question) -> tuple[Passage, ...]:
    """All that a reader sees of a question, in order: number and title, answer, sources, footnotes.

    This is what every finished file is compared with.
    """
    found = [Passage("title", f"{question.number}{question.title}", "title")]
    if question.revised:
        found.append(Passage("label", question.revised, REVISED))
    found += passages(question.blocks)
    cited = handbook.cited(question)
    if cited:
        text, marks = SOURCES_LABEL, []
        for number, source in enumerate(cited):
            text += ("；" if number else "") + source_line(source)
            end = len(without_space(text))
            if source.url:
                marks.append(Mark("link", end - len(without_space(source.url)), end, source.url))
        found.append(Passage("sources", text, "sources", tuple(marks)))
    return (*found, *footnote_passages(question.blocks))


def footnote_passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """What the footnotes of blocks show, in the order of their marks."""
    return (_inline_passage("footnote", note.inlines, f"n{note.number}") for note in footnotes(blocks))


def question_text(handbook: Handbook, question: Question) -> str:
    """:func:`question_passages` as one string, a line a passage."""
    return "\n".join(passage.text for passage in question_passages(handbook, question))


ZERO_WIDTH = "\u200b\u2060\ufeff"
"""Marks without width that say where a line may or must not end."""


def without_space(text: str) -> str:
    """The characters that count in a comparison: everything but white space and zero-width break marks."""
    words = "".join(text.split())
    for mark in ZERO_WIDTH:
        words = words.replace(mark, "")
    return words


def source_digest(handbook: Handbook) -> str:
    """SHA-256 (hexadecimal) over everything that the handbook says, its images and settings; places left out."""

    def plain(value: object) -> object:
        if isinstance(value, bytes):
            return hashlib.sha256(value).hexdigest()
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if dataclasses.is_dataclass(value):
            facts = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.compare}
            return {"kind": getattr(value, "kind", type(value).__name__), **facts}
        return value

    text = json.dumps(plain(handbook), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
