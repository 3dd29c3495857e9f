"""The errata of a printing whose differences are known: page and line are those of that printing."""

from __future__ import annotations

import lxml.html
import pymupdf
import pytest

from pipeline.formats.wechat.rules import Subject, examined
from pipeline.release.changes import changes
from pipeline.release.errata import errata
from pipeline.release.errata_files import errata_files
from pipeline.release.record import load, record
from pipeline.verify.manifest import read_manifest
from pipeline.world import Folder
from tests.values import TEMPLATES


@pytest.fixture
def found(finished, earlier):
    old = load(Folder(finished.root), "0.9")
    new = record(finished.handbook, read_manifest(finished.files))
    return changes(old, new)


def test_the_change_is_found_where_the_old_printing_has_it(found, earlier):
    one, *_ = errata(found)
    assert (one.question, one.wrong, one.right) == (1, "1200", "1234.5")
    with pymupdf.open(earlier.output / "handbook-print.pdf") as pdf:
        (page,) = [page for page in pdf if page.get_label() == one.page]
        assert page.search_for("1200万元")
    place = next(
        question.place_of(question.text.replace("\n", "").index("1200万元"))
        for edition in earlier.proof.editions
        if edition.file == "handbook-print.pdf"
        for question in edition.questions[:1]
    )
    assert place == f"第{one.page}页第{one.line}行"


def test_the_slip_and_the_article(found, finished, kit):
    entries = errata(found) * 12
    files = errata_files(finished.handbook, found.old, entries, TEMPLATES, kit)
    assert files == errata_files(finished.handbook, found.old, entries, TEMPLATES, kit)
    with pymupdf.open(stream=files["errata-0.9.pdf"], filetype="pdf") as pdf:
        assert len(pdf) > 1
        assert [round(side * 25.4 / 72) for side in pdf[0].rect[2:]] == [210, 148]
        words = pdf[0].get_text().replace(" ", "")
        assert words.count("勘误") == 4
        assert words.count("1234.5") == words.count("1200") > 4
        assert "发布1.0（2024-05-31）" in words
    root = lxml.html.fragment_fromstring(files["errata-0.9.html"].decode())
    assert examined(Subject(root)) == ()
    assert "误" in root.text_content()
