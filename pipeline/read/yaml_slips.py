"""YAML as an editor types it → the YAML that is meant, every slip named at its line.

A parser tells such a slip at another line, tells none (what follows `` #`` is a comment to it), and then says nothing
about the rest of the file. Read as it is meant, the rest of the file can be checked in the same run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.findings import Finding
from pipeline.handbook import Place
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.schema import field_names

_FIELD = re.compile(
    r"(?P<head>(?P<indent>\s*)(?:-\s+)?(?P<key>[a-z_]+)[ \t]*)(?P<colon>[:：])(?P<gap>[ \t]*)(?P<value>.*?)\s*"
)
_SENTENCES = frozenset(
    [
        "question",
        "title",
        "short_title",
        "publisher",
        "edition",
        "intro",
        "term",
        "definition",
        "name",
        "number",
        "word",
        "text",
        "reason",
        "doubt",
        "suggestion",
        "author",
    ]
)
"""Fields of free words, in which `` #`` is hardly ever meant as a comment."""
_BLOCK = re.compile(r"[|>][-+0-9]*(?:\s+#.*)?")
_ENDS = {
    '"': re.compile(r'"(?:[^"\\]|\\.)*"'),
    "'": re.compile(r"'(?:[^']|'')*'"),
    "[": re.compile(r"\[[^\[\]]*\]"),
}
_AFTER = re.compile(r"\s*(?:\s#.*|[,}\]].*)?")
_OWN_MARKS = "*&!%@`|>"


@dataclass(frozen=True, slots=True)
class _Slip:
    code: str
    column: int
    value: str
    reason: str


def as_meant(text: str, file: str, first_line: int) -> Checked[str]:
    """Give ``text``, which begins on ``first_line`` of ``file``, as it is meant, and a finding for each slip."""
    found: list[str] = []
    findings: list[Finding] = []
    known = field_names()
    inside: int | None = None  # deeper lines belong to the words of a field with this indentation
    closing = ""
    for number, line in enumerate(text.split("\n"), start=first_line):
        indent = len(line) - len(line.lstrip())
        match = None if closing else _FIELD.fullmatch(line)
        if closing:
            closing = "" if closing in line else closing
        elif inside is not None and (not line.strip() or indent > inside):
            match = None
        else:
            inside = None
        if match is None or match["key"] not in known:
            found.append(line)
            continue
        value = match["value"]
        if _BLOCK.fullmatch(value):
            inside = indent
        slips = list(_slips(match))
        if not slips and value[:1] in _ENDS and not _ENDS[value[0]].match(value):
            closing = {"[": "]"}.get(value[0], value[0])
        for slip in slips:
            value = slip.value
            at = Place(file, number, slip.column)
            findings.append(
                problem(slip.code, at, reason=slip.reason, line=f"{match['head'].strip()}: {value}")
            )
        found.append(f"{match['head']}: {value}" if slips else line)
    return Checked("\n".join(found), tuple(findings))


def _slips(match: re.Match[str]) -> Iterator[_Slip]:
    """Give what is wrong with the line of a field; the value of the last is the one to read."""
    key, value = match["key"], match["value"]
    fault = _fault(key, value)
    value = _mended(key, value) if fault else value
    if match["colon"] == "：":
        yield _Slip("S130", match.start("colon") + 1, value, f"“{key}”后面是全角冒号“：”")
    elif not match["gap"] and match["value"]:
        yield _Slip("S130", match.start("colon") + 1, value, f"“{key}:”后面没有空格")
    if fault:
        column, reason = fault
        yield _Slip("S131", match.start("value") + column + 1, value, reason)


def _fault(key: str, value: str) -> tuple[int, str] | None:
    """Give where in a value (from 0) its writing goes wrong, and how; None for a sound one."""
    first = value[:1]
    if first in _ENDS:
        end = _ENDS[first].match(value)
        if end is None or _AFTER.fullmatch(value, end.end()):
            return None
        marks = {"[": "方括号“[ ]”"}.get(first, f"引号 {first}")
        return (
            end.end(),
            f"{marks}后面还有“{value[end.end() :].strip()[:12]}”，开头的{marks}被当成 YAML 的记号",
        )
    if first and first in _OWN_MARKS and not _BLOCK.fullmatch(value):
        return 0, f"开头的“{first}”被当成 YAML 的记号"
    if re.match(r"[-?]\s", value):
        return 0, f"开头的“{first}”和空格被当成 YAML 的记号"
    if first == "{":
        return None
    comment = re.search(r"(?:^|(?<=\S) )#", value) if key in _SENTENCES else None
    if comment:
        lost = value[comment.end() - 1 :]
        return comment.end() - 1, f"“{lost[:12]}”被当成注释，不会印出来"
    colon = re.search(r":(?=\s|$)", re.sub(r"\s#.*", "", value))
    return (colon.start(), "内容里的英文冒号“:”被当成 YAML 的记号") if colon else None


def _mended(key: str, value: str) -> str:
    """Write the quotation marks of a value as Chinese has them; else put all of it into those of YAML."""
    parts = value.split('"')
    if value[0] == '"' and len(parts) % 2:
        chinese = parts[0] + "".join(f"{'“”'[at % 2]}{part}" for at, part in enumerate(parts[1:]))
        if not _fault(key, chinese):
            return chinese
        value = chinese
    return "'" + value.replace("'", "''") + "'"
