"""``decisions.yaml`` → what editors have decided about findings, and what they ask the author."""

from __future__ import annotations

from pipeline.findings import Decision, EditorialRecord, Finding, Query
from pipeline.read.schema import DecisionsForm
from pipeline.read.validate import validate
from pipeline.read.yaml_file import parse_yaml


def decided(text: str | None, file: str, findings: list[Finding]) -> EditorialRecord:
    """The record in ``text`` (None: there is no such file); what is wrong with it is added to ``findings``."""
    if text is None:
        return EditorialRecord()
    yaml = parse_yaml(text, file)
    form = (yaml,) if isinstance(yaml, Finding) else validate(yaml, DecisionsForm)
    if isinstance(form, tuple) or isinstance(yaml, Finding):
        findings.extend(form if isinstance(form, tuple) else ())
        return EditorialRecord()
    return EditorialRecord(
        decisions=tuple(
            Decision(
                e.rule,
                e.question,
                e.text,
                e.reason,
                e.by,
                e.date.isoformat(),
                yaml.place(["decisions", index]),
            )
            for index, e in enumerate(form.decisions)
        ),
        queries=tuple(
            Query(e.question, e.text, e.doubt, e.suggestion, tuple(e.rules), yaml.place(["queries", index]))
            for index, e in enumerate(form.queries)
        ),
    )
