"""Every fault that is seeded into a good e-book is reported by the project's own proof of the finished file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipeline.formats.epub import FORMAT
from pipeline.formats.epub.steps import bind
from pipeline.verify.proof import prove
from tests.formats.epub.faults.seeds import FAULTS


@pytest.fixture(scope="session")
def good(handbook, templates, plain_cover, printed) -> bytes:
    return bind(handbook, templates, plain_cover, printed)


def reports(handbook, directory: Path) -> list[str]:
    return [difference.message for difference in prove(handbook, directory, (FORMAT,)).differences]


def test_a_good_book_has_none(handbook, good, printed):
    (printed / "handbook.epub").write_bytes(good)
    assert reports(handbook, printed) == []


def test_the_suite_is_whole():
    assert len(FAULTS) >= 54
    assert sum(fault.silent for fault in FAULTS) >= 18
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported(fault, handbook, good, printed, tmp_path):
    (tmp_path / "handbook-print.pdf").symlink_to(printed / "handbook-print.pdf")
    source = tmp_path / "good.epub"
    source.write_bytes(good)
    with zipfile.ZipFile(source) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    fault.change(files)
    with zipfile.ZipFile(tmp_path / "handbook.epub", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    found = reports(handbook, tmp_path)
    told = [message for message in found if fault.message in message]
    assert told, found
    mends = ("改法", "应为", "应有", "不应", "应在", "缺少", "源文件里没有")
    assert all(any(words in message for words in mends) for message in told)


def test_a_book_in_another_dress_has_none(handbook, good, printed, tmp_path):
    (tmp_path / "handbook-print.pdf").symlink_to(printed / "handbook-print.pdf")
    (tmp_path / "good.epub").write_bytes(good)
    with (
        zipfile.ZipFile(tmp_path / "good.epub") as archive,
        zipfile.ZipFile(tmp_path / "handbook.epub", "w") as other,
    ):
        for entry in archive.infolist():
            added = (
                (Path(__file__).parent / "ordinary.css").read_bytes()
                if entry.filename.endswith(".css")
                else b""
            )
            other.writestr(entry, archive.read(entry) + added)
    assert reports(handbook, tmp_path) == []
