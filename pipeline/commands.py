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
    NotReady,
    Outcome,
    Progress,
    Project,
    build,
    check,
    handbook_of,
    mend_source,
    named_formats,
    open_project,
    push,
    queries,
    rehearse_push,
    verify,
)
from pipeline.formats.contract import UnreadableOutput
from pipeline.formats.pdf.rules.check import Verdict
from pipeline.formats.pdf.rules.preflight import preflight
from pipeline.formats.registry import FORMATS
from pipeline.importing import summary as import_report
from pipeline.importing.story import carry_out, plan_import
from pipeline.proofread.manual import rules_json, rules_table
from pipeline.proofread.rules import RULES
from pipeline.publish.client import open_account
from pipeline.publish.credentials import read_credentials
from pipeline.read import find_project
from pipeline.release.errata import errata
from pipeline.release.errata_files import errata_files, save_errata
from pipeline.release.identify import identify, known_releases
from pipeline.release.keep import compare_with, keep, save_list
from pipeline.release.revision_list import revision_list

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


class RulesForm(StrEnum):
    """How ``rules`` prints the rules."""

    TEXT = "text"
    JSON = "json"


Directory = Annotated[Path, typer.Option("-C", help="手册项目所在的文件夹（默认从当前文件夹向上找）。")]
HERE = Path()


@app.command("check")
def check_command(
    directory: Directory = HERE,
    form: Annotated[Form, typer.Option("--format", help="输出形式。")] = Form.TEXT,
    fix: Annotated[bool, typer.Option("--fix", help="改好只有一种改法的地方，并逐处说明。")] = False,
    sheet: Annotated[
        bool, typer.Option("--queries", help="把要问作者的地方写到 output/queries.md 和 queries.docx。")
    ] = False,
) -> None:
    """检查并校对源文件；有错误时退出码为 1。"""
    project = open_project(directory)
    if fix:
        corrections = mend_source(project)
        typer.echo(
            "".join(f"{correction}\n" for correction in corrections), nl=False, err=form is not Form.TEXT
        )
    outcome = check(project)
    if sheet and (words := queries(project)):
        for suffix in (".md", ".docx"):
            save_list(project.output / f"queries{suffix}", words)
        typer.echo(f"疑问单在 {os.path.relpath(project.output)}/queries.docx", err=form is not Form.TEXT)
    if form is Form.TEXT:
        report.print_findings(outcome.findings)
    else:
        printers = {Form.JSON: report.json_lines, Form.GITHUB: report.github}
        typer.echo(printers[form](outcome.findings), nl=False)
    _leave(outcome)


@app.command("rules")
def rules_command(
    form: Annotated[RulesForm, typer.Option("--format", help="输出形式。")] = RulesForm.TEXT,
) -> None:
    """列出全部校对规则。"""
    typer.echo(rules_json(RULES) if form is RulesForm.JSON else rules_table(RULES), nl=False)


