"""What an editor's changes do to the files of the source: every changed, new, renamed and removed file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.findings import Finding
from pipeline.formats.docx import styles
from pipeline.handbook import (
    Block,
    Figure,
    Handbook,
    Question,
    footnotes,
    inline_text,
    walk,
    without_space,
)
from pipeline.handbook.names import HANDBOOK, PREFACE, QUESTIONS, SOURCE
from pipeline.importing.catalogue import problem
from pipeline.importing.identifiers import identifier
from pipeline.importing.merging import changes
from pipeline.importing.pictures import suffix, usable
from pipeline.importing.pieces import Picture
from pipeline.importing.plan import Change, Entry
from pipeline.importing.proof import visible
from pipeline.importing.review.characters import Unpatchable
from pipeline.importing.review.copy import Asked, Copy
from pipeline.importing.review.fields import applied, matter_edits, source_edits
from pipeline.importing.review.order import renamed
from pipeline.importing.review.patching import Conflict, Patch, Siblings, body_start, source_texts
from pipeline.importing.review.spans import SourceText, nodes
from pipeline.importing.settings import with_categories
from pipeline.importing.writing import markdown, question_file
from pipeline.world import World, has

PREFACE_TITLE = "前言"


@dataclass(frozen=True, slots=True)
class Copies:
    """The review copy as it went out, as it would go out of the source now, and as it came back."""

    before: Copy
    now: Copy
    edited: Copy


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be done. ``left`` has to be done by hand; ``unsettled`` are the titles that it is about.

    ``titles`` gives the title in the source for one that the editor has changed.
    """

    changes: tuple[Change, ...] = ()
    removals: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    left: tuple[Finding, ...] = ()
    unsettled: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)


def drafted(
    world: World,
    handbook: Handbook,
    pictures: Mapping[str, str],
    copies: Copies,
    depths: Mapping[str, int],
) -> Draft:
    """Carry the editor's changes into the files of ``world``.

    ``pictures`` are the names of the handbook's by their digests in a review copy; ``depths`` says by title how much is
    written anew.
    """
    drawing = _Drawing(world, handbook, copies, dict(pictures), depths)
    drawing.draw()
    return drawing.draft()


