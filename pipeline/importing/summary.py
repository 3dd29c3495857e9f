"""A plan of an import as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.findings import with_hint
from pipeline.handbook.names import QUESTIONS
from pipeline.importing.plan import Plan

ACCEPT = "核对后加 --update 再运行一次"


def lines(plan: Plan) -> str:
    """Give the report, a line a paragraph, then the existing questions that differ with each place."""
    return "".join(f"{line}\n" for line in _lines(plan))


def _lines(plan: Plan) -> Iterator[str]:
    for section in plan.report:
        if section.document:
            yield f"{section.document}："
        indent = "  " if section.document else ""
        yield from (f"{indent}{entry}" for entry in section.entries)
    for change in plan.changes:
        if change.lines:
            yield f"差异 {change.file}：{change.title}"
        yield from (f"  {line}" for line in change.lines)
    yield from (f"没有带回 {finding}" for finding in plan.left)
    yield from (f"待补 {finding}" for finding in plan.to_supply)


def faults(plan: Plan) -> str:
    """Give the faults of the import."""
    return "".join(f"{fault}\n" for fault in plan.faults) + "什么也没有写入。\n"


def ending(plan: Plan, *, update: bool) -> str:
    """Give one line that says what has been written, and how to go on."""
    return f"{with_hint(*outcome(plan, update=update))}\n"


def outcome(plan: Plan, *, update: bool) -> tuple[str, str]:
    """Give what has been written, and how to go on (empty: it is done)."""
    if plan.reviewed:
        return _review_outcome(plan, update=update)
    questions = sum(name.startswith(f"{QUESTIONS}/") for name in plan.additions)
    done = f"导入 {questions} 个新问题"
    if plan.changes and update:
        done += f"，改动了已有的 {len(plan.changes)} 个"
    waiting = bool(plan.changes) and not update
    if waiting:
        done += f"；已有的 {len(plan.changes)} 个问题有差异，没有改动"
    return f"{done}。导入的文字与文件逐字相同。", ACCEPT if waiting else ""


def _review_outcome(plan: Plan, *, update: bool) -> tuple[str, str]:
    count = sum(bool(change.lines) for change in plan.changes) + len(plan.removals)
    rest = f"{len(plan.left)} 处没有带回，请自行处理" if plan.left else ""
    if not count:
        return (f"没有写入源文件；{rest}。" if rest else "审阅稿与源文件相同，没有改动。"), ""
    if not update:
        return f"审阅稿有改动，涉及 {count} 个文件，还没有写入{'；另有 ' + rest if rest else ''}。", ACCEPT
    proven = f"另有 {rest}" if rest else "重新生成的审阅稿与交回的逐字相同"
    return f"已带回源文件：{count} 个文件；{proven}。", ""
