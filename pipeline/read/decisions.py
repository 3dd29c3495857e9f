"""``decisions.yaml`` → what editors have decided about findings, and what they ask the author."""

from __future__ import annotations

from pipeline.findings import Decision, EditorialRecord, Query
from pipeline.handbook.names import DECISIONS
from pipeline.read.checked import Checked
from pipeline.read.schema import DecisionsForm
from pipeline.read.validate import read_form


def read_decisions(text: str) -> Checked[EditorialRecord]:
    """Read the record; a faulty one is empty."""
    read = read_form(text, DECISIONS, DecisionsForm)
    if isinstance(read, tuple):
        return Checked(EditorialRecord(), read)
    decisions = tuple(
        Decision(
            e.rule,
            e.question,
            e.text,
            e.reason,
            e.by,
            e.date.isoformat(),
            read.yaml.place(["decisions", index]),
        )
        for index, e in enumerate(read.form.decisions)
    )
    queries = tuple(
        Query(e.question, e.text, e.doubt, e.suggestion, tuple(e.rules), read.yaml.place(["queries", index]))
        for index, e in enumerate(read.form.queries)
    )
    return Checked(EditorialRecord(decisions, queries), read.slips)
