"""Rules over a manuscript → findings, with the editors' decisions applied: the story of this room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.findings import Decision, EditorialRecord, Finding, Query, Severity, in_order
from pipeline.handbook import Category, Handbook, Place, Question, names
from pipeline.handbook.gazetteer import Gazetteer
from pipeline.proofread.decisions import Settled, settle
from pipeline.proofread.manuscript import MASK, Manuscript, manuscript
from pipeline.proofread.registry import AnyRule, Hit, PassageRule
from pipeline.proofread.rules import RULES


@dataclass(frozen=True, slots=True)
class Mark:
    """A rule's hit in the manuscript."""

    rule: AnyRule
    hit: Hit

    @property
    def at(self) -> Place:
        """The place where it begins."""
        return self.hit.passage.run.place_of(self.hit.start)

    @property
    def finding(self) -> Finding:
        """The finding for the editor."""
        last = self.hit.passage.run.place_of(max(self.hit.start, self.hit.end - 1))
        return Finding(
            self.at,
            self.rule.code,
            self.rule.severity,
            f"{self.rule.name}：{self.hit.detail}",
            self.hit.hint,
            self.hit.text,
            Place(last.file, last.line, last.column + 1),
        )


@dataclass(frozen=True, slots=True)
class Proofs:
    """The result of proofreading: the marks that are ``open``, not decided yet, and all findings for editors."""

    manuscript: Manuscript
    open: tuple[Mark, ...]
    settled: Settled
    findings: tuple[Finding, ...]


def proofread(
    handbook: Handbook,
    texts: Mapping[str, str],
    record: EditorialRecord,
    formal: Iterable[Finding] = (),
    gazetteer: Gazetteer | None = None,
    *,
    unplaced: Sequence[Question] = (),
) -> Proofs:
    """Proofread ``handbook``, whose files are ``texts``; give the marks and findings.

    ``formal`` are the faults of form that were found while reading; ``unplaced`` are questions that have no place in
    the handbook because of them. A decision is reported as stale where no fault of form can be the cause. Lines
    that such a fault covers to its ``end`` are not what the author means, and no rule judges them.
    """
    laid_out = manuscript(handbook, texts, gazetteer)
    misread = _covered(formal)
    found = [*marks(laid_out, RULES), *_marks_in(unplaced, laid_out, texts)]
    found = [mark for mark in found if (mark.at.file, mark.at.line) not in misread]
    settled = settle(((mark.rule.code, mark.hit) for mark in found), laid_out, record)
    open_marks = tuple(mark for index, mark in enumerate(found) if index not in settled.indexes)
    stale = _certain(settled.stale, handbook, record, formal)
    return Proofs(laid_out, open_marks, settled, in_order([*(m.finding for m in open_marks), *stale]))


def _certain(
    stale: Iterable[Finding], handbook: Handbook, record: EditorialRecord, formal: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Give the stale entries about questions that were read without a fault, with all that rules go by."""
    faulty = {one.file for one in formal if one.severity is Severity.ERROR}
    if faulty & {names.TERMS, names.DIVISIONS}:
        return ()
    sound = {question.id for question in handbook.questions if question.at.file not in faulty}
    entries: tuple[Decision | Query, ...] = (*record.decisions, *record.queries)
    certain = {one.at for one in entries if not faulty or one.question in sound}
    return tuple(one for one in stale if one.at in certain)


def _marks_in(unplaced: Sequence[Question], book: Manuscript, texts: Mapping[str, str]) -> tuple[Mark, ...]:
    """Give what rules for passages and districts find in questions that have no place in the book yet."""
    if not unplaced:
        return ()
    alone = replace(book.handbook, categories=(Category("unplaced", 1, "", tuple(unplaced)),), preface=())
    own = {question.id for question in unplaced}
    rules = [rule for rule in RULES if isinstance(rule, PassageRule) or rule.code.startswith("G")]
    return tuple(
        mark
        for mark in marks(manuscript(alone, texts, book.gazetteer), rules)
        if mark.hit.passage.question in own
    )


def _covered(formal: Iterable[Finding]) -> frozenset[tuple[str, int]]:
    """Give the lines of the faults that say where they end."""
    return frozenset(
        (one.file, line)
        for one in formal
        if isinstance(one.at, Place) and one.end
        for line in range(one.at.line, one.end.line + 1)
    )


def marks(laid_out: Manuscript, rules: Iterable[AnyRule]) -> tuple[Mark, ...]:
    """Give all that ``rules`` find, without what touches only characters that no rule may judge."""
    return tuple(_marks(laid_out, rules))


def _marks(laid_out: Manuscript, rules: Iterable[AnyRule]) -> Iterator[Mark]:
    for rule in rules:
        for hit in rule.run(laid_out):
            if set(hit.passage.text[hit.start : hit.end]) != {MASK}:
                yield Mark(rule, hit)
