"""The story of an edited review copy: read, compare with what went out, edit the source, prove, plan."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings import Severity
from pipeline.formats.contract import Workshop
from pipeline.formats.docx import styles
from pipeline.formats.docx.baseline import kept_package
from pipeline.formats.docx.steps import review_copy
from pipeline.handbook import Handbook, source_digest
from pipeline.importing.placing import candidate
from pipeline.importing.plan import Plan
from pipeline.importing.review.copy import Copy, read_copy
from pipeline.importing.review.draft import Copies, Draft, drafted
from pipeline.importing.review.proof import untrue
from pipeline.read import read_handbook
from pipeline.word import BadDocument, Package, open_package

LARGEST = 100_000_000  # bytes
EXCERPT = 24  # characters of the text that a comment is about
CHARACTERS, BLOCKS, ANSWER = 0, 1, 2
"""How much is written anew where something has changed: as little as can be proven right."""


def review_package(file: Path) -> Package | None:
    """The review copy in ``file``; None where it is another document, or none that can be opened."""
    try:
        if file.suffix.lower() != ".docx" or file.stat().st_size > LARGEST:
            return None
        package = open_package(file.read_bytes())
        names = package.xml(package.related("styles"))
        body = styles.Role("body").style
        ours = names is not None and any(body in one.attrib.values() for one in names.iter())
        return package if ours or kept_package(package) is not None else None
    except (OSError, BadDocument):
        return None  # whoever reads it next says what is wrong


def plan_review(root: Path, file: Path, package: Package, handbook: Handbook, workshop: Workshop) -> Plan:
    """What the editor's changes would do to the source, proven. Raises :class:`OutsideFailure`."""
    try:
        kept = kept_package(package)
        before = read_copy(kept[0]) if kept else None
        if before is None or kept is None or kept[1] != source_digest(handbook):
            now = read_copy(open_package(review_copy(handbook, workshop)))
        else:
            now = before
        copies = Copies(before or now, now, read_copy(package, now.pictures))
    except BadDocument as fault:
        return Plan(faults=(f"{file} {fault}",))
    if copies.before.questions and not copies.edited.questions:
        return Plan(
            faults=(
                f"{file} 里找不到问题（改法：问题的样式要用“标题 2”，类别用“标题 1”；不要另存为别的格式）",
            )
        )
    troubles = [one for one in copies.edited.troubles if one not in copies.before.troubles]
    if troubles:
        return Plan(faults=tuple(f"{file} {one}" for one in troubles))
    report = [f"{file.name}：", *(f"  {line}" for line in _remarks(copies.edited))]
    if before is None:
        report.append("  底稿 → 文件里没有，按现在的源文件比较")
    elif now is not before:
        report.append("  源文件 → 审阅稿生成以后改过；只带回审阅稿里的改动，源文件后来的改动保留")
    depths: dict[str, int] = {}
    wrong: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    for depth in (CHARACTERS, BLOCKS, ANSWER):
        depths |= dict.fromkeys(wrong, depth)
        draft = drafted(root, handbook, workshop, copies, depths)
        wrong, faults = _proven(root, workshop, copies, draft)
        if not wrong and not faults:
            return Plan(
                changes=draft.changes,
                removals=draft.removals,
                report=(*report, *(f"  {line}" for line in draft.report)),
                left=draft.left,
                reviewed=True,
            )
    faults = faults or tuple(f"{one}：改动不能准确带回（改法：在源文件里改）" for one in wrong)
    return Plan(report=tuple(report), faults=tuple(f"{file} {one}" for one in faults))


def _remarks(edited: Copy) -> list[str]:
    """What is to be said of the copy: tracked changes, comments with their places."""
    lines = [f"修订 → 按全部接受读取：{edited.changes} 处"] if edited.changes else []
    for comment in edited.comments:
        place = "前言以前" if comment.paragraph >= 0 else ""
        for number, question in enumerate(edited.questions, 1):
            if question.at <= comment.paragraph:
                place = f"第{number}问"
        words = comment.about if len(comment.about) <= EXCERPT else comment.about[:EXCERPT] + "…"
        about = f"「{words}」" if words else ""
        lines.append(f"批注 → 没有导入，请自行处理：{place}{about} {comment.author}：{comment.text}")
    return lines


def _proven(
    root: Path, workshop: Workshop, copies: Copies, draft: Draft
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a review copy made from the changed source says otherwise than the editor (titles), and its errors."""
    files = {change.file: change.data for change in draft.changes}
    with candidate(root, files, draft.removals) as folder:
        reading = read_handbook(folder)
        if reading.handbook is not None:
            errors = [
                f
                for f in reading.findings
                if f.severity is Severity.ERROR and (f.at.file in files or f.code == "M208")
            ]
            if errors:
                titles = {change.file: change.title for change in draft.changes}
                wrong = tuple(dict.fromkeys(titles[f.at.file] for f in errors if f.at.file in titles))
                return wrong, tuple(f"改动带回以后源文件有错误：{one}" for one in errors)
            found = read_copy(open_package(review_copy(reading.handbook, workshop)), copies.edited.pictures)
            return untrue(copies, found, draft), ()
    return (), tuple(f"改动带回以后源文件有错误：{one}" for one in reading.findings[:3])
