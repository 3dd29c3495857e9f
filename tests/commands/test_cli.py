"""The commands as an editor meets them: words, exit codes, and what becomes of ``output/``."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pypandoc
import pytest

from pipeline import cli
from pipeline.desk import STEPS, Desk
from pipeline.formats.registry import FORMATS
from pipeline.typeset import font_kit
from tests.values import lend_fonts

ROOT = Path(__file__).parents[2]
BASE = ROOT / "tests/read/base"


def small_project(folder: Path) -> Path:
    """A small project with the real templates and the font kit that is already made."""
    shutil.copytree(BASE, folder)
    shutil.copytree(ROOT / "templates", folder / "templates")
    lend_fonts(folder)
    (folder / "output").mkdir()
    (folder / "output/README.md").write_text("成品在这里。")
    return folder


@pytest.fixture
def project(tmp_path):
    return small_project(tmp_path / "project")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    """The small project's ``output/`` after a build."""
    folder = small_project(tmp_path_factory.mktemp("finished") / "project")
    assert Desk.around(folder).build(FORMATS).good
    return folder / "output"


@pytest.fixture
def built(project, finished):
    """The project, built."""
    shutil.copytree(finished, project / "output", dirs_exist_ok=True)
    return project


@pytest.fixture
def baiwen(project, monkeypatch, capsys):
    """Run ``baiwen …`` in the project: (exit code, output, errors)."""
    monkeypatch.chdir(project)
    monkeypatch.delenv("BAIWEN_DEBUG", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(lend_fonts(project)))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["baiwen", *words])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        return int(left.value.code or 0), captured.out, captured.err

    return run


def spoil(project: Path) -> None:
    path = project / "source/questions/001-first.md"
    path.write_text(path.read_text().replace("[](#second)", "[](#secnd)，**作用。**各区"))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


# ---- check --------------------------------------------------------------------------------------------------------


def test_check_says_nothing_of_a_sound_source(baiwen):
    assert baiwen("check") == (0, "", "")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_names_every_fault(baiwen, project, form, snapshot):
    spoil(project)
    code, out, err = baiwen("check", "--format", form)
    assert (code, err) == (1, "")
    assert out == snapshot
    if form == "json":
        assert {finding["code"] for finding in json.loads(out)["findings"]} == {"M207", "M208"}


def test_check_from_a_folder_inside(baiwen, project, monkeypatch):
    spoil(project)
    monkeypatch.chdir(project / "source/questions")
    assert baiwen("check")[0] == 1


def test_another_project(baiwen, project, monkeypatch, tmp_path):
    spoil(project)
    monkeypatch.chdir(tmp_path)
    assert baiwen("check", "-C", str(project))[0] == 1


# ---- proofreading -------------------------------------------------------------------------------------------------


def plant(project: Path, words: str) -> Path:
    path = project / "source/questions/002-second.md"
    path.write_text(path.read_text().replace("答案二。", words))
    return path


def test_an_error_of_proofreading_stops_a_build(baiwen, project):
    plant(project, "做到“人人尽责。")
    before = contents(project / "output")
    code, out, err = baiwen("build", "wechat")
    assert (code, out) == (1, "")
    assert "错误 P101" in err
    assert contents(project / "output") == before


def test_a_warning_and_a_remark_do_not_stop_a_build(baiwen, project, snapshot):
    plant(project, "自5月1日起，由市发改委开放公园、广场等……场所。")
    code, out, _ = baiwen("build", "wechat")
    assert code == 0
    assert out.partition(" 问 ")[0] == snapshot


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_check_says_what_is_wrong_with_words(baiwen, project, form, snapshot):
    plant(project, "各区要加强统筹,做好服务。")
    assert baiwen("check", "--format", form) == (1, snapshot, "")


def test_fix(baiwen, project, snapshot):
    path = plant(project, "各区要加强统筹,每1-2周一次。")
    assert baiwen("check", "--fix") == (0, snapshot, "")
    assert path.read_text().endswith("各区要加强统筹，每1～2周一次。\n")
    assert baiwen("check", "--fix") == (0, "", "")


