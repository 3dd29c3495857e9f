"""Findings and proofs as text for people and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.findings import Finding, Severity, Spot, with_hint
from pipeline.handbook import Place
from pipeline.known import Proven

if TYPE_CHECKING:
    from pipeline.formats.pdf.rules.preflight import Preflight


def text(findings: Iterable[Finding]) -> str:
    """Write one line a finding, then one line that counts them; empty for no findings."""
    findings = tuple(findings)
    if not findings:
        return ""
    counts = [(s.value, sum(f.severity is s for f in findings)) for s in Severity]
    total = "，".join(f"{word} {count} 处" for word, count in counts if count)
    return "".join(f"{finding}\n" for finding in findings) + f"共 {total}。\n"


_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(findings: Iterable[Finding], console: Console | None = None) -> None:
    """Print :func:`text` on standard output; a terminal shows severities in colour and mends in grey."""
    findings = tuple(findings)
    console = console or Console(file=sys.stdout, highlight=False, soft_wrap=True)
    if not console.is_terminal:
        console.file.write(text(findings))
        return
    for finding in findings:
        line = Text(f"{finding.at} ", "bold")
        line.append(f"{finding.severity.value} {finding.code}", _COLOURS[finding.severity])
        line.append(f" {finding.message}", "not bold")
        if finding.hint:
            line.append(with_hint("", finding.hint), "dim not bold")
        console.print(line)
    if findings:
        console.print(text(findings).splitlines()[-1], markup=False)


def brief(findings: Iterable[Finding]) -> str:
    """Write :func:`text` without the remarks, which are counted."""
    findings = tuple(findings)
    grave = tuple(finding for finding in findings if finding.severity is not Severity.INFO)
    remarks = len(findings) - len(grave)
    return text(grave) + (f"另有提示 {remarks} 处，用 baiwen check 查看。\n" if remarks else "")


def json_lines(findings: Iterable[Finding]) -> str:
    """Write ``{"findings": [{"file", "line", "column", "code", "severity", "message", "hint"}]}``.

    A finding of proofreading has ``end_line``, ``end_column`` (after the last character) and ``text``, too.
    """
    rows = [
        _where(f)
        | {
            "code": f.code,
            "severity": f.severity.name.lower(),
            "message": f.message,
            "hint": f.hint,
        }
        | ({"end_line": f.end.line, "end_column": f.end.column, "text": f.text} if f.end else {})
        for f in findings
    ]
    return json.dumps({"findings": rows}, ensure_ascii=False, indent=2) + "\n"


def _where(finding: Finding) -> dict[str, object]:
    at = finding.at
    if isinstance(at, Spot):
        return {"file": at.file, "number": at.number, "place": at.place}
    return {"file": at.file, "line": at.line, "column": at.column}


def github(findings: Iterable[Finding]) -> str:
    """Write workflow commands (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

    def line(finding: Finding) -> str:
        where = [f"{name}={value}" for name, value in _annotated(finding).items()]
        words = with_hint(finding.message, finding.hint)
        return f"::{level[finding.severity]} {','.join(where)}::{words.replace('%', '%25')}\n"

    return "".join(line(finding) for finding in findings)


def _annotated(finding: Finding) -> dict[str, object]:
    """Give the place at which a workflow command puts its annotation."""
    at, end = finding.at, finding.end
    place = {"line": at.line, "col": at.column} if isinstance(at, Place) else {}
    beside = {"endColumn": end.column} if end and isinstance(at, Place) and end.line == at.line else {}
    return {"file": at.file, **place, "title": finding.code, **beside}


def differences(proof: Proven) -> str:
    """Write one line a difference, then one a remark."""
    return "".join(f"{one}\n" for one in (*proof.differences, *proof.remarks))


def print_proof(proof: Proven) -> None:
    """Print the table question × edition: ✓, or ✗ where a difference is listed."""
    if not proof.editions:
        return
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 110)
    names = proof.editions
    beside = 11 + sum(cell_len(name) + 3 for name in names)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("问", justify="right", no_wrap=True)
    table.add_column(
        "题目", no_wrap=True, overflow="ellipsis", width=min(48, max(10, console.width - beside))
    )
    for name in names:
        table.add_column(name, justify="center", no_wrap=True)
    for number, title in proof.questions:
        marks = ("✗" if proof.of(name, number) else "✓" for name in names)
        table.add_row(str(number), title, *marks)
    console.print(table)


def print_preflight(found: Preflight) -> None:
    """Print what was measured for the print shop, a row a check, and the number of rows that fail."""
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 140)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("文件", "项目", "要求", "实测", "结论"):
        table.add_column(name, overflow="fold", no_wrap=name in ("文件", "项目", "结论"))
    before = ""
    for one in found.checks:
        shown = "" if one.file == before else one.file or "全部"
        table.add_row(shown, one.name, one.wanted, one.found, one.verdict.value)
        before = one.file
    console.print(table)
    console.print(f"共 {len(found.checks)} 项：{found.bad} 项不合格，{found.notes} 项要注意。", markup=False)
    for finding in found.findings:
        print(finding, file=sys.stderr)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Give a function that shows the step under way: a spinner on a terminal, plain lines elsewhere."""
    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        yield lambda step: console.print(f"· {step}", markup=False)
        return
    with console.status("") as status:
        yield lambda step: status.update(f"{step}……")
