"""The sample handbook as a finished e-book, bound once with a plain cover: most tests need no drawn one."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image as Picture

from pipeline.formats.epub import FORMAT as EPUB
from pipeline.formats.epub.steps import bind
from pipeline.formats.pdf import FORMAT as PDF
from pipeline.handbook import Handbook
from pipeline.read import read_handbook
from tests.hundred import hundred_questions
from tests.sample import sample_handbook

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def templates() -> Path:
    return ROOT / "templates" / "epub"


@pytest.fixture(scope="session")
def plain_cover() -> bytes:
    stream = io.BytesIO()
    Picture.new("RGB", (1500, 2400), (162, 59, 42)).save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture(scope="session")
def handbook() -> Handbook:
    return sample_handbook()


@pytest.fixture(scope="session")
def finished(handbook: Handbook, templates: Path, plain_cover: bytes) -> bytes:
    return bind(handbook, templates, plain_cover)


@pytest.fixture(scope="session")
def files(finished: bytes) -> dict[str, bytes]:
    """Every file of the e-book by its name, in order."""
    with zipfile.ZipFile(io.BytesIO(finished)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="session")
def printed(handbook, workshop, tmp_path_factory) -> Path:
    """A folder with the print PDF of the sample."""
    folder = tmp_path_factory.mktemp("printed")
    PDF.write(handbook, workshop, folder)
    return folder


@pytest.fixture(scope="session", params=["real", "sample", "unusual", "hundred"])
def paginated(request, workshop, tmp_path_factory) -> Path:
    """An e-book with the page numbers of its print PDF: for the outside judges."""
    handbook = {
        "real": lambda: request.getfixturevalue("real_handbook"),
        "sample": sample_handbook,
        "unusual": lambda: read_handbook(Path(__file__).parent / "unusual").handbook,
        "hundred": hundred_questions,
    }[request.param]()
    folder = tmp_path_factory.mktemp(request.param)
    for one in (PDF, EPUB):
        one.write(handbook, workshop, folder)
    return folder / "handbook.epub"
