"""A folder a fault: its files are laid over ``base``; just the codes in its name are reported, the messages kept."""

import shutil
from pathlib import Path

import pytest

from pipeline.read import read_handbook
from pipeline.read.catalogue import CATALOGUE
from pipeline.world import Folder

HERE = Path(__file__).parent
CASES = sorted(path.name for path in (HERE / "cases").iterdir())


def read_case(tmp_path: Path, name: str | None):
    shutil.copytree(HERE / "base", tmp_path, dirs_exist_ok=True)
    if name:
        shutil.copytree(HERE / "cases" / name, tmp_path, dirs_exist_ok=True)
    return read_handbook(Folder(tmp_path))


def test_base_is_faultless(tmp_path):
    reading = read_case(tmp_path, None)
    assert reading.findings == ()
    assert [question.title for question in reading.handbook.questions] == ["第一问？", "第二问？"]


@pytest.mark.parametrize("name", CASES)
def test_case(tmp_path, name, snapshot):
    findings = read_case(tmp_path, name).findings
    wanted = {part for part in name.split("-") if part in CATALOGUE}
    assert wanted
    assert wanted == {finding.code for finding in findings}
    assert "\n".join(str(finding) for finding in findings) == snapshot


def test_every_code_has_a_case():
    # S109 and S111 need bytes or an empty folder, which a folder of text files in git cannot hold.
    assert {part for name in CASES for part in name.split("-")} >= set(CATALOGUE) - {"S109", "S111"}


def test_not_utf8(tmp_path, snapshot):
    read_case(tmp_path, None)
    (tmp_path / "source/questions/001-first.md").write_bytes("---\nid: first\n---\n答案".encode("gbk"))
    findings = read_handbook(Folder(tmp_path)).findings
    assert "\n".join(str(finding) for finding in findings) == snapshot


def test_no_question(tmp_path, snapshot):
    read_case(tmp_path, None)
    shutil.rmtree(tmp_path / "source/questions")
    assert "\n".join(str(finding) for finding in read_handbook(Folder(tmp_path)).findings) == snapshot
