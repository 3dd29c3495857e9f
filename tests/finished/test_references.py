"""References to tables and figures: before and behind them, from the preface, another question, a cell, a note.

The book is read from a source, so that what is written there and what is made of it are proven together.
"""

from __future__ import annotations

import shutil

import pymupdf
import pytest

from pipeline.formats.registry import FORMATS
from pipeline.making.executors import Here
from pipeline.read import read_handbook
from pipeline.verify.proof import prove
from pipeline.world import Given
from tests.finished.conftest import finish
from tests.finished.faults import seeding as s
from tests.sample import SVG
from tests.values import files_in

SETTINGS = """\
title: 样例行动百问百答
publisher: 样例办公室
edition: 第1版
release: "1.0"
date: 2024-05-31
language: zh-Hans
page: A5
categories:
  - {id: general, title: 总体要求类}
  - {id: technical, title: 技术要求类}
"""
MATTER = """\
---
id: {id}
category: {category}
question: {title}
keywords: [样例]
as_of: 2024-05
---
"""
FIRST = """\
先看[](#t-fees)，再看[](#f-map)，另见[](#second)。[^1]

::: {.table #t-fees caption="2023年费用"}
| 项目 | 说明 |
| --- | --- |
| 甲 | 见[](#t-parts) |
:::

如[](#t-parts)所示。

[^1]: 数据见[](#t-parts)。
"""
SECOND = """\
![一个圆](images/map.svg "位置"){#f-map}

**如[](#f-map)所示**，费用见[](#t-fees)。

::: {.note}
::: {.table caption="2024年分项" #t-parts}
| 项目 | 费用 |
| --- | --- |
| 乙 | 2 |
:::
:::
"""


def source(**more: str) -> Given:
    """Give a source of two questions that refer to the tables and figures of one another."""
    files = {
        "source/handbook.yaml": SETTINGS,
        "source/preface.md": "费用一览见[](#t-fees)，位置见[](#f-map)。\n",
        "source/questions/001-first.md": MATTER.format(id="first", category="general", title="第一问是什么？")
        + FIRST,
        "source/questions/002-second.md": MATTER.format(
            id="second", category="technical", title="第二问是什么？"
        )
        + SECOND,
        "source/wechat.yaml": "published:\n  second: https://mp.weixin.qq.com/s/abc\n",
        "source/images/map.svg": SVG.decode(),
        **more,
    }
    return Given({name: text.encode() for name, text in files.items()})


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    reading = read_handbook(source())
    assert reading.findings == ()
    return finish(tmp_path_factory.mktemp("references"), reading.handbook)


def test_they_are_the_same_in_every_format(book):
    assert book.proof.differences == ()
    assert book.proof.remarks == ()


def test_they_follow_the_numbering_and_name_the_page_in_print(book):
    with pymupdf.open(book.output / "handbook.pdf") as pdf:
        pages = {page.get_label(): "".join(page.get_text().split()) for page in pdf}
        (where,) = (label for label, text in pages.items() if "表12023年费用" in text)
        (behind,) = (label for label, text in pages.items() if "表22024年分项" in text)
        assert f"先看表1（第{where}页）" in pages[where]
        assert f"如表2（第{behind}页）所示" in pages[where]
        links = [link for page in pdf for link in page.get_links() if "nameddest" in link]
        assert {"see-t-fees", "see-t-parts", "see-f-map"} <= {link["nameddest"] for link in links}


EPUB, ARTICLE = "EPUB/part-general.xhtml", "wechat/01-general.html"
FAULTS = (
    ("epub", "to another table", s.epub(s.sub(EPUB, "#see-t-fees", "#see-t-parts")), "问题引用"),
    ("wechat", "another number", s.article(ARTICLE, "先看表1", "先看表2"), "表2"),
    ("pdf", "another number", s.pdf_words("handbook.pdf", "表1", "表2"), "表2"),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault[0]}: {fault[1]}")
def test_a_fault_is_told(fault, book, tmp_path):
    name, _, seed, tells = fault
    folder = shutil.copytree(book.output, tmp_path / "output")
    seed(folder, folder)
    formats = [one for one in FORMATS if one.name == name]
    found = prove(book.handbook, files_in(folder), formats, Here()).differences
    assert any(tells in str(one) for one in found), [str(one) for one in found]
