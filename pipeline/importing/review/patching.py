"""The blocks of an answer as they went out and as they came back → edits of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline.handbook import (
    Block,
    Case,
    Cell,
    Figure,
    Footnote,
    ItemList,
    Note,
    Paragraph,
    Point,
    Quote,
    Table,
    footnotes,
    inline_text,
    walk,
)
from pipeline.importing.merging import words
from pipeline.importing.review.alignment import Step, aligned
from pipeline.importing.review.characters import Changed, Edit, Unpatchable, changed
from pipeline.importing.review.fields import attributes_edit
from pipeline.importing.review.spans import Node, SourceText, definitions
from pipeline.importing.writing import markdown_of, note_markdown

ItemT = TypeVar("ItemT")


class Conflict(Exception):
    """The source has changed meanwhile where the editor changed the review copy: ``words`` are the editor's."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.words = words(blocks).strip("\0")
        super().__init__(self.words)


@dataclass(frozen=True, slots=True)
class Siblings:
    """Blocks that stand side by side: those of the source (``nodes``; they say ``now``), as they went out, came back.

    ``inside`` is the block around them.
    """

    nodes: tuple[Node, ...]
    now: tuple[Block, ...]
    old: tuple[Block, ...]
    new: tuple[Block, ...]
    inside: Node | None = None


