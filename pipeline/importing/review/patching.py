"""The blocks of an answer as they went out and as they came back → edits of its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pipeline.handbook import (
    Block,
    Case,
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
from pipeline.importing.review.alignment import Step, aligned
from pipeline.importing.review.characters import Changed, Edit, Unpatchable, changed
from pipeline.importing.review.fields import attributes_edit
from pipeline.importing.review.lines import (
    Lines,
    Row,
    aligned_as,
    figure_edits,
    item_lines,
    row_block,
    row_lines,
    with_delimiters,
)
from pipeline.importing.review.spans import Node, SourceText, definitions
from pipeline.importing.writing import markdown_of, note_markdown

ItemT = TypeVar("ItemT")


@dataclass(frozen=True, slots=True)
class Siblings:
    """Blocks that stand side by side: those of the source (``nodes``) as a review copy has them now, and as wanted.

    ``inside`` is the block around them.
    """

    nodes: tuple[Node, ...]
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
        """Make the changes of ``these`` in the source. Raises :class:`Unpatchable`."""
        if len(these.nodes) != len(these.old):
            raise Unpatchable
        pending: list[Step] = []
        anchor: Node | None = None
        for step in aligned(these.old, these.new):
            if step.kind in ("gone", "new"):
                pending.append(step)
                continue
            node = these.nodes[step.old]
            self._hunk(these, pending, anchor, node)
            pending, anchor = [], node
            if step.kind == "changed":
                self._changed(node, these.old[step.old], these.new[step.now])
        self._hunk(these, pending, anchor, None)

    def _hunk(self, these: Siblings, steps: Sequence[Step], before: Node | None, after: Node | None) -> None:
        """Make what is gone and what is new between two blocks that stay."""
        gone = [step.old for step in steps if step.kind == "gone"]
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
            if these.old[place] not in self.staying:
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

    def _changed(self, node: Node, old: Block, new: Block) -> None:
        before, after = _fields(old), _fields(new)
        if before != after:
            self.edits.append(attributes_edit(self.source, node.start, before, after))
        if isinstance(new, Point | Case | Note):
            self.siblings(Siblings(node.children, _inner(old), _inner(new), node))
        else:
            self._or_anew(node.block, node.start, node.end, old, new)

    def _or_anew(self, own: Block, start: int, end: int, old: Block, new: Block) -> None:
        """Change as few characters of a block as can be; else write it anew."""
        edits, notes, labels = len(self.edits), len(self.notes), set(self.labels)
        try:
            if self.whole:
                raise Unpatchable
            self._in_place(own, start, end, old, new)
        except Unpatchable:
            del self.edits[edits:], self.notes[notes:]
            self.labels = labels
            self.edits.append(Edit(start, end, 1, self._anew(own, start, end, new)))
            self._drop_gone((own,), (new,))

    def _anew(self, own: Block, start: int, end: int, new: Block) -> str:
        """Write a block anew with what a review copy does not show: labels of footnotes, the alignment of columns."""
        if not (isinstance(own, Table) and isinstance(new, Table)):
            return self._written(new, self._labels((own,), (new,)))
        written = self._written(aligned_as(own, new), self._labels((own,), (new,)))
        return with_delimiters(self.source.text[start:end], own, new, written)

    def _in_place(self, own: Block, start: int, end: int, old: Block, new: Block) -> None:
        """Edit characters, items and rows only. Raises :class:`Unpatchable`."""
        match own, old, new:
            case Paragraph(), Paragraph(), Paragraph():
                self._take(changed(self.source, own.inlines, old.inlines, new.inlines))
            case Quote(), Quote(), Quote():
                for mine, before, after in _zipped(own.blocks, old.blocks, new.blocks):
                    if before != after and not isinstance(before, Paragraph):
                        raise Unpatchable
                    if before != after:
                        self._in_place(mine, start, end, before, after)
            case ItemList(), ItemList(), ItemList() if (old.ordered, old.start) == (new.ordered, new.start):
                self._items(own, end, old, new)
            case Table(), Table(), Table():
                self._rows(own, start, end, old, new)
            case Figure(), Figure(), Figure():
                shown = replace(new, image=old.image if new.image == old.image else self.picture(new.image))
                self.edits += figure_edits(self.source, start, end, old, shown)
            case _:
                raise Unpatchable

    def _items(self, own: ItemList, end: int, old: ItemList, new: ItemList) -> None:
        """Edit the items of a list that have changed; the others keep their characters."""
        lines = item_lines(self.source, own, end)
        before, after = (tuple(Quote(item) for item in one.items) for one in (old, new))
        steps = aligned(before, after)
        gone = [step.old for step in steps if step.kind == "gone"]
        left = [block for place in gone for block in own.items[place]]
        labels = self._labels(left)
        self._drop_gone(left)
        last = -1
        for step in steps:
            if step.kind == "gone":
                continue
            if step.kind == "new":
                alone = ItemList((new.items[step.now],), new.ordered, new.start + step.now)
                self.edits.append(lines.added(last, self._written(alone, labels), step.now))
                continue
            last = step.old
            if step.kind == "changed":
                self._item(lines, step, own, old, new)
            if own.ordered:
                self.edits += lines.numbered(step.old, new.start + step.now)
        self.edits += [lines.removed(run[0], run[-1]) for run in _neighbours(gone)]

    def _item(self, lines: Lines, step: Step, own: ItemList, old: ItemList, new: ItemList) -> None:
        mine, before, after = own.items[step.old], old.items[step.old], new.items[step.now]
        starts = [self.source.line_start(one.at) for one in mine] + [lines.spans[step.old][1]]
        if len(before) == len(after) and len(mine) == len(before):
            for index, one in enumerate(mine):
                if before[index] != after[index]:
                    stop = starts[index] + len(self.source.text[starts[index] : starts[index + 1]].rstrip())
                    self._in_place(one, starts[index], stop, before[index], after[index])
            return
        alone = ItemList((after,), new.ordered, new.start + step.now)
        self.edits.append(lines.replaced(step.old, self._written(alone, self._labels(mine, after))))
        self._drop_gone(mine, after)

    def _rows(self, own: Table, start: int, end: int, old: Table, new: Table) -> None:
        """Edit the rows of a table that have changed; the others and the line of delimiters keep their characters."""
        if old.caption != new.caption:
            edit = attributes_edit(self.source, start, {"caption": old.caption}, {"caption": new.caption})
            self.edits.append(edit)
        if len(old.head) != len(new.head):
            raise Unpatchable
        lines = row_lines(self.source, start, end, len(own.rows))
        changes = [(0, own.head, old.head, new.head)]
        before, after = (tuple(row_block(row) for row in one.rows) for one in (old, new))
        steps = aligned(before, after)
        gone = [step.old + 1 for step in steps if step.kind == "gone"]
        left = [row_block(own.rows[place - 1]) for place in gone]
        labels = self._labels(left)
        self._drop_gone(left)
        last = 0
        for step in steps:
            if step.kind == "new":
                self.edits.append(lines.added(last, self._row(new.rows[step.now], labels), step.now + 1))
            elif step.kind != "gone":
                last = step.old + 1
                changes.append((last, own.rows[step.old], old.rows[step.old], new.rows[step.now]))
        for place, mine, was, now in changes:
            if was != now:
                self._cells(lines, place, mine, was, now)
        self.edits += [lines.removed(run[0], run[-1]) for run in _neighbours(gone)]

    def _cells(self, lines: Lines, place: int, own: Row, old: Row, new: Row) -> None:
        edits, notes = len(self.edits), len(self.notes)
        try:
            for mine, before, after in _zipped(own, old, new):
                if before != after:
                    self._take(changed(self.source, mine, before, after))
        except Unpatchable:
            del self.edits[edits:], self.notes[notes:]
            labels = self._labels((row_block(own),), (row_block(new),))
            self.edits.append(lines.replaced(place, self._row(new, labels)))
            self._drop_gone((row_block(own),), (row_block(new),))

    def _row(self, cells: Row, labels: Mapping[str, str]) -> str:
        """Write one row: the head of a table that has nothing else."""
        return self._written(row_block(cells), labels).split("\n")[1]

    def _drop_gone(self, own: Sequence[Block], new: Sequence[Block] = ()) -> None:
        """Take the texts of footnotes out that the answer will not have any more."""
        if len(footnotes(own)) == len(footnotes(new)):
            return
        left = {inline_text(note.inlines) for note in footnotes((*new, *self.staying))}
        self._drop_notes(note for note in footnotes(own) if inline_text(note.inlines) not in left)

    def _take(self, found: Changed) -> None:
        self.edits += found.edits
        self._drop_notes(found.orphans)
        for mine, before, after in found.notes:
            if before.inlines != after.inlines:
                self._take(changed(self.source, mine.inlines, before.inlines, after.inlines))

    # ---- footnotes and text --------------------------------------------------------------------------------------

    def _labels(self, own: Sequence[Block], new: Sequence[Block] = ()) -> dict[str, str]:
        """Give the labels of the footnotes of blocks by text; one that only says something else keeps its label."""
        found = {inline_text(note.inlines): self._label(note) for note in footnotes(own)}
        before, after = footnotes(own), footnotes(new)
        for old, now in zip(before, after, strict=True) if len(before) == len(after) else ():
            words = inline_text(now.inlines)
            if words not in found:
                self._take(changed(self.source, old.inlines, old.inlines, now.inlines))
                found[words] = self._label(old)
        return found

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


def _runs(places: Sequence[int], nodes: Sequence[Node], source: SourceText) -> list[list[int]]:
    """Join neighbouring places that have no text between them."""
    return _neighbours(
        places, lambda place: not source.text[nodes[place - 1].end : nodes[place].start].strip()
    )


def _neighbours(places: Iterable[int], joined: Callable[[int], bool] = lambda _: True) -> list[list[int]]:
    """Join neighbouring numbers, each with the one before it where ``joined`` says so."""
    runs: list[list[int]] = []
    for place in sorted(places):
        if runs and runs[-1][-1] == place - 1 and joined(place):
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


def _zipped(*series: Sequence[ItemT]) -> list[tuple[ItemT, ...]]:
    if len({len(one) for one in series}) != 1:
        raise Unpatchable
    return list(zip(*series, strict=True))
