"""A handbook is made and proven in two processes: they make and find what one does, in the same order."""

from pipeline.formats.registry import FORMATS
from pipeline.make import make
from pipeline.making.executors import Here, processes
from pipeline.verify.proof import prove
from tests.values import STORE, TEMPLATES, files_in


def test_finds_the_same(finished, copied):
    (copied / "handbook.pdf").unlink()
    page = copied / "wechat/01-general.html"
    page.write_text(page.read_text("utf-8").replace("专项", "专题", 1), "utf-8")
    alone = prove(finished.handbook, files_in(copied), FORMATS, Here())
    assert [(one.file, one.number) for one in alone.differences][:2] == [("handbook.pdf", 0), ("wechat/", 1)]
    assert [one.file for one in alone.editions] == [
        "handbook-print.pdf",
        "handbook.epub",
        "wechat/",
        "wechat/index.html",
    ]
    with processes(2) as executor:
        assert prove(finished.handbook, files_in(copied), FORMATS, executor) == alone


def test_makes_the_same(finished):
    with processes(2) as executor:
        made = make(finished.handbook, FORMATS, TEMPLATES, STORE, executor)
    assert made.proof == finished.proof
    assert made.files == {name: finished.files[name] for name in made.files}
    assert set(finished.files) == {*made.files, "manifest.json"}
