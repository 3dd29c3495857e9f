"""What went out, what the source says now, what came back → what both sides want, and where they contradict.

Two changes contradict when they touch the same clause, the same attribute, the same cell; everything else of both sides
stands in the result. Where they contradict the source's own words stay, and a :class:`Clash` holds all three.
"""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.handbook import (
    Block,
    Case,
    Cell,
    Figure,
    Inline,
    ItemList,
    Note,
    Paragraph,
    Point,
    Quote,
    Table,
    Text,
    inline_text,
)
from pipeline.importing.merging import words
from pipeline.importing.review.alignment import Moves, Step
from pipeline.importing.review.clauses import Sides
from pipeline.importing.review.lines import row_block
from pipeline.importing.review.tokens import Token, inlines_of, parted, row_of, tokens

PARTED = 0.8
"""How much of the words of paragraphs must be the same for them to be parted or joined, not written anew."""


@dataclass(frozen=True, slots=True)
class Clash:
    """A change of the editor that the source contradicts, as blocks: as it went out, came back, stands now.

    ``near`` is the block of the source where it belongs, None for no block in particular.
    """

    base: tuple[Block, ...]
    edited: tuple[Block, ...]
    now: tuple[Block, ...]
    near: Block | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """What both sides want, and what is left over."""

    blocks: tuple[Block, ...]
    clashes: tuple[Clash, ...]


def merged(old: Sequence[Block], now: Sequence[Block], new: Sequence[Block]) -> Merged:
    """Bring the changes from ``old`` to ``new`` into ``now``."""
    stuck: frozenset[str] = frozenset()
    while True:
        merging = _Merging(stuck)
        blocks = merging.blocks(tuple(old), tuple(now), tuple(new))
        held = stuck | {found for clash in merging.clashes if (found := words(clash.base).strip("\0"))}
        if held == stuck:
            return Merged(blocks, tuple(merging.clashes))
        stuck = held


def merged_words(old: str, now: str, new: str) -> tuple[str, tuple[Clash, ...]]:
    """Bring the changes of one line of text into ``now``."""
    merging = _Merging(frozenset())
    return merging.words(old, now, new, None), tuple(merging.clashes)


