"""YAML text → plain data that remembers where every field stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pipeline.findings import Finding
from pipeline.handbook import Place
from pipeline.read.catalogue import problem


@dataclass(frozen=True, slots=True)
class YamlFile:
    """Parsed YAML: ``data`` is the root mapping; ``first_line`` is where the text begins in its file."""

    file: str
    first_line: int
    data: CommentedMap

    def place(self, path: Sequence[str | int]) -> Place:
        """Give the place of the field at ``path`` (its key, or its item), or of its nearest parent if it is absent."""
        node: Any = self.data
        line, column = node.lc.line or 0, node.lc.col or 0
        for step in path:
            if isinstance(node, CommentedMap) and step in node:
                line, column = node.lc.key(step)
            elif isinstance(node, CommentedSeq) and isinstance(step, int) and step < len(node):
                line, column = node.lc.item(step)
            else:
                break
            node = node[step]
        return Place(self.file, self.first_line + line, column + 1)


def parse_yaml(text: str, file: str, first_line: int = 1) -> YamlFile | Finding:
    """Parse ``text`` (YAML 1.2, one mapping); ``first_line`` is the line of ``file`` on which it begins."""
    try:
        data = YAML(typ="rt").load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        place = Place(file, first_line + mark.line, mark.column + 1) if mark else Place(file, first_line)
        return problem("S101", place, reason=_in_chinese(str(fault.problem)))
    except YAMLError as fault:
        return problem("S101", Place(file, first_line), reason=str(fault).splitlines()[0])
    if data is None:
        data = CommentedMap()
    if not isinstance(data, CommentedMap):
        return problem("S101", Place(file, first_line), reason="这里应当是一行行的“名称: 内容”")
    return YamlFile(file, first_line, data)


def _in_chinese(reason: str) -> str:
    """Give the parser's commonest complaints in an editor's words; others stay as they are."""
    for english, chinese in _REASONS:
        if english in reason:
            return chinese
    return reason


_REASONS = (
    ("mapping values are not allowed", "这一行里多了一个冒号，含英文冒号的内容要加引号"),
    ("could not find expected ':'", "这里少了一个冒号"),
    ("found duplicate key", "同一个字段写了两次"),
    ("found character '\\t'", "缩进用了制表符，请改用空格"),
    ("while scanning a quoted scalar", "引号没有成对"),
    ("found unexpected end of stream", "引号或括号没有成对"),
    ("expected ',' or ']'", "方括号列表里少了逗号或右括号（要用英文逗号）"),
    ("expected ',' or '}'", "花括号里少了逗号或右括号（要用英文逗号）"),
    ("expected <block end>", "缩进没有对齐"),
)
