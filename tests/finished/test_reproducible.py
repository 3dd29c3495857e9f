"""The same source gives the same bytes: any time zone, locale, user, home, folder, core count, hash seed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.typeset.font_kit import users_cache

ROOT = Path(__file__).parents[2]

WRITE = """
import os, sys
from pathlib import Path
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from pipeline.formats.registry import FORMATS
from tests.values import files_of
from tests.sample import sample_handbook
for name, data in files_of(*FORMATS, handbook=sample_handbook()).items():
    path = Path(sys.argv[1], name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
"""


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def elsewhere(tmp_path: Path, **facts: str) -> dict[str, str]:
    """The environment of another user on another machine."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in ("PATH", "FONTCONFIG_PATH", "LD_LIBRARY_PATH")
    }
    return {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), **facts}


def test_another_environment_gives_the_same_bytes(finished, tmp_path):
    output = tmp_path / "某个 文件夹"
    output.mkdir()
    facts = elsewhere(tmp_path, TZ="Pacific/Kiritimati", LC_ALL="C", USER="other", PYTHONHASHSEED="7")
    facts["XDG_CACHE_HOME"] = str(users_cache().parent)  # the fonts need not be prepared again
    subprocess.run([sys.executable, "-c", WRITE, output], env=facts, cwd=tmp_path, check=True)
    made = digests(finished.output)
    made.pop("manifest.json")
    assert digests(output) == made


@pytest.mark.oracle
def test_two_builds_of_the_project_have_nothing_in_common_but_the_source(tmp_path):
    builds = (
        ("first", 1, {"TZ": "UTC", "LC_ALL": "C", "USER": "one", "PYTHONHASHSEED": "1"}, 0o022),
        (
            "深/second",
            2,
            {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "USER": "two", "PYTHONHASHSEED": "2"},
            0o077,
        ),
    )
    made = []
    for name, cores, facts, umask in builds:
        project = tmp_path / name
        for part in ("source", "templates"):
            shutil.copytree(ROOT / part, project / part)
        (tmp_path / str(cores)).mkdir()

        def prepare(cores=cores, umask=umask):
            os.umask(umask)
            os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:cores]))

        subprocess.run(
            [sys.executable, "-m", "pipeline", "build", "-C", project],
            env=elsewhere(tmp_path / str(cores), **facts),
            cwd=project,
            check=True,
            preexec_fn=prepare,
        )
        made.append(digests(project / "output"))
    assert made[0] == made[1]
