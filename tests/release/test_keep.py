"""Releases in a project's folder."""

from __future__ import annotations

import dataclasses
import zipfile

import pytest

from pipeline.findings import OutsideFailure, WrongUse
from pipeline.handbook import Paragraph, Text
from pipeline.release.keep import compare_with, keep, save_list
from pipeline.release.record import load, record
from pipeline.release.revision_list import revision_list
from pipeline.verify.manifest import make_manifest, write_manifest


@pytest.fixture
def project(tmp_path, sample):
    """A folder whose output says in its manifest that it was made from the sample."""
    (tmp_path / "output").mkdir()
    write_manifest(tmp_path / "output", make_manifest(sample, tmp_path / "output", {}, (), None))
    return tmp_path


def reworded(handbook):
    """The handbook with another first answer."""
    category = handbook.categories[0]
    question = dataclasses.replace(category.questions[0], blocks=(Paragraph((Text("改写过的答案。"),)),))
    category = dataclasses.replace(category, questions=(question, *category.questions[1:]))
    return dataclasses.replace(handbook, categories=(category, *handbook.categories[1:]))


def test_what_was_recorded_comes_back(project, sample):
    path = keep(project, sample.release, sample, project / "output")
    kept = load(path)
    assert kept == record(sample, kept.manifest)
    assert [question.id for question in kept.questions] == [question.id for question in sample.questions]
    assert compare_with(project, sample.release, None, sample, project / "output").none


def test_recording_twice_changes_nothing_and_other_words_are_refused(project, sample):
    path = keep(project, sample.release, sample, project / "output")
    before = path.read_bytes()
    keep(project, sample.release, sample, project / "output")
    with pytest.raises(WrongUse, match="已经记录过"):
        keep(project, sample.release, reworded(sample), project / "output")
    assert path.read_bytes() == before


def test_the_version_is_the_handbook_s(project, sample):
    with pytest.raises(WrongUse, match=r"不是 9\.9"):
        keep(project, "9.9", sample, project / "output")


def test_a_release_that_is_not_there_names_those_that_are(project, sample):
    keep(project, sample.release, sample, project / "output")
    with pytest.raises(WrongUse, match=rf"已有的版本：{sample.release}"):
        compare_with(project, "0.1", None, sample, project / "output")


def test_a_broken_record_is_told(project, sample):
    keep(project, sample.release, sample, project / "output").write_text("{")
    with pytest.raises(WrongUse, match="读不出来"):
        compare_with(project, sample.release, None, sample, project / "output")


def test_the_list_as_a_word_file(project, sample):
    keep(project, sample.release, sample, project / "output")
    found = compare_with(project, sample.release, None, reworded(sample), project / "output")
    save_list(project / "list.docx", revision_list(found))
    document = zipfile.ZipFile(project / "list.docx").read("word/document.xml").decode()
    assert "改写过的答案" in document
    assert "w:strike" in document
    save_list(project / "list.md", revision_list(found))
    assert (project / "list.md").read_text() == revision_list(found)


@pytest.mark.parametrize(("name", "trouble"), [("list.pdf", WrongUse), ("no/such/list.docx", OutsideFailure)])
def test_lists_that_cannot_be_written(project, name, trouble):
    with pytest.raises(trouble):
        save_list(project / name, "# 一")
