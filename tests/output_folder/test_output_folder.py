"""``output/`` is replaced whole or not at all."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from pipeline.findings import OutsideFailure
from pipeline.output_folder import replace_output


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


def raising(problem):
    def refuse(*_):
        raise problem

    return refuse


def test_only_what_is_replaced_is_left_out(output):
    (output / "wechat/images").mkdir()
    (output / "wechat/images/a.png").write_text("旧")
    replace_output(output, {"wechat/02-b.html": "新".encode()}, ["wechat/*"])
    assert contents(output) == {"README.md": "说明", "handbook.pdf": "旧", "wechat/02-b.html": "新"}
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_first_build(tmp_path):
    replace_output(tmp_path / "output", {"handbook.pdf": "新".encode()}, ["*.pdf"])
    assert contents(tmp_path / "output") == {"handbook.pdf": "新"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_a_failing_disk_leaves_the_old_output(output, number, snapshot, monkeypatch):
    before = contents(output)
    monkeypatch.setattr(Path, "write_bytes", raising(OSError(number, os.strerror(number))))
    with pytest.raises(OutsideFailure) as failure:
        replace_output(output, {"handbook.pdf": b""}, ["*.pdf"])
    assert str(failure.value) == snapshot
    assert contents(output) == before
    assert [path.name for path in output.parent.iterdir()] == ["output"]


def test_any_other_failure_leaves_the_old_output(output, monkeypatch):
    before = contents(output)
    monkeypatch.setattr(Path, "write_bytes", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        replace_output(output, {"handbook.pdf": b""}, ["*.pdf"])
    assert contents(output) == before


def test_a_read_only_output_is_refused(output, monkeypatch):
    # As root every folder is writable, so the question is answered for the folder, not asked of it.
    output.chmod(0o555)
    monkeypatch.setattr("pipeline.files._is_writable", lambda _: False)
    with pytest.raises(OutsideFailure, match="没有权限"):
        replace_output(output, {}, ["*.pdf"])
    output.chmod(0o755)
    assert "handbook.pdf" in contents(output)


def test_a_build_killed_between_the_renamings_is_mended(output, monkeypatch):
    output.rename(output.parent / ".output-previous")
    monkeypatch.setattr(Path, "write_bytes", raising(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        replace_output(output, {"handbook.pdf": b""}, ["*.pdf"])
    assert contents(output)["handbook.pdf"] == "旧"


def test_what_a_killed_build_left_is_replaced_like_any_other(output):
    output.rename(output.parent / ".output-previous")
    replace_output(output, {"wechat/02-b.html": "新".encode()}, ["wechat/*"])
    assert contents(output) == {"README.md": "说明", "handbook.pdf": "旧", "wechat/02-b.html": "新"}


@pytest.mark.skipif(os.geteuid() != 0, reason="mounting a small disk needs root")
def test_a_really_full_disk(tmp_path):
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], check=False)
    if mounted.returncode:
        pytest.skip("no right to mount")
    try:
        replace_output(tmp_path / "output", {"handbook.pdf": "旧".encode()}, ["*.pdf"])
        with pytest.raises(OutsideFailure, match="磁盘已满"):
            replace_output(tmp_path / "output", {"handbook.pdf": b"x" * 1_000_000}, ["*.pdf"])
        assert contents(tmp_path / "output") == {"handbook.pdf": "旧"}
    finally:
        subprocess.run(["umount", tmp_path], check=True)
