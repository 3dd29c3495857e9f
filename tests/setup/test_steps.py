"""The set-up as a person meets it: exit codes, one line a failure, nothing to do the second time."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.setup import environment, needs, packages, steps
from pipeline.setup.needs import NEEDS, Stage, System

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(need for need in NEEDS if need.name == "Chromium")


@pytest.mark.parametrize("words", [[], ["bild"], ["build", "test"], ["--help"]])
def test_wrong_use_exits_2(words, capsys):
    assert steps.main(words) == 2
    assert capsys.readouterr().err.startswith("用法 / Usage: python3 -m pipeline.setup ")


def test_missing_packages_and_no_rights_exit_3_with_one_line(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(steps, "ROOT", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    monkeypatch.setattr(needs, "missing", lambda stage: (CHROMIUM,))
    monkeypatch.setattr(needs, "this_system", lambda: System.DEBIAN)
    monkeypatch.setattr(packages, "rights", lambda system: packages.Rights.NONE)
    assert steps.main(["test"]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("错误：缺少（missing）：Chromium。请运行下面的命令")
    assert "install -y --no-install-recommends chromium" in said.err


def test_a_failing_disk_exits_3_with_one_line(monkeypatch, capsys):
    def full(root, stage):
        raise OSError(28, "No space left on device", "/somewhere")

    monkeypatch.setattr(steps, "prepare", full)
    assert steps.main(["build"]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def test_nothing_is_done_when_all_is_there(monkeypatch, capsys):
    monkeypatch.setattr(needs, "missing", lambda stage: ())
    monkeypatch.setattr(environment, "is_ready", lambda root, stage: True)
    monkeypatch.setattr(environment, "make", lambda *_: pytest.fail("made again"))
    assert steps.main(["build"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_package_that_brought_only_a_stub_names_the_other_command():
    line = steps.request([CHROMIUM], System.UBUNTU, tried=True)
    assert line.endswith("：sudo snap install chromium")


def test_an_unknown_system_is_told_what_is_missing():
    line = steps.request([CHROMIUM], System.OTHER)
    assert "缺少（missing）：Chromium。" in line
    assert "请自行安装" in line


def test_a_failing_command_is_told_in_one_line_and_kept_in_the_log(tmp_path, capsys):
    log = steps.Log(tmp_path / "log")
    log.run(("sh", "-c", "echo E: of an earlier command"), "先做别的")
    with pytest.raises(steps.Stopped) as stopped:
        log.run(("sh", "-c", "echo working; echo 'ERROR: no such thing' >&2; echo bye; exit 7"), "装东西")
    assert str(stopped.value).startswith("装东西 没有成功（failed）：ERROR: no such thing　")
    assert "\n" not in str(stopped.value)
    assert "working\nERROR: no such thing\nbye\n" in log.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (
            "Err:1 …\nE: Failed to fetch x  Temporary failure resolving 'x'\nE: Some index files failed",
            "连不上网络",
        ),
        (
            "WARNING: Retrying … NewConnectionError\nERROR: No matching distribution found for rich",
            "连不上网络",
        ),
        ("Reading…\nE: Unable to locate package nothing", "E: Unable to locate package nothing"),
        ("first\nlast\n\n", "last"),
        ("", "-"),
    ],
)
def test_the_reason_is_the_line_that_says_why(said, reason):
    assert steps.reason(said).startswith(reason)


def test_an_old_python_is_refused_in_one_breath(monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 10, 14))
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("pipeline.setup", run_name="__main__")
    assert ended.value.code == 3
    assert capsys.readouterr().err.startswith("需要 Python 3.11 或更新的版本，现在是 3.10")


def test_the_set_up_runs_on_a_bare_python_and_imports_no_other_room():
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import pipeline.setup.steps; "
        "print(*(name for name in sys.modules if name.startswith('pipeline.')))"
    )
    bare = [sys.executable, "-I", "-S", "-c", program]
    imported = subprocess.run(bare, capture_output=True, text=True, check=True).stdout.split()
    assert all(name.startswith("pipeline.setup") for name in imported)


def test_make_help_names_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = next(line for line in makefile.splitlines() if line.startswith(".PHONY:")).split()[1:]
    said = subprocess.run(
        ["make", "-C", str(ROOT), "help"], capture_output=True, text=True, check=True
    ).stdout
    for target in targets:
        assert target.startswith("setup-") or f"\n{target} " in f"\n{said}", target


def test_the_stages_are_those_that_have_pins():
    assert {path.stem for path in (ROOT / "pipeline/setup/requirements").glob("*.txt")} == set(
        Stage.__members__
    )
