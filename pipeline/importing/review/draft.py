"""What an editor's changes do to the files of the source: every changed, new, renamed and removed file."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from pipeline.findings import Finding
from pipeline.formats.docx import styles
from pipeline.handbook import (
    Block,
    Figure,
    Handbook,
    Paragraph,
    Question,
    Text,
    footnotes,
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
from pipeline.importing.review.attempt import Attempt
from pipeline.importing.review.categories import changed_categories
from pipeline.importing.review.characters import Unpatchable
from pipeline.importing.review.copy import Asked, Copy
from pipeline.importing.review.fields import applied, matter_edits, source_edits
from pipeline.importing.review.order import renamed, wanted_order
from pipeline.importing.review.patching import Patch, Siblings, source_texts
from pipeline.importing.review.spans import SourceText, nodes
from pipeline.importing.review.telling import Telling, three_forms
from pipeline.importing.review.three_way import Clash, merged_words
from pipeline.importing.review.wanted import Judging, Where, wanted_answer
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
    """What is to be done. ``left`` has to be done by hand.

    ``answers`` has, by the titles of a copy made anew, what each question and the preface have to say; ``order``
    is that of the files of the questions; ``titles`` gives the title in the source for one that the editor has changed.
    """

    changes: tuple[Change, ...] = ()
    removals: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    left: tuple[Finding, ...] = ()
    answers: Mapping[str, tuple[Block, ...]] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)


def drafted(
    world: World,
    handbook: Handbook,
    pictures: Mapping[str, str],
    copies: Copies,
    attempt: Attempt,
) -> Draft:
    """Carry the editor's changes into the files of ``world``.

    ``pictures`` are the names of the handbook's by their digests in a review copy.
    """
    drawing = _Drawing(world, handbook, copies, dict(pictures), attempt)
    drawing.draw()
    return drawing.draft()


@dataclass(slots=True)
class _Drawing:
    """A draft under construction."""

    world: World
    handbook: Handbook
    copies: Copies
    pictures: dict[str, str]
    attempt: Attempt
    files: dict[str, Change] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)
    answers: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    texts: dict[str, dict[Block, str]] = field(default_factory=dict)
    telling: Telling = field(default_factory=lambda: Telling({}))

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
        entries, left = tuple(self.entries), tuple(self.left)
        return Draft(written, gone, entries, left, self.answers, tuple(self.order), self.titles)

    def draw(self) -> None:
        """Go through the book."""
        by_bookmark = {styles.bookmark("q", one.id): one for one in self.handbook.questions}
        # A reference in a review copy names a bookmark.
        self.telling = Telling({key.removeprefix("q-"): one.number for key, one in by_bookmark.items()})
        before = {one.bookmark: one for one in self.copies.before.questions}
        now = {one.bookmark: one for one in self.copies.now.questions}
        for bookmark, one in by_bookmark.items():
            source = self._source(one.at.file)
            self.texts[bookmark] = source_texts(source, nodes(source, one.blocks), now[bookmark].blocks)
        categories = self._categories()
        self._preface()
        went = {
            asked.bookmark: part.bookmark for part in self.copies.before.parts for asked in part.questions
        }
        came: list[tuple[str, str]] = []
        moved: set[str] = set()
        for part in self.copies.edited.parts:
            category = categories.get(part.bookmark or part.title, self.handbook.categories[-1].id)
            for asked in part.questions:
                question = by_bookmark.get(asked.bookmark)
                if question is not None and asked.bookmark in before:
                    self._question(question, now[asked.bookmark], before[asked.bookmark], asked)
                    name = PurePosixPath(question.at.file).name
                    came.append((category, name))
                    if part.bookmark != went[asked.bookmark] and self._category(question, category, went):
                        moved.add(name)
                elif asked.bookmark in before:
                    self._lost(before[asked.bookmark], asked)
                elif name := self._new(asked, category):
                    came.append((category, name))
        arrived = {asked.bookmark for asked in self.copies.edited.questions}
        for bookmark, asked in before.items():
            if bookmark not in arrived and bookmark in by_bookmark:
                self._gone(by_bookmark[bookmark], asked, now[bookmark])
        self._order(came, moved, [by_bookmark[key] for key in before if key in by_bookmark])
        title, own, wanted = (one.front for one in (self.copies.before, self.copies.now, self.copies.edited))
        if wanted not in (title, own):
            self.left.append(problem("I305", HANDBOOK, words=three_forms(title, wanted, own)))

    def _source(self, file: str) -> SourceText:
        known = self.files.get(file)
        return SourceText(known.data if known else self.world.read(file))

    def _change(self, file: str, title: str, data: bytes, lines: Sequence[str]) -> None:
        known = self.files.get(file)
        self.files[file] = Change(file, title, data, (*(known.lines if known else ()), *lines))

    # ---- questions -----------------------------------------------------------------------------------------------

    def _question(self, question: Question, now: Asked, old: Asked, new: Asked) -> None:
        file = question.at.file
        place = Where(file, question.blocks, now.blocks)
        title, clashes = merged_words(old.title, now.title, new.title)
        wanted = wanted_answer(self.judging, place, old.blocks, now.blocks, new.blocks)
        blocks = wanted.blocks
        sources = new.sources
        if sources not in (old.sources, now.sources) and now.sources != old.sources:
            clashes += (Clash(_line(old.sources), _line(sources), _line(now.sources)),)
            sources = now.sources
        lines = [*changes(now.title, title), *self.telling.differences(now.blocks, blocks)]
        source = self._source(file)
        edits = matter_edits(source.text, "question", now.title, title) if title != now.title else []
        if sources not in (old.sources, now.sources):
            found = source_edits(source.text, now.sources, sources)
            edits += found
            told = changes(now.sources, sources)
            lines += told if found else ()
            self.left += [] if found else [problem("I303", file, new=sources)]
        self.left += [*wanted.left, *(place.contradiction(self.telling, clash) for clash in clashes)]
        if question.title in self.attempt.refused and lines:
            self.left.append(
                self.attempt.refused[question.title].finding(file, question.title, "；".join(lines))
            )
            blocks, lines, edits = now.blocks, [], []
            title = now.title
        self.titles[title] = question.title
        self.answers[without_space(title)] = blocks
        if lines:
            patch = Patch(
                source,
                self._named(question.id),
                self._known(question),
                frozenset(walk(blocks)),
                whole=question.title in self.attempt.whole,
                edits=edits,
            )
            text = self._patched(patch, Siblings(nodes(source, question.blocks), now.blocks, blocks))
            self._change(file, question.title, source.data(text), lines)

    def _shows(self, digest: str) -> bool:
        return digest in self.pictures or bool(
            usable(Picture("", self.copies.edited.pictures.get(digest, b""))).data
        )

    @property
    def judging(self) -> Judging:
        """Give how answers are reported and pictures judged."""
        return Judging(self.telling, self._shows)

    def _known(self, question: Question) -> dict[Block, str]:
        """Give the source text of every block, so that one that has moved stays as it was written."""
        bookmark = styles.bookmark("q", question.id)
        known = dict(self.texts[bookmark])
        for other, texts in self.texts.items():
            if other != bookmark:
                known |= {block: text for block, text in texts.items() if not footnotes((block,))}
        return known

    def _patched(self, patch: Patch, these: Siblings) -> str:
        try:
            patch.siblings(these)
            return patch.text()
        except Unpatchable:
            return ""  # the proof asks for more to be written anew

    def _body(self, owner: str, blocks: Sequence[Block]) -> str:
        name = self._named(owner)
        figures = [one for one in walk(blocks) if isinstance(one, Figure)]
        return markdown(blocks, {one.image: name(one.image) for one in figures})

    def _new(self, asked: Asked, category: str) -> str:
        """Add a new question and give its file; none where the source has one of that title by now."""
        known = next(
            (
                one
                for one in self.copies.now.questions
                if without_space(one.title) == without_space(asked.title)
            ),
            None,
        )
        words = self.telling.said(asked.blocks)
        if known is not None:
            if known.blocks != asked.blocks:
                self.left.append(problem("I314", QUESTIONS, title=asked.title, words=words))
            return ""
        if asked.title in self.attempt.refused:
            self.left.append(self.attempt.refused[asked.title].finding(QUESTIONS, asked.title, words))
            return ""
        wanted = wanted_answer(self.judging, Where(QUESTIONS), (), (), asked.blocks)
        blocks = wanted.blocks
        self.left += wanted.left
        self.answers[without_space(asked.title)] = blocks
        taken = {one.id for one in self.handbook.questions} | {
            PurePosixPath(name).stem[4:] for name in self.files
        }
        name = identifier(asked.title, taken)
        matter = question_file({"id": name, "category": category, "question": asked.title}, (), {}).rstrip()
        self._change(
            f"{QUESTIONS}/000-{name}.md",
            asked.title,
            f"{matter}\n{self._body(name, blocks)}".encode(),
            (f"新问题：{asked.title}", *self.telling.differences((), blocks)),
        )
        return f"{name}.md"

    def _lost(self, old: Asked, new: Asked) -> None:
        """Note what has changed in a question that the source has no more."""
        lines = (*changes(old.title, new.title), *self.telling.differences(old.blocks, new.blocks))
        if lines:
            self.left.append(problem("I301", QUESTIONS, title=new.title, words="；".join(lines)))

    def _gone(self, question: Question, old: Asked, now: Asked) -> None:
        if (now.title, now.blocks) != (old.title, old.blocks):
            self.left.append(problem("I304", question.at.file, title=old.title))
            return
        self.removed.append(question.at.file)
        self.entries.append(Entry("删去问题", question.at.file, question.title))

    def _category(self, question: Question, category: str, went: Mapping[str, str]) -> bool:
        """Move a question to the category where the editor has put it; report whether it has been moved."""
        own = next(one for one in self.handbook.categories if question in one.questions)
        if own.id == category:
            return False
        if styles.bookmark("part", own.id) != went[styles.bookmark("q", question.id)]:
            self.left.append(
                problem("I302", question.at.file, words=f"审阅稿移到类别 {category}，源文件现在是 {own.id}")
            )
            return False
        source = self._source(question.at.file)
        text = applied(source, matter_edits(source.text, "category", own.id, category))
        self._change(question.at.file, question.title, source.data(text), (f"移到类别 {category}",))
        return True

    def _order(
        self, came: Sequence[tuple[str, str]], moved: Collection[str], went: Sequence[Question]
    ) -> None:
        """Give files the numbers that put them into the order of the copy."""

        def file(question: Question) -> str:
            return PurePosixPath(question.at.file).name

        now = {
            category.id: [file(q) for q in category.questions if q.at.file not in self.removed]
            for category in self.handbook.categories
        }
        order, contradict = wanted_order(now, [file(q) for q in went], came, moved)
        titles = {file(q): q.title for q in self.handbook.questions}
        if contradict:
            words = "、".join(titles[name] for _, name in came if name in titles)
            self.left.append(problem("I315", QUESTIONS, words=words))
        wanted = [name for names in order.values() for name in names]
        self.order = [titles.get(name) or self.files[f"{QUESTIONS}/000-{name}"].title for name in wanted]
        if wanted == [name for names in now.values() for name in names]:
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
        own = self.handbook.preface
        wanted = wanted_answer(self.judging, Where(PREFACE, own, now), old, now, new)
        blocks = wanted.blocks
        self.left += wanted.left
        lines = self.telling.differences(now, blocks)
        if PREFACE_TITLE in self.attempt.refused and lines:
            self.left.append(
                self.attempt.refused[PREFACE_TITLE].finding(PREFACE, PREFACE_TITLE, "；".join(lines))
            )
            blocks, lines = now, ()
        self.answers[PREFACE_TITLE] = blocks
        if not lines:
            return
        if not has(self.world, PREFACE):
            self._change(PREFACE, PREFACE_TITLE, self._body("preface", blocks).encode(), lines)
            return
        source = self._source(PREFACE)
        whole = PREFACE_TITLE in self.attempt.whole
        patch = Patch(source, self._named("preface"), {}, frozenset(walk(blocks)), whole=whole)
        text = self._patched(patch, Siblings(nodes(source, own), now, blocks))
        self._change(PREFACE, PREFACE_TITLE, source.data(text), lines)

    def _categories(self) -> dict[str, str]:
        """Give the ids of categories by bookmark (new ones by title), and change ``handbook.yaml`` accordingly."""
        source = self._source(HANDBOOK)
        before, now, edited = (one.parts for one in (self.copies.before, self.copies.now, self.copies.edited))
        found = changed_categories(self.handbook, source.text, before, now, edited)
        self.left += found.left
        if found.lines:
            self._change(HANDBOOK, "类别", source.data(found.text), found.lines)
        return found.ids

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


def _line(words: str) -> tuple[Block, ...]:
    return (Paragraph((Text(words),)),) if words else ()
