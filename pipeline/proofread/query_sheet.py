"""What only the author can answer, as a sheet in Markdown: number, question, text, doubt, suggestion, room to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.findings import EditorialRecord
from pipeline.handbook import Handbook
from pipeline.proofread.manuscript import PREFACE, PROSE, SETTINGS, TERMS, Passage
from pipeline.proofread.proofreading import Proofs

AROUND = 24  # characters of text shown on each side of the words in doubt


@dataclass(frozen=True, slots=True)
class Doubt:
    """One row: ``context`` is the sentence around ``text``."""

    question: str
    text: str
    context: str
    doubt: str
    suggestion: str


def doubts(proofs: Proofs, record: EditorialRecord) -> tuple[Doubt, ...]:
    """Give the editors' queries and the open findings of rules that ask the author, in the order of the book."""
    rows: list[tuple[int, int, Doubt]] = []
    order = {id(passage): index for index, passage in enumerate(proofs.manuscript.passages)}
    for query in record.queries:
        # A sentence is preferred to a keyword or a label with the same words.
        for passage in sorted(proofs.manuscript.of(query.question), key=lambda one: one.kind not in PROSE):
            at = passage.shown.find(query.text)
            if at >= 0:
                context = _context(passage, at, at + len(query.text))
                doubt = Doubt(query.question, query.text, context, query.doubt, query.suggestion)
                rows.append((order[id(passage)], at, doubt))
                break
    for mark in proofs.open:
        if mark.rule.asks:
            hit = mark.hit
            context = _context(hit.passage, hit.start, hit.end)
            rows.append(
                (
                    order[id(hit.passage)],
                    hit.start,
                    Doubt(hit.passage.question, hit.text, context, mark.rule.name, hit.hint),
                )
            )
    return tuple(doubt for _, _, doubt in sorted(rows, key=lambda row: row[:2]))


def query_sheet(handbook: Handbook, rows: tuple[Doubt, ...]) -> str:
    """Write the sheet as Markdown (CommonMark with pipe tables)."""
    parts = [
        f"# {_safe(handbook.title)}　作者疑问单",
        f"{_safe(handbook.edition)}，发布号{handbook.release}，{handbook.date.isoformat()}。共{len(rows)}处。"
        "请在“答复”一栏写明照改、不改或另改的文字。",
    ]
    for number, row in enumerate(rows, start=1):
        parts.append("\n".join(_rows(handbook, number, row)))
    return "\n\n".join(parts) + "\n"


def _rows(handbook: Handbook, number: int, row: Doubt) -> Iterator[str]:
    yield f"| {number} | {_safe(_named(handbook, row.question))} |"
    yield "|---|---|"
    yield f"| 原文 | {_safe(row.context)} |"
    yield f"| 疑问 | 「{_safe(row.text)}」{_safe(row.doubt)} |"
    yield f"| 建议 | {_safe(row.suggestion)} |"
    yield "| 答复 | 　 |"


def _named(handbook: Handbook, question: str) -> str:
    places = {PREFACE: "前言", TERMS: "术语表（terms.yaml）", SETTINGS: "总说明（handbook.yaml）"}
    if question in places:
        return places[question]
    found = handbook.question(question)
    return f"第{found.number}问　{found.title}"


def _context(passage: Passage, start: int, end: int) -> str:
    before, after = passage.shown[:start][-AROUND:], passage.shown[end:][:AROUND]
    head = "…" if start > len(before) else ""
    tail = "…" if len(passage.shown) > end + len(after) else ""
    return f"{head}{before}{passage.shown[start:end]}{after}{tail}"


def _safe(text: str) -> str:
    """Escape the characters that Markdown would take for its own."""
    return re.sub(r"([\\`*_\[\]{}<>#~|])", r"\\\1", text)
