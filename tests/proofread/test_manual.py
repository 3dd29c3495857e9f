"""The manual and the list of rules are made from the rules."""

import json
import re
from pathlib import Path

from pipeline.proofread.manual import manual, rules_json, rules_table
from pipeline.proofread.rules import RULES
from pipeline.proofread.tables import rows

ROOT = Path(__file__).parents[2]
TABLES = sorted(path.stem for path in (ROOT / "pipeline/proofread/tables").glob("*.tsv"))


def test_the_manual_is_up_to_date():
    assert (ROOT / "docs/proofreading.md").read_text("utf-8") == manual(RULES)


def test_every_rule_says_what_why_and_how():
    for rule in RULES:
        lines = "\n".join(rule.manual)
        assert re.fullmatch(r"[A-Z]\d{3}", rule.code)
        assert rule.name
        assert "。" not in rule.name
        assert len(re.findall("^依据：.+$", lines, re.M)) == 1, rule.code
        assert len(re.findall("^例：.+ → .+$", lines, re.M)) == 1, rule.code


def test_lists():
    assert len(rules_table(RULES).splitlines()) == len(RULES) + 1
    assert [row["code"] for row in json.loads(rules_json(RULES))["rules"]] == [rule.code for rule in RULES]


def test_every_row_of_a_table_has_a_source_and_patterns_compile():
    assert TABLES == [
        "cautious_words",
        "debris",
        "faulty_sentences",
        "misspellings",
        "offices",
    ]
    for name in TABLES:
        for row in rows(name):
            assert row["source"].strip(), row
            for key in ("pattern", "wrong"):
                re.compile(row.get(key, ""))
