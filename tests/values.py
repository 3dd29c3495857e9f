"""Finished files as values, for tests: what formats make of a handbook, and what their readings find in files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.formats.contract import Format, Opened
from pipeline.handbook import Handbook, digest
from pipeline.making.carry_out import carry_out, unheard
from pipeline.making.executors import Here
from pipeline.making.store import Forgetful, Store
from pipeline.typeset.font_kit import users_kit
from pipeline.world import Folder, Given, World
from tests.run_store import RunStore, one_at_a_time

ROOT = Path(__file__).parents[1]
STORE = Forgetful(ROOT / ".cache")
KEPT = RunStore(ROOT / ".cache")
"""What is made stays made while the tests run: for what tests share, not where a part of the program is replaced."""
TEMPLATES = Given({name: Folder(ROOT).read(name) for name in Folder(ROOT).names("templates")})
"""The project's own templates, and nothing that happens to stand in its ``output/``."""


def kept_files_of(*formats: Format, handbook: Handbook) -> dict[str, bytes]:
    """Give :func:`files_of`, made once for all tests of a run: for fixtures that many tests share."""
    with one_at_a_time(digest(handbook)):
        return files_of(*formats, handbook=handbook, store=KEPT)


def files_of(
    *formats: Format, handbook: Handbook, world: World | None = None, store: Store = STORE
) -> dict[str, bytes]:
    """Make the finished files of ``formats`` by their names below ``output/``, with the project's own templates."""
    steps = [step for one in formats for step in one.steps(handbook)]
    results = carry_out(steps, world or TEMPLATES, store, Here(), unheard)
    findings = [finding for result in results.values() for finding in result.findings]
    assert not findings, findings
    names = {step.name for step in steps}
    made = {name: data for result in results.values() for name, data in result.files.items()}
    return {name: data for name, data in made.items() if not any(name.startswith(f"{one}/") for one in names)}


def opened(one: Format, files: Mapping[str, bytes], name: str) -> Opened:
    """Do the reading of this name, and those that it needs."""
    (reading,) = (reading for reading in one.readings if reading.name == name)
    return reading.open(files, *(opened(one, files, needed) for needed in reading.needs))


def files_in(folder: Path) -> dict[str, bytes]:
    """Read the files of a folder by their names from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def lend_fonts(project: Path) -> Path:
    """Give a project a cache of its own that has the font kit and nothing else; give what ``XDG_CACHE_HOME`` names."""
    kit = users_kit(STORE.folder)
    own = project / ".cache/baiwen"
    own.mkdir(parents=True, exist_ok=True)
    if not (own / kit.folder.name).exists():
        (own / kit.folder.name).symlink_to(kit.folder)
    return own.parent
