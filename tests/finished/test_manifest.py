"""The manifest of a finished project names every file that was made."""

from __future__ import annotations

from pipeline.formats.pdf import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.verify.manifest import read_manifest


def test_all_five_pdf_files_are_in_it(finished):
    files = read_manifest(finished.files)["files"]
    assert {SCREEN, PRESS, BOOKLET, COVER, ORDER} == {name for name in files if name.endswith(".pdf")}
