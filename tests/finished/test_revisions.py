"""What a new release says of its changes: the list that the book prints, marks in every format, all of it proven."""

from __future__ import annotations

import dataclasses
import io
import zipfile

import pymupdf
import pytest

from pipeline.formats.registry import FORMATS
from pipeline.handbook import ADDED, CHANGED, Revisions
from pipeline.make import make
from pipeline.making.executors import Here
from pipeline.release.identify import identify, known_releases
from pipeline.release.revise import with_revisions
from pipeline.world import Folder, Given
from tests.values import STORE, TEMPLATES


@pytest.fixture(scope="module")
def revised(finished, earlier):
    """The sample as the release after 0.9, with list and marks, and its finished files."""
    asked = dataclasses.replace(
        finished.handbook, revisions=Revisions("0.9", show_list=True, show_marks=True)
    )
    handbook = with_revisions(asked, Folder(finished.root))
    return handbook, make(handbook, FORMATS, TEMPLATES, STORE, Here())


def test_questions_are_marked_and_nothing_else_changes(revised, finished):
    handbook, _ = revised
    assert [question.revised for question in handbook.questions] == [CHANGED, "", ADDED]
    assert [question.blocks for question in handbook.questions] == [
        question.blocks for question in finished.handbook.questions
    ]


def test_every_format_shows_it_and_is_proven(revised):
    _, made = revised
    assert made.good
    with pymupdf.open(stream=made.files["handbook.pdf"], filetype="pdf") as pdf:
        words = "".join(page.get_text() for page in pdf).replace("\n", "")
    assert "修订说明" in words
    assert "第1问（第2页）" in words
    assert "（原第2页）" in words
    with zipfile.ZipFile(io.BytesIO(made.files["handbook.epub"])) as book:
        assert ADDED in book.read("EPUB/part-technical.xhtml").decode()
    assert CHANGED in made.files["wechat/01-general.html"].decode()


def test_the_list_says_what_changed(revised):
    handbook, _ = revised
    lines = [line.text for line in handbook.revision_list]
    assert "第3问　最后一问？" in lines
    assert any("1200" in line or "34.5" in line for line in lines)


@pytest.mark.parametrize("name", ["handbook.pdf", "handbook-print.pdf", "handbook.epub"])
def test_a_copy_with_marks_that_was_saved_again_has_the_same_words(revised, name):
    handbook, made = revised
    data = made.files[name]
    if name.endswith(".epub"):
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
            for entry in old.namelist():
                new.writestr(entry, old.read(entry))
        copy = stream.getvalue()
    else:
        with pymupdf.open(stream=data, filetype="pdf") as pdf:
            copy = pdf.tobytes(garbage=3, deflate=True)
    releases = known_releases(Given({}), handbook, None)
    assert identify(name, copy, handbook, releases, FORMATS).whole == "same words"
