"""A handbook → the lines of a Word document: paragraphs with a style, tables, pictures; notes by their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pipeline.formats.docx import styles
from pipeline.formats.docx.styles import Container, Kind, Role
from pipeline.handbook import (
    NOTE_LABEL,
    SOURCES_LABEL,
    Alignment,
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
    Point,
    Question,
    Quote,
    Strong,
    Table,
    Text,
    items_named,
    source_line,
)

# w:num of numbering.xml.j2 by what it numbers (1: questions, by their style); ordered lists come after, a number each,
# because each counts anew.
TABLES, FIGURES, BULLETS, CONTINUED, FIRST_LIST = 2, 3, 4, 5, 6


@dataclass(frozen=True, slots=True)
class Run:
    """Characters with one look; ``note`` is a footnote's number in the document (no characters), 0 for none.

    ``target`` is an address outside, ``anchor`` a bookmark inside.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    target: str = ""
    anchor: str = ""
    note: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: style, runs, its list (``w:num`` and level), the bookmark that begins in it."""

    style: str
    runs: tuple[Run, ...]
    list: tuple[int, int] | None = None
    bookmark: str = ""
    role: Role | None = None
    picture: Figure | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the head row first."""

    rows: tuple[tuple[tuple[Run, ...], ...], ...]
    alignments: tuple[Alignment, ...]


