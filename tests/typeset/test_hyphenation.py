"""Foreign words are divided where nothing else fills a line, and what a file says of the hyphen is that it is none."""

import dataclasses
import io

import pytest
from fontTools.ttLib import TTFont

from pipeline.typeset.characters import HYPHEN
from pipeline.typeset.font_kit import FACES
from pipeline.typeset.hyphenation import Divisible, divisions
from pipeline.typeset.total_fit import choose_ends
from tests.typeset.test_lines import MARGIN, SIZE, paragraph, typeset, words

STYLE = "p { hyphens: auto; hyphenate-limit-chars: 6 2 3 }"
LOOSE = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳Neighbourhood午未申酉戌亥"


def divided(text, language=None):
    """The text with its words parted by hyphens, as far as they may be."""
    found = divisions(text, [Divisible(0, len(text), language, (6, 2, 3))])
    places = sorted((place for word in found for place in word.places), reverse=True)
    for place in places:
        text = f"{text[:place]}-{text[place:]}"
    return text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("规划Neighbourhood Planning等", "规划Neigh-bour-hood Plan-ning等"),
        ("（Framework），“Framework”。", "（Frame-work），“Frame-work”。"),
        ("a long-established one", "a long-es-tab-lished one"),
        ("The neighbourhood’s plans.", "The neigh-bour-hood’s plans."),
    ],
)
def test_words_are_divided_by_their_syllables(text, parts):
    assert divided(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "UNESCO和UNICEF",
        "WeChat、PowerPoint",
        "Plan",
        "planning.example.org",
        "planning@example.org",
        "PM10water",
        "Kiez-Plan",
    ],
)
def test_names_addresses_and_short_words_stay_whole(text):
    assert divided(text) == text


def test_a_marked_language_has_its_own_syllables():
    assert divided("Raumforschung", "de") == "Raum-for-schung"


def test_a_word_across_the_edge_of_what_may_be_divided_stays_whole():
    assert (
        divisions("Neighbourhood", [Divisible(0, 5, None, (3, 1, 1)), Divisible(5, 13, None, (3, 1, 1))])
        == []
    )


def test_a_line_that_nothing_else_fills_ends_with_a_hyphen_at_the_edge(kit):
    first, second = typeset(kit, f"<p>{LOOSE}</p>", style=STYLE)
    assert words([first, second]) == ["甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳Neigh\u00ad", "bourhood午未申酉戌亥"]
    hyphen = TTFont(io.BytesIO(kit.read("Song-400")), lazy=True)["hmtx"]["cid00014"][0] / 1000
    assert first[-1][0] + hyphen * SIZE == pytest.approx(MARGIN + 20 * SIZE, abs=0.15)


@pytest.mark.parametrize("style", ["", "p { hyphens: none }", f"{STYLE} b {{ hyphens: none }}"])
def test_words_stay_whole_where_the_style_says_so(kit, style):
    body = LOOSE.replace("Neighbourhood", "<b>Neighbourhood</b>")
    assert not any("\u00ad" in line for line in words(typeset(kit, f"<p>{body}</p>", style=style)))


def test_words_stay_whole_in_lines_that_are_filled_without(kit):
    text = "甲乙丙丁戊己庚辛壬癸子丑Neighbourhood午未申酉戌亥甲乙丙丁戊己庚辛壬癸"
    assert not any("\u00ad" in line for line in words(typeset(kit, f"<p>{text}</p>", style=STYLE)))


def test_hyphens_do_not_stand_below_one_another_where_it_can_be_helped():
    """A line of eleven ems in twelve must be drawn wider: worse than one hyphen, better than a second one below it."""
    hyphens = (12, 23, 24)
    measures = dataclasses.replace(
        paragraph([1] * 30),
        stretch=[0.08 * place for place in range(31)],
        ends=[11, *hyphens, 30],
        hyphens=dict.fromkeys(hyphens, 0.0),
    )
    assert choose_ends(measures, (0, 30), (12, 12), justified=True) == (11, 23, 30)


@pytest.mark.parametrize("name", [face.name for face in FACES])
def test_the_hyphen_looks_like_one_and_is_another_glyph(kit, name):
    font = TTFont(io.BytesIO(kit.read(name)), lazy=True)
    names = font.getBestCmap()
    assert names[ord(HYPHEN)] != names[ord("-")]
    assert font["hmtx"][names[ord(HYPHEN)]][0] == font["hmtx"][names[ord("-")]][0]


def test_an_apostrophe_inside_a_word_leaves_no_gap(kit):
    (line,) = typeset(kit, "<p>甲d’heure，‘a’乙</p>")
    places = {place: x for place, (x, _) in enumerate(line)}
    assert places[3] - places[2] == pytest.approx(0.3 * SIZE, abs=0.02)
    assert places[len(line) - 1] - places[len(line) - 2] > 0.9 * SIZE  # a Chinese quote
