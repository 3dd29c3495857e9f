"""A folder a rule: it fires on ``bad.md``, the messages kept; no rule at all fires on any ``good.md``."""

from pathlib import Path

import pytest

from pipeline.proofread import proofread
from pipeline.proofread.rules import RULES
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.proofread.projects import project

CASES = Path(__file__).parent / "rules"
CODES = sorted(path.name for path in CASES.iterdir())
# Beside the answer of the case there is a whole, faultless one: the term of the glossary is used, the title is taken.
BESIDE = {"Beside": "---\nquestion: 什么是另一问？\n---\n各区要做好微更新，由大鱼社区营造发展中心参加。\n"}


def proofs_of(folder: Path):
    reading = read_handbook(Folder(folder))
    assert reading.findings == ()
    return proofread(reading.handbook, reading.texts, reading.record, reading.findings, reading.gazetteer)


def test_every_rule_has_a_folder():
    assert [rule.code for rule in RULES] == sorted(
        {rule.code for rule in RULES}, key=[r.code for r in RULES].index
    )
    assert set(CODES) == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", CODES)
def test_bad(code, tmp_path, snapshot):
    beside = {} if code == "C103" else BESIDE
    proofs = proofs_of(project(tmp_path, beside | {code: (CASES / code / "bad.md").read_text("utf-8")}))
    assert code in {finding.code for finding in proofs.findings}
    assert "\n".join(map(str, proofs.findings)).replace("source/questions/", "") == snapshot
    mended = any(mark.hit.new is not None for mark in proofs.open if mark.rule.code == code)
    assert mended == next(rule.mends for rule in RULES if rule.code == code)


def test_no_rule_on_any_good_file(tmp_path):
    answers = {f"Good-{code}": (CASES / code / "good.md").read_text("utf-8") for code in CODES}
    assert [str(finding) for finding in proofs_of(project(tmp_path, answers)).findings] == []
