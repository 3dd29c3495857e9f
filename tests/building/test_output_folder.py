"""``output/`` is replaced whole or not at all."""

import errno
import os
import subprocess

import pytest

from pipeline.findings import OutsideFailure
from pipeline.output_folder import PREVIOUS, matching, new_output


@pytest.fixture
def output(tmp_path):
    folder = tmp_path / "output"
    (folder / "wechat").mkdir(parents=True)
    (folder / "README.md").write_text("说明")
    (folder / "handbook.pdf").write_text("旧")
    (folder / "wechat/01-a.html").write_text("旧")
    return folder


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_only_what_is_replaced_is_left_out(output):
    with new_output(output, ["wechat/*"]) as folder:
        assert contents(folder) == {"README.md": "说明", "handbook.pdf": "旧"}
        (folder / "wechat/02-b.html").write_text("新")
    assert contents(output) == {"README.md": "说明", "handbook.pdf": "旧", "wechat/02-b.html": "新"}
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_first_build(tmp_path):
    with new_output(tmp_path / "output", ["*.pdf"]) as folder:
        (folder / "handbook.pdf").write_text("新")
    assert contents(tmp_path / "output") == {"handbook.pdf": "新"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_failing_disk_leaves_the_old_output(output, number, snapshot):
    before = contents(output)
    with pytest.raises(OutsideFailure) as failure, new_output(output, ["*.pdf"]):
        raise OSError(number, os.strerror(number))
    assert str(failure.value) == snapshot
    assert contents(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_any_other_failure_leaves_the_old_output(output):
    before = contents(output)
    with pytest.raises(KeyboardInterrupt), new_output(output, ["*.pdf"]):
        raise KeyboardInterrupt
    assert contents(output) == before


def test_a_read_only_output_is_refused(output, monkeypatch):
    # As root every folder is writable, so the question is answered for the folder, not asked of it.
    output.chmod(0o555)
    monkeypatch.setattr("pipeline.output_folder._is_writable", lambda _: False)
    with pytest.raises(OutsideFailure, match="没有权限"), new_output(output, ["*.pdf"]):
        pass
    output.chmod(0o755)
    assert "handbook.pdf" in contents(output)


def test_a_build_killed_between_the_renamings_is_mended(output):
    output.rename(output.parent / PREVIOUS)
    with pytest.raises(KeyboardInterrupt), new_output(output, ["*.pdf"]):
        raise KeyboardInterrupt
    assert contents(output)["handbook.pdf"] == "旧"


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_really_full_disk(tmp_path):
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], check=False)
    if mounted.returncode:
        pytest.skip("no right to mount")
    try:
        with new_output(tmp_path / "output", ["*.pdf"]) as folder:
            (folder / "handbook.pdf").write_text("旧")
        with (
            pytest.raises(OutsideFailure, match="磁盘已满"),
            new_output(tmp_path / "output", ["*.pdf"]) as folder,
        ):
            (folder / "handbook.pdf").write_bytes(b"x" * 1_000_000)
        assert contents(tmp_path / "output") == {"handbook.pdf": "旧"}
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_matching(output):
    (output / "wechat/images").mkdir()
    (output / "wechat/images/a.png").write_text("")
    names = [path.relative_to(output).as_posix() for path in matching(output, ["wechat/*", "*.pdf"])]
    assert names == ["handbook.pdf", "wechat/01-a.html", "wechat/images/a.png"]
