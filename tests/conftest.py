"""What tests of many rooms share."""

import gc
import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import settings

from pipeline.read import read_handbook
from pipeline.typeset.font_kit import users_kit
from pipeline.world import Folder
from tests.run_store import RUN
from tests.sample import sample_handbook
from tests.values import STORE

ROOT = Path(__file__).parents[1]

# The same examples on every machine, so that a test fails where it was broken; `make search` looks for new ones.
settings.register_profile("same", derandomize=True, database=None)
settings.register_profile("search", derandomize=False)
settings.load_profile("same")


def pytest_configure(config):
    """Begin a run: its folder, for what its processes share."""
    if not hasattr(config, "workerinput"):
        os.environ[RUN] = tempfile.mkdtemp(prefix="baiwen-tests-")
        own = Path(os.environ[RUN], "cache/baiwen")
        own.mkdir(parents=True)
        kit = users_kit(STORE.folder).folder
        (own / kit.name).symlink_to(kit.absolute())
        # What a test keeps is nobody else's, and what was kept before is no test's.
        os.environ["XDG_CACHE_HOME"] = str(own.parent)


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(RUN))


def pytest_collection_finish():
    """What has been imported lives on: to look through it for garbage again and again takes a tenth of the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def kit():
    """The font kit, made once a user."""
    return users_kit(STORE.folder)


@pytest.fixture(scope="session")
def chromium():
    """A browser, started once: that takes longer than what most tests do in it. Close what you open in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def real_handbook():
    """The handbook in ``source/``."""
    return read_handbook(Folder(ROOT)).handbook


@pytest.fixture(scope="session")
def sample():
    """A handbook with every construct."""
    return sample_handbook()


def pytest_terminal_summary(terminalreporter):
    """How many of the faults seeded into finished files were caught, and of the broken writers were noticed."""
    done = [one for kind in ("passed", "failed") for one in terminalreporter.stats.get(kind, ())]
    counts = Counter(name for one in done for name, _ in one.user_properties)
    if seeded := counts["seeded"]:
        terminalreporter.write_line(f"faults caught / seeded: {counts['caught']} / {seeded}")
    if broken := counts["broken"]:
        terminalreporter.write_line(f"broken writers noticed / tried: {counts['noticed']} / {broken}")
