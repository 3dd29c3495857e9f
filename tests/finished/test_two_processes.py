"""A long handbook is proven in two processes: they find what one finds, in the same order."""

from pipeline.formats.registry import FORMATS
from pipeline.verify import proof


def test_finds_the_same(finished, copied, monkeypatch):
    (copied / "handbook.pdf").unlink()
    page = copied / "wechat/01-general.html"
    page.write_text(page.read_text("utf-8").replace("专项", "专题", 1), "utf-8")
    alone = proof.prove(finished.handbook, copied, FORMATS)
    assert [(one.file, one.number) for one in alone.differences][:2] == [("handbook.pdf", 0), ("wechat/", 1)]
    assert [one.file for one in alone.editions] == [
        "handbook-print.pdf",
        "handbook.epub",
        "wechat/",
        "wechat/index.html",
    ]
    monkeypatch.setattr(proof, "WORTH_IT", 1)
    assert proof.prove(finished.handbook, copied, FORMATS) == alone
