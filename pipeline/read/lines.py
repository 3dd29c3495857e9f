"""What pandoc does not report: fences that do not pair, and characters that it has dropped in silence.

A Markdown parser never fails; what it cannot use it leaves in the text or leaves out. These checks go over the
lines of a body beside pandoc's tree, so that no character of an editor is lost unnoticed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.chinese.characters import han_count
from pipeline.findings import Finding
from pipeline.handbook import Place
from pipeline.read.catalogue import problem
from pipeline.read.markdown import place_of
from pipeline.read.pandoc import Node
from pipeline.read.pasted import check_tables
from pipeline.read.slips import check_links

_FENCE = re.compile(r"^(\s*):{3,}[ \t]*(.*?)\s*$")
_OPENING = re.compile(r"""\{\.[\w-]+(\s+(\#[^\s#"'“”‘’{}]+|[\w-]+=("[^"]*"|[^\s"'“”‘’}]+)))*\s*\}|[\w-]+""")
_FOOTNOTE = re.compile(r"^\s{0,3}(\[\^[^\]]+\]):")
_REFERENCE = re.compile(r"\[\^[^\]\s]+\]")


def check_lines(body: str, nodes: Iterable[Node], file: str) -> Iterator[Finding]:
    """Report faulty fences, links and tables, footnotes without a partner, uneven rows and lost characters."""
    lines = body.split("\n")
    nodes = list(nodes)
    yield from _fences(lines, file)
    yield from check_tables(lines, file)
    yield from check_links(lines, file)
    yield from _footnotes(lines, file)
    yield from _rows(lines, file)
    yield from _lost(lines, nodes, file)


def _fences(lines: list[str], file: str) -> Iterator[Finding]:
    open_fences: list[Place] = []
    for number, line in enumerate(lines, start=1):
        match = _FENCE.match(line)
        if match is None:
            continue
        at = Place(file, number, len(match[1]) + 1)
        if match[2]:
            open_fences.append(at)
            if not _OPENING.fullmatch(match[2]):
                yield problem(
                    "M213",
                    at,
                    reason="开头一行写得不对",
                    mend='照这个样子写：::: {.case district="某某区"}，引号用英文直引号且成对',
                )
        elif open_fences:
            open_fences.pop()
        else:
            yield problem("M213", at, reason="多了一个结尾", mend="删去这一行，或在前面补上块的开头")
    for at in open_fences:
        yield problem("M213", at, reason="这个块没有结尾", mend="在块的最后另起一行写 :::")


def _footnotes(lines: list[str], file: str) -> Iterator[Finding]:
    """Report marks without a footnote, and footnotes without a mark."""
    used, defined = _labels(lines, file)
    yield from (problem("M214", at, label=label) for label, at in used.items() if label not in defined)
    yield from (problem("M220", at, label=label) for label, at in defined.items() if label not in used)


def _labels(lines: list[str], file: str) -> tuple[dict[str, Place], dict[str, Place]]:
    """Give the labels of footnotes where they are first used, and where they are defined."""
    used: dict[str, Place] = {}
    defined: dict[str, Place] = {}
    for number, line in enumerate(lines, start=1):
        definition = _FOOTNOTE.match(line)
        if definition:
            defined.setdefault(definition[1], Place(file, number, definition.start(1) + 1))
        for mark in _REFERENCE.finditer(line, definition.end() if definition else 0):
            used.setdefault(mark[0], Place(file, number, mark.start() + 1))
    return used, defined


def _rows(lines: list[str], file: str) -> Iterator[Finding]:
    """Table rows with more or fewer cells than the head (a parser drops the surplus in silence)."""
    columns = 0
    for number, line in enumerate(lines, start=1):
        if not line.lstrip().startswith("|"):
            columns = 0
            continue
        cells = len(re.sub(r"\\\||`[^`]*`", "", line.strip()).strip("|").split("|"))
        if not columns:
            columns = cells
        elif cells != columns:
            yield problem("M222", Place(file, number), found=cells, wanted=columns)


def _lost(lines: list[str], nodes: list[Node], file: str) -> Iterator[Finding]:
    """Report lines with Han characters that did not all arrive in the tree."""
    arrived: Counter[int] = Counter()
    for text, where in _texts(nodes, None):
        arrived[place_of(where, file).line] += han_count(text)
    used, defined = _labels(lines, file)
    unused = {at.line for label, at in defined.items() if label not in used}
    for number, line in enumerate(lines, start=1):
        wanted = 0 if _FENCE.match(line) else han_count(line)
        if arrived[number] < wanted and number not in unused and not line.lstrip().startswith("|"):
            yield problem("M221", Place(file, number), text=line.strip()[:20])


def _texts(tree: Any, where: str | None) -> Iterator[tuple[str, str | None]]:
    """Give every string that carries words, with the nearest position."""
    if isinstance(tree, list):
        for item in tree:
            yield from _texts(item, where)
    elif isinstance(tree, dict):
        content: Any = tree.get("c")
        match tree["t"]:
            case "Str":
                yield content, where
            case "Code" | "RawInline" | "RawBlock" | "CodeBlock":
                here = _own(content[0], where)
                for offset, text in enumerate(str(content[1]).split("\n")):
                    yield text, _moved(here, offset)
            case "Link" | "Image":
                here = _own(content[0], where)
                yield from _texts(content[1], here)
                yield "".join(content[2]), here
            case "Span" | "Div":
                yield from _texts(content[1], _own(content[0], where))
            case _:
                yield from _texts(content, where)


def _own(attributes: Any, where: str | None) -> str | None:
    """Give the position in a node's own attributes, else the one around it."""
    if isinstance(attributes, list) and len(attributes) == 3:
        for key, value in attributes[2]:
            if key == "data-pos" and value:
                return str(value)
    return where


def _moved(where: str | None, lines: int) -> str | None:
    """Give a position so many lines further down."""
    if where is None or not lines:
        return where
    at = place_of(where, "")
    return f"@{at.line + lines}:1-{at.line + lines}:1"