@dataclass(slots=True)
class _Drawing:
    """A draft under construction."""

    world: World
    handbook: Handbook
    copies: Copies
    pictures: dict[str, str]
    depths: Mapping[str, int]
    files: dict[str, Change] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    unsettled: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[Block, str]] = field(default_factory=dict)

    def draft(self) -> Draft:
        """Give all that has been drawn."""
        moved = [name for name in self.names if has(self.world, name)]
        for name in moved:
            if name not in self.files:
                self.files[name] = Change(name, "", self.world.read(name), ())
        written = tuple(
            Change(self.names.get(name, name), one.title, one.data, one.lines)
            for name, one in self.files.items()
        )
        targets = {change.file for change in written}
        gone = (*self.removed, *(name for name in moved if name not in targets))
        return Draft(
            written, gone, tuple(self.entries), tuple(self.left), frozenset(self.unsettled), self.titles
        )

    def draw(self) -> None:
        """Go through the book."""
        by_bookmark = {styles.bookmark("q", one.id): one for one in self.handbook.questions}
        before = {one.bookmark: one for one in self.copies.before.questions}
        now = {one.bookmark: one for one in self.copies.now.questions}
        for bookmark, one in by_bookmark.items():
            source = self._source(one.at.file)
            own = nodes(source, one.blocks)
            self.texts[bookmark] = source_texts(source, own, now[bookmark].blocks)
        categories = self._categories()
        self._preface()
        order: dict[str, list[str]] = {one.id: [] for one in self.handbook.categories}
        arrived = set()
        for part in self.copies.edited.parts:
            category = categories.get(part.bookmark or part.title, self.handbook.categories[-1].id)
            for asked in part.questions:
                question = by_bookmark.get(asked.bookmark)
                if asked.bookmark in before and question is None:
                    self._leave(asked.title, problem("I301", QUESTIONS, title=asked.title))
                    continue
                if question is None:
                    name = self._new(asked, category)
                else:
                    arrived.add(asked.bookmark)
                    self.titles[asked.title] = question.title
                    self._question(question, now[asked.bookmark], before[asked.bookmark], asked)
                    self._category(question, category)
                    name = PurePosixPath(question.at.file).name
                order.setdefault(category, []).append(name)
        for bookmark, asked in before.items():
            if bookmark not in arrived and bookmark in by_bookmark:
                self._gone(by_bookmark[bookmark], asked, now[bookmark])
        self._later(order)
        self._order(order)
        if self.copies.edited.front != self.copies.before.front:
            self.left.append(problem("I305", HANDBOOK, new=self.copies.edited.front))

    def _leave(self, title: str, finding: Finding) -> None:
        self.left.append(finding)
        self.unsettled.add(title)

    def _source(self, file: str) -> SourceText:
        known = self.files.get(file)
        return SourceText(known.data if known else self.world.read(file))

    def _change(self, file: str, title: str, data: bytes, lines: Sequence[str]) -> None:
        known = self.files.get(file)
        self.files[file] = Change(file, title, data, (*(known.lines if known else ()), *lines))

    # ---- questions -----------------------------------------------------------------------------------------------

    def _question(self, question: Question, now: Asked, old: Asked, new: Asked) -> None:
        if (old.title, old.blocks, old.sources) == (new.title, new.blocks, new.sources):
            return
        source = self._source(question.at.file)
        try:
            text = self._edited(question, source, now, old, new)
        except Conflict as conflict:
            words = conflict.words[:40] or new.title
            self._leave(new.title, problem("I302", question.at.file, words=words))
            return
        if text != source.text:
            lines = [*changes(old.title, new.title), *differences(old.blocks, new.blocks)]
            self._change(question.at.file, question.title, source.data(text), lines)

    def _edited(self, question: Question, source: SourceText, now: Asked, old: Asked, new: Asked) -> str:
        own = nodes(source, question.blocks)
        depth = self.depths.get(question.title, 0)
        bookmark = styles.bookmark("q", question.id)
        known = dict(self.texts[bookmark])
        for other, texts in self.texts.items():
            if other != bookmark:
                known |= {block: text for block, text in texts.items() if not footnotes((block,))}
        patch = Patch(source, self._named(question.id), known, frozenset(walk(new.blocks)), whole=depth > 0)
        if new.title not in (old.title, now.title):
            if now.title != old.title:
                raise Conflict(())
            patch.edits += matter_edits(source.text, "question", old.title, new.title)
        if new.sources not in (old.sources, now.sources):
            edits = source_edits(source.text, old.sources, new.sources)
            patch.edits += edits
            if not edits:
                self.left.append(problem("I303", question.at.file, new=new.sources))
        if new.blocks in (old.blocks, now.blocks):
            return patch.text()
        if depth > 1 and old.blocks == now.blocks:
            head = SourceText(applied(source, patch.edits).encode())
            start = body_start(head.text)
            return head.text[:start] + self._body(question.id, new.blocks).replace("\n", source.new_line)
        try:
            patch.siblings(Siblings(own, now.blocks, old.blocks, new.blocks))
            return patch.text()
        except Unpatchable:
            return ""  # the proof asks for more to be written anew

    def _body(self, owner: str, blocks: Sequence[Block]) -> str:
        name = self._named(owner)
        figures = [one for one in walk(blocks) if isinstance(one, Figure)]
        return markdown(blocks, {one.image: name(one.image) for one in figures})

    def _new(self, asked: Asked, category: str) -> str:
        taken = {one.id for one in self.handbook.questions} | {
            PurePosixPath(name).stem[4:] for name in self.files
        }
        name = identifier(asked.title, taken)
        matter = question_file({"id": name, "category": category, "question": asked.title}, (), {}).rstrip()
        self._change(
            f"{QUESTIONS}/000-{name}.md",
            asked.title,
            f"{matter}\n{self._body(name, asked.blocks)}".encode(),
            (f"新问题：{asked.title}",),
        )
        return f"{name}.md"

    def _gone(self, question: Question, old: Asked, now: Asked) -> None:
        if (now.title, now.blocks) != (old.title, old.blocks):
            self._leave(old.title, problem("I304", question.at.file, title=old.title))
            return
        self.removed.append(question.at.file)
        self.entries.append(Entry("删去问题", question.at.file, question.title))

    def _category(self, question: Question, category: str) -> None:
        own = next(one.id for one in self.handbook.categories if question in one.questions)
        if own != category:
            source = self._source(question.at.file)
            text = applied(source, matter_edits(source.text, "category", own, category))
            self._change(question.at.file, question.title, source.data(text), (f"移到类别 {category}",))

    def _later(self, order: dict[str, list[str]]) -> None:
        """Questions that the copy does not have, because they came later or could not go, keep their places."""
        placed = {name for names in order.values() for name in names}
        for category in self.handbook.categories:
            last = ""
            for question in category.questions:
                name = PurePosixPath(question.at.file).name
                if name not in placed and question.at.file not in self.removed:
                    own = order[category.id]
                    own.insert(own.index(last) + 1 if last in own else 0, name)
                last = name

    def _order(self, order: Mapping[str, Sequence[str]]) -> None:
        """Give files the numbers that put them into the order of the copy."""
        staying = [q for q in self.handbook.questions if q.at.file not in self.removed]
        if [PurePosixPath(q.at.file).name for q in staying] == [
            name for names in order.values() for name in names
        ]:
            return
        for old, new in renamed(order).items():
            target = f"{QUESTIONS}/{new}"
            if re.match(r"\d{3}-", old):
                self.names[f"{QUESTIONS}/{old}"] = target
                self.entries.append(Entry("改名", f"{QUESTIONS}/{old} 改为 {target}"))
            else:
                draft = f"{QUESTIONS}/000-{old}"
                self.names[draft] = target
                self.entries.append(Entry("新问题", target, self.files[draft].title))

    # ---- the rest of the book ------------------------------------------------------------------------------------

    def _preface(self) -> None:
        old, now, new = self.copies.before.preface, self.copies.now.preface, self.copies.edited.preface
        if new in (old, now):
            return
        depth = self.depths.get(PREFACE_TITLE, 0)
        if not has(self.world, PREFACE) or (depth > 1 and old == now):
            self._change(PREFACE, PREFACE_TITLE, self._body("preface", new).encode(), differences(old, new))
            return
        source = self._source(PREFACE)
        patch = Patch(source, self._named("preface"), {}, frozenset(walk(new)), whole=depth > 0)
        try:
            patch.siblings(Siblings(nodes(source, self.handbook.preface), now, old, new))
            text = patch.text()
        except Conflict as conflict:
            self._leave(PREFACE_TITLE, problem("I302", PREFACE, words=conflict.words[:40]))
            return
        except Unpatchable:
            text = ""
        self._change(PREFACE, PREFACE_TITLE, source.data(text), differences(old, new))

    def _categories(self) -> dict[str, str]:
        """Give the ids of categories by bookmark (new ones by title), and change ``handbook.yaml`` accordingly."""
        ids = {styles.bookmark("part", one.id): one.id for one in self.handbook.categories}
        before = {part.bookmark: part for part in self.copies.before.parts}
        new: dict[str, str] = {}
        for part in self.copies.edited.parts:
            if part.bookmark in ids and part.bookmark in before:
                for old, now in (
                    (before[part.bookmark].title, part.title),
                    (before[part.bookmark].intro, part.intro),
                ):
                    if old != now:
                        self._setting(old, now)
            elif part.title:
                known = next((one.id for one in self.handbook.categories if one.title == part.title), "")
                ids[part.title] = known or identifier(part.title, set(ids.values()))
                if not known:
                    new[ids[part.title]] = part.title
        if new:
            source = self._source(HANDBOOK)
            lines = [f"新类别：{title}（{key}）" for key, title in new.items()]
            self._change(HANDBOOK, "类别", source.data(with_categories(source.text, new)), lines)
        order = [part.bookmark for part in self.copies.edited.parts if part.bookmark in before]
        if order != [bookmark for bookmark in before if bookmark in order]:
            self.left.append(problem("I307", HANDBOOK))
        self.left += [
            problem("I308", HANDBOOK, title=part.title)
            for bookmark, part in before.items()
            if bookmark in ids and bookmark not in order
        ]
        return ids

    def _setting(self, old: str, new: str) -> None:
        """A category's title or introduction in ``handbook.yaml``."""
        source = self._source(HANDBOOK)
        text, start = source.text, source.text.find("\ncategories:")
        if not old or not new or text.count(old, start) != 1 or re.search(r"[\\\"':#{},\[\]\n]", new):
            self.left.append(problem("I309", HANDBOOK, old=old or "（空）", new=new or "（空）"))
            return
        at = text.find(old, start)
        edited = text[:at] + new + text[at + len(old) :]
        self._change(HANDBOOK, "类别", source.data(edited), changes(old, new))

    def _named(self, owner: str) -> Callable[[str], str]:
        """Give a function that names a picture by its digest; one that is new becomes a file."""

        def name(digest: str) -> str:
            if digest not in self.pictures:
                picture = usable(Picture("", self.copies.edited.pictures.get(digest, b"")))
                taken = {image.name.rpartition(".")[0] for image in self.handbook.images}
                taken |= {one.rpartition(".")[0] for one in self.pictures.values()}
                number = next(n for n in range(1, 1000) if f"images/{owner}-{n}" not in taken)
                self.pictures[digest] = f"images/{owner}-{number}{suffix(picture.data)}"
                self._change(f"{SOURCE}/{self.pictures[digest]}", owner, picture.data, ("新图片",))
            return self.pictures[digest]

        return name


def differences(old: Sequence[Block], new: Sequence[Block]) -> tuple[str, ...]:
    """List the differences of two answers, a line a place."""
    if tuple(old) == tuple(new):
        return ()
    lines = changes(without_space(visible(old)), without_space(visible(new)))
    before, after = ("".join(inline_text(note.inlines) for note in footnotes(one)) for one in (old, new))
    return (*lines, *(f"脚注{line}" for line in changes(before, after))) or ("文字没有改，只改了样式",)
