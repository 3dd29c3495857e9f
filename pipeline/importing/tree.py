"""Pandoc's document tree → pieces, whatever it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.handbook import (
    Cell,
    Code,
    CrossReference,
    Emphasis,
    Footnote,
    Inline,
    Link,
    Strong,
    Text,
    inline_text,
)
from pipeline.importing.pieces import Grid, Picture, Piece
from pipeline.read.pandoc import Node
from pipeline.word.numbering import BULLET, shown

FORMS = {
    "LowerAlpha": "lowerLetter",
    "UpperAlpha": "upperLetter",
    "LowerRoman": "lowerRoman",
    "UpperRoman": "upperRoman",
}
DELIMITERS = {"OneParen": ("", ")"), "TwoParens": ("(", ")")}
LOST_LOOKS = {
    "Strikeout": "删除线",
    "Superscript": "上标",
    "Subscript": "下标",
    "SmallCaps": "小型大写",
    "Underline": "下划线",
}
WORDLESS = frozenset("\u200b\u2060\ufeff\u00ad")


@dataclass(slots=True)
class Reading:
    """What is gathered on the way: the pieces, the pictures' loader, looks that the source cannot hold (by name)."""

    picture: Callable[[str], bytes]
    pieces: list[Piece] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)
    at: int = 0
    notes: int = 0


def pieces_of(blocks: Iterable[Node], picture: Callable[[str], bytes]) -> Reading:
    """Give the pieces of a document tree; ``picture`` gives the bytes of a picture by its address in the tree."""
    reading = Reading(picture)
    _blocks(blocks, reading, Piece(0))
    return reading


def _blocks(blocks: Iterable[Node], reading: Reading, like: Piece) -> None:
    """Add the pieces of ``blocks``; each takes number, depth and quotation from ``like``."""
    for block in blocks:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                _paragraph(content, reading, like)
            case "Header":
                _paragraph(content[2], reading, replace(like, level=content[0]))
            case "BlockQuote":
                _blocks(content, reading, replace(like, quoted=True))
            case "Div":
                _blocks(content[1], reading, like)
            case "BulletList" | "OrderedList" | "DefinitionList":
                _list(block, reading, like)
            case "LineBlock":
                for line in content:
                    _paragraph(line, reading, like)
            case "CodeBlock":
                for text in content[1].splitlines():
                    _add(reading, like, (Text(text),))
            case "Table":
                _table(content, reading, like)
            case "Figure":
                before_count = len(reading.pieces)
                _blocks(content[2], reading, like)
                _caption_figure(content[1][1], reading, before_count)


def _list(block: Node, reading: Reading, like: Piece) -> None:
    """Give the items of a list, numbered as its form asks."""
    content: Any = block["c"]
    match block["t"]:
        case "BulletList":
            for item in content:
                _item(item, BULLET, reading, like)
        case "OrderedList":
            (start, form, delimiter), items = content
            before, after = DELIMITERS.get(delimiter["t"], ("", "."))
            for number, item in enumerate(items, start):
                _item(item, before + shown(number, FORMS.get(form["t"], "decimal")) + after, reading, like)
        case _:
            for term, definitions in content:
                _paragraph(term, reading, like)
                for definition in definitions:
                    _blocks(definition, reading, like)


def _item(item: list[Node], number: str, reading: Reading, like: Piece) -> None:
    """A list item: its first paragraph carries the number, the others stand below it."""
    depth = like.depth + 1
    first = len(reading.pieces)
    _blocks(item[:1], reading, replace(like, number=number, depth=depth))
    if len(reading.pieces) > first + 1:  # line breaks: only the first line is numbered
        reading.pieces[first + 1 :] = [
            replace(piece, number="") if piece.number == number and piece.depth == depth else piece
            for piece in reading.pieces[first + 1 :]
        ]
    _blocks(item[1:], reading, replace(like, number="", depth=depth))


def _paragraph(nodes: Iterable[Node], reading: Reading, like: Piece) -> None:
    """A paragraph, parted at forced line ends and around pictures."""
    line: list[Inline] = []
    for item in _inlines(nodes, reading):
        if isinstance(item, Text) and item.text == "\n":
            _add(reading, like, tuple(line))
            line = []
        elif isinstance(item, Picture):
            _add(reading, like, tuple(line))
            line = []
            reading.at += 1
            reading.pieces.append(replace(like, at=reading.at, number="", picture=item))
        else:
            line.append(item)
    _add(reading, like, tuple(line))


