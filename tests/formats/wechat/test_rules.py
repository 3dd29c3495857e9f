"""Every rule is proven on a bad and a good fragment; the finished articles keep them all."""

from __future__ import annotations

import io
from pathlib import Path

import lxml.html
import pytest
from PIL import Image

from pipeline.formats.wechat.colours import (
    PAGE_BY_NIGHT,
    contrast,
    ground_by_night,
    parse_colour,
    text_by_night,
)
from pipeline.formats.wechat.rules import RULES, Subject, contrasts, examined
from pipeline.formats.wechat.rules.registry import code_of, rule
from pipeline.handbook import without_space
from tests.formats.wechat.reading import articles, reread

CASES = Path(__file__).parent / "rules"
# Chapter 1 to 4 of the official rules, by their headings; chapter 3 has no sections.
SECTIONS = [
    *("1.1", "1.2", "1.3", "1.4.1", "1.4.2", "1.4.3", "1.4.4", "1.5.1", "1.5.2", "1.6", "1.7", "1.8"),
    *("2.1", "2.2", "2.3", "3"),
    *("4.1.1", "4.1.2", "4.1.3", "4.2.1", "4.2.2", "4.3.1", "4.3.2", "4.3.3", "4.4", "4.5.1", "4.5.2", "4.6"),
]


@pytest.fixture(scope="module")
def pictures():
    """The pictures that the fixtures show."""
    opaque, transparent = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (700, 350), "white").save(opaque, "PNG")
    Image.new("RGBA", (700, 350), (0, 0, 0, 0)).save(transparent, "PNG")
    return {
        "wechat/images/opaque.png": opaque.getvalue(),
        "wechat/images/transparent.png": transparent.getvalue(),
    }


def offences(root, files=None):
    return examined(Subject(root, files))


def _fixture(section, name):
    return lxml.html.fragment_fromstring((CASES / section / name).read_text(encoding="utf-8"))


def test_every_section_has_its_rule_and_every_rule_its_fixtures():
    assert sorted(section for section in RULES if not section.startswith("S-")) == SECTIONS
    assert sorted(path.name for path in CASES.iterdir()) == sorted(RULES)


@pytest.mark.parametrize("section", RULES)
def test_the_bad_fragment_is_found(section, pictures):
    found = [one for one in offences(_fixture(section, "bad.html"), pictures) if one.code == code_of(section)]
    assert len(found) == 1
    assert found[0].hint
    assert "改法" not in found[0].message
    assert found[0].message.endswith(f"（公众号规范 {section}）")


@pytest.mark.parametrize("section", RULES)
def test_no_rule_rejects_a_good_fragment(section, pictures):
    assert offences(_fixture(section, "good.html"), pictures) == ()


PICTURE = '<section><section nodeleaf=""><img src="images/{}" alt="甲" {}></section></section>'


@pytest.mark.parametrize(
    ("name", "written", "message"),
    [
        ("opaque.png", 'data-w="500" data-ratio="0.5"', "图片宽 500px，在手机上铺满，在宽屏上不铺满"),
        ("opaque.png", 'data-w="900" data-ratio="0.5"', "data-w 是 900，图片宽 700"),
        ("opaque.png", 'data-w="700" data-ratio="0.7"', "data-ratio 是 0.7，图片是 0.5"),
        ("opaque.png", 'data-w="700"', "图片缺少 data-ratio"),
        ("none.png", 'data-w="300" data-ratio="1"', None),
        ("opaque.png", 'data-w="700" data-ratio="0.5" style="width:100%"', None),
    ],
)
def test_a_pictures_width(name, written, message, pictures):
    found = [
        one
        for one in offences(lxml.html.fragment_fromstring(PICTURE.format(name, written)), pictures)
        if one.code == "W1.4.3"
    ]
    assert any(message in one.message for one in found) if message else found == []


