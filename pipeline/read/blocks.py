"""Pandoc's block nodes → the model's blocks, with a finding for everything that an answer may not hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from pipeline.handbook import (
    Alignment,
    Block,
    Case,
    Cell,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
    Place,
    Point,
    Quote,
    Strong,
    Table,
    inline_text,
)
from pipeline.read.inlines import Answer, close_to, inlines_of, unscoped, unwrapped
from pipeline.read.pandoc import Node
from pipeline.read.schema import IDENTIFIER


@dataclass(slots=True)
class Counters:
    """The running numbers of tables and figures through the whole handbook."""

    table: int = 0
    figure: int = 0


# The attributes of each block: required ones, then optional ones.
ATTRIBUTES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "point": (("lead",), ()),
    "case": ((), ("district", "place", "project", "year")),
    "note": ((), ()),
    "table": (("caption",), ()),
}
CHINESE = {"point": "要点", "case": "案例", "note": "说明", "quote": "引文", "list": "列表"}
# The blocks that a block must not contain.
FORBIDDEN_INSIDE: dict[str, frozenset[str]] = {
    "": frozenset(),
    "point": frozenset({"point"}),
    **dict.fromkeys(("case", "note", "quote", "list"), frozenset({"point", "case", "note"})),
}
LONGEST_ID = 36  # characters: with a prefix it is a bookmark in Word, which has forty
REFUSED = {
    "Header": ("标题", "改用 point 块（要点）"),
    "CodeBlock": ("代码块", "删去行首的四个空格或制表符；段首不用空格"),
    "HorizontalRule": ("分隔线", "删去这一行"),
    "LineBlock": ("竖线诗行", "删去行首的竖线"),
    "DefinitionList": ("定义列表", "改成普通段落或列表"),
}


def blocks_of(
    nodes: Iterable[Node], answer: Answer, counters: Counters, inside: str = ""
) -> tuple[Block, ...]:
    """Convert ``nodes`` inside a block of kind ``inside`` (empty: the answer itself)."""
    return tuple(
        block
        for node in nodes
        for inner in unwrapped(node)
        for block in _block(inner, answer, counters, inside, answer.place(node))
    )


def _block(node: Node, answer: Answer, counters: Counters, inside: str, at: Place) -> Iterator[Block]:
    content: Any = node.get("c")
    match node["t"]:
        case "Para" | "Plain":
            yield from _paragraph(content, answer, counters, at)
        case "Div":
            yield from _fenced(node, answer, counters, inside, at)
        case "BlockQuote":
            yield Quote(blocks_of(content, answer, counters, "quote"), at)
        case "BulletList":
            yield ItemList(tuple(blocks_of(item, answer, counters, "list") for item in content), at=at)
        case "OrderedList":
            items = tuple(blocks_of(item, answer, counters, "list") for item in content[1])
            yield ItemList(items, ordered=True, start=content[0][0], at=at)
        case "Table":
            answer.report("M212", at)
        case "RawBlock":
            answer.report("M202", at, html=" ".join(content[1].split())[:40])
        case kind:
            construct, mend = REFUSED.get(kind, (kind, "改成普通段落"))
            answer.report("M206", at, construct=construct, mend=mend)


def _paragraph(content: list[Node], answer: Answer, counters: Counters, at: Place) -> Iterator[Block]:
    if content and content[0]["t"] == "Image" and (name := _figure_id(content[1:])) is not None:
        _, alternative, (source, caption) = content[0]["c"]
        words = inline_text(inlines_of(alternative, answer)).strip()
        if not words:
            answer.report("M210", at)
        if not caption.strip():
            answer.report("M211", at)
        counters.figure += 1
        yield Figure(counters.figure, source, words, caption.strip(), at, _checked_id(name, answer, at))
        return
    inlines = inlines_of(content, answer)
    _check_marks(inlines, answer)
    if inlines:
        yield Paragraph(inlines, at)


def _figure_id(behind: list[Node]) -> str | None:
    """Give the id ``{#…}`` behind a picture, empty where nothing follows; None where the picture stands in a text.

    The dialect reads no attributes, lest braces in a text vanish: here they arrive as characters.
    """
    if not behind:
        return ""
    if any(node["t"] not in ("Str", "Span") for node in behind):
        return None
    words = "".join(text for node in behind for text in _characters(node))
    match = re.fullmatch(r"\{#([^{}]+)\}", words)
    return match[1] if match else None


def _characters(node: Node) -> Iterator[str]:
    if node["t"] in ("Str", "Space"):
        yield node.get("c", " ")
    elif node["t"] == "Span":
        for child in node["c"][1]:
            yield from _characters(child)


def _checked_id(name: str, answer: Answer, at: Place) -> str:
    """Give the id of a table or figure; report one that is no identifier."""
    if name and not (re.fullmatch(IDENTIFIER, name) and len(name) <= LONGEST_ID):
        answer.report("M270", at, id=name)
    return name


def _fenced(node: Node, answer: Answer, counters: Counters, inside: str, at: Place) -> Iterator[Block]:
    (identifier, classes, attributes), children = node["c"]
    name = classes[0] if classes else ""
    if name not in ATTRIBUTES or len(classes) != 1:
        answer.report("M203", at, name=" ".join(classes) or ":::")
        return
    given = {key: value.strip() for key, value in attributes if key not in ("data-pos", "wrapper")}
    _check_attributes(name, given, answer, at)
    if name in FORBIDDEN_INSIDE[inside]:
        answer.report("M217", at, inner=CHINESE[name], outer=CHINESE[inside])
    if name == "table":
        name = _checked_id(unscoped(identifier), answer, at)
        yield from (
            replace(table, id=name)
            for table in _table(children, given.get("caption", ""), answer, counters, at)
        )
        return
    if identifier:
        answer.report("M271", at, block=name, id=unscoped(identifier))
    blocks = blocks_of(children, answer, counters, name)
    if not blocks and name == "point":
        answer.report("M234", at, lead=given.get("lead", ""))
    elif not blocks:
        answer.report("M219", at, block=name)
    match name:
        case "point":
            yield Point(given.get("lead", ""), blocks, at)
        case "case":
            yield _case(given, blocks, answer, at)
        case "note":
            yield Note(blocks, at)


def _case(given: Mapping[str, str], blocks: tuple[Block, ...], answer: Answer, at: Place) -> Case:
    """Make a case; a district that is not written follows from the place or the first words, or is missing."""
    district, place = given.get("district", ""), given.get("place", "")
    if not district:
        first = blocks[0] if blocks else None
        words = inline_text(first.inlines) if isinstance(first, Paragraph) else ""
        district, place = answer.known.gazetteer.located(place, words)
        if not district:
            answer.report("M205", at, block="case", name="district")
    local = bool(district) and district == answer.known.gazetteer.only
    return Case(district, blocks, place, given.get("project", ""), given.get("year", ""), at, local)


def _check_attributes(block: str, given: dict[str, str], answer: Answer, at: Place) -> None:
    required, optional = ATTRIBUTES[block]
    for name in required:
        if not given.get(name):
            answer.report("M205", at, block=block, name=name)
    known = (*required, *optional)
    for name in given:
        if name not in known:
            words = close_to(name, known) or f"可用的项：{'、'.join(known) or '（无）'}"
            answer.report("M204", at, block=block, name=name, suggestion=words)


_ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": "left"}


def _table(
    children: Sequence[Node], caption: str, answer: Answer, counters: Counters, at: Place
) -> Iterator[Table]:
    tables = [inner for child in children for inner in unwrapped(child)]
    if len(tables) != 1 or tables[0]["t"] != "Table":
        answer.report("M218", at)
        return
    _, _, columns, (_, head), bodies, _ = tables[0]["c"]
    alignments = tuple(cast(Alignment, _ALIGNMENTS[column[0]["t"]]) for column in columns)
    counters.table += 1
    rows = [row for body in bodies for row in (*body[2], *body[3])]
    yield Table(
        counters.table,
        caption,
        alignments,
        _row(head[0], answer),
        tuple(_row(row, answer) for row in rows),
        at,
    )


def _row(row: Node | list[object], answer: Answer) -> tuple[Cell, ...]:
    cells = cast("list[list[object]]", cast("list[object]", row)[1])
    return tuple(_cell(cast("list[Node]", cell[4]), answer) for cell in cells)


def _cell(blocks: list[Node], answer: Answer) -> tuple[Inline, ...]:
    inlines = tuple(
        inline for block in blocks for inner in unwrapped(block) for inline in inlines_of(inner["c"], answer)
    )
    _check_marks(inlines, answer)
    return inlines


def _check_marks(inlines: Sequence[Inline], answer: Answer) -> None:
    """Report a footnote's mark with no text before it, and one that joins another: print shows other figures."""
    before: Inline | None = None
    for leaf in _leaves(inlines):
        if isinstance(leaf, Footnote) and (before is None or isinstance(before, Footnote)):
            answer.report("M225" if before else "M224", leaf.at)
        before = leaf


def _leaves(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, Strong | Emphasis | Link):
            yield from _leaves(inline.inlines)
        else:
            yield inline
