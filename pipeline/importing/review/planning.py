"""The way through an edited review copy: read, compare with what went out, edit the source, prove, plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.findings import Finding, Severity
from pipeline.formats.docx import styles
from pipeline.formats.docx.baseline import kept_package
from pipeline.formats.docx.steps import pictures_by_digest, review_copy
from pipeline.handbook import Handbook, words_digest
from pipeline.importing import documents
from pipeline.importing.catalogue import problem
from pipeline.importing.documents import DocumentFile
from pipeline.importing.plan import Entry, Plan, Section
from pipeline.importing.report import changes_entries, comment_entry
from pipeline.importing.review.attempt import Attempt, Refused
from pipeline.importing.review.copy import Copy, read_copy
from pipeline.importing.review.draft import Copies, Draft, drafted
from pipeline.importing.review.proof import untrue
from pipeline.making.steps import Supplies
from pipeline.read import read_handbook
from pipeline.word import BadDocument, Package, open_package
from pipeline.word.changes import withdrawn_words
from pipeline.world import World


def review_package(file: DocumentFile) -> Package | None:
    """Open a review copy; None for another document, or one that cannot be opened."""
    if file.suffix != ".docx" or file.data is None or len(file.data) > documents.LARGEST:
        return None
    try:
        package = open_package(file.data)
        names = package.xml(package.related("styles"))
        body = styles.Role("body").style
        ours = names is not None and any(body in one.attrib.values() for one in names.iter())
        return package if ours or kept_package(package) is not None else None
    except BadDocument:
        return None  # whoever reads it next says what is wrong


def plan_review(world: World, file: DocumentFile, package: Package, handbook: Handbook, cache: Path) -> Plan:
    """Plan what the editor's changes would do to the source, proven.

    Raises :class:`~pipeline.findings.OutsideFailure`.
    """
    supplies = Supplies({}, world, cache)
    try:
        kept = kept_package(package)
        before = read_copy(kept[0], file.name) if kept else None
        if before is None or kept is None or kept[1] != words_digest(handbook):
            now = read_copy(open_package(review_copy(handbook, supplies)), file.name)
        else:
            now = before
        copies = Copies(before or now, now, read_copy(package, file.name, now.pictures))
    except BadDocument as fault:
        return Plan(faults=(problem("I101", file.name, reason=fault.message, mend=fault.hint),))
    if copies.before.questions and not copies.edited.questions:
        return Plan(faults=(problem("I201", file.name),))
    troubles = tuple(one for one in copies.edited.troubles if one not in copies.before.troubles)
    if troubles:
        return Plan(faults=troubles)
    withdrawn = (
        Entry("修订", "有人插入、又有人删去的字", words) for words in withdrawn_words(package.document())
    )
    entries = (*_entries(copies.edited), *withdrawn)
    if before is None:
        entries = (*entries, Entry("底稿", "文件里没有，按现在的源文件比较"))
    elif now is not before:
        entries = (
            *entries,
            Entry("源文件", "审阅稿生成以后改过；只带回审阅稿里的改动，源文件后来的改动保留"),
        )
    pictures = pictures_by_digest(handbook, supplies)
    attempt = Attempt()
    while True:
        draft = drafted(world, handbook, pictures, copies, attempt)
        plan = Plan(
            changes=draft.changes,
            removals=draft.removals,
            report=(Section(file.file_name, (*entries, *draft.entries)),),
            left=(*draft.left, *(problem("I306", file.name, words=one) for one in copies.edited.stray)),
            reviewed=True,
        )
        wrong, faults = _proven(plan, supplies, copies, draft, file.name)
        if not wrong and not faults:
            return plan
        again = attempt.without(wrong, {*draft.titles.values(), *draft.answers})
        if again == attempt:
            faults = faults or tuple(problem("I204", file.name, title=one) for one in wrong)
            return Plan(report=(Section(file.file_name, entries),), faults=faults)
        attempt = again


def _entries(edited: Copy) -> Iterator[Entry]:
    """Report on the copy: tracked changes, comments with their places."""
    yield from changes_entries(edited.changes)
    for comment in edited.comments:
        place = "前言以前" if comment.paragraph >= 0 else ""
        for number, question in enumerate(edited.questions, 1):
            if question.at <= comment.paragraph:
                place = f"第{number}问"
        yield comment_entry(comment, place)


def _proven(
    plan: Plan, supplies: Supplies, copies: Copies, draft: Draft, name: str
) -> tuple[Mapping[str, Refused], tuple[Finding, ...]]:
    """Give what a review copy made from the changed source says otherwise than it has to (titles), and its errors."""
    reading = read_handbook(plan.over(supplies.world))
    if reading.handbook is None:
        return {}, tuple(_after(one, name) for one in reading.findings[:3])
    titles = {change.file: change.title for change in plan.changes}
    errors = [
        f for f in reading.findings if f.severity is Severity.ERROR and (f.file in titles or f.code == "M208")
    ]
    if errors:  # those that the source has already are none of the reviewer's
        known = {(f.file, f.code, f.message) for f in read_handbook(supplies.world).findings}
        errors = [f for f in errors if (f.file, f.code, f.message) not in known]
    if errors:
        wrong = {titles[f.file]: Refused(f.message, f.hint) for f in errors if f.file in titles}
        return wrong, tuple(_after(one, name) for one in errors)
    data = review_copy(reading.handbook, supplies)
    found = read_copy(open_package(data), name, copies.edited.pictures)
    return dict.fromkeys(untrue(found, draft), Refused()), ()


def _after(finding: Finding, name: str) -> Finding:
    """Report that the changed source would have a fault."""
    fault = f"{finding.file} {finding.code} {finding.message}"
    return problem("I205", name, fault=fault, mend=finding.hint)
