"""What is a Han character: one answer for every room."""

import re
import unicodedata

import pytest

from pipeline.chinese.characters import HAN, han_count, is_han
from pipeline.chinese.numerals import number_of, numeral


@pytest.mark.parametrize("character", "一〇々㐀龥鿿豈⼀⺀〡\U00020bb7\U000323af")
def test_han_characters(character):
    assert is_han(character)
    assert re.fullmatch(f"[{HAN}]", character)


@pytest.mark.parametrize("character", "，。“”《》—…·、　aZ1１Ａあカㄅ한①㈠㊀")
def test_other_characters(character):
    assert not is_han(character)


def test_every_ideograph_of_unicode_is_one():
    """Whatever Unicode names so, in the version that Python knows."""
    named = ("CJK UNIFIED IDEOGRAPH", "CJK COMPATIBILITY IDEOGRAPH", "CJK RADICAL", "KANGXI RADICAL")
    points = [point for point in range(0x110000) if unicodedata.name(chr(point), "").startswith(named)]
    assert len(points) > 90_000
    assert all(map(is_han, map(chr, points)))


def test_han_characters_are_counted():
    assert han_count("第一〇条，见《办法》A4（2024年）。") == 8


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (45, "四十五"), (99, "九十九")]
)
def test_numbers_in_chinese(number, words):
    assert numeral(number) == words


@pytest.mark.parametrize("number", range(1, 100))
def test_a_numeral_is_read_as_its_number(number):
    assert number_of(numeral(number)) == number
