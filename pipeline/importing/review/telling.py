"""What differs between two answers, and where three contradict, in words for editors: nothing without its line."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.handbook import (
    Block,
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Quote,
    Strong,
    Table,
    Text,
    without_space,
)
from pipeline.importing.merging import changes, words
from pipeline.importing.review.alignment import Step, aligned
from pipeline.importing.review.lines import row_block
from pipeline.importing.review.three_way import Clash

NAMES: Mapping[type[Block], str] = {
    Paragraph: "段落",
    Point: "要点",
    Case: "案例",
    Note: "说明",
    ItemList: "列表",
    Table: "表格",
    Figure: "图片",
    Quote: "引文",
}
_FIELDS = {"district": "区", "place": "地点", "project": "项目", "year": "年份"}
_CONTEXT = 8


@dataclass(frozen=True, slots=True)
class Telling:
    """The words of changes; ``numbers`` are those of the questions, by the id that a reference names."""

    numbers: Mapping[str, int]

    def differences(self, old: Sequence[Block], new: Sequence[Block]) -> tuple[str, ...]:
        """List the differences of two answers, a line a place; none only where there is none."""
        return tuple(self._blocks(old, new))

    def contradiction(self, clash: Clash) -> str:
        """Write out the three forms of a place."""
        return three_forms(*(self.said(part) for part in (clash.base, clash.edited, clash.now)))

    def said(self, blocks: Iterable[Block]) -> str:
        """Write blocks on one line, word for word."""
        return " / ".join(self._said(block) for block in blocks)

    # ---- what differs ------------------------------------------------------------------------------------------------

    def _blocks(self, old: Sequence[Block], new: Sequence[Block], name: str = "") -> Iterator[str]:
        run: list[Step] = []
        for step in aligned(old, new):
            if step.kind == "kept":
                yield from self._run(run, old, new, name)
                run = []
            else:
                run.append(step)
        yield from self._run(run, old, new, name)

    def _run(
        self, run: Sequence[Step], old: Sequence[Block], new: Sequence[Block], name: str
    ) -> Iterator[str]:
        """Tell of what has changed between two blocks that stayed."""
        before = [old[step.old] for step in run if step.old >= 0]
        after = [new[step.now] for step in run if step.now >= 0]
        if parted := self._parted(before, after):
            yield parted
            return
        moved = [new[step.now] for step in run if step.kind == "new"]
        moved = [block for block in moved if block in old]
        for step in run:
            if step.kind == "changed":
                yield from self._changed(old[step.old], new[step.now])
            elif step.kind == "gone" and old[step.old] not in new:
                yield f"删去{name or NAMES[type(old[step.old])]}：{self._said(old[step.old])}"
            elif step.kind == "new" and new[step.now] in moved:
                behind = f"，在“{_end(self._said(new[step.now - 1]))}”后面" if step.now else "，到最前面"
                yield f"移动{name or NAMES[type(new[step.now])]}{behind}：{self._said(new[step.now])}"
            elif step.kind == "new":
                yield f"增加{name or NAMES[type(new[step.now])]}：{self._said(new[step.now])}"
            elif new.count(old[step.old]) < old.count(old[step.old]):
                yield f"删去{name or NAMES[type(old[step.old])]}：{self._said(old[step.old])}"

    def _parted(self, old: Sequence[Block], new: Sequence[Block]) -> str:
        """Tell of paragraphs that were parted or joined and say the same; empty where that is not so."""
        if len(old) == len(new) or not old or not new:
            return ""
        if not all(isinstance(block, Paragraph) for block in (*old, *new)):
            return ""
        if without_space("".join(map(self._said, old))) != without_space("".join(map(self._said, new))):
            return ""
        more = new if len(new) > len(old) else old
        borders = "；".join(
            f"…{_end(self._said(one))}｜{self._said(other)[:_CONTEXT]}…"
            for one, other in itertools.pairwise(more)
        )
        return f"{len(old)} 段{'分' if len(new) > len(old) else '并'}成 {len(new)} 段：{borders}"

    def _changed(self, old: Block, new: Block) -> Iterator[str]:
        match old, new:
            case Point(), Point():
                yield from self._words("", old.lead, new.lead)
                yield from self._blocks(old.blocks, new.blocks)
            case Case(), Case():
                label = " ".join(old.label)
                for key, name in _FIELDS.items():
                    was, now = getattr(old, key), getattr(new, key)
                    if was != now:
                        yield f"案例“{label}”的{name}：［{was}→{now}］"
                yield from self._blocks(old.blocks, new.blocks)
            case ((Note() | Quote()), (Note() | Quote())):
                yield from self._blocks(old.blocks, new.blocks)
            case ItemList(), ItemList():
                yield from self._list(old, new)
            case Table(), Table():
                yield from self._table(old, new)
            case Figure(), Figure():
                yield from self._words("图题：", old.caption, new.caption)
                name = f"图“{old.caption}”的替代文字："
                yield from self._words(name, old.alternative, new.alternative)
                if old.image != new.image:
                    yield f"换了图片：{new.caption}"
            case _:
                yield from self._words("", self._said(old), self._said(new))

    def _list(self, old: ItemList, new: ItemList) -> Iterator[str]:
        if (old.ordered, old.start) != (new.ordered, new.start):
            yield f"列表的编号：［{old.markers[0]}→{new.markers[0]}］{self._said(new)[:_CONTEXT]}…"
        yield from self._blocks(
            [Quote(item) for item in old.items], [Quote(item) for item in new.items], "列表的一项"
        )

    def _table(self, old: Table, new: Table) -> Iterator[str]:
        yield from self._words("表题：", old.caption, new.caption)
        if len(old.head) != len(new.head):
            yield f"表格“{old.caption}”的列：［{self._said(old)}→{self._said(new)}］"
            return
        rows = [(0, 0)]
        before, after = ([row_block(row) for row in one.rows] for one in (old, new))
        for step in aligned(before, after):
            if step.kind == "changed":
                rows.append((step.old + 1, step.now + 1))
        for a, c in rows:
            cells = zip((old.head, *old.rows)[a], (new.head, *new.rows)[c], strict=True)
            for column, (was, now) in enumerate(cells, 1):
                name = f"表格“{old.caption}”{f'第{a}行' if a else '表头'}第{column}列："
                yield from self._words(name, self.inlines(was), self.inlines(now))
        run = [step for step in aligned(before, after) if step.kind in ("gone", "new")]
        yield from self._run(run, before, after, f"表格“{old.caption}”的一行")

    def _words(self, name: str, old: str, new: str) -> Iterator[str]:
        if old != new:
            lines = changes(without_space(old), without_space(new), _CONTEXT)
            yield from (name + line for line in lines or changes(old, new, _CONTEXT))

    # ---- the words themselves ----------------------------------------------------------------------------------------

    def _said(self, block: Block) -> str:
        match block:
            case Paragraph():
                return self.inlines(block.inlines)
            case Point():
                return " / ".join((block.lead, *map(self._said, block.blocks)))
            case Case():
                return " / ".join((" ".join(block.label), *map(self._said, block.blocks)))
            case Note() | Quote():
                return self.said(block.blocks)
            case ItemList():
                items = zip(block.markers, block.items, strict=True)
                return " / ".join(f"{mark} {self.said(item)}" for mark, item in items)
            case Table():
                rows = (" | ".join(map(self.inlines, row)) for row in (block.head, *block.rows))
                return " / ".join((*((block.caption,) if block.caption else ()), *rows))
            case Figure():
                return f"{block.caption}（替代文字：{block.alternative}）"

    def inlines(self, inlines: Iterable[Inline]) -> str:
        """Write inlines with the marks of their looks, and footnotes where they stand."""
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text() | Code():
                return inline.text
            case Strong():
                return f"**{self.inlines(inline.inlines)}**"
            case Emphasis():
                return f"*{self.inlines(inline.inlines)}*"
            case Link():
                return f"{self.inlines(inline.inlines)}〔{inline.target}〕"
            case CrossReference() if inline.item:
                return f"{inline.label[:1]}〔#{inline.item}〕"
            case CrossReference():
                number = self.numbers.get(inline.question_id)
                return f"第{number}问" if number else "（参见的问题已经没有）"
            case Footnote():
                return f"〔脚注：{self.inlines(inline.inlines)}〕"


def three_forms(base: str, edited: str, now: str) -> str:
    """Write what a place was, what the review copy has, what the source has."""
    parts = (
        f"原来是“{base}”" if base else "原来没有",
        f"审阅稿是“{edited}”" if edited else "审阅稿删去了",
        f"源文件现在是“{now}”" if now else "源文件里没有",
    )
    return "，".join(parts)


def _end(said: str) -> str:
    return said[-_CONTEXT:]


def excerpt_before(blocks: Sequence[Block], index: int) -> str:
    """Give the end of the words before a block; empty at the beginning."""
    return next(
        (said[-16:] for one in reversed(blocks[:index]) if (said := words((one,)).split("\0")[0])), ""
    )