@app.command("build")
def build_command(
    formats: Annotated[list[str] | None, typer.Argument(help="pdf epub wechat；docx 是审阅稿。")] = None,
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


@app.command("preflight")
def preflight_command(directory: Directory = HERE) -> None:
    """印前检查：打开 output 里的 PDF，逐项量给印刷厂看；有不合格的项时退出码为 1。"""
    project = open_project(directory)
    try:
        checks = preflight(project.output)
    except UnreadableOutput as fault:
        typer.echo(f"output/{fault}", err=True)
        raise typer.Exit(1) from None
    report.print_checks([(c.file, c.name, c.wanted, c.found, c.verdict.value) for c in checks])
    bad = sum(one.verdict is Verdict.BAD for one in checks)
    notes = sum(one.verdict is Verdict.NOTE for one in checks)
    typer.echo(f"共 {len(checks)} 项：{bad} 项不合格，{notes} 项要注意。")
    raise typer.Exit(1 if bad else 0)


@app.command("import")
def import_command(
    files: Annotated[list[Path], typer.Argument(help="Word（.docx）、网页（.html）、Markdown 或文本文件。")],
    directory: Directory = HERE,
    update: Annotated[bool, typer.Option("--update", help="接受已有问题的改动。")] = False,
) -> None:
    """把别处写好的问答导入源文件；已有的问题只列出差异，加 --update 才改。"""
    root = find_project(directory) or directory
    plan = plan_import(root, files)
    typer.echo(import_report.lines(plan), nl=False)
    if plan.faults:
        typer.echo(import_report.faults(plan), nl=False, err=True)
        raise typer.Exit(1)
    carry_out(root, plan, update=update)
    typer.echo(import_report.ending(plan, update=update), nl=False)
    raise typer.Exit(1 if plan.left or (plan.changes and not update) else 0)


@app.command("release")
def release_command(
    version: Annotated[str, typer.Argument(help="版本，与 handbook.yaml 里的 release 相同。")],
    directory: Directory = HERE,
) -> None:
    """核对成品，把这次发布的文字和页码记录到 releases/。"""
    project = open_project(directory)
    with _progress() as progress:
        outcome = verify(project, progress)
    if not outcome.good or outcome.handbook is None:
        _tell(outcome, project)
    else:
        path = keep(project.root, version, outcome.handbook, project.output, outcome.editions)
        typer.echo(f"已记录：{os.path.relpath(path)}（请把它和源文件一起保存）")


@app.command("changes")
def changes_command(
    old: Annotated[str, typer.Argument(help="旧版本，如 1.0。")],
    new: Annotated[str | None, typer.Argument(help="新版本；不写就是现在的源文件。")] = None,
    directory: Directory = HERE,
    output: Annotated[Path | None, typer.Option("-o", help="写到这个 .md 或 .docx 文件。")] = None,
) -> None:
    """两个版本之间逐问的改动：新增、删去、移动、修改。"""
    project = open_project(directory)
    source = check(project)
    if source.handbook is None or not source.good:
        _tell(source, project)
    else:
        found = compare_with(project.root, old, new, source.handbook, project.output)
        words = revision_list(found)
        if output is None:
            typer.echo(words, nl=False)
        else:
            save_list(output, words)
            typer.echo(f"修订说明在 {output}")


@app.command("errata")
def errata_command(
    version: Annotated[str, typer.Argument(help="已经印出去的那个版本，如 1.0。")],
    directory: Directory = HERE,
) -> None:
    """给已发布的版本出勘误：按那一版的页和行，列出误和正，做成 A5 勘误条和公众号文章。"""
    project = open_project(directory)
    source = check(project)
    if source.handbook is None or not source.good:
        _tell(source, project)
        return
    found = compare_with(project.root, version, None, source.handbook, project.output)
    entries = errata(found)
    if not entries:
        typer.echo(f"发布 {version} 的文字与现在相同，没有勘误。")
        return
    files = errata_files(source.handbook, found.old, entries, project.workshop)
    slip, article = save_errata(files, project.output, version)
    typer.echo(f"勘误 {len(entries)} 条：{os.path.relpath(slip)}、{os.path.relpath(article)}")


@app.command("identify")
def identify_command(
    files: Annotated[list[Path], typer.Argument(help="任何一份 PDF、EPUB 或公众号文章，改过名也行。")],
    directory: Directory = HERE,
) -> None:
    """这份文件是哪一版，是不是现行版，有没有被改动；有一份不是未改动的现行版，退出码为 1。"""
    project = open_project(directory)
    handbook = handbook_of(project)
    releases = known_releases(project.root, handbook, project.output)
    found = [identify(file, handbook, releases, FORMATS) for file in files]
    for one in found:
        typer.echo(str(one))
    raise typer.Exit(0 if all(one.good for one in found) else 1)


@app.command("push")
def push_command(
    directory: Directory = HERE,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="不联网，只把要发送的内容写到 output/wechat/push/。")
    ] = False,
) -> None:
    """把公众号文章送进草稿箱（只存草稿，从不发表）；再次运行只更新改动过的文章。"""
    project = open_project(directory)
    try:
        if dry_run:
            _tell_rehearsal(project)
        else:
            _tell_push(project)
    except NotReady as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from None


def _tell_rehearsal(project: Project) -> None:
    with _progress() as progress:
        requests = rehearse_push(project, progress)
    typer.echo("".join(f"{line}\n" for line in requests), nl=False)
    typer.echo(f"没有联网；{len(requests)}个请求的内容在 {os.path.relpath(project.output)}/wechat/push/ 里。")


def _tell_push(project: Project) -> None:
    credentials = read_credentials(project.root, os.environ)
    with open_account(credentials) as account, _progress() as progress:
        pushed = push(project, account, progress)
    for note in pushed.notes:
        typer.echo(f"提示 {note}")
    typer.echo(
        f"草稿箱已是最新：发送{pushed.sent}篇，{pushed.unchanged}篇没有变化。请到公众号后台检查后再发表。"
    )


def _tell(outcome: Outcome, project: Project) -> None:
    typer.echo(report.brief(outcome.findings), nl=False, err=not outcome.good)
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
