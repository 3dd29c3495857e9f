"""What the outside judges look at: the PDF files of three handbooks, written once."""

import pytest

from pipeline.formats.pdf import FORMAT
from tests.hundred import hundred_questions


@pytest.fixture(scope="session", params=["real_handbook", "sample", "hundred"])
def pdf_folder(request, workshop, tmp_path_factory):
    """The finished files of the real handbook, of one with every construct, and of one hundred questions."""
    folder = tmp_path_factory.mktemp("pdf")
    book = hundred_questions() if request.param == "hundred" else request.getfixturevalue(request.param)
    FORMAT.write(book, workshop, folder)
    return folder
