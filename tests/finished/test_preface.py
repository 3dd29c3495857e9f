"""The preface is proven as the questions are: its emphasis, notes, pictures and where its links lead."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from pipeline.formats.registry import FORMATS
from pipeline.handbook import Emphasis, Figure, Footnote, Link, Paragraph, Strong, Text
from pipeline.making.executors import Here
from pipeline.verify.proof import prove
from tests.finished.conftest import finish
from tests.finished.faults import seeding as s
from tests.values import files_in

PREFACE = (
    Paragraph(
        (
            Text("先说"),
            Strong((Text("要紧的话"),)),
            Text("，再说"),
            Emphasis((Text("着重的话"),)),
            Text("，见"),
            Link((Text("网上的文件"),), "https://example.org/preface"),
            Text("。"),
            Footnote(1, (Text("编写说明的"), Strong((Text("第一条"),)), Text("脚注。"))),
        )
    ),
    Figure(3, "images/frame.png", "编写说明的插图", "编写经过"),
    Paragraph((Text("最后一段。"),)),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory, sample):
    return finish(tmp_path_factory.mktemp("preface"), dataclasses.replace(sample, preface=PREFACE))


def test_it_is_the_same_in_every_format(book):
    assert book.proof.differences == ()


EPUB, ARTICLE = "EPUB/preface.xhtml", "wechat/01-general.html"
FAULTS = (
    ("pdf", "a character", s.pdf_words("handbook.pdf", "最后一段", "最一后段"), "书前"),
    ("pdf", "a picture", s.pdf_picture(), "frame.png"),
    ("pdf", "other words for a picture", s.pdf_alternative("编写说明的插图"), "替代文字"),
    ("epub", "strong lost", s.epub(s.sub(EPUB, "<strong>要紧的话</strong>", "要紧的话")), "应有加重"),
    ("epub", "strong lost in a note", s.epub(s.sub(EPUB, "<strong>第一条</strong>", "第一条")), "应有加重"),
    ("epub", "emphasis lost", s.epub(s.sub(EPUB, "<em>着重的话</em>", "着重的话")), "应有着重"),
    ("epub", "a link leads elsewhere", s.epub(s.sub(EPUB, "example.org/preface", "example.org/x")), "链接"),
    ("epub", "a picture", s.epub(s.exchanged("EPUB/images/001.png")), "frame.png"),
    ("epub", "other words for a picture", s.epub(s.sub(EPUB, "编写说明的插图", "别的图")), "别的图"),
    ("wechat", "strong lost", s.article(ARTICLE, "<strong>要紧的话</strong>", "要紧的话"), "应有加重"),
    ("wechat", "a footnote altered", s.article(ARTICLE, "</strong>脚注", "</strong>附注"), "脚注"),
    ("wechat", "other words for a picture", s.article(ARTICLE, "编写说明的插图", "别的图"), "替代文字"),
)


@pytest.mark.oracle
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}: {fault[1]}")
def test_a_fault_is_told(fault, book, tmp_path, record_property):
    name, what, seed, tells = fault
    record_property("seeded", what)
    folder = shutil.copytree(book.output, tmp_path / "output")
    seed(folder, folder)
    found = prove(
        book.handbook, files_in(folder), [one for one in FORMATS if one.name == name], Here()
    ).differences
    assert any(one.number == 0 and tells in str(one) for one in found), [str(one) for one in found]
    record_property("caught", what)
