"""The program installed from its wheel: a handbook's folder needs ``source/`` only."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from pipeline.making.program import program
from pipeline.typeset.font_kit import users_cache
from tests.values import ROOT, TEMPLATES

BUILD = "import sys, hatchling.build; print(getattr(hatchling.build, sys.argv[1])(sys.argv[2]))"


def built(how: str, folder: Path) -> zipfile.ZipFile:
    words = [sys.executable, "-c", BUILD, how, str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return zipfile.ZipFile(folder / done.stdout.split()[-1])


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A folder of packages with the program in it, as pip would unpack it."""
    made, site = tmp_path_factory.mktemp("wheel"), tmp_path_factory.mktemp("site")
    with built("build_wheel", made) as wheel:
        wheel.extractall(site)
    return site


def said_by(installed: Path, folder: Path, *words: str) -> str:
    """What an installed program says in ``folder``; the checkout is not on its path."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_wheel_has_the_templates_of_the_checkout(installed):
    inside = installed / "pipeline/templates"
    names = {path.relative_to(inside.parent).as_posix() for path in inside.rglob("*") if path.is_file()}
    assert names == set(TEMPLATES.names("templates"))
    assert all((inside.parent / name).read_bytes() == TEMPLATES.read(name) for name in names)


def test_the_installed_program_is_the_same_program(installed, tmp_path):
    ask = "import pipeline; from pipeline.making.program import program; print(pipeline.__file__, program())"
    file, digest = said_by(installed, tmp_path, "-c", ask).split()
    assert Path(file).is_relative_to(installed)
    assert digest == program()


def test_a_folder_with_a_source_only_is_built(installed, kit, tmp_path):
    """With the user's one kit, and none of its own."""
    project = tmp_path / "手册"
    shutil.copytree(ROOT / "tests/read/base/source", project / "source")
    said_by(installed, project, "-m", "pipeline", "build", "epub")
    assert (project / "output/handbook.epub").is_file()
    assert kit.folder.parent == users_cache()
    assert not list(project.glob("**/fonts-*"))


def test_an_editable_installation_copies_nothing_of_the_checkout(tmp_path):
    with built("build_editable", tmp_path) as wheel:
        assert [name for name in wheel.namelist() if ".dist-info/" not in name] == ["_baiwen.pth"]
