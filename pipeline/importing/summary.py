"""A plan of an import as text for a terminal."""

from __future__ import annotations

from pipeline.importing.plan import Plan


def lines(plan: Plan) -> str:
    """The report, a line a paragraph, then the existing questions that differ with each place."""
    parts = [*plan.report]
    for change in plan.changes:
        if change.lines:
            parts.append(f"差异 {change.file}：{change.title}")
        parts += [f"  {line}" for line in change.lines]
    parts += [f"没有带回 {line}" for line in plan.left]
    parts += [f"待补 {finding}" for finding in plan.to_supply]
    return "".join(f"{part}\n" for part in parts)


def faults(plan: Plan) -> str:
    """What stands against the import."""
    return "".join(f"错误 {fault}\n" for fault in plan.faults) + "什么也没有写入。\n"


def ending(plan: Plan, *, update: bool) -> str:
    """One line that says what has been written."""
    if plan.reviewed:
        return _review_ending(plan, update=update)
    questions = sum(name.startswith("source/questions/") for name in plan.additions)
    if not plan.changes:
        rest = ""
    elif update:
        rest = f"，改动了已有的 {len(plan.changes)} 个"
    else:
        rest = f"；已有的 {len(plan.changes)} 个问题有差异，没有改动（改法：核对后加 --update 再运行一次）"
    return f"导入 {questions} 个新问题{rest}。导入的文字与文件逐字相同。\n"


def _review_ending(plan: Plan, *, update: bool) -> str:
    count = sum(bool(change.lines) for change in plan.changes) + len(plan.removals)
    if not count:
        return "审阅稿与源文件相同，没有改动。\n"
    if not update:
        return f"审阅稿有改动，涉及 {count} 个文件，还没有写入（改法：核对后加 --update 再运行一次）。\n"
    rest = f"；另有 {len(plan.left)} 处请自行处理" if plan.left else "；重新生成的审阅稿与交回的逐字相同"
    return f"已带回源文件：{count} 个文件{rest}。\n"
