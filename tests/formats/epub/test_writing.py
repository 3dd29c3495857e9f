"""Writing: the same bytes in any time zone and process, and one line when the world outside fails."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.findings import OutsideFailure
from pipeline.formats.contract import Workshop
from pipeline.formats.epub import FORMAT
from pipeline.formats.epub.steps import bind

ROOT = Path(__file__).parents[3]

PROGRAM = """
import sys
from pathlib import Path
from pipeline.formats.contract import Workshop
from pipeline.formats.epub import FORMAT
from tests.sample import sample_handbook
root, directory = map(Path, sys.argv[1:])
FORMAT.write(sample_handbook(), Workshop(root / "templates", root / ".cache"), directory)
"""


def _written(directory: Path, zone: str, seed: str, locale: str, umask: int) -> bytes:
    directory.mkdir()
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(ROOT), str(directory)],
        check=True,
        cwd=directory,
        umask=umask,
        env={
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "HOME": str(directory),
            "PYTHONPATH": str(ROOT),
        },
    )
    return (directory / "handbook.epub").read_bytes()


def test_the_bytes_follow_from_the_handbook_alone(tmp_path, handbook):
    first = _written(tmp_path / "one", "UTC", "1", "C", 0o022)
    assert _written(tmp_path / "two", "Asia/Shanghai", "2", "C.UTF-8", 0o077) == first
    (edition,) = FORMAT.read_back(tmp_path / "one")
    assert [question.number for question in edition.questions] == [1, 2, 3]
    assert [path.name for path in (tmp_path / "one").iterdir()] == list(FORMAT.outputs)


def test_a_refusing_disk_gives_one_line(tmp_path, handbook):
    with pytest.raises(OutsideFailure, match=r"^无法写入 handbook\.epub：.*（改法：.*）$"):
        FORMAT.write(handbook, Workshop(ROOT / "templates", ROOT / ".cache"), tmp_path / "absent")


def test_a_broken_template_is_named(tmp_path, handbook, templates, plain_cover):
    own = tmp_path / "epub"
    shutil.copytree(templates, own)
    page = own / "part.xhtml.j2"
    page.write_text(page.read_text(encoding="utf-8").replace("</h1>", ""), encoding="utf-8")
    with pytest.raises(OutsideFailure, match=r"^模板 epub/part\.xhtml\.j2 .*（改法：.*）$"):
        bind(handbook, own, plain_cover)
