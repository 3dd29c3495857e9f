"""``handbook.yaml``: made where there is none, categories added where they are new; comments stay."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from pipeline.importing.imprint import Imprint
from pipeline.read.schema import TO_FILL


def with_categories(text: str, new: Mapping[str, str]) -> str:
    """Give ``handbook.yaml`` with categories (title by id) added after those that it has.

    The parser says where the last category stands; the lines are put in after it, so that every other line, comments
    with it, stays as it is. A list in brackets is written anew by ruamel.yaml.
    """
    if not new:
        return text
    yaml = YAML(typ="rt")
    yaml.width = 1_000_000
    yaml.preserve_quotes = True
    data = yaml.load(text)
    categories = data["categories"]
    entries = [f"- {{id: {key}, title: {_quoted(title)}}}" for key, title in new.items()]
    if not categories:
        listed = "".join(f"\n  {entry}" for entry in entries)
        return re.sub(r"(?m)^categories:[ \t]*\[\s*\]", lambda _: f"categories:{listed}", text)
    if categories.fa.flow_style():
        categories.extend(yaml.load("\n".join(entries)))
        stream = io.StringIO()
        yaml.dump(data, stream)
        return stream.getvalue()
    lines = text.split("\n")
    first = categories.lc.item(len(categories) - 1)[0]
    dash = len(lines[first]) - len(lines[first].lstrip())
    last = first
    while last + 1 < len(lines) and _goes_on(lines[last + 1], dash):
        last += 1
    line_end = "\r" if lines[first].endswith("\r") else ""
    lines[last + 1 : last + 1] = [f"{' ' * dash}{entry}{line_end}" for entry in entries]
    return "\n".join(lines)


def _goes_on(line: str, dash: int) -> bool:
    """Report whether a line belongs to the item whose dash stands in this column (from 0)."""
    return bool(line.strip()) and len(line) - len(line.lstrip()) > dash


def new_settings(title: str, found: Imprint, categories: Mapping[str, str]) -> str:
    """Write a first ``handbook.yaml`` with what was found; for what only the editor knows stands a placeholder."""
    publisher = _quoted(found.publisher) if found.publisher else TO_FILL
    edition = _quoted(found.edition) if found.edition else TO_FILL
    day = found.date.isoformat() if found.date else TO_FILL
    month = "；文件里只写到月" if found.date and not found.whole else ""
    entries: Sequence[str] = [
        f"  - {{id: {key}, title: {_quoted(name)}}}" for key, name in categories.items()
    ]
    return "\n".join(
        [
            "# 导入时新建。请核对书名、编制单位、版次和日期。",
            f"title: {_quoted(title)}",
            f"publisher: {publisher}    # 编制单位，照正文的写法",
            f"edition: {edition}    # 版次，如 第1版",
            'release: "1.0"             # 发布号，每次正式发布都要换新号；引号要保留',
            f"date: {day}    # 本次发布的日期，如 2024-05-31{month}",
            "language: zh-Hans",
            "page: A5",
            "categories:",
            *entries,
            "",
        ]
    )


def document_title(texts: Sequence[str], file: str) -> str:
    """Give the handbook's title: 《…问答…》 or 《…百问百答》 in the documents, else the name of ``file``."""
    for text in texts:
        match = re.search(r"《([^《》]*(?:问|答)[^《》]*)》", text)
        if match:
            return match[1]
    return PurePath(file).stem


def _quoted(words: str) -> str:
    stream = io.StringIO()
    yaml = YAML(typ="rt")
    yaml.width = 1_000_000
    yaml.dump({"x": DoubleQuotedScalarString(words)}, stream)
    return stream.getvalue().removeprefix("x: ").strip()