@dataclass(slots=True)
class Layout:
    """All lines of a handbook, its footnotes by their numbers from 1, the first numbers of its ordered lists."""

    lines: list[Line | Grid] = field(default_factory=list)
    notes: list[tuple[Run, ...]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles of the paragraphs of answers, each once."""
        return tuple(dict.fromkeys(one.role for one in self.lines if isinstance(one, Line) and one.role))

    @property
    def targets(self) -> tuple[str, ...]:
        """The addresses that links lead to, each once."""
        runs = (run for runs in self._runs() for run in runs)
        return tuple(dict.fromkeys(run.target for run in runs if run.target))

    def note_targets(self) -> tuple[str, ...]:
        """Give the addresses that links in footnotes lead to, each once."""
        return tuple(dict.fromkeys(run.target for runs in self.notes for run in runs if run.target))

    def _runs(self) -> Iterator[tuple[Run, ...]]:
        for one in self.lines:
            if isinstance(one, Line):
                yield one.runs
            else:
                yield from (cell for row in one.rows for cell in row)


def layout(handbook: Handbook) -> Layout:
    """Lay out ``handbook``: title, preface, categories with their questions."""
    bookmarks = {q.id: styles.bookmark("q", q.id) for q in handbook.questions}
    bookmarks |= {item.id: styles.bookmark("see", item.id) for item in items_named(handbook)}
    found = _Writer(Layout(), bookmarks)
    found.heading(styles.TITLE, handbook.title)
    imprint = "　".join(
        (handbook.publisher, handbook.edition, f"发布号{handbook.release}", handbook.date.isoformat())
    )
    found.heading(styles.IMPRINT, imprint)
    found.heading(styles.GUIDE, GUIDE)
    if handbook.preface:
        found.heading(styles.PREFACE, "前言")
        found.blocks(handbook.preface, ())
    for category in handbook.categories:
        found.heading(styles.CATEGORY, category.title, bookmark=styles.bookmark("part", category.id))
        if category.intro:
            found.heading(styles.INTRO, category.intro)
        for question in category.questions:
            found.question(handbook, question)
    return found.layout


GUIDE = (
    "审阅稿：直接在文字上改，修订已经打开；有疑问的地方加批注。样式说明每段是什么，新加的段落请选相应的样式："
    "问题用“标题 2”，段落用“答案正文”，要点用“要点标题”和“要点正文”，案例用“案例标题”和“案例正文”，列表用“答案列表”。"
    "题号、表号、图号自动生成。改好后交回，用 baiwen import --update 导入，改动就回到源文件。本段不导入。"
)


@dataclass(slots=True)
class _Writer:
    layout: Layout
    bookmarks: Mapping[str, str]

    def heading(self, style: str, words: str, *, bookmark: str = "") -> None:
        self.layout.lines.append(Line(style, (Run(words),), bookmark=bookmark))

    def question(self, handbook: Handbook, question: Question) -> None:
        self.heading(styles.QUESTION, question.title, bookmark=self.bookmarks[question.id])
        self.blocks(question.blocks, ())
        cited = handbook.cited(question)
        if cited:
            self.heading(styles.SOURCES, SOURCES_LABEL + "；".join(source_line(one) for one in cited))

    def line(
        self,
        kind: Kind,
        inside: tuple[Container, ...],
        inlines: Iterable[Inline],
        numbered: tuple[int, int] | None = None,
        item: str = "",
    ) -> None:
        role, bookmark = Role(kind, inside), self.bookmarks.get(item, "")
        self.layout.lines.append(Line(role.style, self.runs(inlines), numbered, bookmark, role))

    def blocks(self, blocks: Iterable[Block], inside: tuple[Container, ...]) -> None:
        for block in blocks:
            match block:
                case Paragraph():
                    self.line("body", inside, block.inlines)
                case Point():
                    self.line("lead", (), (Text(block.lead),))
                    self.blocks(block.blocks, (*inside, "point"))
                case Case():
                    self.line("case", inside, (Text(case_label(block)),))
                    self.blocks(block.blocks, (*inside, "case"))
                case Note():
                    self.line("note", inside, (Text(NOTE_LABEL),))
                    self.blocks(block.blocks, (*inside, "note"))
                case Quote():
                    self.blocks(block.blocks, (*inside, "quote"))
                case ItemList():
                    self.list(block, inside, 0)
                case Table():
                    self.line("caption", inside, (Text(block.caption),), (TABLES, 0), block.id)
                    rows = tuple(tuple(self.runs(cell) for cell in row) for row in (block.head, *block.rows))
                    self.layout.lines.append(Grid(rows, block.alignments))
                case Figure():
                    role = Role("picture", inside)
                    self.layout.lines.append(Line(role.style, (), role=role, picture=block))
                    self.line("legend", inside, (Text(block.caption),), (FIGURES, 0), block.id)

    def list(self, block: ItemList, inside: tuple[Container, ...], depth: int) -> None:
        number = BULLETS
        if block.ordered:
            self.layout.starts.append(block.start)
            number = FIRST_LIST + len(self.layout.starts) - 1
        for item in block.items:
            opens = bool(item) and isinstance(item[0], Paragraph)
            head = item[0].inlines if item and isinstance(item[0], Paragraph) else ()
            self.line("item", inside, head, (number, depth))
            for inner in item[1:] if opens else item:
                if isinstance(inner, Paragraph):
                    self.line("more", inside, inner.inlines, (CONTINUED, depth))
                elif isinstance(inner, ItemList):
                    self.list(inner, inside, depth + 1)
                else:
                    self.blocks((inner,), (*inside, "list"))

    def runs(self, inlines: Iterable[Inline]) -> tuple[Run, ...]:
        return tuple(self._runs(inlines, Run("")))

    def _runs(self, inlines: Iterable[Inline], like: Run) -> Iterator[Run]:
        for inline in inlines:
            match inline:
                case Text():
                    yield replace(like, text=inline.text)
                case Code():
                    yield replace(like, text=inline.text, code=True)
                case Strong():
                    yield from self._runs(inline.inlines, replace(like, strong=True))
                case Emphasis():
                    yield from self._runs(inline.inlines, replace(like, emphasis=True))
                case Link():
                    yield from self._runs(inline.inlines, replace(like, target=inline.target))
                case CrossReference():
                    yield replace(like, text=inline.text, anchor=self.bookmarks[inline.target])
                case Footnote():
                    self.layout.notes.append(())
                    number = len(self.layout.notes)
                    self.layout.notes[number - 1] = self.runs(inline.inlines)
                    yield Run("", note=number)


def case_label(case: Case) -> str:
    """Write a case's head line: its parts divided by tabs, an empty part keeping its place."""
    year = case.label[-1] if case.year else ""
    district = "" if case.local and case.place else case.district
    return "\t".join((district, case.place, case.project, year)).rstrip("\t")
