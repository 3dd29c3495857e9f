"""A book about one district: its streets stand in the tabs of the cases and in the index, in every format."""

from __future__ import annotations

import re

import pymupdf

from pipeline.read import read_handbook
from tests.finished.conftest import finish
from tests.finished.test_references import FIRST, source

CASES = """
::: {.case place="小河街道" project="微例会"}
每月开一次例会。
:::

::: {.case}
如城关镇每季度开一次例会。
:::

::: {.case district="甲区" project="全区例会"}
每年开一次例会。
:::
"""
DIVISIONS = "divisions:\n  - {name: 甲区, towns: [城关镇, 小河街道]}\n"


def test_streets_take_the_place_of_the_district(tmp_path):
    first = "source/questions/001-first.md"
    answer = source().read(first).decode() + CASES
    assert answer.count(FIRST) == 1
    reading = read_handbook(source(**{first: answer, "source/divisions.yaml": DIVISIONS}))
    assert reading.findings == ()
    book = finish(tmp_path, reading.handbook)
    assert book.proof.differences == ()
    assert book.proof.remarks == ()
    with pymupdf.open(book.output / "handbook.pdf") as pdf:
        pages = ["".join(page.get_text().split()) for page in pdf]
    (index,) = (
        page for page in pages if "案例索引（按街镇）" in page and "小河街道" in page and "关键词" not in page
    )
    assert re.search("城关镇1样例案例.*小河街道1微例会.*甲区1全区例会", index)
    article = (book.output / "wechat/01-general.html").read_text("utf-8")
    assert re.findall("(?:&nbsp;|\u00a0)([^<>]{2,4})(?:&nbsp;|\u00a0)</span>", article) == [
        "小河街道",
        "城关镇",
        "甲区",
    ]
