"""Every world gives files by name, and nothing but what is in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import OutsideFailure
from pipeline.world import (
    PROGRAM,
    Absent,
    Below,
    Folder,
    Given,
    Over,
    Recorded,
    Within,
    Without,
    digest_of,
    has,
    read_or_none,
)

FILES = {"source/a.md": b"A", "source/questions/1.md": b"1", "templates/pdf/book.css": b"css"}


@pytest.fixture
def folder(tmp_path):
    for name, data in FILES.items():
        (tmp_path / "project" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "project" / name).write_bytes(data)
    (tmp_path / "secret").write_text("secret")
    return Folder(tmp_path / "project")


WORLDS = {
    "folder": lambda folder: folder,
    "given": lambda _: Given(FILES),
    "over": lambda folder: Over((Given({}), folder)),
    "without": lambda folder: Without(folder, frozenset({"source/none.md"})),
    "within": lambda folder: Within(folder, ("source/", "templates/")),
    "recorded": Recorded,
}


@pytest.mark.parametrize("kind", WORLDS)
def test_they_answer_alike(kind, folder):
    world = WORLDS[kind](folder)
    assert {name: world.read(name) for name in FILES} == FILES
    assert world.read("templates/pdf/book.css", 2) == b"cs"
    assert world.names("source") == world.names("source/") == ("source/a.md", "source/questions/1.md")
    assert world.names("source/questions") == ("source/questions/1.md",)
    assert world.names("source/none") == ()
    assert (has(world, "source/a.md"), has(world, "source/b.md")) == (True, False)
    assert read_or_none(world, "source/b.md") is None
    with pytest.raises(Absent):
        world.read("source/b.md")


@pytest.mark.parametrize("name", ["../secret", "source/../../secret", "/etc/passwd", "source\\a.md", "a\0b"])
def test_no_name_leads_out_of_a_folder(folder, name):
    assert read_or_none(folder, name) is None
    assert folder.names(name) == ()


def test_no_link_leads_out_of_a_folder(folder):
    (folder.root / "source/out.md").symlink_to(folder.root.parent / "secret")
    (folder.root / "source/in.md").symlink_to(folder.root / "source/a.md")
    assert read_or_none(folder, "source/out.md") is None
    assert folder.read("source/in.md") == b"A"


def test_a_disk_that_refuses_is_reported(folder, monkeypatch):
    def refuses(path, *_):
        raise PermissionError(13, "", str(path))

    monkeypatch.setattr(Path, "open", refuses)
    with pytest.raises(OutsideFailure, match=r"无法读取 source/a\.md：没有权限"):
        folder.read("source/a.md")


@pytest.mark.parametrize(
    "name", ["source/questions", "source/a.md/b", "x" * 999], ids=["folder", "below", "long"]
)
def test_what_is_no_file_is_not_there(folder, name):
    assert read_or_none(folder, name) is None


@given(
    st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=3)),
    st.dictionaries(st.sampled_from("abcd"), st.binary(max_size=3)),
)
def test_the_first_world_that_has_a_file_gives_it(above, below):
    world = Over(
        (Given({f"x/{k}": v for k, v in above.items()}), Given({f"x/{k}": v for k, v in below.items()}))
    )
    assert {name: world.read(name) for name in world.names("x")} == {
        f"x/{key}": data for key, data in (below | above).items()
    }


def test_what_was_not_declared_is_refused():
    world = Within(Given(FILES), ("source/a.md", "templates/"))
    assert world.read("source/a.md") == b"A"
    for ask in (lambda: world.read("source/questions/1.md"), lambda: world.names("source")):
        with pytest.raises(ValueError, match="not declared"):
            ask()


def test_what_was_removed_is_absent():
    world = Without(Given(FILES), frozenset({"source/a.md"}))
    assert read_or_none(world, "source/a.md") is None
    assert world.names("source") == ("source/questions/1.md",)


def test_what_was_read_is_noted():
    world = Recorded(Given(FILES))
    world.read("source/a.md")
    read_or_none(world, "source/b.md")
    world.names("templates")
    assert world.seen == {
        "source/a.md": hashlib.sha256(b"A").hexdigest(),
        "source/b.md": "",
        "templates/": hashlib.sha256(b"templates/pdf/book.css").hexdigest(),
    }


def test_a_folder_of_a_world_as_files_by_name():
    files = Below(Given(FILES), "source")
    assert dict(files) == {"a.md": b"A", "questions/1.md": b"1"}
    assert len(files) == 2
    assert "b.md" not in files


def test_the_digest_of_files_changes_with_each_of_them():
    declared = ("source/a.md", "templates/", "source/none.md")
    first = digest_of(Given(FILES), declared)
    assert first == digest_of(Given({**FILES, "source/questions/1.md": b"2"}), declared)
    changed = [
        {**FILES, name: b"other"} for name in ("source/a.md", "templates/pdf/book.css", "source/none.md")
    ]
    changed += [{**FILES, "templates/new": b""}, {n: d for n, d in FILES.items() if n != "source/a.md"}]
    assert len({first, *(digest_of(Given(files), declared) for files in changed)}) == 6


def test_the_program_has_its_own_files():
    assert PROGRAM.read("world.py").startswith(b'"""Everything that is read')
    assert "formats/wechat/page/index.html.j2" in PROGRAM.names("formats/wechat/page")
    assert read_or_none(PROGRAM, "../pyproject.toml") is None
