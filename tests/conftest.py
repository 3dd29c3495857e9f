"""What tests of many rooms share."""

from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.formats.contract import Workshop
from pipeline.read import read_handbook
from pipeline.typeset.font_kit import font_kit
from tests.sample import sample_handbook

ROOT = Path(__file__).parents[1]

# The same examples on every machine, so that a test fails where it was broken; `make search` looks for new ones.
settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("search", derandomize=False)
settings.load_profile("same")


@pytest.fixture(scope="session")
def workshop():
    """The real templates, and the project's own cache, so that the font kit is made once."""
    return Workshop(templates=ROOT / "templates", cache=ROOT / ".cache")


@pytest.fixture(scope="session")
def kit(workshop):
    return font_kit(workshop.cache)


@pytest.fixture(scope="session")
def real_handbook():
    """The handbook in ``source/``."""
    return read_handbook(ROOT).handbook


@pytest.fixture(scope="session")
def sample():
    """A handbook with every construct."""
    return sample_handbook()


def pytest_terminal_summary(terminalreporter):
    """How many of the faults seeded into finished files were caught."""
    done = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    seeded, caught = (
        sum(name == key for one in done for name, _ in one.user_properties) for key in ("seeded", "caught")
    )
    if seeded:
        terminalreporter.write_line(f"faults caught / seeded: {caught} / {seeded}")
