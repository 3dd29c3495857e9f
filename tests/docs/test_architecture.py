"""The docs name every room, on the floor where the contracts put it, and every command."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from typer.main import get_command

from pipeline.commands import app

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs/architecture.md").read_text("utf-8")
ROOMS = sorted(
    path.stem
    for path in (ROOT / "pipeline").iterdir()
    if not path.name.startswith("__") and (path.suffix == ".py" or (path / "__init__.py").exists())
)


def test_every_room_is_named():
    named = set(re.findall(r"`pipeline/(\w+)[/.]", ARCHITECTURE))
    assert sorted(named & set(ROOMS)) == ROOMS


def test_no_room_is_named_that_is_not_there():
    for path in re.findall(r"`(pipeline/[\w/.]+)`", ARCHITECTURE):
        assert (ROOT / path).exists(), path


def test_the_floors_are_those_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = (one["layers"] for one in contracts if one["type"] == "layers")
    kept = [re.findall(r"pipeline\.(\w+)", layer) for layer in layers]
    picture = ARCHITECTURE.partition("## Floors")[2].split("```")[1].strip()
    assert [floor.split(" · ") for floor in picture.splitlines()] == kept
    assert sorted([*(room for floor in kept for room in floor), "setup"]) == ROOMS


@pytest.mark.parametrize("file", ["README.md", "README.zh-CN.md"])
def test_every_command_is_named(file):
    named = set(re.findall(r"baiwen (\w+)", (ROOT / file).read_text("utf-8")))
    assert set(get_command(app).commands) <= named  # type: ignore[attr-defined]
