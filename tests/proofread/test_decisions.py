"""Editors' decisions: they settle what they name and nothing else; one that fits nothing is an error."""

import pytest

from pipeline.desk import Desk
from pipeline.proofread import proofread
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.proofread.projects import project

ANSWER = "区领导亲自挂帅推进。\n\n区领导亲自动员大家，每1-2周一次，做好微更新。\n"
DECISION = (
    "decisions:\n  - {{rule: {rule}, question: {question}, text: {text}, "
    "reason: 照录, by: 一校, date: 2024-05-31}}\n"
)


def findings_of(folder):
    reading = read_handbook(Folder(folder))
    proofs = proofread(reading.handbook, reading.texts, reading.record, reading.findings, reading.gazetteer)
    return [*reading.findings, *proofs.findings]


def decided(tmp_path, rule="F101", question="one", text="亲自挂帅"):
    words = DECISION.format(rule=rule, question=question, text=text)
    return findings_of(project(tmp_path, {"one": ANSWER}, decisions=words))


def test_without(tmp_path):
    codes = [f.code for f in findings_of(project(tmp_path, {"one": ANSWER}))]
    assert codes == ["F101", "F101", "N101"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("亲自", ["N101"]),
        ("亲自挂帅", ["F101", "N101"]),
        ("区领导亲自动员大家", ["F101", "N101"]),
        ("亲自上阵", ["D101", "F101", "F101", "N101"]),
    ],
)
def test_exact_text(tmp_path, text, left):
    assert [f.code for f in decided(tmp_path, text=text)] == left


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"rule": "N101"}, "D101"), ({"question": "two"}, "D101"), ({"rule": "X999"}, "D103")],
)
def test_other_rule_or_question(tmp_path, changed, code):
    found = decided(tmp_path, **changed)
    assert sorted(f.code for f in found) == sorted([code, "F101", "F101", "N101"])
    assert str(found[0]).startswith("source/decisions.yaml:2:5 错误 " + code)


def test_query_settles_its_rules_and_goes_stale(tmp_path):
    entry = "queries:\n  - {{question: one, text: {}, doubt: 写法, suggestion: 改, rules: [N101]}}\n"
    settled = findings_of(project(tmp_path / "a", {"one": ANSWER}, decisions=entry.format("每1-2周")))
    assert [f.code for f in settled] == ["F101", "F101"]
    stale = findings_of(project(tmp_path / "b", {"one": ANSWER}, decisions=entry.format("每3-4周")))
    assert [f.code for f in stale] == ["D102", "F101", "F101", "N101"]


def test_not_held_against_the_editor_while_questions_are_missing(tmp_path):
    folder = project(
        tmp_path, {"one": ANSWER}, decisions=DECISION.format(rule="F101", question="one", text="亲自")
    )
    path = folder / "source/questions/001-one.md"
    path.write_text(path.read_text("utf-8").replace("category:", "kategory:"), encoding="utf-8")
    assert {f.code for f in findings_of(folder)} - {"C103"} == {"S102", "S103"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            "decisions:\n  - {rule: F101, question: one, text: 亲自, by: 一校, date: 2024-05-31}\n",
            ":2:5 错误 S103",
        ),
        (
            "decisions:\n  - rule: F101\n    question: one\n    text: 亲自\n    reason: 照录\n"
            "    by: 甲\n    date: 2024-05-31\n    who: 乙\n",
            ":8:5 错误 S102",
        ),
        (
            "decisions:\n  - {rule: 校对, question: one, text: 亲自, reason: 照录, by: 甲, date: 2024-05-31}\n",
            ":2:6 错误 S104",
        ),
        ("decision: []\n", ":1:1 错误 S102"),
        ("decisions: [\n", "错误 S101"),
    ],
)
def test_faulty_file(tmp_path, words, message):
    found = findings_of(project(tmp_path, {"one": "做好微更新。\n"}, decisions=words))
    assert len(found) == 1
    assert message in str(found[0])
    assert str(found[0]).startswith("source/decisions.yaml")


def test_a_question_without_a_place_is_proofread_in_the_same_run(tmp_path):
    misplaced = f"---\ncategory: nowhere\n---\n{ANSWER}"
    broken = f"---\nquestion:\n---\n{ANSWER}"
    folder = project(tmp_path, {"one": misplaced, "two": broken})
    found = [(f.file[-10:-3], f.code) for f in Desk.around(folder).check().findings if f.code != "C103"]
    assert [code for file, code in found if file == "001-one"] == ["S106", "F101", "F101", "N101"]
    assert [code for file, code in found if file == "002-two"] == ["S104", "F101", "F101", "N101"]


def test_a_decision_about_a_sound_question_is_stale_whatever_is_wrong_elsewhere(tmp_path):
    broken = f"---\ncategory: nowhere\n---\n{ANSWER}"
    for question, stale in (("one", ["D101"]), ("two", [])):
        words = DECISION.format(rule="F101", question=question, text="亲自上阵")
        folder = project(tmp_path / question, {"one": ANSWER, "two": broken}, decisions=words)
        codes = [f.code for f in Desk.around(folder).check().findings]
        assert [code for code in codes if code[0] == "D"] == stale