def _add(reading: Reading, like: Piece, inlines: tuple[Inline, ...]) -> None:
    inlines = trimmed(joined(inlines))
    if inlines:
        reading.at += 1
        reading.pieces.append(replace(like, at=reading.at, inlines=inlines))


def _caption_figure(caption: Iterable[Node], reading: Reading, first: int) -> None:
    words = "".join(inline_text(_plain(block.get("c") or [], reading)) for block in caption)
    for index in range(first, len(reading.pieces)):
        picture = reading.pieces[index].picture
        if picture is not None:
            alternative = "" if picture.alternative == words else picture.alternative
            reading.pieces[index] = replace(
                reading.pieces[index], picture=replace(picture, caption=words, alternative=alternative)
            )
            return
    _add(reading, Piece(0), (Text(words),))


def _plain(nodes: Iterable[Node], reading: Reading) -> tuple[Inline, ...]:
    """Inlines where no picture and no line end can stand."""
    found = [item for item in _inlines(nodes, reading) if not isinstance(item, Picture)]
    return joined(Text(" ") if isinstance(item, Text) and item.text == "\n" else item for item in found)


def _inlines(nodes: Iterable[Node], reading: Reading) -> Iterator[Inline | Picture]:
    for node in nodes:
        content: Any = node.get("c")
        match node["t"]:
            case "Str":
                yield Text("".join(c for c in content if c not in WORDLESS))
            case "Space" | "SoftBreak":
                yield Text(" ")
            case "LineBreak":
                yield Text("\n")
            case "Strong":
                yield from _wrapped(Strong, content, reading)
            case "Emph":
                yield from _wrapped(Emphasis, content, reading)
            case "Code":
                yield Code(content[1])
            case "Link":
                yield from _link(content, reading)
            case "Image":
                yield _picture(content, reading)
            case "Note":
                blocks = Reading(reading.picture)
                _blocks(content, blocks, Piece(0))
                reading.notes += 1
                yield Footnote(
                    reading.notes, trimmed(joined(i for piece in blocks.pieces for i in piece.inlines))
                )
            case "Quoted":
                marks = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
                yield Text(marks[0])
                yield from _inlines(content[1], reading)
                yield Text(marks[1])
            case "Span" | "Cite":
                yield from _inlines(content[1], reading)
            case "Strikeout" | "Superscript" | "Subscript" | "SmallCaps" | "Underline" as kind:
                reading.lost[LOST_LOOKS[kind]] = reading.lost.get(LOST_LOOKS[kind], 0) + 1
                yield from _inlines(content, reading)


def _wrapped(
    kind: type[Strong] | type[Emphasis], nodes: Iterable[Node], reading: Reading
) -> Iterator[Inline | Picture]:
    """Emphasis around text; line ends and pictures inside part it, emphasis inside itself is one."""
    run: list[Inline] = []
    for item in _inlines(nodes, reading):
        if isinstance(item, Picture) or (isinstance(item, Text) and item.text == "\n"):
            yield from _emphasised(kind, run)
            run = []
            yield item
        elif isinstance(item, kind):
            run.extend(item.inlines)
        else:
            run.append(item)
    yield from _emphasised(kind, run)


def _emphasised(kind: type[Strong] | type[Emphasis], run: list[Inline]) -> Iterator[Inline]:
    if inline_text(run).strip():
        yield kind(joined(run))
    else:
        yield from run


def _link(content: Any, reading: Reading) -> Iterator[Inline | Picture]:
    _, children, (target, _) = content
    inner = list(_inlines(children, reading))
    words = inline_text(item for item in inner if not isinstance(item, Picture))
    if target.startswith("#q-") and (match := re.fullmatch(r"第(\d+)问", words)):
        yield CrossReference(target[3:], int(match[1]))
    elif target.startswith("#see-") and re.fullmatch(r"[表图]\d+", words):
        yield CrossReference("", 0, item=target[5:], label=words)
    elif (
        re.match(r"(https?://[^\s/]|mailto:.)", target)
        and words.strip()
        and len(words) == len(inline_text(item for item in inner if not isinstance(item, Picture)))
        and not any(isinstance(item, Picture | Footnote | Link) for item in inner)
    ):
        yield Link(joined(item for item in inner if not isinstance(item, Picture)), target)
    else:
        if words.strip():
            reading.lost["站内链接"] = reading.lost.get("站内链接", 0) + 1
        yield from inner