@dataclass(slots=True)
class _Merging:
    """Clashes under way. ``stuck`` are texts that stay as the source has them: what took words out of them stays too.

    That keeps together what belongs together: of a paragraph that was parted or moved all comes or none of it.
    """

    stuck: frozenset[str]
    clashes: list[Clash] = field(default_factory=list)

    def clash(
        self, base: Iterable[Block], edited: Iterable[Block], now: Iterable[Block], near: Block | None
    ) -> None:
        """Note a contradiction."""
        self.clashes.append(Clash(tuple(base), tuple(edited), tuple(now), near))

    def held(self, block: Block) -> bool:
        """Report whether a block has the words of a text that stays where it is."""
        return any(_shares(words((block,)).strip("\0"), text) for text in self.stuck)

    # ---- sequences ---------------------------------------------------------------------------------------------------

    def blocks(
        self,
        old: tuple[Block, ...],
        now: tuple[Block, ...],
        new: tuple[Block, ...],
        near: Block | None = None,
    ) -> tuple[Block, ...]:
        """Bring the changes of a sequence together."""
        if new in (old, now):
            return now
        if now == old and not self.stuck:
            return new
        return _Series(self, old, now, new, near).merged()

    def gains(self, old: Block, new: Block) -> bool:
        """Report whether a block has taken in words of a text that stays where it is."""
        if isinstance(old, Point | Case | Note):
            return False
        before, after = words((old,)), words((new,))
        return any(_shares(after, text) and not _shares(before, text) for text in self.stuck)

    # ---- one block ---------------------------------------------------------------------------------------------------

    def block(self, old: Block, now: Block, new: Block) -> Block:
        """Bring the changes of one block together."""
        if new in (old, now):
            return now
        if now == old and not (self.stuck and isinstance(now, Point | Case | Note)):
            return new
        match old, now, new:
            case Paragraph(), Paragraph(), Paragraph():
                return replace(now, inlines=self.inlines(old.inlines, now.inlines, new.inlines, now))
            case Point(), Point(), Point():
                lead = self.words(old.lead, now.lead, new.lead, now)
                return replace(now, lead=lead, blocks=self.blocks(old.blocks, now.blocks, new.blocks, now))
            case Case(), Case(), Case():
                return replace(
                    now,
                    district=self.words(old.district, now.district, new.district, now),
                    place=self.words(old.place, now.place, new.place, now),
                    project=self.words(old.project, now.project, new.project, now),
                    year=self.words(old.year, now.year, new.year, now),
                    blocks=self.blocks(old.blocks, now.blocks, new.blocks, now),
                )
            case Note(), Note(), Note():
                return replace(now, blocks=self.blocks(old.blocks, now.blocks, new.blocks, now))
            case Quote(), Quote(), Quote():
                return replace(now, blocks=self.blocks(old.blocks, now.blocks, new.blocks, now))
            case ItemList(), ItemList(), ItemList():
                return self._list(old, now, new)
            case Table(), Table(), Table() if len({len(one.head) for one in (old, now, new)}) == 1:
                return self._table(old, now, new)
            case Figure(), Figure(), Figure():
                return self._figure(old, now, new)
        self.clash((old,), (new,), (now,), now)
        return now

    def _list(self, old: ItemList, now: ItemList, new: ItemList) -> Block:
        if (new.ordered, new.start) != (old.ordered, old.start):
            if (now.ordered, now.start) not in ((old.ordered, old.start), (new.ordered, new.start)):
                self.clash((old,), (new,), (now,), now)
                return now
            now = replace(now, ordered=new.ordered, start=new.start)
        before, own, after = (tuple(Quote(item) for item in one.items) for one in (old, now, new))
        items = self.blocks(before, own, after, now)
        return replace(now, items=tuple(one.blocks for one in items if isinstance(one, Quote)))

    def _table(self, old: Table, now: Table, new: Table) -> Block:
        caption = self.words(old.caption, now.caption, new.caption, now)
        head = tuple(self.inlines(*cells, now) for cells in zip(old.head, now.head, new.head, strict=True))
        before, own, after = (tuple(map(row_block, one.rows)) for one in (old, now, new))
        found = self.blocks(before, own, after, now)
        rows = tuple(one.head for one in found if isinstance(one, Table))
        return replace(now, caption=caption, head=head, rows=rows)

    def _figure(self, old: Figure, now: Figure, new: Figure) -> Block:
        image = now.image
        if new.image not in (old.image, now.image):
            if now.image != old.image:
                self.clash((old,), (new,), (now,), now)
            else:
                image = new.image
        alternative = self.words(old.alternative, now.alternative, new.alternative, now)
        return replace(
            now,
            image=image,
            alternative=alternative,
            caption=self.words(old.caption, now.caption, new.caption, now),
        )

    # ---- words -------------------------------------------------------------------------------------------------------

    def words(self, old: str, now: str, new: str, near: Block | None) -> str:
        """Bring the changes of a line of text together."""
        if new in (old, now):
            return now
        if now == old:
            return new
        return inline_text(self.inlines((Text(old),), (Text(now),), (Text(new),), near))

    def inlines(
        self, old: Sequence[Inline], now: Sequence[Inline], new: Sequence[Inline], near: Block | None
    ) -> Cell:
        """Bring the changes of a paragraph together, clause by clause."""
        if tuple(new) in (tuple(old), tuple(now)):
            return tuple(now)
        if tuple(now) == tuple(old):
            return tuple(new)
        return inlines_of(self.tokens(tuple(tokens(old)), tuple(tokens(now)), tuple(tokens(new)), near))

    def tokens(
        self, old: Sequence[Token], now: Sequence[Token], new: Sequence[Token], near: Block | None
    ) -> list[Token]:
        """Bring the changes of a row of characters together, clause by clause."""
        sides = Sides(old, now, new)
        for clash in sides.clashes:
            base, edited, own = (
                tuple(Paragraph(inlines_of(one)) for one in parted(part) if one) for part in clash
            )
            self.clash(base, edited, own, near)
        return [self._token(*three, near) for three in sides.merged]

    def _token(self, old: Token | None, now: Token, new: Token | None, near: Block | None) -> Token:
        """Give a character that stays; of a footnote's mark that stays on both sides the footnote is merged."""
        if old and new and old.note and now.note and new.note:
            inner = self.inlines(old.note.inlines, now.note.inlines, new.note.inlines, near)
            return replace(now, note=replace(now.note, inlines=inner))
        return now


