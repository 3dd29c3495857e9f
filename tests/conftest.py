"""What tests of many rooms share."""

from pathlib import Path

import pytest

from pipeline.formats.contract import Workshop
from pipeline.read import read_handbook
from pipeline.typeset.font_kit import font_kit
from tests.sample import sample_handbook

ROOT = Path(__file__).parents[1]


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
