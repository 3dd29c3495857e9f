"""The real source against the text as it was published: every character kept, with the declared repairs only."""

import re
import unicodedata
from pathlib import Path

import pytest

from pipeline.handbook import Case, Point, passages, walk
from pipeline.read import read_handbook
from pipeline.world import Folder

ROOT = Path(__file__).parents[2]
ORIGINAL = Path(__file__).parent / "original.txt"


@pytest.fixture(scope="module")
def handbook():
    return read_handbook(Folder(ROOT)).handbook


def folded(text: str) -> str:
    """Without white space, widths folded (NFKC), without the —— that opens an example."""
    return "".join(unicodedata.normalize("NFKC", re.sub(r"^——(?=如)", "", text, flags=re.M)).split())


def words(blocks) -> str:
    """The text of an answer without the labels of its cases, which the original does not have."""
    return "".join(passage.text for passage in passages(blocks) if passage.kind != "label")


def test_every_character_of_the_original(handbook):
    original = ORIGINAL.read_text("utf-8")
    original = original.replace("(相关资料图)", "").replace("打印本页 关闭窗口", "")
    found = words(handbook.preface)
    for category in handbook.parts:
        found += f"【{category.title}】"
        for question in category.questions:
            found += f"{question.number}.{question.title}{words(question.blocks)}"
    assert folded(found) == folded(original)


def test_repairs(handbook):
    text = "".join(question.title + words(question.blocks) for question in handbook.questions) + words(
        handbook.preface
    )
    assert not re.search(r"[,;?()]", text)
    assert len(re.findall("[，；？]", text)) == 152
    assert " " not in text


def test_structure(handbook):
    blocks = [block for question in handbook.questions for block in walk(question.blocks)]
    assert [point.ordinal for point in blocks if isinstance(point, Point)] == ["一是", "二是", "三是", "四是"]
    cases = [block for block in blocks if isinstance(block, Case)]
    assert len(cases) == 14
    assert all(words(case.blocks).startswith(("如", case.label[0])) for case in cases)
    assert [category.title for category in handbook.categories if not category.questions] == ["成果表达类"]


def test_check_says_only_that_a_category_is_empty():
    assert [finding.code for finding in read_handbook(Folder(ROOT)).findings] == ["S120"]