@dataclass(slots=True)
class _Series:
    """A sequence of blocks under way: ``result`` what the source has, ``added`` what comes behind each of it."""

    merging: _Merging
    old: Sequence[Block]
    now: Sequence[Block]
    new: Sequence[Block]
    near: Block | None
    anchor: int = -1
    result: list[Block | None] = field(default_factory=list)
    added: dict[int, list[Block]] = field(default_factory=dict)

    def merged(self) -> tuple[Block, ...]:
        """Go through the editor's steps."""
        self.result = list(self.now)
        mine, theirs = Moves(self.old, self.now), Moves(self.old, self.new)
        for kept, group in itertools.groupby(theirs.steps, key=lambda step: step.kind == "kept"):
            steps = list(group)
            if kept:
                self.anchor = max([self.anchor, *(mine.places.get(step.old, -1) for step in steps)])
            elif not self._parted(steps, mine):
                for step in self._not_replaced(steps, mine, theirs):
                    self._step(step, mine, theirs)
        found = list(self.added.get(-1, ()))
        for index, block in enumerate(self.result):
            found += [block] if block is not None else []
            found += self.added.get(index, ())
        return tuple(found)

    def _not_replaced(self, steps: Sequence[Step], mine: Moves, theirs: Moves) -> list[Step]:
        """Take blocks out that the editor has put in the place of others which the source has changed or lost."""
        old = [
            step
            for step in steps
            if step.kind == "gone" and step.old not in theirs.moved_from
            if (place := mine.place(step.old)) is None or self.now[place] != self.old[step.old]
        ]
        new = [step for step in steps if step.kind == "new" and step.now not in theirs.moved_to]
        new = [step for step in new if self.new[step.now] not in mine.arrived]
        if not old or not new:
            return list(steps)
        places = [place for step in old if (place := mine.place(step.old)) is not None]
        own = [self.now[place] for place in places] or mine.added_behind(self.anchor)
        self.merging.clash(
            (self.old[step.old] for step in old),
            (self.new[step.now] for step in new),
            own,
            own[0] if own else self._close(),
        )
        return [step for step in steps if step not in old and step not in new]

    def _step(self, step: Step, mine: Moves, theirs: Moves) -> None:
        before, after = step.old, step.now
        place = mine.place(before) if before >= 0 else None
        match step.kind:
            case "changed":
                self._changed(before, place, self.new[after])
            case "gone" if before not in theirs.moved_from and place is not None:
                self._gone(before, place)
            case "new" if after in theirs.moved_to:
                self._moved(theirs.moved_to[after], mine)
            case "new" if self.new[after] in mine.arrived:
                mine.arrived.remove(self.new[after])  # both sides have added it
            case "new" if self.merging.held(self.new[after]):
                self.merging.clash((), (self.new[after],), (), self._close())
            case "new":
                self._add(self.new[after])
            case _:
                pass
        self.anchor = self.anchor if place is None else place

    def _parted(self, steps: Sequence[Step], mine: Moves) -> bool:
        """Bring paragraphs together that were parted or joined, as one text with marks between them; report if so."""
        places = [step.old for step in steps if step.old >= 0]
        new = [self.new[step.now] for step in steps if step.now >= 0]
        if not places:
            return False
        old = self.old[places[0] : places[-1] + 1]
        ends = [
            mine.places.get(n, -1) if 0 <= n < len(self.old) else None
            for n in (places[0] - 1, places[-1] + 1)
        ]
        first = 0 if ends[0] is None else ends[0] + 1
        last = len(self.now) if ends[1] is None else ends[1]
        now = self.now[first:last]
        three = [_paragraphs(blocks) for blocks in (old, now, new)]
        if -1 in ends or not all(three) or len(old) == len(now) == len(new):
            return False
        if min(_likeness(old, new), _likeness(old, now)) < PARTED:
            return False
        near = now[0]
        rows = [row_of(part) for part in three]
        self.result[first:last] = [None] * len(now)
        self.added.setdefault(first - 1, []).extend(
            Paragraph(inlines_of(part))
            for part in parted(self.merging.tokens(rows[0], rows[1], rows[2], near))
            if part
        )
        self.anchor = last - 1
        return True

    def _close(self) -> Block | None:
        return self.now[self.anchor] if self.anchor >= 0 else self.near

    def _add(self, block: Block) -> None:
        self.added.setdefault(self.anchor, []).append(block)

    def _changed(self, before: int, place: int | None, new: Block) -> None:
        old = self.old[before]
        if place is None:
            self.merging.clash((old,), (new,), (), self._close())
        elif self.now[place] == old and self.merging.gains(old, new):
            self.merging.clash((old,), (new,), (self.now[place],), self.now[place])
        else:
            self.result[place] = self.merging.block(old, self.now[place], new)

    def _gone(self, before: int, place: int) -> None:
        own = self.now[place]
        if own != self.old[before] or self.merging.held(own):
            self.merging.clash((self.old[before],), (), (own,), own)
        else:
            self.result[place] = None

    def _moved(self, before: int, mine: Moves) -> None:
        """Move a block, in its form of now, to where the editor has moved it; one that the source has moved stays."""
        place = mine.place(before)
        moved = self.old[before]
        if place is None:
            self.merging.clash((moved,), (moved,), (), self._close())
        elif before not in mine.moved_from:
            self._add(self.now[place])
            self.result[place] = None
        elif place != self.anchor + 1:
            self.merging.clash((moved,), (moved,), (self.now[place],), self.now[place])


def _paragraphs(blocks: Sequence[Block]) -> list[Paragraph]:
    """Give blocks that are all paragraphs; none where one is another."""
    found = [block for block in blocks if isinstance(block, Paragraph)]
    return found if len(found) == len(blocks) else []


def _likeness(old: Sequence[Block], new: Sequence[Block]) -> float:
    return difflib.SequenceMatcher(None, words(old), words(new), autojunk=False).ratio()


def _shares(one: str, other: str) -> bool:
    """Report whether the shorter text stands in the longer one, all but a few of its words."""
    size = difflib.SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size
    shorter = min(len(one), len(other))
    return size >= 4 and (size == shorter or (size >= 8 and size > shorter * 0.6))
