"""What a new release says of its changes: the list that the book prints, marks in every format, all of it proven."""

from __future__ import annotations

import dataclasses
import zipfile

import pymupdf
import pytest

from pipeline.formats.registry import FORMATS
from pipeline.handbook import ADDED, CHANGED, Revisions
from pipeline.release.identify import identify, known_releases
from pipeline.release.revise import with_revisions
from pipeline.verify.proof import prove


@pytest.fixture(scope="module")
def revised(finished, earlier, workshop, tmp_path_factory):
    """The sample as the release after 0.9, with list and marks, and its finished files."""
    asked = dataclasses.replace(
        finished.handbook, revisions=Revisions("0.9", show_list=True, show_marks=True)
    )
    handbook = with_revisions(asked, finished.root)
    output = tmp_path_factory.mktemp("revised")
    for one in FORMATS:
        one.write(handbook, workshop, output)
    return handbook, output


def test_questions_are_marked_and_nothing_else_changes(revised, finished):
    handbook, _ = revised
    assert [question.revised for question in handbook.questions] == [CHANGED, "", ADDED]
    assert [question.blocks for question in handbook.questions] == [
        question.blocks for question in finished.handbook.questions
    ]


def test_every_format_shows_it_and_is_proven(revised):
    handbook, output = revised
    assert prove(handbook, output, FORMATS).differences == ()
    with pymupdf.open(output / "handbook.pdf") as pdf:
        words = "".join(page.get_text() for page in pdf).replace("\n", "")
    assert "修订说明" in words
    assert "第1问（第2页）" in words
    assert "（原第2页）" in words
    with zipfile.ZipFile(output / "handbook.epub") as book:
        assert ADDED in book.read("EPUB/part-technical.xhtml").decode()
    assert CHANGED in (output / "wechat/01-general.html").read_text("utf-8")


def test_the_list_says_what_changed(revised):
    handbook, _ = revised
    lines = [line.text for line in handbook.revision_list]
    assert "第3问　最后一问？" in lines
    assert any("1200" in line or "34.5" in line for line in lines)


@pytest.mark.parametrize("name", ["handbook.pdf", "handbook-print.pdf", "handbook.epub"])
def test_a_copy_with_marks_that_was_saved_again_has_the_same_words(revised, tmp_path, name):
    handbook, output = revised
    copy = tmp_path / name
    if name.endswith(".epub"):
        with zipfile.ZipFile(output / name) as old, zipfile.ZipFile(copy, "w") as new:
            for entry in old.namelist():
                new.writestr(entry, old.read(entry))
    else:
        with pymupdf.open(output / name) as pdf:
            copy.write_bytes(pdf.tobytes(garbage=3, deflate=True))
    releases = known_releases(output.parent, handbook, output)
    assert identify(copy, handbook, releases, FORMATS).whole == "same words"
