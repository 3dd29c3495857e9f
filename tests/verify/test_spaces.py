"""White space or a mark without width that was put in or lost is told; between blocks and at joints it is free."""

from __future__ import annotations

import pytest

from pipeline.handbook import Passage
from pipeline.seen.edition import FoundBlock, FoundQuestion
from pipeline.verify.spaces import spaces_that_differ

PASSAGES = (
    Passage("title", "12什么是New York？"),
    Passage("label", "甲区某街道"),
    Passage("paragraph", "第一段，15分钟。"),
    Passage("caption", "表1各区\u200b项目"),
)
GOOD = ("12 什么是New York？\n", "甲区 某街道", "\n第一段，15分钟。", "表1 各区\u200b项目")


def told(*texts):
    question = FoundQuestion(12, tuple(FoundBlock(text, ((0, "x"),)) for text in texts), "x")
    return list(spaces_that_differ(question, PASSAGES))


def test_words_that_begin_with_a_figure():
    passages = (Passage("title", "115分钟是什么？"), Passage("caption", "表12035年"))
    blocks = tuple(FoundBlock(text, ((0, "x"),)) for text in ("1 15分钟是什么？", "表1 2035年"))
    assert list(spaces_that_differ(FoundQuestion(1, blocks, "x"), passages)) == []


def test_joints_and_blocks_are_free():
    assert told(*GOOD) == []
    assert told("".join(GOOD)) == []
    assert told("12什么是New\nYork？", *GOOD[1:]) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("15分", "15 分", "“段，15”与“分钟。表”之间多出空白"),
        ("New York", "NewYork", "“是New”与“York”之间少了空格"),
        ("各区", "各 区", "“。表1各”与“区项目”之间多出空白"),
        ("New York", "New　York", "“是New”与“York”之间空白不同"),
        ("15分", "15\u200b分", "“段，15”与“分钟。表”之间多出看不见的零宽字符"),
        ("\u200b", "", "“表1各区”与“项目”之间少了看不见的零宽字符"),
    ],
)
def test_a_difference_is_told_with_its_place(old, new, message):
    (only,) = told(*(text.replace(old, new) for text in GOOD))
    where, words = only
    assert words.startswith(message)
    assert where > 0
