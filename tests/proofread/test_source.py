"""The real source: no error, no warning that is not decided or asked; what the author is asked."""

import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from pipeline.build import Project, check, mend_source, queries
from pipeline.findings import Severity
from pipeline.release.keep import save_list
from tests.proofread.projects import project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sheet():
    return queries(Project(ROOT))


def test_no_error_and_no_warning():
    found = check(Project(ROOT)).findings
    assert [str(f) for f in found if f.severity is not Severity.INFO] == []


def test_no_keyword_whose_reading_is_guessed():
    assert [str(f) for f in check(Project(ROOT)).findings if f.code == "K101"] == []


def test_queries(sheet, snapshot):
    assert sheet == snapshot
    assert len(re.findall(r"^\| 答复 \|", sheet, re.M)) == 26


def test_the_same_word_file_every_time(sheet, tmp_path):
    for name in ("a.docx", "b.docx"):
        save_list(tmp_path / name, sheet)
    data = (tmp_path / "a.docx").read_bytes()
    assert data == (tmp_path / "b.docx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.docx") as opened:
        assert b"<w:tblBorders>" in opened.read("word/styles.xml")
        assert opened.read("word/document.xml").count(b"<w:tbl>") == 26


def test_nothing_to_mend(tmp_path):
    shutil.copytree(ROOT / "source", tmp_path / "source")
    assert mend_source(Project(tmp_path)) == ()


def test_the_text_as_it_was_published(tmp_path):
    """What chinese text loses on its way through a web page: every half-width mark and every button is found."""
    original = (ROOT / "tests/source/original.txt").read_text("utf-8")
    folder = project(tmp_path, {"seed": original.replace("\n", "\n\n")})
    codes = Counter(finding.code for finding in check(Project(folder)).findings)
    assert {code: codes[code] for code in ("U101", "A101", "N101", "N102", "F101")} == {
        "U101": 154,
        "A101": 3,
        "N101": 1,
        "N102": 1,
        "F101": 2,
    }
