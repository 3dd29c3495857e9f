"""Markdown bodies → pandoc's document tree: one pandoc call for the whole book.

Dialect: ``commonmark_x`` (https://pandoc.org/MANUAL.html#markdown-variants) with source positions, without the
extensions that a handbook does not use. ``smart`` is off so that quotation marks stay as written; raw HTML stays
recognised so that it can be refused.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pypandoc

from pipeline.findings import OutsideFailure
from pipeline.handbook import Place

DIALECT = (
    "commonmark_x+sourcepos-smart-emoji-tex_math_dollars-subscript-superscript-strikeout-task_lists"
    "-definition_lists-gfm_auto_identifiers-alerts-raw_attribute-fancy_lists-bracketed_spans"
    "-implicit_header_references-yaml_metadata_block-attributes"
)

Node = dict[str, Any]


def parse(bodies: Mapping[str, str]) -> dict[str, list[Node]]:
    """Pandoc's block nodes of every body, by the names of ``bodies``; positions read ``name@line:column-…``.

    Each body is parsed on its own (``--file-scope``: footnote labels belong to their file) and in pandoc's sandbox
    (it opens nothing but these files). Raises :class:`OutsideFailure` when pandoc is missing or fails.
    """
    if not bodies:
        return {}
    names = list(bodies)
    with tempfile.TemporaryDirectory(prefix="baiwen-") as folder:
        files = [Path(folder, f"{index:04}.md") for index in range(len(names))]
        for file, name in zip(files, names, strict=True):
            file.write_text(bodies[name], encoding="utf-8")
        tree = run_pandoc([str(file) for file in files], DIALECT)
    found: dict[str, list[Node]] = {name: [] for name in names}
    for block in tree["blocks"]:
        where = position(block)
        if where is not None:
            found[names[int(Path(where.rpartition("@")[0]).stem)]].append(block)
    return found


def run_pandoc(files: Sequence[str], dialect: str) -> Any:
    """Pandoc's document tree of files in a ``dialect``, read in its sandbox: the one door to pandoc.

    Raises :class:`OutsideFailure` when pandoc is missing or fails.
    """
    try:
        text = pypandoc.convert_file(
            list(files), "json", format=dialect, extra_args=["--file-scope", "--sandbox"]
        )
    except OSError as fault:
        raise OutsideFailure("找不到 pandoc，无法读取正文（改法：运行 make setup 重新安装）") from fault
    except RuntimeError as fault:
        raise OutsideFailure(
            f"pandoc 运行失败：{str(fault).splitlines()[-1]}（改法：运行 make setup 后重试）"
        ) from fault
    return json.loads(text)


def position(node: Node) -> str | None:
    """The first ``data-pos`` in a node's attributes, or in its first descendant that has one."""
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
    """Where a ``data-pos`` such as ``…@12:5-12:30`` (or several, joined by ``;``) begins, as a place in ``file``."""
    starts = [(int(a), int(b)) for a, b, _, _ in _RANGE.findall((where or "").rpartition("@")[2])]
    return Place(file, *min(starts)) if starts else Place(file)


def width_of(where: str | None) -> int | None:
    """How many source columns a position on one line covers; None where it spans lines."""
    match = _RANGE.search((where or "").rpartition("@")[2])
    if match is None or match[1] != match[3]:
        return None
    return int(match[4]) - int(match[2])