def _picture(content: Any, reading: Reading) -> Picture:
    attributes, alternative, (source, title) = content
    words = inline_text(_plain(alternative, reading)).strip()
    named = dict(attributes[2]).get("alt", "")
    return Picture(source, reading.picture(source), named or words, title.removeprefix("fig:").strip())


def _table(content: Any, reading: Reading, like: Piece) -> None:
    _, caption, columns, head, bodies, foot = content
    heads = list(head[1])
    rows = [row for body in bodies for row in (*body[2], *body[3])] + list(foot[1])
    below = [0] * len(columns)
    grid = [_spread(row, below, reading) for row in (*heads, *rows)]
    if not grid:
        return
    words = "".join(inline_text(_plain(block.get("c") or [], reading)) for block in caption[1])
    reading.at += 1
    reading.pieces.append(
        replace(like, at=reading.at, number="", grid=Grid(grid[0], tuple(grid[1:]), words.strip()))
    )


def _spread(row: Any, below: list[int], reading: Reading) -> tuple[Cell, ...]:
    """A row's cells in their columns; one that spans several is followed, and stood on, by empty ones.

    ``below`` says for each column how many rows a cell above still covers.
    """
    cells: list[Cell] = [()] * len(below)
    column = 0
    for _, _, down, across, blocks in row[1]:
        while column < len(below) and below[column]:
            below[column] -= 1
            column += 1
        inner = Reading(reading.picture, notes=reading.notes)
        _blocks(blocks, inner, Piece(0))
        reading.notes = inner.notes
        for name, count in inner.lost.items():
            reading.lost[name] = reading.lost.get(name, 0) + count
        for name, found in (
            ("表格里的图片", any(piece.picture for piece in inner.pieces)),
            ("表格里的表格", any(piece.grid for piece in inner.pieces)),
        ):
            if found:
                reading.lost[name] = reading.lost.get(name, 0) + 1
        if column < len(below):
            cells[column] = _cell(inner.pieces)
            below[column : column + across] = [down - 1] * len(below[column : column + across])
        column += across
    for rest in range(column, len(below)):
        below[rest] = max(0, below[rest] - 1)
    return tuple(cells)


PARAGRAPH_END = "\n"
"""Stands between the paragraphs of a cell, until it is known whether they stay in it."""


def _cell(pieces: list[Piece]) -> Cell:
    """Give the paragraphs of a cell, and those of a table in it, as one."""
    parts: list[Inline] = []
    for piece in pieces:
        rows = (piece.grid.head, *piece.grid.rows) if piece.grid else ()
        for inlines in (piece.inlines, *(cell for row in rows for cell in row)):
            if parts and inlines:
                parts.append(Text(PARAGRAPH_END))
            parts += inlines
    return joined(parts)


def flat(cell: Cell) -> Cell:
    """Give a cell as one paragraph."""
    return joined(
        replace(one, text=one.text.replace(PARAGRAPH_END, " ")) if isinstance(one, Text) else one
        for one in cell
    )


def joined(inlines: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring texts, and neighbouring emphasis of one kind."""
    found: list[Inline] = []
    for inline in inlines:
        last = found[-1] if found else None
        match last, inline:
            case Text(), Text():
                found[-1] = Text(re.sub(r"[ \t\u00a0\u3000]+", " ", last.text + inline.text))
            case Strong(), Strong():
                found[-1] = Strong(joined((*last.inlines, *inline.inlines)))
            case Emphasis(), Emphasis():
                found[-1] = Emphasis(joined((*last.inlines, *inline.inlines)))
            case Code(), Code():
                found[-1] = Code(last.text + inline.text)
            case Link(), Link() if last.target == inline.target:
                found[-1] = Link(joined((*last.inlines, *inline.inlines)), last.target)
            case _:
                found.append(inline)
    return tuple(inline for inline in found if not (isinstance(inline, Text) and not inline.text))


def trimmed(inlines: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Remove white space at the ends."""
    found = list(inlines)
    while found and isinstance(found[0], Text) and not found[0].text.strip():
        del found[0]
    while found and isinstance(found[-1], Text) and not found[-1].text.strip():
        del found[-1]
    if found and isinstance(found[0], Text):
        found[0] = Text(found[0].text.lstrip())
    if found and isinstance(found[-1], Text):
        found[-1] = Text(found[-1].text.rstrip())
    return tuple(found)
