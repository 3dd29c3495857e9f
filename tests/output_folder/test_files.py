"""A folder changes places with a changed copy, whole or not at all."""

import shutil

import pytest

from pipeline.files import change_folder
from pipeline.findings import OutsideFailure


@pytest.fixture
def root(tmp_path):
    (tmp_path / "source/questions").mkdir(parents=True)
    (tmp_path / "source/handbook.yaml").write_text("甲", "utf-8")
    (tmp_path / "source/questions/001-a.md").write_text("乙", "utf-8")
    return tmp_path


def content(root):
    return {
        path.relative_to(root).as_posix(): path.read_text("utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


def test_files_come_and_go(root):
    change_folder(root, "source", {"source/images/x.svg": b"x"}, ("source/questions/001-a.md",))
    assert content(root) == {"source/handbook.yaml": "甲", "source/images/x.svg": "x"}


def test_a_folder_that_is_not_there_yet(tmp_path):
    change_folder(tmp_path / "new", "source", {"source/handbook.yaml": b"x"})
    assert content(tmp_path) == {"new/source/handbook.yaml": "x"}


def test_nothing_to_do_leaves_no_trace(tmp_path):
    change_folder(tmp_path / "new", "source", {})
    assert list(tmp_path.iterdir()) == []


def test_a_failure_leaves_everything_as_it_was(root):
    before = content(root)
    with pytest.raises(OutsideFailure, match="原有的文件没有改动"):
        change_folder(root, "source", {"source/handbook.yaml": b"x", "source/handbook.yaml/y": b"y"})
    assert content(root) == before


def test_a_failure_between_the_two_renamings(root, monkeypatch):
    before = content(root)
    rename = type(root).rename

    def fails(path, target):
        if path.parent.name.startswith(".source-"):
            raise PermissionError(13, "")
        return rename(path, target)

    monkeypatch.setattr(type(root), "rename", fails)
    with pytest.raises(OutsideFailure):
        change_folder(root, "source", {"source/handbook.yaml": b"x"})
    assert content(root) == before


def test_work_that_was_killed_between_the_two_renamings_is_taken_up(root):
    (root / "source").rename(root / ".source-previous")
    change_folder(root, "source", {"source/new.md": b"x"})
    assert set(content(root)) == {"source/handbook.yaml", "source/questions/001-a.md", "source/new.md"}


def test_what_an_earlier_run_left_behind_goes(root):
    shutil.copytree(root / "source", root / ".source-previous")
    change_folder(root, "source", {"source/new.md": b"x"})
    assert not (root / ".source-previous").exists()
