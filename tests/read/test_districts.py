"""The district of a case follows from its place, from the words that open it, or from there being one district only."""

import pytest

from pipeline.handbook import Case
from pipeline.read import read_handbook
from pipeline.world import Given, Over
from tests.read.test_worlds import BASE, FIRST

DIVISIONS = """\
divisions:
  - {name: 甲区, towns: [小河街道, 小河, 城关镇]}
  - {name: 乙新区, towns: [大河街道, 城关镇]}
"""
ALONE = "divisions:\n  - {name: 甲区, towns: [小河街道, 城关镇]}\n"


def case(opening, words, divisions=DIVISIONS):
    matter = BASE.read(FIRST).decode().rpartition("---\n")[0]
    text = f"{matter}---\n::: {opening}\n{words}\n:::\n"
    files = {FIRST: text.encode(), "source/divisions.yaml": divisions.encode()}
    reading = read_handbook(Over((Given(files), BASE)))
    found = [block for block in reading.handbook.questions[0].blocks if isinstance(block, Case)]
    return found[0], [finding.code for finding in reading.findings], reading.handbook


@pytest.mark.parametrize(
    ("opening", "words", "district", "place"),
    [
        ("{.case}", "如小河街道开了例会。", "甲区", "小河街道"),
        ("{.case}", "例如，大河街道开了例会。", "乙新区", "大河街道"),
        ('{.case place="大河街道"}', "街道开了例会。", "乙新区", "大河街道"),
        ("{.case}", "如乙新区大河街道开了例会。", "乙新区", ""),
        ('{.case district="乙新区"}', "如小河街道开了例会。", "乙新区", ""),
    ],
)
def test_what_tells_it(opening, words, district, place):
    found, codes, _ = case(opening, words)
    assert (found.district, found.place, codes) == (district, place, [])


@pytest.mark.parametrize("words", ["如某街道开了例会。", "城关镇开了例会。", "开在小河街道的例会。"])
def test_what_does_not_tell_it(words):
    assert case("{.case}", words)[1] == ["M205"]


def test_in_a_book_about_one_district_its_places_tell_cases_apart():
    found, codes, handbook = case('{.case place="小河街道" year="2023"}', "开了例会。", ALONE)
    assert (found.district, found.label, codes) == ("甲区", ("小河街道", "2023年"), [])
    assert handbook.districts == ("小河街道", "城关镇")
    assert handbook.is_local
    without, codes, _ = case("{.case}", "街道办开了例会。", ALONE)
    assert (without.district, without.label, codes) == ("甲区", ("甲区",), [])