@dataclass(slots=True)
class Patch:
    """The edits of one file under construction.

    ``picture`` gives a picture (by its digest) its name below ``source/``. ``whole`` asks for every changed block to
    be written anew instead of character by character. ``known`` has the source text of blocks that stand somewhere in
    the source, so that a moved one stays as it was written; ``staying`` are the blocks that the answer will have.
    """

    source: SourceText
    picture: Callable[[str], str]
    known: Mapping[Block, str] = field(default_factory=dict)
    staying: frozenset[Block] = frozenset()
    whole: bool = False
    edits: list[Edit] = field(default_factory=list)
    notes: list[tuple[str, Footnote]] = field(default_factory=list)
    labels: set[str] = field(default_factory=set)

    def text(self) -> str:
        """Give the text after all edits. Raises :class:`Unpatchable` when two of them touch the same characters."""
        found: list[str] = []
        position = 0
        for edit in sorted(self.edits):
            if edit.start < position:
                raise Unpatchable
            found += [self.source.text[position : edit.start], edit.new.replace("\n", self.source.new_line)]
            position = edit.end
        text = "".join((*found, self.source.text[position:]))
        for label, note in self.notes:
            text = (
                text.rstrip() + self.source.new_line * 2 + note_markdown(label, note) + self.source.new_line
            )
        return text

    # ---- sequences of blocks -------------------------------------------------------------------------------------

    def siblings(self, these: Siblings) -> None:
        """Make the changes of ``these`` in the source. Raises :class:`Conflict`, :class:`Unpatchable`."""
        if len(these.nodes) != len(these.now):
            raise Unpatchable
        places = _places(these.old, these.now)
        pending: list[Step] = []
        anchor: Node | None = None
        for step in aligned(these.old, these.new):
            if step.kind in ("gone", "new"):
                pending.append(step)
                continue
            place = places[step.old]
            node = these.nodes[place] if place is not None else None
            self._hunk(these, places, pending, anchor, node)
            pending, anchor = [], node or anchor
            if step.kind == "changed":
                if node is None or place is None:
                    raise Conflict((these.new[step.now],))
                self._changed(node, these.now[place], these.old[step.old], these.new[step.now])
        self._hunk(these, places, pending, anchor, None)

    def _hunk(
        self,
        these: Siblings,
        places: Sequence[int | None],
        steps: Sequence[Step],
        before: Node | None,
        after: Node | None,
    ) -> None:
        """Give what is gone and what is new between two blocks that stay."""
        gone = []
        for step in steps:
            place = places[step.old] if step.kind == "gone" else None
            if place is not None:
                if these.now[place] != these.old[step.old]:
                    raise Conflict((these.old[step.old],))
                gone.append(place)
        added = "\n\n".join(self._written(these.new[step.now]) for step in steps if step.kind == "new")
        runs = _runs(gone, these.nodes, self.source)
        if added and runs:
            first = runs.pop(0)
            self.edits.append(Edit(these.nodes[first[0]].start, these.nodes[first[-1]].end, 1, added))
        elif added:
            self._insert(added, before, after, these.inside)
        for run in runs:
            self._remove(these.nodes, run)
        for place in gone:
            if these.now[place] not in self.staying:
                self._drop_notes(footnotes((these.nodes[place].block,)))

    def _insert(self, added: str, before: Node | None, after: Node | None, inside: Node | None) -> None:
        if before is not None:
            self.edits.append(Edit(before.end, before.end, 1, f"\n\n{added}"))
        elif after is not None:
            self.edits.append(Edit(after.start, after.start, -1, f"{added}\n\n"))
        else:
            at = inside.inner if inside is not None else body_start(self.source.text)
            self.edits.append(Edit(at, at, 1, f"{added}\n"))

    def _remove(self, nodes: Sequence[Node], run: Sequence[int]) -> None:
        """Take neighbouring blocks out, and the blank lines between them and the next one (else the last one)."""
        text = self.source.text
        start, end = nodes[run[0]].start, nodes[run[-1]].end
        following = end + len(text[end:]) - len(text[end:].lstrip())
        if run[0] > 0 and (text.startswith(":::", following) or following >= len(text)):
            start = len(text[:start].rstrip())
        else:
            end = following
        self.edits.append(Edit(start, end, 1, ""))

    # ---- one block -----------------------------------------------------------------------------------------------

    def _changed(self, node: Node, now: Block, old: Block, new: Block) -> None:
        if now == new:
            return  # the source says so already
        if isinstance(new, Point | Case | Note):
            before, after = _fields(old), _fields(new)
            if before != after:
                if _fields(now) != before:
                    raise Conflict((new,))
                self.edits.append(attributes_edit(self.source, node, before, after))
            self.siblings(Siblings(node.children, _inner(now), _inner(old), _inner(new), node))
            return
        if now != old:
            raise Conflict((new,))
        edits, notes, labels = len(self.edits), len(self.notes), set(self.labels)
        try:
            if self.whole:
                raise Unpatchable
            self._in_place(node.block, old, new)
        except Unpatchable:
            del self.edits[edits:], self.notes[notes:]
            self.labels = labels
            self._rewrite(node, new)

    def _rewrite(self, node: Node, new: Block) -> None:
        own = {inline_text(note.inlines): note for note in footnotes((node.block,))}
        labels = {text: self._label(note) for text, note in own.items()}
        self.edits.append(Edit(node.start, node.end, 1, self._written(_taken_over(node.block, new), labels)))
        left = {inline_text(note.inlines) for note in footnotes((new,))}
        self._drop_notes(note for text, note in own.items() if text not in left)

    def _in_place(self, own: Block, old: Block, new: Block) -> None:
        """Edit characters only. Raises :class:`Unpatchable`."""
        match own, old, new:
            case Paragraph(), Paragraph(), Paragraph():
                self._take(changed(self.source, own.inlines, old.inlines, new.inlines))
            case Quote(), Quote(), Quote():
                self._each(own.blocks, old.blocks, new.blocks)
            case ItemList(), ItemList(), ItemList() if (own.ordered, own.start) == (new.ordered, new.start):
                for item in _zipped(own.items, old.items, new.items):
                    self._each(*item)
            case Table(), Table(), Table() if old.caption == new.caption:
                for row in _zipped(_rows(own), _rows(old), _rows(new)):
                    for cell, before, after in _zipped(*row):
                        if before != after:
                            self._take(changed(self.source, cell, before, after))
            case _:
                raise Unpatchable

    def _each(self, own: Sequence[Block], old: Sequence[Block], new: Sequence[Block]) -> None:
        for mine, before, after in _zipped(own, old, new):
            if before != after:
                self._in_place(mine, before, after)

    def _take(self, found: Changed) -> None:
        self.edits += found.edits
        self._drop_notes(found.orphans)
        for mine, before, after in found.notes:
            if before.inlines != after.inlines:
                self._take(changed(self.source, mine.inlines, before.inlines, after.inlines))

    # ---- footnotes and text --------------------------------------------------------------------------------------

    def _label(self, note: Footnote) -> str:
        match = re.compile(r"\[\^([^\]\s]+)\]").match(self.source.text, self.source.offset(note.at))
        if match is None:
            raise Unpatchable
        return match[1]

    def _drop_notes(self, notes: Iterable[Footnote]) -> None:
        """Take the texts of footnotes out that no mark leads to any more."""
        labels = {self._label(note) for note in notes}
        for one in definitions(self.source):
            if one.label in labels:
                start = len(self.source.text[: one.start].rstrip())
                self.edits.append(Edit(start, one.end, 2, ""))

    def _written(self, block: Block, labels: Mapping[str, str] | None = None) -> str:
        """A block as source text, a moved one as it stood; ``labels`` are those of the footnotes it had, by text."""
        if labels is None and block in self.known:
            return self.known[block]

        def label(note: Footnote) -> str:
            known = (labels or {}).get(inline_text(note.inlines))
            if known is not None:
                return known
            taken = {one.label for one in definitions(self.source)} | self.labels
            name = str(max((int(one) for one in taken if one.isdigit()), default=0) + 1)
            self.labels.add(name)
            self.notes.append((name, note))
            return name

        figures = (one for one in walk((block,)) if isinstance(one, Figure))
        return markdown_of(block, {one.image: self.picture(one.image) for one in figures}, label)


