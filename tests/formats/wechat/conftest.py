"""The sample handbook with what it lacks, as finished articles."""

from __future__ import annotations

import dataclasses
from importlib import import_module

import pytest
from PIL import Image as Bitmap

from pipeline.formats.wechat import FORMAT
from pipeline.formats.wechat.covers import Cover, cover_file, cover_words, signed
from pipeline.formats.wechat.facts import SHAPES
from pipeline.handbook import Case, Footnote, ItemList, Link, Paragraph, Table, Text, WeChat
from pipeline.typeset.picture import image_bytes
from tests.formats.wechat.nasty_handbook import nasty_handbook
from tests.values import kept_files_of

LONG_ADDRESS = "https://example.org/a/very/long/address/that/has/no/place/to/break/in/it?and=query&more=1"


def paragraph(*inlines):
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines))


def wide_table():
    """Four columns, so that it becomes cards; notes in the head and in cells, an empty cell."""
    link = Link((Text("网页"),), LONG_ADDRESS)
    head = (
        (Text("区"), Footnote(2, (Text("表头脚注，见"), link, Text("。")))),
        *((Text(c),) for c in "乙丙丁"),
    )
    rows = tuple(
        (
            (Text(f"{name}区"),),
            (Text("12"), Footnote(number, (Text(f"第{number}条。"),))),
            (),
            (Text("各街道"),),
        )
        for number, name in enumerate("甲乙", 3)
    )
    return Table(2, "四列的表", ("left", "right", "center", "left"), head, rows)


@pytest.fixture(scope="session")
def rich(sample):
    """The sample with a wide table, deep lists, notes in several questions, an author and words at the end."""
    general, technical, empty = sample.categories
    everything, last = technical.questions
    deep = ItemList(((paragraph("第三层，文字长一些，看看折行。"),),), ordered=True, start=99)
    middle = ItemList(((paragraph("第二层"), deep),))
    listing = ItemList(
        ((paragraph("外层"), paragraph("同项第二段"), middle), (Case("丙区", (paragraph("项中之例"),)),))
    )
    everything = dataclasses.replace(everything, blocks=(*everything.blocks, wide_table(), listing))
    again = paragraph(
        "同号的脚注",
        Footnote(1, (Text("末问脚注。"),)),
        "与自动链接",
        Link((Text(LONG_ADDRESS),), LONG_ADDRESS),
    )
    last = dataclasses.replace(last, blocks=(*last.blocks, again))
    technical = dataclasses.replace(technical, questions=(everything, last))
    return dataclasses.replace(
        sample,
        categories=(general, technical, empty),
        preface=(paragraph("前言", Footnote(1, (Text("前言的脚注。"),))),),
        wechat=WeChat("category", "编者", (("公众号", "示例发布"),)),
    )


@pytest.fixture(scope="session")
def made(rich):
    """The finished articles of :func:`rich` by their names."""
    return kept_files_of(FORMAT, handbook=rich)


@pytest.fixture(scope="session")
def made_real(real_handbook):
    """The finished articles of the real handbook by their names."""
    return kept_files_of(FORMAT, handbook=real_handbook)


@pytest.fixture(scope="session")
def nasty(sample):
    """Everything that is hard on an article."""
    return nasty_handbook(sample)


@pytest.fixture(scope="session")
def made_nasty(nasty):
    """The finished articles of :func:`nasty` by their names."""
    return kept_files_of(FORMAT, handbook=nasty)


@pytest.fixture(scope="session")
def finished(made, tmp_path_factory):
    """A folder with the finished articles of :func:`rich`, for a browser. Not to be changed."""
    return _saved(made, tmp_path_factory.mktemp("finished"))


@pytest.fixture(scope="session")
def finished_real(made_real, tmp_path_factory):
    """A folder with the finished articles of the real handbook, for a browser. Not to be changed."""
    return _saved(made_real, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def finished_nasty(made_nasty, tmp_path_factory):
    """A folder with the finished articles of :func:`nasty`, for a browser. Not to be changed."""
    return _saved(made_nasty, tmp_path_factory.mktemp("nasty"))


def _saved(files, folder):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def plain_covers(monkeypatch):
    """Covers without a drawing: for tests of many articles; ``test_covers`` looks at them."""
    grounds = {shape: image_bytes(Bitmap.new("RGB", (shape.width, shape.height)), "PNG") for shape in SHAPES}

    def plain(handbook, articles, templates, kit):
        return tuple(
            Cover(
                cover_file(names, shape),
                shape.width,
                shape.height,
                signed(ground, cover_words(handbook, names, shape)),
            )
            for names, _ in articles
            for shape, ground in grounds.items()
        )

    monkeypatch.setattr(import_module("pipeline.formats.wechat.steps"), "draw_covers", plain)
