"""Pandoc's inline nodes → the model's inlines, with a finding for everything that an answer may not hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.findings import Finding
from pipeline.handbook import (
    Code,
    CrossReference,
    Emphasis,
    Footnote,
    Inline,
    Link,
    Place,
    Strong,
    Text,
    inline_text,
)
from pipeline.handbook.gazetteer import Gazetteer
from pipeline.read.catalogue import problem
from pipeline.read.markdown import place_of, position, width_of
from pipeline.read.pandoc import Node

# With --file-scope pandoc puts the file's name and this before every identifier; ids of questions never hold it.
SCOPE = "__"

NAMES = {
    "Strikeout": "删除线",
    "Superscript": "上标",
    "Subscript": "下标",
    "SmallCaps": "小型大写",
    "Underline": "下划线",
    "Quoted": "自动引号",
    "Cite": "引文标记",
    "Math": "公式",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What an answer may speak of: questions' numbers by their ids, references to tables and figures, districts."""

    numbers: Mapping[str, int]
    items: Mapping[str, CrossReference] = field(default_factory=dict)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)


@dataclass(slots=True)
class Answer:
    """What is gathered while one file is read: its findings and the number of footnotes so far."""

    file: str
    known: Known
    findings: list[Finding] = field(default_factory=list)
    footnotes: int = 0

    def report(self, code: str, at: Place, **words: object) -> None:
        """Add a finding of :mod:`pipeline.read.catalogue`."""
        self.findings.append(problem(code, at, **words))

    def place(self, node: Node) -> Place:
        """Give the place where a node begins."""
        return place_of(position(node), self.file)


@dataclass(frozen=True, slots=True)
class _Break:
    """A line end inside a paragraph, not yet decided to be a space or none."""


def inlines_of(nodes: Iterable[Node], answer: Answer) -> tuple[Inline, ...]:
    """Convert the inlines of a block; neighbouring texts are one, line ends between Han characters leave no space."""
    return _joined(_converted(nodes, answer, Place(answer.file)))


def _converted(nodes: Iterable[Node], answer: Answer, at: Place) -> Iterable[Inline | _Break]:
    for node in nodes:
        yield from _inline(node, answer, at)


def _inline(node: Node, answer: Answer, at: Place) -> Iterable[Inline | _Break]:
    content: Any = node.get("c")
    match node["t"]:
        case "Span":
            yield from _span(node, answer, at)
        case "Str":
            yield Text(content or "", ((0, at),))
        case "Space":
            yield Text(" ", ((0, at),))
        case "SoftBreak":
            yield _Break()
        case "Strong":
            yield Strong(_joined(_converted(content or [], answer, at)), at)
        case "Emph":
            yield Emphasis(_joined(_converted(content or [], answer, at)), at)
        case "Code":
            yield Code((content or ["", ""])[1], answer.place(node))
        case "Link":
            yield from _link(node, answer)
        case "Note":
            yield from _footnote(content or [], answer, at)
        case "Image":
            answer.report(
                "M206",
                answer.place(node),
                construct="夹在文字中间的图片",
                mend="让图片单独成段，前后各空一行",
            )
        case "RawInline":
            answer.report("M202", at, html=" ".join((content or ["", ""])[1].split())[:40])
        case "LineBreak":
            answer.report("M206", at, construct="强制换行", mend="删去行末的反斜杠或空格；要另起一段就空一行")
        case kind:
            answer.report("M206", at, construct=NAMES.get(kind, kind), mend="改成普通文字")


def _span(node: Node, answer: Answer, at: Place) -> Iterable[Inline | _Break]:
    """Convert a wrapper around one inline, made by pandoc to carry its position."""
    where = position(node)
    here = place_of(where, answer.file) if where else at
    for child in node["c"][1]:
        if child["t"] == "Str":
            _check_marks(child["c"], width_of(where), here, answer)
        yield from _inline(child, answer, here)


def _check_marks(text: str, width: int | None, at: Place, answer: Answer) -> None:
    """A star that pandoc has left in the text is emphasis gone wrong, unless it was escaped (wider than it is long)."""
    if "*" in text and width == len(text):
        answer.report("M207", at, mark=text)


