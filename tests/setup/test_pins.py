"""The pins: complete, hashed, the same in every stage, free of any address."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from pipeline.setup.environment import count_pins, pins
from pipeline.setup.needs import Stage

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.+]*)(?: ; (?P<where>[^\\]+))? \\")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def text(stage):
    return pins(ROOT, stage).read_text(encoding="utf-8")


def pinned(stage):
    """All pins of a stage, with the hashes that follow each."""
    found = {}
    for line in text(stage).splitlines():
        if match := PIN.fullmatch(line):
            hashes = found.setdefault((match["name"], match["version"], (match["where"] or "").strip()), [])
        elif line.startswith("    --hash="):
            hashes.append(line.strip(" \\").removeprefix("--hash="))
        else:
            assert line.lstrip().startswith("#"), line
    return found


def wanted(group):
    """The names that pyproject.toml asks for in a dependency group, with the groups it includes."""
    for entry in PROJECT["dependency-groups"][group]:
        if isinstance(entry, dict):
            yield from wanted(entry["include-group"])
        else:
            yield name_of(entry)


def name_of(requirement):
    return re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")


@pytest.mark.parametrize("stage", Stage)
def test_every_package_has_hashes(stage):
    found = pinned(stage)
    assert len(found) == count_pins(text(stage)) > 20
    for pin, hashes in found.items():
        assert hashes, pin
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), pin


@pytest.mark.parametrize("stage", Stage)
def test_everything_asked_for_is_pinned(stage):
    asked = {name_of(requirement) for requirement in PROJECT["project"]["dependencies"]} | set(
        wanted(stage.name)
    )
    assert asked <= {name for name, _, _ in pinned(stage)}


def test_each_stage_holds_the_one_before_it():
    assert pinned(Stage.build).items() <= pinned(Stage.test).items() <= pinned(Stage.oracles).items()


@pytest.mark.parametrize("stage", Stage)
def test_no_address_is_named(stage):
    assert "/" not in text(stage)
    assert not re.search(r"^-|--(?!hash=)", text(stage), re.MULTILINE)


def test_packages_of_npm_have_hashes_and_no_address():
    lock = json.loads(
        (pins(ROOT, Stage.oracles).parent / "npm/package-lock.json").read_text(encoding="utf-8")
    )
    packages = [facts for name, facts in lock["packages"].items() if name]
    assert len(packages) > 100
    assert all(facts.get("integrity", "").startswith("sha512-") for facts in packages)
    assert not [facts for facts in packages if "resolved" in facts or facts.get("link")]
