"""What is known already is said again, for as long as no byte that it followed from has changed."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from pipeline.desk import Desk, named_formats
from pipeline.findings import Finding, Severity, Spot, finding_in
from pipeline.handbook import Place
from pipeline.kept import Kept
from pipeline.known import Outcome, Proven, dump, load
from pipeline.making.store import OnDisk
from pipeline.world import Folder, Over
from tests.values import TEMPLATES, lend_fonts

ROOT = Path(__file__).parents[2]
QUESTION = "source/questions/002-second.md"


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small project whose e-book and articles were built, with what it remembers."""
    root = tmp_path_factory.mktemp("project") / "手册"
    shutil.copytree(ROOT / "tests/read/base", root)
    desk = at(root)
    assert desk.built(["epub", "wechat"]).good
    assert desk.verify().proven.differences  # there is no book
    return root


@pytest.fixture
def project(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "project"))


def at(root: Path) -> Desk:
    cache = lend_fonts(root)
    world = Over((Folder(root), TEMPLATES))
    return Desk(root, world, OnDisk(cache, Kept(cache / "results")), memory=Kept(cache / "outcomes"))


def build(root: Path) -> Outcome:
    return at(root).built(["wechat", "epub"])


def test_nothing_changed(project):
    first = build(project)
    assert (first.good, first.remembered) == (True, True)
    assert first == dataclasses.replace(first, remembered=False)


def change_a_word(project):
    path = project / QUESTION
    path.write_text(path.read_text().replace("答案二", "答复二"))


def change_a_finished_byte(project):
    path = project / "output/handbook.epub"
    path.write_bytes(path.read_bytes()[:-1] + b"x")


def lose_a_finished_file(project):
    next((project / "output/wechat").glob("*.html")).unlink()


def lay_a_template_over(project):
    name = "templates/epub/style.css.j2"
    (project / name).parent.mkdir(parents=True)
    (project / name).write_bytes(TEMPLATES.read(name) + b"\n/* changed */\n")


def damage_what_is_remembered(project):
    for path in (project / ".cache/outcomes").glob("*/*"):
        path.write_bytes(path.read_bytes()[:-1])


def forget(project):
    shutil.rmtree(project / ".cache/outcomes")


@pytest.mark.parametrize(
    "change",
    [
        change_a_word,
        change_a_finished_byte,
        lose_a_finished_file,
        lay_a_template_over,
        damage_what_is_remembered,
        forget,
    ],
)
def test_anything_changed(project, change):
    change(project)
    outcome = build(project)
    assert (outcome.good, outcome.remembered) == (True, False)
    again = build(project)
    assert again.remembered
    assert again == outcome


def test_other_formats_are_another_matter(project):
    assert not at(project).built(["epub"]).remembered


def test_a_check_is_remembered_with_its_errors(project):
    path = project / QUESTION
    path.write_text(path.read_text().replace("答案二。", "做到“人人尽责。"))
    first, second = at(project).checked(), at(project).checked()
    assert (first.good, first.remembered, second.remembered) == (False, False, True)
    assert first == second
    assert [str(one) for one in first.findings] == [str(one) for one in second.findings]


def test_what_is_bad_is_found_anew(project):
    """Only what was proven is taken as known."""
    change_a_finished_byte(project)
    for _ in range(2):
        outcome = at(project).verify()
        assert (outcome.good, outcome.remembered) == (False, False)


def test_an_edit_while_it_is_built_is_not_taken_for_proven(project, monkeypatch):
    change_a_word(project)
    desk = at(project)
    check = desk.check

    def edited_meanwhile(_self):
        found = check()
        path = project / QUESTION
        path.write_text(path.read_text().replace("答复二", "答案二"))
        return found

    monkeypatch.setattr(Desk, "check", edited_meanwhile)
    desk.build(named_formats(["epub", "wechat"]))
    monkeypatch.undo()
    assert not build(project).remembered


def test_a_file_altered_while_it_is_verified_is_not_taken_for_proven(project, monkeypatch):
    good = build(project)
    assert good.good

    def altered_meanwhile(_self):
        change_a_finished_byte(project)
        return None, good, None

    monkeypatch.setattr(Desk, "_verified", altered_meanwhile)
    assert at(project).verify().good
    monkeypatch.undo()
    assert not at(project).verify().remembered


PLACED = Finding(Place("a.md", 3, 4), "P101", Severity.WARNING, "甲", "乙", "丙", Place("a.md", 3, 6))
EVERY = Outcome(
    (PLACED, dataclasses.replace(PLACED, end=None)),
    readable=True,
    proven=Proven(
        ("a.epub",),
        ((1, "问？"),),
        (finding_in("a.epub", "V101", "丁", number=2, place="x#y"),),
        (Finding(Spot("", 0, ""), "V605", Severity.INFO, "戊"),),
    ),
)


@pytest.mark.parametrize("outcome", [EVERY, dataclasses.replace(EVERY, proven=None, readable=False)])
def test_an_outcome_is_written_and_read(outcome):
    assert load(dump(outcome)) == outcome


@pytest.mark.parametrize("data", [None, b"", b"{", b"[]", b"{}", b'{"findings": [1]}'])
def test_anything_else_is_no_outcome(data):
    assert load(data) is None