@pytest.mark.parametrize(
    ("style", "section"),
    [
        ("margin:0 0 0 9999px", "1.4.2"),
        ("padding:40em 0 0", "1.4.2"),
        ("text-indent:-200%", "1.4.2"),
        ("vertical-align:-9999px", "1.4.2"),
        ("text-indent:-4em", "1.4.2"),
        ("margin:1em 0 0 -5em", "1.4.2"),
        ("padding:0 0 0 2em;text-indent:-2em", None),
        ("margin-left:8em", None),
        ("width:0", "1.5.1"),
        ("max-width:1%", "1.5.1"),
        ("width:2em", None),
    ],
)
def test_nothing_is_pushed_or_squeezed_out_of_sight(style, section):
    leaf = f'<section><p style="{style}"><span leaf="">字</span></p></section>'
    found = [one.code for one in offences(lxml.html.fragment_fromstring(leaf))]
    assert f"W{section}" in found if section else found == []


def test_line_height_and_letters_may_come_from_different_elements():
    leaf = '<span leaf=""><span style="font-size:{}">字</span></span>'
    around = f'<section style="line-height:20px"><p>{leaf}</p></section>'
    found, none = (offences(lxml.html.fragment_fromstring(around.format(size))) for size in ("30px", "20px"))
    assert [one.code for one in found] == ["W1.3"]
    assert none == ()


def test_no_section_has_two_rules():
    with pytest.raises(ValueError, match=r"1\.1"):
        rule("1.1")(RULES["1.1"])


def test_every_rule_says_its_section():
    for section, one in RULES.items():
        assert one.__doc__
        if not section.startswith("S-"):
            assert one.__doc__.startswith(f"{section}: ")


# Measured with mp-darkmode 1.2.1: text, ground by day → text and ground by night, contrast there.
NIGHT = [
    ("#333333", "#ffffff", "#a3a3a3", "#191919"),
    ("#000000", "#ffffff", "#a3a3a3", "#191919"),
    ("#0b6e4f", "#ffffff", "#54cba6", "#191919"),
    ("#90311d", "#ffffff", "#da5e45", "#191919"),
    ("#ffffff", "#0b6e4f", "#ffffff", "#0b6e4f"),
    ("#333333", "#f7f7f7", "#b3b3b3", "#212121"),
    ("#333333", "#f3f7f5", "#333333", "#bcbfbe"),
]


@pytest.mark.parametrize(("text", "ground", "text_at_night", "ground_at_night"), NIGHT)
def test_the_night_is_the_platforms(text, ground, text_at_night, ground_at_night):
    dark = PAGE_BY_NIGHT if ground == "#ffffff" else ground_by_night(parse_colour(ground))
    found = text_by_night(parse_colour(text), dark)
    for computed, measured in ((found, text_at_night), (dark, ground_at_night)):
        wanted = parse_colour(measured)
        assert abs(computed.red - wanted.red) <= 1, (computed, wanted)
        assert abs(computed.green - wanted.green) <= 1, (computed, wanted)
        assert abs(computed.blue - wanted.blue) <= 1, (computed, wanted)


def test_contrast_is_the_standards():
    assert contrast(parse_colour("#000"), parse_colour("#fff")) == pytest.approx(21)
    assert contrast(parse_colour("#777"), parse_colour("#fff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("which", ["made", "made_real"])
def test_the_finished_articles_keep_every_rule(which, request):
    files = request.getfixturevalue(which)
    assert reread(files).findings == ()
    for name in articles(files):
        pairs = list(contrasts(lxml.html.fragment_fromstring(files[name].decode())))
        assert len(pairs) > 10
        assert all(one.enough for one in pairs)


def test_an_offence_in_a_finished_article_is_reported(made_real):
    name = "wechat/02-technical.html"
    changed = made_real[name].replace(b"color:#333", b"color:#ccc")
    found = [one for one in reread({**made_real, name: changed}).findings if one.file == name]
    assert found
    assert all(one.code == "W4.1.1" and "公众号规范 4.1.1" in one.message for one in found)
    assert any(one.number and "第" in one.place for one in found)


def test_the_markup_is_lean(made_real):
    """Characters with mark-up for a character of text, white space left out (docs/decisions/wechat-fragments.md)."""
    fragments = [made_real[name].decode() for name in articles(made_real)]
    shown = [without_space(lxml.html.fragment_fromstring(one).text_content()) for one in fragments]
    assert sum(map(len, fragments)) <= 2.0 * sum(map(len, shown))
