"""What can be done with a project, as values: what is out of date and what is not, whatever face asks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.desk import Desk, named_formats
from pipeline.findings import Severity, WrongUse
from pipeline.making.store import Forgetful
from pipeline.world import Folder, Given, Over
from tests.values import STORE, TEMPLATES

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small project, built."""
    root = tmp_path_factory.mktemp("project") / "手册"
    shutil.copytree(ROOT / "tests/read/base", root)
    desk = at(root)
    assert desk.build(named_formats([])).good
    return root


def at(root: Path, **unsaved: str) -> Desk:
    world = Over((Given({name: text.encode() for name, text in unsaved.items()}), Folder(root), TEMPLATES))
    return Desk(root, world, Forgetful(STORE.folder))


@pytest.fixture
def project(built, tmp_path):
    return Path(shutil.copytree(built, tmp_path / "project"))


PUBLISHED = "published:\n  first: https://mp.weixin.qq.com/s/abc\n"


def test_after_an_address_is_written_the_files_are_what_they_were(project):
    (project / "source/wechat.yaml").write_text(PUBLISHED)
    outcome = at(project).verify()
    assert outcome.good
    assert [one.code for one in outcome.proven.remarks if one.code.startswith("V6")] == ["V605"]
    version = outcome_version(at(project))
    recorded, file = at(project).release(version)
    assert recorded.good
    assert file.name == f"{version}.json"
    (found,) = at(project).identify([project / "output/handbook-print.pdf"])
    assert found.good


def test_after_another_word_they_are_out_of_date(project):
    path = project / "source/questions/002-second.md"
    path.write_text(path.read_text().replace("答案二", "答复二"))
    desk = at(project)
    assert not desk.verify().good
    outcome, file = desk.release(outcome_version(desk))
    assert (outcome.good, file) == (False, None)
    (found,) = desk.identify([project / "output/handbook.pdf"])
    assert (found.current, found.whole) == (False, "whole")


def outcome_version(desk: Desk) -> str:
    return desk.check().handbook.release


def test_a_changed_template_is_noticed(project):
    style = TEMPLATES.read("templates/pdf/book.css.j2").decode() + "\n/* another look */\n"
    outcome = at(project, **{"templates/pdf/book.css.j2": style}).verify()
    assert [one.message[:6] for one in outcome.proven.differences] == ["pdf 落在"]


def test_unsaved_text_is_checked_without_touching_the_disk(project):
    name = "source/questions/002-second.md"
    before = (project / name).read_bytes()
    text = before.decode().replace("答案二。", "做到“人人尽责。")
    checked = at(project, **{name: text}).check()
    assert [finding.code for finding in checked.findings if finding.severity is Severity.ERROR] == ["P101"]
    assert at(project).check().good
    assert (project / name).read_bytes() == before


def test_a_release_that_was_never_recorded_is_a_finding(project):
    path = project / "source/handbook.yaml"
    path.write_text(path.read_text() + 'revisions: {since: "0.1", list: true, marks: true}\n')
    checked = at(project).check()
    (finding,) = (one for one in checked.findings if one.severity is Severity.ERROR)
    assert (finding.file, finding.code) == ("source/handbook.yaml", "R101")
    assert not at(project).build(named_formats(["epub"])).good


def test_a_copy_that_is_not_there_and_a_folder(project):
    absent, folder = at(project).identify([project / "absent.pdf", project])
    assert "没有这个文件" in str(absent)
    assert "是文件夹" in str(folder)
    assert not absent.good
    assert not folder.good


def test_formats_by_name():
    assert [one.name for one in named_formats(["wechat", "pdf"])] == ["pdf", "wechat"]
    assert [one.name for one in named_formats([])] == ["pdf", "epub", "wechat"]
    with pytest.raises(WrongUse, match="odt"):
        named_formats(["odt"])


def test_two_releases_are_compared_while_the_source_is_being_changed(project):
    version = outcome_version(at(project))
    at(project).release(version)
    broken = at(project, **{"source/preface.md": "::: note\n没有结束的说明"})
    source, found = broken.changes(version, version)
    assert not source.good
    assert found is not None
    assert found.none
    assert broken.changes(version, None)[1] is None