def source_texts(source: SourceText, nodes: Sequence[Node], now: Sequence[Block]) -> dict[Block, str]:
    """Give the source text of every block, by the block's form in the review copy."""
    if len(nodes) != len(now):
        return {}
    found = {block: source.text[node.start : node.end] for node, block in zip(nodes, now, strict=True)}
    for node, block in zip(nodes, now, strict=True):
        found |= source_texts(source, node.children, _inner(block))
    return found


def _places(old: Sequence[Block], now: Sequence[Block]) -> tuple[int | None, ...]:
    """Give the place in the source now of each block that went out, None where it is gone."""
    if tuple(old) == tuple(now):
        return tuple(range(len(old)))
    found = {step.old: step.now for step in aligned(old, now) if step.kind in ("kept", "changed")}
    return tuple(found.get(index) for index in range(len(old)))


def _runs(places: Sequence[int], nodes: Sequence[Node], source: SourceText) -> list[list[int]]:
    """Join neighbouring places that have no text between them."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if (
            runs
            and runs[-1][-1] == place - 1
            and not source.text[nodes[place - 1].end : nodes[place].start].strip()
        ):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def body_start(text: str) -> int:
    """Give the offset where an answer begins, after its front matter."""
    match = re.match(r"---[ \t]*\r?\n.*?\n---[ \t]*(?:\r?\n|$)", text, re.DOTALL)
    return match.end() if match else 0


def _fields(block: Block) -> dict[str, str]:
    match block:
        case Point():
            return {"lead": block.lead}
        case Case():
            return {
                "district": block.district,
                "place": block.place,
                "project": block.project,
                "year": block.year,
            }
    return {}


def _inner(block: Block) -> tuple[Block, ...]:
    return block.blocks if isinstance(block, Point | Case | Note) else ()


def _rows(table: Table) -> tuple[tuple[Cell, ...], ...]:
    return (table.head, *table.rows)


def _taken_over(own: Block, new: Block) -> Block:
    """Give the new block with what a review copy does not show: how the columns of a table are aligned."""
    if isinstance(own, Table) and isinstance(new, Table) and len(own.head) == len(new.head):
        return replace(new, alignments=own.alignments)
    return new


def _zipped(*series: Sequence[ItemT]) -> list[tuple[ItemT, ...]]:
    if len({len(one) for one in series}) != 1:
        raise Unpatchable
    return list(zip(*series, strict=True))
