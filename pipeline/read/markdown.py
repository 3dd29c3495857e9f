"""Markdown bodies → pandoc's document tree: one pandoc call for the whole book.

Dialect: ``commonmark_x`` (https://pandoc.org/MANUAL.html#markdown-variants) with source positions, without the
extensions that a handbook does not use. ``smart`` is off so that quotation marks stay as written; raw HTML stays
recognised so that it can be refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from pipeline.handbook import Place
from pipeline.read.pandoc import Node, document_tree

DIALECT = (
    "commonmark_x+sourcepos-smart-emoji-tex_math_dollars-subscript-superscript-strikeout-task_lists"
    "-definition_lists-gfm_auto_identifiers-alerts-raw_attribute-fancy_lists-bracketed_spans"
    "-implicit_header_references-yaml_metadata_block-attributes"
)


def parse(bodies: Mapping[str, str]) -> dict[str, list[Node]]:
    """Give pandoc's block nodes of every body, by the names of ``bodies``; positions read ``file@line:column-…``.

    Raises :class:`~pipeline.findings.OutsideFailure` when pandoc is missing or fails.
    """
    names = list(bodies)
    found: dict[str, list[Node]] = {name: [] for name in names}
    if not names:
        return found
    for block in document_tree([bodies[name].encode() for name in names], ".md", DIALECT):
        where = position(block)
        if where is not None:
            found[names[int(PurePath(where.rpartition("@")[0]).stem)]].append(block)
    return found


def position(node: Node) -> str | None:
    """Give the first ``data-pos`` in a node's attributes, or in its first descendant that has one."""
    stack: list[Any] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            stack.append(item.get("c"))
        elif isinstance(item, list):
            if len(item) == 2 and item[0] == "data-pos" and isinstance(item[1], str):
                return item[1]
            stack.extend(reversed(item))
    return None


_RANGE = re.compile(r"(\d+):(\d+)-(\d+):(\d+)")


def place_of(where: str | None, file: str) -> Place:
    """Give the place in ``file`` where a ``data-pos`` (``…@12:5-12:30``, or several joined by ``;``) begins."""
    starts = [(int(a), int(b)) for a, b, _, _ in _RANGE.findall((where or "").rpartition("@")[2])]
    return Place(file, *min(starts)) if starts else Place(file)


def width_of(where: str | None) -> int | None:
    """Give the number of source columns that a position on one line covers; None where it spans lines."""
    match = _RANGE.search((where or "").rpartition("@")[2])
    if match is None or match[1] != match[3]:
        return None
    return int(match[4]) - int(match[2])
