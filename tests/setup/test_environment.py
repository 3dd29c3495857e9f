"""The virtual environment: when it is ready, when it is mended, when it is made anew."""

import pytest

from pipeline.setup import environment
from pipeline.setup.needs import Stage

PROJECT = """
[build-system]
requires = ["hatchling"]
[project]
name = "baiwen"
dependencies = ["jinja2"]
[tool.hatch.build.targets.wheel]
packages = ["pipeline"]
[tool.ruff]
line-length = 110
"""


class Killed(Exception):
    pass


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pyproject.toml").write_text(PROJECT, encoding="utf-8")
    for stage in Stage:
        environment.pins(tmp_path, stage).parent.mkdir(parents=True, exist_ok=True)
        environment.pins(tmp_path, stage).write_text(
            f"# {stage.name}\njinja2==3.1.6 \\\n    --hash=sha256:0\n"
        )
    npm = environment.pins(tmp_path, Stage.oracles).parent / "npm"
    npm.mkdir()
    (npm / "package-lock.json").write_text('{"packages": {}}\n', encoding="utf-8")
    return tmp_path


class Workshop:
    """Stands for pip and venv: notes what was asked for, and makes the two programs that count as a result."""

    def __init__(self, root, dies_at=None):
        self.venv, self.dies_at, self.done = root / ".venv", dies_at, []

    def __call__(self, command, purpose):
        step = (
            "venv"
            if "venv" in command
            else "pins"
            if "--require-hashes" in command
            else "npm"
            if "ci" in command
            else "project"
        )
        self.done.append(step)
        if step == self.dies_at:
            raise Killed
        (self.venv / "bin").mkdir(parents=True, exist_ok=True)
        (self.venv / "bin" / ("baiwen" if step == "project" else "python")).touch()


def make(root, stage, **options):
    workshop = Workshop(root, **options)
    environment.make(root, stage, workshop)
    return workshop.done


def test_only_the_last_stage_has_packages_of_npm(root):
    assert "npm" not in make(root, Stage.test)
    assert make(root, Stage.oracles) == ["pins", "project", "npm"]
    lock = environment.pins(root, Stage.oracles).parent / "npm/package-lock.json"
    assert (root / ".venv/npm/package-lock.json").read_bytes() == lock.read_bytes()
    edit(lock, "{}", '{"": {}}')
    assert not environment.is_ready(root, Stage.oracles)
    assert make(root, Stage.oracles) == ["pins", "project", "npm"]


def edit(path, old, new):
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_nothing_is_ready_at_first(root):
    assert not environment.is_ready(root, Stage.build)


def test_a_stage_makes_itself_and_the_stages_before_it_ready(root):
    assert make(root, Stage.test) == ["venv", "pins", "project"]
    assert [environment.is_ready(root, stage) for stage in Stage] == [True, True, False]


def test_the_next_stage_is_added_to_what_is_there(root):
    make(root, Stage.build)
    assert make(root, Stage.oracles) == ["pins", "project", "npm"]
    assert environment.is_ready(root, Stage.oracles)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("pipeline/setup/requirements/build.txt", "3.1.6", "3.1.7"),
        ("pyproject.toml", '["jinja2"]', '["jinja2", "lxml"]'),
    ],
)
def test_new_pins_are_installed_into_what_is_there(root, file, old, new):
    make(root, Stage.build)
    edit(root / file, old, new)
    assert not environment.is_ready(root, Stage.build)
    assert make(root, Stage.build) == ["pins", "project"]
    assert environment.is_ready(root, Stage.build)


def test_the_settings_of_tools_are_no_reason_to_install(root):
    make(root, Stage.build)
    edit(root / "pyproject.toml", "110", "100")
    assert environment.is_ready(root, Stage.build)


def test_a_moved_checkout_gets_a_new_environment(root, tmp_path_factory):
    make(root, Stage.build)
    moved = root.rename(tmp_path_factory.mktemp("elsewhere") / "checkout")
    assert not environment.is_ready(moved, Stage.build)
    assert make(moved, Stage.build) == ["venv", "pins", "project"]


def test_another_python_gets_a_new_environment(root, monkeypatch):
    make(root, Stage.build)
    monkeypatch.setattr(environment.sys, "version_info", (3, 99, 0))
    assert not environment.is_ready(root, Stage.build)
    assert make(root, Stage.build) == ["venv", "pins", "project"]


@pytest.mark.parametrize("step", ["venv", "pins", "project"])
def test_a_killed_set_up_is_repaired_by_the_next(root, step):
    with pytest.raises(Killed):
        make(root, Stage.build, dies_at=step)
    assert not environment.is_ready(root, Stage.build)
    assert make(root, Stage.build) == ["venv", "pins", "project"]
    assert environment.is_ready(root, Stage.build)


def test_a_killed_renewal_is_repaired_by_the_next(root):
    make(root, Stage.build)
    with pytest.raises(Killed):
        make(root, Stage.test, dies_at="pins")
    assert not environment.is_ready(root, Stage.build)
    assert make(root, Stage.build) == ["venv", "pins", "project"]


@pytest.mark.parametrize("words", ["", "[]", "{}", '{"stage": 9, "ground": "", "contents": ""}', "\udcff"])
def test_a_broken_stamp_is_no_stamp(root, words):
    make(root, Stage.build)
    (root / ".venv/stamp.json").write_text(words, encoding="utf-8", errors="surrogateescape")
    assert not environment.is_ready(root, Stage.build)


def test_an_environment_whose_python_is_gone_is_not_ready(root):
    make(root, Stage.build)
    (root / ".venv/bin/python").unlink()
    (root / ".venv/bin/python").symlink_to(root / "gone")
    assert not environment.is_ready(root, Stage.build)
    assert make(root, Stage.build)[0] == "venv"
