"""Writing: the same bytes in any time zone and process, and one line when the world outside fails."""

from __future__ import annotations

import dataclasses
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.findings import OutsideFailure
from pipeline.formats.epub import FORMAT
from pipeline.formats.epub.read import read_book
from pipeline.handbook import Printing, Spelling, WeChat
from pipeline.making.carry_out import key_of
from pipeline.typeset.font_kit import users_cache
from pipeline.world import Given, Over
from tests.formats.epub.bound import bound
from tests.values import ROOT, TEMPLATES

PROGRAM = """
import sys
from pathlib import Path
from pipeline.formats.epub import FORMAT
from tests.values import files_of
from tests.sample import sample_handbook
for name, data in files_of(FORMAT, handbook=sample_handbook()).items():
    (Path(sys.argv[1]) / name).write_bytes(data)
"""


def _written(directory: Path, zone: str, seed: str, locale: str, umask: int) -> bytes:
    directory.mkdir()
    subprocess.run(
        [sys.executable, "-c", PROGRAM, str(directory)],
        check=True,
        cwd=directory,
        umask=umask,
        env={
            **os.environ,
            "TZ": zone,
            "PYTHONHASHSEED": seed,
            "LC_ALL": locale,
            "HOME": str(directory),
            "XDG_CACHE_HOME": str(users_cache().parent),
            "PYTHONPATH": str(ROOT),
        },
    )
    return (directory / "handbook.epub").read_bytes()


def test_the_bytes_follow_from_the_handbook_alone(tmp_path):
    first = _written(tmp_path / "one", "UTC", "1", "C", 0o022)
    assert _written(tmp_path / "two", "Asia/Shanghai", "2", "C.UTF-8", 0o077) == first
    (edition,) = read_book({"handbook.epub": first}).editions
    assert [question.number for question in edition.questions] == [1, 2, 3]
    assert [path.name for path in (tmp_path / "one").iterdir()] == list(FORMAT.files)


def test_a_broken_template_is_named(handbook):
    name = "templates/epub/part.xhtml.j2"
    broken = Given({name: TEMPLATES.read(name).replace(b"</h1>", b"")})
    with pytest.raises(OutsideFailure, match=r"^模板 epub/part\.xhtml\.j2 .*（改法：.*）$"):
        bound(handbook, world=Over((broken, TEMPLATES)))


def keys(handbook, world=TEMPLATES):
    return {step.name: key_of(step, world, {}) for step in FORMAT.steps(handbook)}


def test_what_changes_nothing_in_the_book_touches_no_step(handbook):
    editors_own = dataclasses.replace(handbook.terms, spelling=(Spelling("其他", ("其它",)),))
    unused = dataclasses.replace(handbook.images[0], name="images/code.png")
    for change in (
        {"wechat": WeChat(author="别的作者", published=(("plain", "https://example.org/"),))},
        {"printing": Printing(paper_gsm=120)},
        {"terms": editors_own},
        {"images": (*handbook.images, unused)},
    ):
        assert keys(dataclasses.replace(handbook, **change)) == keys(handbook), change


def test_a_step_is_touched_by_what_it_says(handbook):
    before = keys(handbook)

    def touched(after):
        return {name for name in before if after[name] != before[name]}

    words = {"epub.texts", "epub.pages", "epub.book"}
    assert touched(keys(dataclasses.replace(handbook, release="9.9"))) == words
    assert touched(keys(dataclasses.replace(handbook, publisher="别的单位"))) == {*words, "epub.cover"}
    style = "templates/epub/style.css.j2"
    restyled = Over((Given({style: TEMPLATES.read(style) + b"p { margin: 0 }"}), TEMPLATES))
    assert touched(keys(handbook, restyled)) == {"epub.cover", "epub.texts", "epub.book"}


def test_another_process_can_be_told_to_carry_out_a_step(handbook):
    for step in FORMAT.steps(handbook):
        assert pickle.loads(pickle.dumps(step)) == step
