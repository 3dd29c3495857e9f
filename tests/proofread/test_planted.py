"""Planted errors: the clean sentences are left alone, the spoilt ones are found, those that are missed are known."""

from pathlib import Path

import pytest

from pipeline.findings import Severity
from pipeline.proofread import proofread
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.proofread.projects import project

ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "planted.tsv").read_text("utf-8").splitlines()[2:]
]
# What needs a dictionary or sense: 管里 for 管理; a dash of one character that could join two places; 全国首创, a fact.
MISSED = {
    "社区食堂由街道统一管里，接受居民监督。",
    "社区规划师—居民身边的“大管家”，每周到社区值守一天。",
    "该做法属全国首创，受到居民欢迎。",
}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The findings of both columns by sentence; each sentence is a question of its own."""
    sides = []
    for column in (0, 1):
        folder = project(
            tmp_path_factory.mktemp("planted"), {f"Row{n}": f"{row[column]}\n" for n, row in enumerate(ROWS)}
        )
        reading = read_handbook(Folder(folder))
        assert reading.findings == ()
        proofs = proofread(
            reading.handbook, reading.texts, reading.record, reading.findings, reading.gazetteer
        )
        by_question = {f"row{n}": [] for n in range(len(ROWS))}
        for mark in proofs.open:
            if mark.hit.passage.kind == "paragraph":
                by_question[mark.hit.passage.question].append(mark.finding)
        sides.append({row[column]: by_question[f"row{n}"] for n, row in enumerate(ROWS)})
    return sides


def test_clean_sentences_are_left_alone(found):
    alarms = {str(f) for findings in found[0].values() for f in findings if f.severity is not Severity.INFO}
    assert alarms == set()


def test_spoilt_sentences_are_found(found):
    assert {sentence for sentence, findings in found[1].items() if not findings} == MISSED
    assert len(ROWS) == 148
