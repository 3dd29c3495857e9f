"""Findings and proofs as text for people and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.findings import Finding, Severity
from pipeline.handbook import Handbook
from pipeline.verify.proof import Proof


def text(findings: Iterable[Finding]) -> str:
    """One line a finding, then one line that counts them (nothing at all where there is nothing to say)."""
    findings = tuple(findings)
    if not findings:
        return ""
    counts = [(s.value, sum(f.severity is s for f in findings)) for s in Severity]
    total = "，".join(f"{word} {count} 处" for word, count in counts if count)
    return "".join(f"{finding}\n" for finding in findings) + f"共 {total}。\n"


_COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}


def print_findings(findings: Iterable[Finding], console: Console | None = None) -> None:
    """:func:`text` on standard output; a terminal shows severities in colour and mends in grey."""
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
            line.append(f"（改法：{finding.hint}）", "dim not bold")
        console.print(line)
    if findings:
        console.print(text(findings).splitlines()[-1], markup=False)


def brief(findings: Iterable[Finding]) -> str:
    """:func:`text` without the lines that are no more than remarks; they are counted."""
    findings = tuple(findings)
    grave = tuple(finding for finding in findings if finding.severity is not Severity.INFO)
    remarks = len(findings) - len(grave)
    return text(grave) + (f"另有提示 {remarks} 处，用 baiwen check 查看。\n" if remarks else "")


def json_lines(findings: Iterable[Finding]) -> str:
    """``{"findings": [{"file", "line", "column", "code", "severity", "message", "hint"}]}``.

    A finding of proofreading has ``end_line``, ``end_column`` (after the last character) and ``text``, too.
    """
    rows = [
        {
            "file": f.at.file,
            "line": f.at.line,
            "column": f.at.column,
            "code": f.code,
            "severity": f.severity.name.lower(),
            "message": f.message,
            "hint": f.hint,
        }
        | ({"end_line": f.end.line, "end_column": f.end.column, "text": f.text} if f.end else {})
        for f in findings
    ]
    return json.dumps({"findings": rows}, ensure_ascii=False, indent=2) + "\n"


def github(findings: Iterable[Finding]) -> str:
    """Workflow commands (https://docs.github.com/actions/reference/workflow-commands-for-github-actions)."""
    level = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}

    def line(finding: Finding) -> str:
        where = f"file={finding.at.file},line={finding.at.line},col={finding.at.column},title={finding.code}"
        if finding.end and finding.end.line == finding.at.line:
            where += f",endColumn={finding.end.column}"
        words = finding.message + (f"（改法：{finding.hint}）" if finding.hint else "")
        return f"::{level[finding.severity]} {where}::{words.replace('%', '%25')}\n"

    return "".join(line(finding) for finding in findings)


def differences(proof: Proof) -> str:
    """One line a difference, then one a remark."""
    remarks = (f"提示 {remark}\n" for remark in proof.remarks)
    return "".join((*(f"{difference}\n" for difference in proof.differences), *remarks))


def print_proof(handbook: Handbook, proof: Proof) -> None:
    """The table question × edition: ✓, or ✗ where a difference is listed."""
    if not proof.editions:
        return
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 110)
    names = [edition.file for edition in proof.editions]
    beside = 11 + sum(cell_len(name) + 3 for name in names)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column("问", justify="right", no_wrap=True)
    table.add_column(
        "题目", no_wrap=True, overflow="ellipsis", width=min(48, max(10, console.width - beside))
    )
    for name in names:
        table.add_column(name, justify="center", no_wrap=True)
    for question in handbook.questions:
        marks = ("✗" if proof.of(name, question.number) else "✓" for name in names)
        table.add_row(str(question.number), question.title, *marks)
    console.print(table)


def print_checks(rows: Iterable[tuple[str, ...]]) -> None:
    """The table of preflight: file, what was looked at, what is asked for, what was found, the verdict."""
    console = Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else 140)
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in ("文件", "项目", "要求", "实测", "结论"):
        table.add_column(name, overflow="fold", no_wrap=name in ("文件", "项目", "结论"))
    before = ""
    for file, *others in rows:
        table.add_row("" if file == before else file or "全部", *others)
        before = file
    console.print(table)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """A function that says what is being done now: a spinner on a terminal, plain lines elsewhere."""
    console = Console(file=sys.stderr, highlight=False)
    if not console.is_terminal:
        yield lambda step: console.print(f"· {step}", markup=False)
        return
    with console.status("") as status:
        yield lambda step: status.update(f"{step}……")
