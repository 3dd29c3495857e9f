"""Readings: the table is sound, and what is read by it was judged by hand."""

from pathlib import Path

import pytest
from pypinyin import lazy_pinyin
from pypinyin.constants import PINYIN_DICT

from pipeline.chinese.pinyin import is_syllable, without_tones
from pipeline.chinese.readings import index_place, other_places, rows, syllables, words_of

ROWS = tuple(rows())
LINES = (Path(__file__).with_name("judged.tsv")).read_text("utf-8").splitlines()
JUDGED = [tuple(line.split("\t")) for line in LINES if line[0] in "12"]


@pytest.mark.parametrize(("number", "least_wrong_by_pypinyin"), [("1", 120), ("2", 5)])
def test_every_judged_word_is_read_right(number, least_wrong_by_pypinyin):
    own = [(word, reading) for which, word, reading in JUDGED if which == number]
    assert [word for word, reading in own if " ".join(syllables(word)) != reading] == []
    assert sum(" ".join(lazy_pinyin(word)) != reading for word, reading in own) >= least_wrong_by_pypinyin


def test_every_row_is_a_reading_of_its_word_and_has_a_source():
    faulty = [
        word
        for word, reading, source in ROWS
        if not source.strip()
        or len(without_tones(reading)) != len(word)
        or not all(map(is_syllable, without_tones(reading)))
        or any(
            syllable not in without_tones(PINYIN_DICT[ord(character)].replace(",", " "))
            for character, syllable in zip(word, without_tones(reading), strict=True)
        )
    ]
    assert faulty == ["乐亭", "乐陵"]  # 乐 lào: 《现代汉语词典》 has it, pypinyin's characters have not
    assert len({(word, reading) for word, reading, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("运营长效机制", "运 营 长效 机 制"),  # not 营长
        ("苏州河长廊", "苏 州 河 长廊"),  # not 河长
        ("河长制", "河长 制"),
        ("成长期", "成长期"),  # not 长期
        ("步行距离", "步行 距 离"),  # not 行距
        ("骑行业态", "骑行 业 态"),  # not 行业
        ("提高行政效率", "提高 行政 效率"),
        ("长宁区TOD开发", "长宁 区 TOD 开发"),
    ],
)
def test_a_text_is_cut_into_the_words_that_it_is_made_of(text, cut):
    assert " ".join(word.text for word in words_of(text, {})) == cut
    assert "".join(word.text for word in words_of(text, {})) == text


def test_the_source_has_the_last_word():
    readings = {"长桥": ("zhang", "qiao"), "长": ("zhang",)}
    assert syllables("市长桥街道", readings) == ("shi", "zhang", "qiao", "jie", "dao")
    assert syllables("长效", readings) == ("zhang", "xiao")
    assert list(other_places("长岙", readings)) == []


def test_places_in_an_index():
    assert index_place("“长三角”", {})[:2] == ("C", ("chang", "san", "jiao", "”"))
    assert index_place("TOD开发", {})[:2] == ("T", ("tod", "kai", "fa"))
    assert index_place("15分钟", {})[:2] == ("#", ("15", "fen", "zhong"))
    assert index_place("绿地率", {})[1] == ("lv", "di", "lv")
    assert index_place("", {}) == ("#", (), "")
    # The same sound: the order is that of the characters, whatever the order of the questions.
    same = [index_place(word, {}) for word in ("程式", "城市", "成事")]
    assert len({place.syllables for place in same}) == 1
    assert [place.word for place in sorted(same)] == ["城市", "成事", "程式"]


def test_a_guess_names_its_character_and_what_else_it_may_be():
    ((word, other, place),) = other_places("“长岙村", {})
    assert (word.text, word.start, word.readings[0], other) == ("长", 1, ("chang",), ("zhang",))
    assert place == ("Z", ("zhang", "ao", "cun"), "“长岙村")


def test_pinyin_is_read_as_it_is_written():
    assert without_tones("Lǜ huá zhèn") == ("lv", "hua", "zhen")
    assert without_tones("  LV  hua") == ("lv", "hua")
    assert is_syllable("zhuang")
    assert not is_syllable("chnag")
    assert not is_syllable("mǐnháng")
