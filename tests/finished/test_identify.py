"""Copies of finished files, renamed and mixed up: each says which edition it is, whether current, whether altered."""

from __future__ import annotations

import shutil
import zipfile

import pymupdf
import pytest

from pipeline.formats.registry import FORMATS
from pipeline.release.identify import identify, known_releases
from pipeline.verify.manifest import read_manifest
from pipeline.world import Folder

FILES = ("handbook.pdf", "handbook-print.pdf", "handbook.epub")


@pytest.fixture
def identified(finished, earlier, tmp_path):
    """Identify a copy of a file under another name, after ``change``."""
    releases = known_releases(Folder(finished.root), finished.handbook, read_manifest(finished.files))

    def answer(source, name, change=None):
        path = tmp_path / f"副本{name.replace('.', '_')}.bin"
        shutil.copyfile(source / name, path)
        if change:
            change(path)
        return identify(str(path), path.read_bytes(), finished.handbook, releases, FORMATS)

    return answer


@pytest.mark.parametrize("name", FILES)
def test_a_renamed_copy_of_the_current_edition(identified, finished, name):
    found = identified(finished.output, name)
    assert (found.original, found.release, found.current, found.whole) == (name, "1.0", True, "whole")
    assert found.good
    assert "现行版；未改动" in str(found)


@pytest.mark.parametrize("name", FILES)
def test_a_renamed_copy_of_an_older_release(identified, earlier, name):
    found = identified(earlier.output, name)
    assert (found.original, found.release, found.current, found.whole) == (name, "0.9", False, "whole")
    assert not found.good
    assert "不是现行版；未改动" in str(found)


def saved_again(path):
    with pymupdf.open(path, filetype="pdf") as pdf:
        data = pdf.tobytes(garbage=3, deflate=True)
    path.write_bytes(data)


def written_over(path):
    with pymupdf.open(path, filetype="pdf") as pdf:
        pdf[7].insert_text((100, 300), "more")
        data = pdf.tobytes()
    path.write_bytes(data)


def with_another_number(path):
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data.replace("1234.5万元".encode(), "1234.6万元".encode()))


def test_a_copy_that_was_saved_by_another_program(identified, finished):
    found = identified(finished.output, "handbook.pdf", saved_again)
    assert (found.release, found.current, found.whole) == ("1.0", True, "same words")


def test_an_altered_copy_names_the_question(identified, finished):
    found = identified(finished.output, "handbook.pdf", written_over)
    assert (found.release, found.current, found.whole) == ("1.0", True, "altered")
    assert "第1问" in str(found)
    found = identified(finished.output, "handbook.epub", with_another_number)
    assert "第1问" in str(found)
    assert "1234.6" in str(found)


def test_an_altered_copy_of_an_older_release(identified, earlier):
    found = identified(earlier.output, "handbook-print.pdf", written_over)
    assert (found.release, found.current, found.whole) == ("0.9", False, "altered")


def test_a_stranger(identified, finished, tmp_path):
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7 nothing")
    found = identified(tmp_path, "other.pdf")
    assert (found.release, found.good) == ("", False)
