"""The cover: its size, its words inside their field whatever their length, and the same bytes every time."""

from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image as Picture

from pipeline.findings import OutsideFailure
from pipeline.formats.epub.cover import HEIGHT, MEASURE, WIDTH, cover_picture, cover_words, type_size
from pipeline.formats.epub.facts import templates_in
from pipeline.formats.titles import TitleLines, title_lines
from tests.values import TEMPLATES

ACCENT = (162, 59, 42)


def drawn(handbook, kit):
    return cover_picture(cover_words(handbook), templates_in(TEMPLATES), kit)


TITLES = {
    "series and hero": {},
    "one title": {"short_title": ""},
    "a long series": {
        "title": "示例市示例区示例街道“15分钟样例”行动规划建设与治理全过程工作指引问答手册",
        "short_title": "问答手册",
        "publisher": "示例市示例区示例街道社区规划建设与治理联席会议办公室、示例市示例区规划和自然资源局",
    },
    "a very long title": {"title": "示例市“样例”行动规划建设与治理全过程工作指引" * 4, "short_title": ""},
    "two characters": {"title": "问答", "short_title": ""},
    "Latin words": {"title": "Community Handbook of Questions and Answers", "short_title": ""},
}


@pytest.mark.parametrize("case", TITLES)
def test_the_words_stay_in_their_field(case, handbook, kit):
    book = dataclasses.replace(handbook, **TITLES[case])
    picture = Picture.open(io.BytesIO(drawn(book, kit)))
    assert (picture.size, picture.mode, picture.format) == ((WIDTH, HEIGHT), "RGB", "JPEG")
    difference = [
        (x, y)
        for y in range(0, HEIGHT, 3)
        for x in range(0, WIDTH, 3)
        if abs(picture.getpixel((x, y))[1] - ACCENT[1]) > 60
    ]
    words = [(x, y) for x, y in difference if y < 900]
    assert 160 <= min(x for x, _ in words) <= 200
    assert max(x for x, _ in words) <= 180 + MEASURE
    assert min(y for _, y in words) >= 230
    # Between the words and the arc the ground is bare; the arc is there.
    assert not [(x, y) for x, y in difference if 900 <= y <= 920]
    assert [(x, y) for x, y in difference if (x, y) > (1290, 2000)]


def test_the_same_handbook_gives_the_same_bytes(handbook, kit):
    assert drawn(handbook, kit) == drawn(handbook, kit)


def test_a_character_that_no_font_has_is_named(handbook, kit):
    book = dataclasses.replace(handbook, title="示例𓀀手册", short_title="")
    with pytest.raises(OutsideFailure, match=r"“𓀀”.+改法"):
        drawn(book, kit)


def test_type_never_grows_beyond_its_field():
    for length in range(1, 120):
        size = type_size("字" * length, 284, MEASURE, 350)
        lines = -(-length * size // MEASURE)
        assert 0 < size <= 284
        assert lines * size * 1.2 <= 350


def test_a_title_falls_into_two_lines(handbook):
    assert title_lines(handbook) == TitleLines("示例市“样例”行动", "百问百答")
    for short in ("", "别的简称", handbook.title):
        one = dataclasses.replace(handbook, short_title=short)
        assert title_lines(one) == TitleLines("", handbook.title)
