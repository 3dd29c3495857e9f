"""Guessed readings: what is asked about, and what is not."""

from pathlib import Path

from pipeline.proofread import proofread
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.proofread.projects import project

ROOT = Path(__file__).parents[2]


def asked(folder: Path, words: list[str], **files: str) -> list[str]:
    """The characters that K101 asks about in a handbook with these keywords."""
    root = project(folder, {"one": f"---\nkeywords: [{', '.join(words)}]\n---\n答。\n"}, **files)
    reading = read_handbook(Folder(root))
    assert reading.findings == ()
    proofs = proofread(reading.handbook, reading.texts, reading.record, (), reading.gazetteer)
    return [finding.text for finding in proofs.findings if finding.code == "K101"]


def test_only_where_another_reading_would_move_the_keyword(tmp_path):
    assert asked(tmp_path / "letter", ["长岙村"]) == ["长"]
    assert asked(tmp_path / "alone", ["安长村", "微更新"]) == []
    assert asked(tmp_path / "between", ["安长村", "安东村"]) == ["长"]  # an chang, an dong, an zhang


def test_a_row_in_the_source_answers(tmp_path):
    row = "readings: [{word: 长岙, reading: cháng ào}]\n"
    assert asked(tmp_path, ["长岙村", "长浜村"], terms=row) == ["长"]


def test_nothing_about_the_gazetteer_and_little_about_the_judged_words(tmp_path):
    gazetteer = read_handbook(Folder(ROOT)).gazetteer
    places = [name for district in gazetteer.divisions for name in (district.name, *district.towns)]
    assert asked(tmp_path / "places", places) == ["堡镇"]  # bǔ and bǎo: those who should know disagree
    lines = (ROOT / "tests/chinese/judged.tsv").read_text("utf-8").splitlines()
    words = [line.split("\t")[1] for line in lines if line.startswith("2\t")]
    assert len(asked(tmp_path / "words", words)) <= 0.015 * len(words)
