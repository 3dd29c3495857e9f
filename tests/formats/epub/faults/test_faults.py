"""Every fault that is seeded into a good e-book is reported by the project's own proof of the finished file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.formats.epub import FORMAT
from pipeline.making.executors import Here
from pipeline.verify.proof import prove
from tests.formats.epub.bound import bound, packed, unpacked
from tests.formats.epub.faults.seeds import FAULTS


@pytest.fixture(scope="session")
def good(handbook, printed) -> bytes:
    return bound(handbook, printed)


def reports(handbook, book, printed):
    files = {"handbook.epub": book, "handbook-print.pdf": printed}
    return prove(handbook, files, (FORMAT,), Here()).differences


def test_a_good_book_has_none(handbook, good, printed):
    assert reports(handbook, good, printed) == ()


def test_the_suite_is_whole():
    assert len(FAULTS) >= 54
    assert sum(fault.silent for fault in FAULTS) >= 18
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported(fault, handbook, good, printed):
    files = unpacked(good)
    fault.change(files)
    found = reports(handbook, packed(files), printed)
    told = [one for one in found if fault.message in str(one)]
    assert told, found
    mends = ("应为", "应有", "不应", "应在", "缺少", "源文件里没有")
    assert all(one.hint or any(words in one.message for words in mends) for one in told)


def test_a_book_in_another_dress_has_none(handbook, good, printed):
    added = (Path(__file__).parent / "ordinary.css").read_bytes()
    files = {name: data + added if name.endswith(".css") else data for name, data in unpacked(good).items()}
    assert reports(handbook, packed(files), printed) == ()
