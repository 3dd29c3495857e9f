"""The real source: no error, no warning that is not decided or asked; what the author is asked."""

import io
import re
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from pipeline.desk import Desk
from pipeline.findings import Severity
from pipeline.release.keep import list_file
from tests.proofread.projects import project

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sheet():
    return Desk.around(ROOT).queries()


def test_no_error_and_no_warning():
    found = Desk.around(ROOT).check().findings
    assert [str(f) for f in found if f.severity is not Severity.INFO] == []


def test_no_keyword_whose_reading_is_guessed():
    assert [str(f) for f in Desk.around(ROOT).check().findings if f.code == "K101"] == []


def test_queries(sheet, snapshot):
    assert sheet == snapshot
    assert len(re.findall(r"^\| 答复 \|", sheet, re.M)) == 26


def test_the_same_word_file_every_time(sheet):
    data = list_file("a.docx", sheet)
    assert data == list_file("b.docx", sheet)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert b"<w:tblBorders>" in opened.read("word/styles.xml")
        assert opened.read("word/document.xml").count(b"<w:tbl>") == 26


def test_nothing_to_mend(tmp_path):
    shutil.copytree(ROOT / "source", tmp_path / "source")
    assert Desk.around(tmp_path).mend() == ()


def test_the_text_as_it_was_published(tmp_path):
    """What chinese text loses on its way through a web page: every half-width mark and every button is found."""
    original = (ROOT / "tests/source/original.txt").read_text("utf-8")
    folder = project(tmp_path, {"seed": original.replace("\n", "\n\n")})
    codes = Counter(finding.code for finding in Desk.around(folder).check().findings)
    assert {code: codes[code] for code in ("U101", "A101", "N101", "N102", "F101")} == {
        "U101": 154,
        "A101": 3,
        "N101": 1,
        "N102": 1,
        "F101": 2,
    }
