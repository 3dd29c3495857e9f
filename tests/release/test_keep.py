"""Releases in a project's folder."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pytest

from pipeline.findings import WrongUse
from pipeline.handbook import Paragraph, Text, words_digest
from pipeline.release.keep import compare_with, keep, list_file
from pipeline.release.record import PRINTED, load, record
from pipeline.release.revision_list import revision_list
from pipeline.verify.manifest import make_manifest
from pipeline.world import Given


@pytest.fixture
def manifest(sample):
    """What the manifest of finished files says that were made from the sample."""
    return make_manifest(sample, {}, (), None)


@pytest.fixture
def kept(sample, manifest):
    """A project in which the sample's release is recorded."""
    return Given(dict([keep(Given({}), sample.release, sample, manifest)]))


def reworded(handbook):
    """The handbook with another first answer."""
    category = handbook.categories[0]
    question = dataclasses.replace(category.questions[0], blocks=(Paragraph((Text("改写过的答案。"),)),))
    category = dataclasses.replace(category, questions=(question, *category.questions[1:]))
    return dataclasses.replace(handbook, categories=(category, *handbook.categories[1:]))


def test_what_was_recorded_comes_back(kept, sample, manifest):
    release = load(kept, sample.release)
    assert release == record(sample, release.manifest)
    assert [question.id for question in release.questions] == [question.id for question in sample.questions]
    assert compare_with(kept, sample.release, sample, manifest).none


def test_recording_twice_changes_nothing_and_other_words_are_refused(kept, sample, manifest):
    name, data = keep(kept, sample.release, sample, manifest)
    assert kept.read(name) == data
    with pytest.raises(WrongUse, match="已经记录过"):
        keep(kept, sample.release, reworded(sample), manifest)


def test_settings_that_change_no_word_are_the_same_release(kept, sample, manifest):
    published = dataclasses.replace(sample.wechat, published=(("q1", "https://example.org/1"),))
    thick = dataclasses.replace(sample.printing, paper_gsm=120)
    same = dataclasses.replace(sample, wechat=published, printing=thick)
    assert dict([keep(kept, sample.release, same, manifest)]) == kept.files


def test_the_version_is_the_handbook_s(kept, sample, manifest):
    with pytest.raises(WrongUse, match=r"不是 9\.9"):
        keep(kept, "9.9", sample, manifest)


def test_a_release_that_is_not_there_names_those_that_are(kept, sample, manifest):
    with pytest.raises(WrongUse, match=rf"已有的版本：{sample.release}"):
        compare_with(kept, "0.1", sample, manifest)


def test_a_broken_record_is_reported(sample, manifest):
    broken = Given({f"releases/{sample.release}.json": b"{"})
    with pytest.raises(WrongUse, match="读不出来"):
        compare_with(broken, sample.release, sample, manifest)


def test_the_list_as_a_word_file(kept, sample, manifest):
    found = compare_with(kept, sample.release, reworded(sample), manifest)
    words = revision_list(found)
    document = zipfile.ZipFile(io.BytesIO(list_file("list.docx", words))).read("word/document.xml").decode()
    assert "改写过的答案" in document
    assert "w:strike" in document
    assert list_file("list.md", words).decode() == words


def test_a_list_of_another_kind_is_refused():
    with pytest.raises(WrongUse, match=r"list\.pdf"):
        list_file("list.pdf", "# 一")


def test_pages_of_what_was_built_before_are_not_those_of_the_words_there_are_now(kept, sample, manifest):
    fresh = {
        **manifest,
        "questions": [{**one, "found": {PRINTED: {"place": "第9页"}}} for one in manifest["questions"]],
    }
    assert "（第9页）" in revision_list(
        compare_with(
            kept,
            sample.release,
            reworded(sample),
            {**fresh, "source_digest": words_digest(reworded(sample))},
        )
    )
    assert "（第9页）" not in revision_list(compare_with(kept, sample.release, reworded(sample), fresh))