def _link(node: Node, answer: Answer) -> Iterable[Inline | _Break]:
    _, children, (target, _title) = node["c"]
    at = answer.place(node)
    if target.startswith("#"):
        name = unscoped(target)
        item = answer.known.items.get(name)
        if item is None and name not in answer.known.numbers:
            close = close_to(name, (*answer.known.numbers, *answer.known.items))
            answer.report("M208", at, id=name, suggestion=f"，{close}" if close else "")
        elif children:
            shown = item.label[:1] + "N" if item else "第N问"
            mend = f"方括号里不写字：[](#{name})，成品里自动写成“{shown}”"
            answer.report("M206", at, construct="带文字的参见", mend=mend)
        else:
            yield replace(item, at=at) if item else CrossReference(name, answer.known.numbers[name], at)
        return
    parts = urlsplit(target)
    if parts.scheme not in ("http", "https", "mailto") or not (parts.netloc or parts.path):
        answer.report("M216", at, target=target)
        return
    yield Link(_joined(_converted(children, answer, at)), target, at)


def unscoped(name: str) -> str:
    """Give an identifier as the source writes it, without pandoc's scope and without ``#``."""
    return name.rpartition(SCOPE)[2].lstrip("#")


def close_to(name: str, known: Iterable[str]) -> str:
    """Give the words that suggest the one of ``known`` that is most like ``name``, empty where none is."""
    close = difflib.get_close_matches(name, tuple(known), n=1)
    return f"是不是想写 {close[0]}？" if close else ""


def _footnote(blocks: Iterable[Node], answer: Answer, at: Place) -> Iterable[Inline]:
    paragraphs = [inner for block in blocks for inner in unwrapped(block)]
    if len(paragraphs) != 1 or paragraphs[0]["t"] not in ("Para", "Plain"):
        answer.report("M215", at)
        return
    answer.footnotes += 1
    number = answer.footnotes
    yield Footnote(number, inlines_of(paragraphs[0]["c"], answer), at)


def unwrapped(block: Node) -> list[Node]:
    """Give the blocks inside a wrapper that pandoc made to carry a position; any other block as it is."""
    if block["t"] == "Div" and ["wrapper", "1"] in block["c"][0][2]:
        return [inner for child in block["c"][1] for inner in unwrapped(child)]
    return [block]


_LATIN = re.compile(r"[A-Za-z0-9]")


def _joined(items: Iterable[Inline | _Break]) -> tuple[Inline, ...]:
    """Join neighbouring texts; a line end becomes a space only between two Latin letters or digits."""
    items = list(items)
    out: list[Inline] = []
    for index, item in enumerate(items):
        if isinstance(item, _Break):
            before = _edge(out[-1:], -1)
            after = _edge([i for i in items[index + 1 : index + 2] if not isinstance(i, _Break)], 0)
            if _LATIN.match(before) and _LATIN.match(after):
                _append(out, Text(" "))
        else:
            _append(out, item)
    return tuple(out)


def _append(out: list[Inline], item: Inline) -> None:
    """Add an inline; a text that follows a text is joined to it."""
    last = out[-1] if out else None
    if isinstance(item, Text) and isinstance(last, Text):
        shifted = tuple((len(last.text) + offset, place) for offset, place in item.pieces)
        out[-1] = Text(last.text + item.text, _merged(last, shifted))
    else:
        out.append(item)


def _edge(items: list[Inline], index: int) -> str:
    """Give the first or last visible character of an inline, or the empty string."""
    return inline_text(items)[index:][:1] if items and inline_text(items) else ""


def _merged(text: Text, more: tuple[tuple[int, Place], ...]) -> tuple[tuple[int, Place], ...]:
    """Put pieces together; one that only goes on where the last left off is not kept."""
    pieces = text.pieces
    for offset, place in more:
        if not (pieces and text.place_of(offset) == place):
            pieces = (*pieces, (offset, place))
    return pieces
