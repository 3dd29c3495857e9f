"""The editors' record compared with what was found: what is settled, and which entries fit no finding any more."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.findings import Decision, EditorialRecord, Finding, Query, Severity
from pipeline.proofread.manuscript import Manuscript
from pipeline.proofread.registry import Hit
from pipeline.proofread.rules import RULES


@dataclass(frozen=True, slots=True)
class Settled:
    """``indexes`` of hits that were decided or wait for the author, and findings about entries that fit no hit."""

    indexes: frozenset[int]
    stale: tuple[Finding, ...]


# Code → what is wrong and how to mend it; they belong to no rule, so the manual takes them from here.
STALE = {
    "D101": (
        "校对决定没有对应的地方",
        "原文已改的，删去这条决定；仍要保留的，把 rule、question、text 改成现在的",
    ),
    "D102": (
        "作者疑问没有对应的地方",
        "作者已答复、原文已改的，删去这条疑问；仍要问的，把 question、text 改成现在的",
    ),
    "D103": ("没有这条校对规则", "运行 baiwen rules 查看编号"),
}


def settle(hits: Iterable[tuple[str, Hit]], manuscript: Manuscript, record: EditorialRecord) -> Settled:
    """Compare ``hits`` (each with its rule's code) with the record; give what is settled and which entries are stale.

    An entry settles a hit of its rule and question when its text is found in the passage around the hit or within it.
    """
    hits = tuple(hits)
    known = {rule.code for rule in RULES}
    indexes: set[int] = set()
    stale: list[Finding] = []
    for decision in record.decisions:
        if decision.rule not in known:
            stale.append(_stale("D103", decision, decision.rule))
            continue
        matched = {i for i, (code, hit) in enumerate(hits) if code == decision.rule and _fits(decision, hit)}
        if not matched:
            stale.append(_stale("D101", decision, f"{decision.rule} {decision.question}「{decision.text}」"))
        indexes |= matched
    for query in record.queries:
        stale += [_stale("D103", query, code) for code in query.rules if code not in known]
        indexes |= {i for i, (code, hit) in enumerate(hits) if code in query.rules and _fits(query, hit)}
        if not any(query.text in passage.shown for passage in manuscript.of(query.question)):
            stale.append(_stale("D102", query, f"{query.question}「{query.text}」"))
    return Settled(frozenset(indexes), tuple(stale))


def _fits(entry: Decision | Query, hit: Hit) -> bool:
    return hit.passage.question == entry.question and any(
        (start <= hit.start and hit.end <= end) or (hit.start <= start and end <= hit.end)
        for start, end in (match.span() for match in re.finditer(re.escape(entry.text), hit.passage.shown))
    )


def _stale(code: str, entry: Decision | Query, words: str) -> Finding:
    what, mend = STALE[code]
    return Finding(entry.at, code, Severity.ERROR, f"{what}：{words}", mend)
