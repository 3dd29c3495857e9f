"""The source is read from a world by name: unsaved text counts, what a world lacks or hides does not."""

import os
from pathlib import Path

import pytest

from pipeline.findings import OutsideFailure
from pipeline.read import images, read_handbook
from pipeline.world import Folder, Given, Over, Without
from tests.sample import png

BASE = Folder(Path(__file__).parent / "base")
FIRST = "source/questions/001-first.md"
FIGURE = '![甲](images/one.png "乙")\n'


def with_figure():
    text = BASE.read(FIRST).decode().rpartition("---\n")[0]
    return f"{text}---\n{FIGURE}".encode()


def test_unsaved_text_is_what_is_read():
    text = BASE.read(FIRST).decode().replace("第一问？", "改过的一问？")
    handbook = read_handbook(Over((Given({FIRST: text.encode()}), BASE))).handbook
    assert [question.title for question in handbook.questions] == ["改过的一问？", "第二问？"]
    assert BASE.read(FIRST).decode() != text


def test_a_removed_file_is_not_read():
    handbook = read_handbook(Without(BASE, frozenset({FIRST}))).handbook
    assert [question.title for question in handbook.questions] == ["第二问？"]


def test_a_source_that_exists_in_memory_only():
    files = {name: BASE.read(name) for name in BASE.names("source")}
    assert read_handbook(Given(files)) == read_handbook(BASE)


def test_only_markdown_files_of_the_folder_itself_are_questions():
    others = {f"source/questions/{name}": b"" for name in (".001-a.md", "notes.txt", "old/003-old.md")}
    reading = read_handbook(Over((Given(others), BASE)))
    assert reading.handbook == read_handbook(BASE).handbook
    assert [(one.code, one.file) for one in reading.findings] == [
        ("S132", "source/questions/notes.txt"),
        ("S132", "source/questions/old/003-old.md"),
    ]


def test_without_settings_there_is_no_project():
    with pytest.raises(OutsideFailure, match=r"无法读取 source/handbook\.yaml"):
        read_handbook(Without(BASE, frozenset({"source/handbook.yaml"})))


def test_a_picture_that_is_too_large_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(images, "LARGEST", 100)
    picture = {FIRST: with_figure(), "source/images/one.png": png(90, 90)}
    (finding,) = read_handbook(Over((Given(picture), BASE))).findings
    assert (finding.code, "超过 50 MB" in finding.message) == ("M209", True)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links")
def test_what_a_link_outside_the_project_leads_to_is_not_there(tmp_path):
    (tmp_path / "one.png").write_bytes(png())
    root = tmp_path / "project"
    for name in BASE.names("source"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(BASE.read(name))
    (root / FIRST).write_bytes(with_figure())
    (root / "source/images").mkdir(exist_ok=True)
    (root / "source/images/one.png").symlink_to(tmp_path / "one.png")
    (finding,) = read_handbook(Folder(root)).findings
    assert (finding.code, "找不到" in finding.message) == ("M209", True)
    (root / FIRST).unlink()
    (root / FIRST).symlink_to(tmp_path / "one.png")
    with pytest.raises(OutsideFailure, match="001-first"):
        read_handbook(Folder(root))
