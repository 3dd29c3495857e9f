"""Addresses of links on paper: behind the link's words, where the editor wants them; other formats stay as they are."""

from __future__ import annotations

import dataclasses
import shutil

import pymupdf
import pytest

from pipeline.formats import pdf
from pipeline.making.executors import Here
from pipeline.read import read_handbook
from pipeline.verify.proof import prove
from tests.finished.conftest import finish
from tests.finished.faults import seeding as s
from tests.finished.test_references import SETTINGS, source
from tests.values import files_in

LONG = "https://www.example.org/service/2024/a-rather-long-name-of-a-page?kind=form&number=12345"
ANSWER = f"""
见[**办事**指南](https://example.org/guide/)[^2]、[example.org/news](https://example.org/news)，写信到[信箱](mailto:a@example.org)，见[本机](http://localhost)、[`A-1`](https://example.org/code)。

::: {{.table caption="网址"}}
| 事项 | 网址 |
| --- | --- |
| 报名 | [报名表]({LONG}) |
:::

[^2]: 另见[说明](http://example.org/note)。
"""


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    first = "source/questions/001-first.md"
    answer = source().read(first).decode().rpartition("\n[^1]:")
    reading = read_handbook(
        source(
            **{
                "source/handbook.yaml": f"{SETTINGS}print: {{link_addresses: short}}\n",
                "source/preface.md": "见[网站](https://example.org/preface)，费用见[](#t-fees)。\n",
                first: f"{answer[0].replace('第一问是什么', '（IPv6.2）是什么')}{ANSWER}\n[^1]:{answer[2]}",
            }
        )
    )
    assert reading.findings == ()
    return finish(tmp_path_factory.mktemp("addresses"), reading.handbook)


def test_print_shows_them_and_the_proof_agrees(book):
    assert book.proof.differences == ()
    for name in ("handbook.pdf", "handbook-print.pdf"):
        with pymupdf.open(book.output / name) as file:
            text = "".join("".join(page.get_text().split()) for page in file)
        for words in (
            "办事指南（example.org/guide）",
            "信箱（a@example.org）",
            "A-1（example.org/code）",
            f"报名表（{LONG.removeprefix('https://')}）",
            "说明（example.org/note）",
            "网站（example.org/preface）",
            "example.org/news，",
        ):
            assert words in text, words


FAULTS = (
    ("another address", s.pdf_words("handbook.pdf", "example.org/guide", "example.org/guild")),
    ("another in the preface", s.pdf_words("handbook.pdf", "example.org/preface", "example.org/prefect")),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault[0])
def test_a_fault_is_told(fault, book, tmp_path):
    folder = shutil.copytree(book.output, tmp_path / "output")
    fault[1](folder, folder)
    found = prove(book.handbook, files_in(folder), [pdf.FORMAT], Here()).differences
    assert any("网址" in str(one) for one in found), [str(one) for one in found]


def test_nothing_is_expected_where_they_are_not_wanted(book):
    printing = dataclasses.replace(book.handbook.printing, link_addresses="none")
    plain = dataclasses.replace(book.handbook, printing=printing)
    found = prove(plain, files_in(book.output), [pdf.FORMAT], Here()).differences
    assert any("不应有网址 example.org/guide" in str(one) for one in found)
