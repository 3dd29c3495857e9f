"""The commands: what they are called, what they take, what they print; no logic.

Exit code 0 when nothing stands against the result, 1 for findings or differences.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pipeline import report
from pipeline.build import (
    FaultyOutput,
    Outcome,
    Progress,
    Project,
    build,
    check,
    named_formats,
    open_project,
    verify,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="把一份问答手册的源文件做成印刷 PDF、EPUB 和公众号文章，并证明它们内容一致。",
)


class Form(StrEnum):
    """How ``check`` prints its findings."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"


Directory = Annotated[Path, typer.Option("-C", help="手册项目所在的文件夹（默认从当前文件夹向上找）。")]
HERE = Path()


@app.command("check")
def check_command(
    directory: Directory = HERE,
    form: Annotated[Form, typer.Option("--format", help="输出形式。")] = Form.TEXT,
) -> None:
    """检查源文件；有错误时退出码为 1。"""
    outcome = check(open_project(directory))
    printers = {Form.TEXT: report.text, Form.JSON: report.json_lines, Form.GITHUB: report.github}
    typer.echo(printers[form](outcome.findings), nl=False)
    _leave(outcome)


@app.command("build")
def build_command(
    formats: Annotated[list[str] | None, typer.Argument(help="只做其中几种：pdf epub wechat。")] = None,
    directory: Directory = HERE,
) -> None:
    """检查源文件，生成成品并核对；默认生成全部。"""
    project = open_project(directory)
    wanted = named_formats(formats or [])
    with _progress() as progress:
        try:
            outcome = build(project, wanted, progress)
        except FaultyOutput as fault:
            outcome = fault.outcome
    _tell(outcome, project)


@app.command("verify")
def verify_command(directory: Directory = HERE) -> None:
    """重新打开 output 里的成品，逐问逐字与源文件核对；有出入时退出码为 1。"""
    project = open_project(directory)
    with _progress() as progress:
        outcome = verify(project, progress)
    _tell(outcome, project)


def _tell(outcome: Outcome, project: Project) -> None:
    typer.echo(report.text(outcome.findings), nl=False, err=not outcome.good)
    if outcome.proof is not None and outcome.handbook is not None:
        report.print_proof(outcome.handbook, outcome.proof)
        typer.echo(report.differences(outcome.proof), nl=False, err=True)
    if outcome.good:
        typer.echo(f"成品在 {os.path.relpath(project.output)}/ 里，与源文件一致。")
    _leave(outcome)


def _leave(outcome: Outcome) -> None:
    raise typer.Exit(0 if outcome.good else 1)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line a step; on a terminal the step under way turns beside a spinner."""
    with report.steps() as progress:
        yield progress
