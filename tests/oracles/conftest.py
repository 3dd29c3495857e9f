"""What the outside judges look at: the PDF files of three handbooks, written once."""

import pytest

from pipeline.formats.pdf import FORMAT
from tests.hundred import hundred_questions
from tests.values import kept_files_of


@pytest.fixture(scope="session", params=["real_handbook", "sample", "hundred"])
def pdf_folder(request, tmp_path_factory):
    """The finished files of the real handbook, of one with every construct, and of one hundred questions."""
    folder = tmp_path_factory.mktemp("pdf")
    book = hundred_questions() if request.param == "hundred" else request.getfixturevalue(request.param)
    for name, data in kept_files_of(FORMAT, handbook=book).items():
        (folder / name).write_bytes(data)
    return folder