def test_fix_keeps_json_clean(baiwen, project):
    plant(project, "各区要加强统筹,做好服务。")
    code, out, err = baiwen("check", "--fix", "--format", "json")
    assert (code, json.loads(out)) == (0, {"findings": []})
    assert "已改 U101" in err


def test_fix_on_a_disk_that_refuses(baiwen, project, monkeypatch):
    plant(project, "各区要加强统筹,做好服务。")
    monkeypatch.setattr(Path, "write_bytes", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    code, _, err = baiwen("check", "--fix")
    assert code == 3
    assert err.count("\n") == 1


def test_queries(baiwen, project, snapshot):
    plant(project, "自5月1日起开放。")
    code, out, _ = baiwen("check", "--queries")
    assert (code, "疑问单在 output/queries.docx\n" in out) == (0, True)
    assert (project / "output/queries.md").read_text() == snapshot
    page = pypandoc.convert_file(str(project / "output/queries.docx"), "plain")
    assert "请作者补上年份" in page


@pytest.mark.parametrize("form", ["text", "json"])
def test_rules(baiwen, form):
    code, out, err = baiwen("rules", "--format", form)
    assert (code, err) == (0, "")
    assert "P101" in out
    if form == "json":
        assert {"code", "severity", "manual"} <= set(json.loads(out)["rules"][0])


# ---- wrong use ----------------------------------------------------------------------------------------------------


def test_outside_a_project(baiwen, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, out, err = baiwen("check")
    assert (code, out) == (2, "")
    assert err.replace(str(tmp_path), "…").count("\n") == 1
    assert "source/handbook.yaml" in err


def test_an_unknown_format(baiwen, snapshot):
    code, out, err = baiwen("build", "odt")
    assert (code, out) == (2, "")
    assert err == snapshot


def test_an_unknown_option(baiwen):
    assert baiwen("check", "--nonsense")[0] == 2


# ---- build and verify ---------------------------------------------------------------------------------------------


def test_build_and_verify(baiwen, project):
    code, out, err = baiwen("build")
    assert (code, re.findall("✗", out)) == (0, [])
    lines = err.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("· 读取源文件", "· 核对成品", 17)
    assert set(lines[1:-1]) == {f"· {words}" for step, words in STEPS.items() if step != "docx.review"}
    names = set(contents(project / "output"))
    assert names >= {
        *("README.md", "manifest.json", "handbook.pdf", "handbook-print.pdf", "handbook.epub"),
        *("handbook-booklet.pdf", "cover.pdf", "order-sheet.pdf"),
        *("wechat/index.html", "wechat/series.json"),
    }
    again = contents(project / "output")
    for command in ("verify", "build"):
        code, out, err = baiwen(command)
        assert (code, err) == (0, "")
        assert out.endswith("与源文件一致（自上次核对以来没有任何改动）。\n")
    assert baiwen("build", "--no-store")[0] == 0
    assert contents(project / "output") == again


def test_one_format_leaves_the_others(baiwen, built):
    before = contents(built / "output")
    assert baiwen("build", "epub")[0] == 0
    assert contents(built / "output") == before


def test_verify_names_what_is_outdated(baiwen, built, snapshot):
    path = built / "source/questions/002-second.md"
    path.write_text(path.read_text().replace("答案二", "答复二"))
    code, out, err = baiwen("verify")
    assert code == 1
    assert "✗" in out
    # Digests change with every field that a handbook gains.
    shown = [re.sub(r"(应为|实为)“\S*?[0-9a-f]{6}\S*?”", r"\1“…”", line) for line in err.splitlines()]
    assert "\n".join(dict.fromkeys(shown)) == snapshot


def test_verify_without_any_output(baiwen, snapshot):
    code, _, err = baiwen("verify")
    assert code == 1
    assert err == snapshot


def test_a_faulty_source_is_not_built(baiwen, built):
    before = contents(built / "output")
    spoil(built)
    code, _, err = baiwen("build")
    assert code == 1
    assert "M207" in err
    assert contents(built / "output") == before


# ---- the world outside --------------------------------------------------------------------------------------------


def fail(baiwen, project, *words: str) -> str:
    """Run a command that must fail outside: exit 3, one line, ``output/`` untouched."""
    before = contents(project / "output")
    code, out, err = baiwen(*words)
    said = [line for line in err.splitlines() if not line.startswith("· ")]
    assert (code, out, len(said)) == (3, "", 1)
    assert contents(project / "output") == before
    return said[0]


def test_missing_font(baiwen, project, monkeypatch, tmp_path, snapshot):
    monkeypatch.setattr(font_kit, "FOLDERS", (str(tmp_path / "none"),))
    assert fail(baiwen, project, "build") == snapshot


def test_missing_pandoc(baiwen, project, monkeypatch, snapshot):
    def missing(*_args, **_options):
        raise OSError("No pandoc was found")

    monkeypatch.setattr(pypandoc, "convert_file", missing)
    assert fail(baiwen, project, "check") == snapshot


def test_unreadable_file(baiwen, project, monkeypatch, snapshot):
    original = Path.open

    def refused(path: Path, *words, **facts):
        if path.name == "002-second.md":
            raise PermissionError(13, os.strerror(13))
        return original(path, *words, **facts)

    monkeypatch.setattr(Path, "open", refused)
    assert fail(baiwen, project, "check") == snapshot


def test_read_only_output(baiwen, project, monkeypatch, snapshot):
    monkeypatch.setattr("pipeline.files._is_writable", lambda _: False)
    assert fail(baiwen, project, "build") == snapshot


def test_broken_template(baiwen, project, snapshot):
    path = next((project / "templates/pdf").glob("book.html.j2"))
    path.write_text("{% if %}" + path.read_text())
    assert fail(baiwen, project, "build") == snapshot


def test_a_fault_of_our_own_is_one_line_too(baiwen, project, monkeypatch, snapshot):
    def broken(_root):
        raise AssertionError("甲\n乙")

    monkeypatch.setattr("pipeline.read.read_handbook", broken)
    assert fail(baiwen, project, "check") == snapshot


def test_a_missing_library_is_one_line(baiwen, project, monkeypatch, snapshot):
    class Refusing:
        """Finds ``pipeline.commands`` as on a machine without Pango."""

        def find_spec(self, name, *_rest):
            if name == "pipeline.commands":
                raise OSError("cannot load library 'libpango-1.0-0': error 0x7e")

    monkeypatch.delitem(sys.modules, "pipeline.commands", raising=False)
    monkeypatch.delattr("pipeline.commands", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Refusing(), *sys.meta_path])
    assert fail(baiwen, project, "check") == snapshot


def test_a_disk_that_fails_anywhere_is_one_line(baiwen, project, monkeypatch, snapshot):
    def failing(_root):
        raise OSError(5, os.strerror(5), "source/x.md")

    monkeypatch.setattr("pipeline.read.read_handbook", failing)
    assert fail(baiwen, project, "check") == snapshot


def test_add_and_move(baiwen, project):
    code, out, errors = baiwen("add", "什么是微更新？", "--category", "general")
    name = "source/questions/002-shen-me-shi-wei-geng-xin.md"
    assert (code, out, errors) == (
        0,
        f"改名：source/questions/002-second.md → 003-second.md\n新问题：{name}\n",
        "",
    )
    assert "M201" in baiwen("check")[1]
    code, out, _ = baiwen("move", "first", "--after", "shen-me-shi-wei-geng-xin")
    assert code == 0
    assert out.endswith("已排好：source/questions/002-first.md\n")
    assert sorted(path.name for path in (project / "source/questions").iterdir()) == [
        "001-shen-me-shi-wei-geng-xin.md",
        "002-first.md",
        "003-second.md",
    ]
    assert baiwen("move", "first", "--to", "nowhere")[0] == 2
    (project / "source/handbook.yaml").write_text("title: 样例\n", "utf-8")
    code, _, errors = baiwen("add", "又一问？", "--category", "general")
    assert code == 1
    assert errors.startswith("没有改动")
