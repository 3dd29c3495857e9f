"""The commands: what they are called, what they take, what they print; no logic.

Exit code 0 when the result is good, 1 for findings or differences. Each command imports what it uses when it is called.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipeline.arrange import Arrangement
    from pipeline.desk import CheckedSource, Desk
    from pipeline.known import Outcome

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


Anew = Annotated[bool, typer.Option("--no-store", help="什么都不取自缓存，全部重做。")]
Jobs = Annotated[int, typer.Option("--jobs", min=0, help="最多用几个进程；不写就自己定。")]
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
    anew: Anew = False,
) -> None:
    """检查并校对源文件；有错误时退出码为 1。"""
    from pipeline import report
    from pipeline.desk import Desk, save_file

    desk = Desk.around(directory, keeps=not anew)
    aside = form is not Form.TEXT
    if fix:
        typer.echo("".join(f"{correction}\n" for correction in desk.mend()), nl=False, err=aside)
    outcome = desk.checked()
    if sheet and (words := desk.queries()):
        from pipeline.release.keep import list_file

        for name in ("queries.md", "queries.docx"):
            save_file(desk.output / name, list_file(name, words))
        typer.echo(f"疑问单在 {os.path.relpath(desk.output)}/queries.docx", err=aside)
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
    from pipeline.proofread.manual import rules_json, rules_table
    from pipeline.proofread.rules import RULES

    typer.echo(rules_json(RULES) if form is RulesForm.JSON else rules_table(RULES), nl=False)


@app.command("build")
def build_command(
    formats: Annotated[list[str] | None, typer.Argument(help="pdf epub wechat；docx 是审阅稿。")] = None,
    directory: Directory = HERE,
    anew: Anew = False,
    jobs: Jobs = 0,
) -> None:
    """检查源文件，生成成品并核对；默认生成全部。"""
    with _desk(directory, keeps=not anew, jobs=jobs) as desk:
        outcome = desk.built(formats or [])
    _report(outcome, desk)


@app.command("verify")
def verify_command(directory: Directory = HERE, anew: Anew = False, jobs: Jobs = 0) -> None:
    """重新打开 output 里的成品，逐问逐字与源文件核对；有出入时退出码为 1。"""
    with _desk(directory, keeps=not anew, jobs=jobs) as desk:
        outcome = desk.verify()
    _report(outcome, desk)


@app.command("preflight")
def preflight_command(directory: Directory = HERE) -> None:
    """印前检查：打开 output 里的 PDF，逐项量给印刷厂看；有不合格的项时退出码为 1。"""
    from pipeline import report
    from pipeline.desk import Desk

    found = Desk.around(directory).preflight()
    report.print_preflight(found)
    raise typer.Exit(0 if found.good else 1)


@app.command("import")
def import_command(
    files: Annotated[list[Path], typer.Argument(help="Word（.docx）、网页（.html）、Markdown 或文本文件。")],
    directory: Directory = HERE,
    update: Annotated[bool, typer.Option("--update", help="接受已有问题的改动。")] = False,
) -> None:
    """把别处写好的问答导入源文件；已有的问题只列出差异，加 --update 才改。"""
    from pipeline.desk import Desk
    from pipeline.importing import summary as import_report

    desk = Desk.around_or_at(directory)
    plan = desk.plan_import(files, directory)
    typer.echo(import_report.lines(plan), nl=False)
    if plan.faults:
        typer.echo(import_report.faults(plan), nl=False, err=True)
        raise typer.Exit(1)
    desk.put_in_place(plan, update=update)
    typer.echo(import_report.ending(plan, update=update), nl=False)
    raise typer.Exit(1 if plan.left or (plan.changes and not update) else 0)


@app.command("add")
def add_command(
    title: Annotated[str, typer.Argument(help="题目，写在引号里。")],
    category: Annotated[str, typer.Option("--category", help="类别的 id 或名称。")] = "",
    after: Annotated[str, typer.Option("--after", help="排在这个问题（id）后面；不写就排在类别最后。")] = "",
    directory: Directory = HERE,
) -> None:
    """新建一个问题文件；后面的文件需要时改名，id 不变。"""
    from pipeline.arrange import added
    from pipeline.desk import Desk

    desk = Desk.around(directory)
    _arrange(desk, added(desk.world, title, category, after), "新问题")


@app.command("move")
def move_command(
    question: Annotated[str, typer.Argument(help="要移动的问题的 id。")],
    after: Annotated[str, typer.Option("--after", help="移到这个问题（id）后面。")] = "",
    before: Annotated[str, typer.Option("--before", help="移到这个问题（id）前面。")] = "",
    to: Annotated[str, typer.Option("--to", help="移到这个类别（id 或名称）的最后。")] = "",
    directory: Directory = HERE,
) -> None:
    """把一个问题移到别处；文件需要时改名，id 不变。"""
    from pipeline.arrange import moved
    from pipeline.desk import Desk

    desk = Desk.around(directory)
    _arrange(desk, moved(desk.world, question, after=after, before=before, to=to), "已排好")


def _arrange(desk: Desk, plan: Arrangement, done: str) -> None:
    from pipeline import report

    if plan.faults:
        typer.echo(f"没有改动：先改好这些错误\n{report.text(plan.faults)}", nl=False, err=True)
        raise typer.Exit(1)
    desk.arrange(plan)
    typer.echo("".join(f"改名：{old} → {PurePosixPath(new).name}\n" for old, new in plan.renames), nl=False)
    typer.echo(f"{done}：{plan.file}")


@app.command("release")
def release_command(
    version: Annotated[str, typer.Argument(help="版本，与 handbook.yaml 里的 release 相同。")],
    directory: Directory = HERE,
) -> None:
    """核对成品，把这次发布的文字和页码记录到 releases/。"""
    with _desk(directory) as desk:
        outcome, file = desk.release(version)
    if file is None:
        _report(outcome, desk)
    else:
        typer.echo(f"已记录：{os.path.relpath(file)}（请把它和源文件一起保存）")


@app.command("changes")
def changes_command(
    old: Annotated[str, typer.Argument(help="旧版本，如 1.0。")],
    new: Annotated[str | None, typer.Argument(help="新版本；不写就是现在的源文件。")] = None,
    directory: Directory = HERE,
    output: Annotated[Path | None, typer.Option("-o", help="写到这个 .md 或 .docx 文件。")] = None,
) -> None:
    """两个版本之间逐问的改动：新增、删去、移动、修改。"""
    from pipeline.desk import Desk, save_file
    from pipeline.release.keep import list_file
    from pipeline.release.revision_list import revision_list

    source, found = Desk.around(directory).changes(old, new)
    if found is None:
        _stop(source)
    words = revision_list(found)
    if output is None:
        typer.echo(words, nl=False)
    else:
        save_file(output, list_file(output.name, words))
        typer.echo(f"修订说明在 {output}")


@app.command("errata")
def errata_command(
    version: Annotated[str, typer.Argument(help="已经印出去的那个版本，如 1.0。")],
    directory: Directory = HERE,
) -> None:
    """给已发布的版本出勘误：按那一版的页和行，列出误和正，做成 A5 勘误条和公众号文章。"""
    from pipeline.desk import Desk

    source, entries, files = Desk.around(directory).errata(version)
    if not source.good:
        _stop(source)
    if files:
        typer.echo(f"勘误 {len(entries)} 条：{'、'.join(map(os.path.relpath, files))}")
    else:
        typer.echo(f"发布 {version} 的文字与现在相同，没有勘误。")


@app.command("identify")
def identify_command(
    files: Annotated[list[Path], typer.Argument(help="任何一份 PDF、EPUB 或公众号文章，改过名也行。")],
    directory: Directory = HERE,
) -> None:
    """这份文件是哪一版，是不是现行版，有没有被改动；有一份不是未改动的现行版，退出码为 1。"""
    from pipeline.desk import Desk

    found = Desk.around(directory).identify(files)
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
    from pipeline import report
    from pipeline.publish.client import open_account
    from pipeline.publish.credentials import read_credentials

    with _desk(directory) as desk:
        credentials = None if dry_run else read_credentials(desk.root, os.environ)
        articles, against = desk.articles()
        if against:
            typer.echo(f"没有推送。\n{report.text(against)}", nl=False, err=True)
            raise typer.Exit(1)
        if credentials is None:
            requests = desk.rehearse_push(articles)
            folder = f"{os.path.relpath(desk.output)}/wechat/push/"
            typer.echo("".join(f"{line}\n" for line in requests), nl=False)
            typer.echo(f"没有联网；{len(requests)}个请求的内容在 {folder} 里。")
            return
        with open_account(credentials) as account:
            pushed = desk.push(articles, account)
    typer.echo(report.text(pushed.notes), nl=False)
    typer.echo(
        f"草稿箱已是最新：发送{pushed.sent}篇，{pushed.unchanged}篇没有变化。请到公众号后台检查后再发表。"
    )


def _report(outcome: Outcome, desk: Desk) -> NoReturn:
    from pipeline import report

    typer.echo(report.brief(outcome.findings), nl=False, err=not outcome.good)
    if outcome.proven is not None:
        report.print_proof(outcome.proven)
        typer.echo(report.differences(outcome.proven), nl=False, err=True)
    if outcome.good:
        again = "（自上次核对以来没有任何改动）" if outcome.remembered else ""
        typer.echo(f"成品在 {os.path.relpath(desk.output)}/ 里，与源文件一致{again}。")
    _leave(outcome)


def _stop(source: CheckedSource) -> NoReturn:
    """Print what is wrong with the source, which must be sound for the command, and leave."""
    from pipeline import report

    typer.echo(report.brief(source.findings), nl=False, err=True)
    raise typer.Exit(1)


def _leave(outcome: Outcome | CheckedSource) -> NoReturn:
    raise typer.Exit(0 if outcome.good else 1)


@contextmanager
def _desk(directory: Path, *, keeps: bool = True, jobs: int = 0) -> Iterator[Desk]:
    """Open the project, with a line a step; on a terminal the step under way is shown beside a spinner."""
    from pipeline import report
    from pipeline.desk import Desk

    with report.steps() as progress:
        yield Desk.around(directory, progress, keeps=keeps, jobs=jobs)
