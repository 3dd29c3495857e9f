"""The sample handbook as a finished e-book, bound once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.formats.epub import FORMAT as EPUB
from pipeline.formats.pdf import FORMAT as PDF
from pipeline.handbook import Handbook
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.formats.epub.bound import bound, unpacked
from tests.hundred import hundred_questions
from tests.sample import sample_handbook
from tests.values import kept_files_of


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    return sample_handbook()


@pytest.fixture(scope="session")
def unusual() -> Handbook:
    found = read_handbook(Folder(Path(__file__).parent / "unusual")).handbook
    assert found is not None
    return found


@pytest.fixture(scope="session")
def finished(handbook: Handbook) -> bytes:
    return bound(handbook)


@pytest.fixture(scope="session")
def files(finished: bytes) -> dict[str, bytes]:
    """Every file of the e-book by its name, in order."""
    return unpacked(finished)


@pytest.fixture(scope="session")
def printed(handbook) -> bytes:
    """The print PDF of the sample."""
    return kept_files_of(PDF, handbook=handbook)["handbook-print.pdf"]


@pytest.fixture(scope="session", params=["real", "sample", "unusual", "hundred"])
def paginated(request, tmp_path_factory) -> Path:
    """An e-book with the page numbers of its print PDF: for the outside judges."""
    handbook = {
        "real": lambda: request.getfixturevalue("real_handbook"),
        "sample": sample_handbook,
        "unusual": lambda: request.getfixturevalue("unusual"),
        "hundred": hundred_questions,
    }[request.param]()
    path = tmp_path_factory.mktemp(request.param) / "handbook.epub"
    path.write_bytes(kept_files_of(PDF, EPUB, handbook=handbook)["handbook.epub"])
    return path
