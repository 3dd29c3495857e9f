"""Every single fault that is seeded into the finished files is told, with the right question and place."""

from __future__ import annotations

import shutil

import pytest

from pipeline.formats.registry import FORMATS
from pipeline.make import is_file_of
from pipeline.making.executors import Here
from pipeline.verify.basis import basis
from pipeline.verify.files import check_files
from pipeline.verify.proof import prove
from tests.finished.faults.table import FAULTS
from tests.values import TEMPLATES, files_in


@pytest.fixture
def altered(tmp_path, finished, earlier):
    """A copy of the finished files with a fault in it."""

    def seed(fault):
        folder = shutil.copytree(finished.output, tmp_path / "output")
        fault.seed(folder, earlier.output)
        return folder

    return seed


def test_the_suite_is_whole():
    assert len(FAULTS) >= 80
    assert len({fault.name for fault in FAULTS}) == len(FAULTS)


@pytest.mark.oracle
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_told(fault, altered, finished, record_property):
    record_property("seeded", fault.name)
    folder = altered(fault)
    found = []
    if fault.by_manifest:
        now = {one.name: basis(finished.handbook, one, TEMPLATES) for one in FORMATS}
        found += check_files(files_in(folder), FORMATS, now)
    else:
        formats = [one for one in FORMATS if is_file_of(one, fault.file)]
        found += prove(finished.handbook, files_in(folder), formats, Here()).differences
    told = [one for one in found if _is(one, fault)]
    assert told, [str(one) for one in found]
    record_property("caught", fault.name)


def _is(difference, fault) -> bool:
    where = difference.file == fault.file or (
        difference.file.startswith("wechat/") and fault.file.startswith("wechat/")
    )
    number = fault.number in (-1, difference.number)
    return where and number and all(words in str(difference) for words in fault.tells)
