"""Tables of questions and answers (序号 · 问题 · 解答) → the paragraphs that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.handbook import Cell, Inline, Text, inline_text
from pipeline.importing.pieces import Grid, Piece
from pipeline.importing.tree import PARAGRAPH_END, flat, joined, trimmed

_QUESTION = re.compile(r"(?:常见|咨询|热点|具体|政策)?(?:问题|提问|问)(?:内容|描述|名称)?")
_ANSWER = re.compile(r"(?:政策|参考|具体)?(?:答案|解答|答复|回答|答|解释|回复|解读)(?:内容|意见|口径)?")
_NUMBER = re.compile(r"序号|编号|No\.?|号", re.IGNORECASE)
HEADING, NUMBER = "表头", "序号"


def unfolded(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Give the pieces with each table of questions taken apart; other tables stay.

    Its heading and its numbers become pieces of their own, whose style says that they are left out
    (:data:`HEADING`, :data:`NUMBER`): not a character is lost on the way.
    """
    found: list[Piece] = []
    for piece in pieces:
        grid = piece.grid
        columns = _columns(grid) if grid else None
        found += _rows(replace(piece, grid=None), grid, columns) if grid and columns else [piece]
    return tuple(found)


def _columns(grid: Grid) -> tuple[int, int] | None:
    """Give the columns of questions and answers, where the heading names them and only numbers stand before them.

    What stands after the answer (责任部门, 依据) belongs to it.
    """
    names = [re.sub(r"\s", "", inline_text(cell)) for cell in grid.head]
    asked = [index for index, name in enumerate(names) if _QUESTION.fullmatch(name)]
    answered = [index for index, name in enumerate(names) if _ANSWER.fullmatch(name)]
    if len(asked) != 1 or len(answered) != 1 or asked[0] > answered[0]:
        return None
    others = [name for index, name in enumerate(names[: answered[0]]) if index != asked[0]]
    return (asked[0], answered[0]) if all(not name or _NUMBER.fullmatch(name) for name in others) else None


def _rows(like: Piece, grid: Grid, columns: tuple[int, int]) -> Iterator[Piece]:
    """Give the paragraphs that ``grid`` stands for, each ``like`` the table."""
    if grid.caption:
        yield replace(like, inlines=(Text(grid.caption),))
    yield replace(like, inlines=joined(inline for cell in grid.head for inline in flat(cell)), style=HEADING)
    for count, row in enumerate(grid.rows, 1):
        for index, cell in enumerate(row):
            if index == columns[0] and inline_text(cell).strip():
                yield replace(like, inlines=flat(cell), number=f"第{count}问")
            elif index >= columns[1] and not _NUMBER.fullmatch(inline_text(grid.head[index]).strip()):
                yield from (replace(like, inlines=part) for part in _paragraphs(cell))
            elif inline_text(cell).strip():
                yield replace(like, inlines=flat(cell), style=NUMBER)


def _paragraphs(cell: Cell) -> list[Cell]:
    """Give the paragraphs of a cell."""
    parts: list[list[Inline]] = [[]]
    for inline in cell:
        if not isinstance(inline, Text):
            parts[-1].append(inline)
            continue
        first, *rest = inline.text.split(PARAGRAPH_END)
        parts[-1].append(Text(first))
        parts += [[Text(words)] for words in rest]
    found = [trimmed(joined(part)) for part in parts]
    return [part for part in found if inline_text(part).strip() or part]
