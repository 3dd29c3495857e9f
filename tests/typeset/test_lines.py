"""Single lines and paragraphs: how the slack is shared, where lines break, what never reaches the page."""

import dataclasses
import threading
from itertools import pairwise

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import OutsideFailure
from pipeline.typeset.breaks import addresses, line_ends
from pipeline.typeset.characters import CLOSING, OPENING, may_part
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.total_fit import LARGEST_STRETCH, SQUEEZE, WIDEST, Measures, choose_ends, spread

SIZE, MARGIN = 10, 20


def typeset(kit, body, characters=20, style=""):
    """The lines of a page with a measure of so many characters: each a list of (x, character) in points."""
    sheet = f"""
    @page {{ size: {characters * SIZE + 2 * MARGIN}pt 400pt; margin: {MARGIN}pt }}
    html {{ font: {SIZE}pt/16pt Song; font-feature-settings: "chws"; text-align: justify }}
    body, p {{ margin: 0 }}
    b {{ font-family: Hei }}
    {style}
    """
    document = lay_out(f"<html lang='zh-Hans'><body>{body}</body></html>", [sheet], kit, {})
    rows = {}
    with pymupdf.open(stream=write_pdf(document)) as pdf:
        for page in pdf:
            for span in page.get_texttrace():
                for code, _, origin, _ in span["chars"]:
                    rows.setdefault((page.number, round(origin[1])), []).append((origin[0], chr(code)))
    return [sorted(row) for _, row in sorted(rows.items())]


def words(lines):
    return ["".join(character for _, character in line) for line in lines]


def test_every_gap_is_as_wide_as_the_next(kit):
    """Also beside figures and bold words, and in another size of type."""
    first = typeset(kit, "<p>甲乙丙丁<b>戊己</b>庚辛壬癸子丑寅2023卯辰巳午“15分钟未申酉戌亥甲乙丙丁</p>")[0]
    gaps = [b[0] - a[0] - SIZE for a, b in pairwise(first) if a[1] not in "2023"]
    assert max(gaps) > 0.2
    assert max(gaps) - min(gaps) < 0.03


def test_a_full_line_ends_exactly_at_the_margin(kit):
    for line in typeset(kit, f"<p>{'甲乙丙，丁戊己。庚' * 9}</p>")[:-1]:
        x, character = line[-1]
        assert x + (SIZE / 2 if character in CLOSING else SIZE) == pytest.approx(MARGIN + 20 * SIZE, abs=0.05)


def test_an_opening_mark_at_the_start_gives_up_its_blank(kit):
    lines = typeset(kit, "<p>甲乙丙丁戊己庚辛壬癸“子丑寅卯辰”巳午未申酉戌亥</p>", characters=10)
    assert words(lines)[1][0] == "“"
    assert lines[1][0][0] == pytest.approx(MARGIN - SIZE / 2, abs=0.05)


def test_neighbouring_marks_share_an_em_across_a_bold_word(kit):
    plain = typeset(kit, "<p>甲、“乙丙”</p>")[0]
    bold = typeset(kit, "<p>甲、<b>“乙丙”</b></p>")[0]
    assert [x for x, _ in bold] == pytest.approx([x for x, _ in plain], abs=0.05)


@pytest.mark.parametrize("face", ["Song", "Hei", "Kai"])
def test_neighbouring_marks_take_an_em_and_a_half(kit, face):
    """Any two of them, once: neither apart by an em nor one upon the other (“‘)."""
    pairs = [a + b for a in OPENING + CLOSING for b in OPENING + CLOSING if a in CLOSING or b in OPENING]
    body = "".join(f"<p>国{pair}国</p>" for pair in pairs)
    wrong = []
    for pair, line in zip(pairs, typeset(kit, body, style=f"p {{ font-family: {face} }}"), strict=True):
        (_, _), (x, _), (y, _), (end, _) = line
        if abs(y - x - SIZE / 2) > 0.05 or abs(end - x - 1.5 * SIZE) > 0.05:
            wrong.append((pair, (y - x) / SIZE, (end - x) / SIZE))
    assert wrong == []


def test_a_word_longer_than_a_line_begins_where_it_stands(kit):
    lines = words(typeset(kit, f"<p>甲乙丙{'Donaudampfschifffahrt' * 3}。</p>"))
    assert lines[0].startswith("甲乙丙Donau")
    assert not any(line[0] in CLOSING for line in lines)


def test_the_last_line_is_not_stretched(kit):
    last = typeset(kit, f"<p>{'甲乙丙丁戊' * 6}a b c</p>")[-1]
    assert last[1][0] - last[0][0] == pytest.approx(SIZE, abs=0.02)


def test_a_line_breaks_around_quotes_also_at_the_edge_of_a_bold_word(kit):
    lines = words(typeset(kit, "<p>甲乙丙丁戊己庚辛壬、<b>“子丑寅卯”</b>辰巳午未</p>", characters=10))
    assert lines[0] == "甲乙丙丁戊己庚辛壬、"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲乙丙丁戊己庚辛15分钟壬癸", "15分钟"),
        ("甲乙丙丁戊己庚辛壬第12问癸子丑", "第12问"),
        ("甲乙丙丁戊己庚辛壬癸·子丑寅", "癸·"),
        ("甲乙丙丁戊己庚2022～2023年辛壬癸", "2022～2023年"),
        ("甲乙丙丁戊己庚辛壬癸。", "壬癸。"),
    ],
)
def test_what_stays_together(kit, text, kept):
    assert any(kept in line for line in words(typeset(kit, f"<p>{text}</p>", characters=10)))


def test_a_footnote_mark_never_begins_a_line(kit):
    style = "i { float: footnote; font-style: normal } i::footnote-call { font-size: 6pt; vertical-align: baseline }"
    lines = words(typeset(kit, "<p>甲乙丙丁戊己庚辛壬癸<i>注。</i>子丑寅卯</p>", characters=10, style=style))
    assert not any(line.startswith("1子") for line in lines)
    assert any("癸1" in line for line in lines)


def test_a_loose_line_borrows_from_the_line_above(kit):
    """Filled line by line, the second line would end two ems early, more than it may be stretched."""
    text = "甲乙丙丁戊己庚辛壬癸" * 2 + "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来" + "Huangpu" + "暑往秋收冬藏"
    lines = typeset(kit, f"<p>{text}</p>")
    assert [len(line) for line in lines[:2]] == [19, 19]
    assert [line[-1][0] + SIZE for line in lines[:2]] == pytest.approx([MARGIN + 20 * SIZE] * 2, abs=0.05)


def test_a_line_is_squeezed_before_it_is_stretched(kit):
    """The last character and its mark fit when the two marks before give up a part of their blanks (先挤进后推出)."""
    line, rest = typeset(kit, "<p>甲乙，丙丁，戊己12庚。辛壬癸</p>", characters=10)
    assert words([line, rest]) == ["甲乙，丙丁，戊己12庚。", "辛壬癸"]
    places = {character: x for x, character in line}
    assert places["丙"] - places["，"] < 2 * SIZE
    assert places["乙"] - places["甲"] == pytest.approx(SIZE, abs=0.02)
    assert places["。"] + SIZE / 2 == pytest.approx(MARGIN + 10 * SIZE, abs=0.05)


def test_a_line_that_cannot_be_filled_is_drawn_wider_never_pulled_apart(kit):
    """Words that do not break: the gaps stay below what a reader takes for a space, the characters grow by 3 %."""
    line = typeset(
        kit, f"<p>{'甲乙丙丁戊己庚辛壬癸' * 2}<span style='white-space: nowrap'>子丑寅卯</span>辰巳</p>", 21.9
    )[0]
    steps = [b[0] - a[0] for a, b in pairwise(line)]
    assert max(steps) - SIZE * (1 + WIDEST) <= LARGEST_STRETCH * SIZE * (1 + WIDEST) + 0.01


def test_emphasis_has_dots_below_its_characters_and_not_below_marks(kit):
    style = "em { font-style: normal; text-decoration: underline dotted }"
    sheet = f"@page {{ size: 200pt; margin: 20pt }} html {{ font: 10pt/16pt Song }} {style}"
    document = lay_out("<html lang='zh-Hans'><body>甲<em>乙、丙</em>丁</body></html>", [sheet], kit, {})
    with pymupdf.open(stream=write_pdf(document)) as pdf:
        (dots,) = pdf[0].get_drawings()
        centres = {round((item[1].x + item[4].x) / 2) for item in dots["items"] if item[0] == "c"}
        traced = [one for span in pdf[0].get_texttrace() for one in span["chars"]]
        drawn = {chr(code): (x, y) for code, _, (x, y), _ in traced}
        assert "".join(pdf[0].get_text().split()) == "甲乙、丙丁"
    for character in "乙丙":
        assert any(abs(x - drawn[character][0] - 5) < 1.5 for x in centres), character
    assert not any(abs(x - drawn["、"][0] - 5) < 3 for x in centres)
    assert dots["rect"].y0 > drawn["乙"][1] + 1


def test_no_font_of_the_system_slips_in(kit):
    style = "html { font-family: 'DejaVu Sans', 'Noto Sans CJK JP' }"
    document = lay_out("<html><body>甲abc“乙”</body></html>", [style], kit, {})
    write_pdf(document)
    assert {font.family for font in document.fonts.values()} <= {"Song", "Hei", "Kai"}


def test_a_character_without_a_glyph_is_named(kit):
    with pytest.raises(OutsideFailure, match=r"没有这些字：\U0001f600（U\+1F600）"):
        write_pdf(lay_out("<html><body>甲\U0001f600</body></html>", [], kit, {}))


def test_two_documents_at_the_same_time(kit):
    body = f"<html lang='zh-Hans'><body><p>{'甲乙“丙丁”，戊' * 60}</p></body></html>"
    made: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: made.append(write_pdf(lay_out(body, [], kit, {})))) for _ in "ab"
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2
    assert made[0] == made[1]


CHINESE = st.text(st.sampled_from("汉字年问第～·“”‘’（）《》，。、—…15a /.:"), max_size=60)


@given(CHINESE)
def test_no_line_begins_or_ends_with_the_wrong_mark(text):
    ends, at_need = line_ends(text, "zh", anywhere=addresses(text))
    assert ends[-1] == len(text)
    assert all(text[offset].isalnum() for offset in at_need)
    for offset in ends[:-1]:
        assert text[offset] not in "，。、；：！？）》～·"
        assert text[offset - 1] not in "（《"
        assert text[offset - 1 : offset + 1] not in ("——", "……", "15", "51")


def test_an_address_may_be_broken_behind_a_mark_and_at_need_before_a_letter():
    text = "见https://example.org/a-b。"
    ends, at_need = line_ends(text, "zh", anywhere=addresses(text))
    assert {text[:offset][-1] for offset in ends if offset not in at_need} >= {"/", "."}
    assert not [offset for offset in ends[:-1] if text[offset] in "/.:-"]
    assert not [offset for offset in ends if 1 < offset < len("见https://")]


def test_a_word_is_broken_only_where_stretching_does_not_do():
    measures = dataclasses.replace(paragraph([1] * 25), at_need={13})
    assert choose_ends(measures, (0, 25), (13, 13), justified=True) == (12, 25)
    measures = dataclasses.replace(measures, ends=[place for place in measures.ends if place != 12])
    assert choose_ends(measures, (0, 25), (13, 13), justified=True) == (13, 25)


def test_what_is_never_moved_apart():
    for pair in ("——", "……", "15", "ab", "“甲", "（2"):
        assert not may_part(*pair)
    for pair in ("甲乙", "甲1", "1甲", "甲，", "，甲", "甲“"):
        assert may_part(*pair)


def paragraph(lengths):
    """A paragraph of words of so many ems each, a line may end behind each; every fifth character can be squeezed."""
    text = "".join("甲" * length for length in lengths)
    ends = [sum(lengths[: i + 1]) for i in range(len(lengths))]
    count = len(text)
    return Measures(
        text=text,
        em=1.0,
        reach=[float(i) for i in range(count + 1)],
        stretch=[LARGEST_STRETCH * i for i in range(count + 1)],
        squeeze=[SQUEEZE * (i // 5) for i in range(count + 1)],
        at_start=[0.0] * count,
        at_end=[0.0] * count,
        ends=ends,
        at_need=(),
        whole=list(range(count + 1)),
    )


@given(st.lists(st.integers(1, 7), min_size=1, max_size=40), st.integers(12, 30), st.booleans())
def test_lines_fit_and_end_where_they_may(lengths, width, justified):
    measures = paragraph(lengths)
    count = len(measures.text)
    places = [0, *choose_ends(measures, (0, count), (width, width), justified=justified)]
    assert places[-1] == count
    assert set(places[1:]) <= set(measures.ends)
    for start, end in pairwise(places):
        room = measures.room(measures.squeeze, start, end) if justified else 0
        assert measures.slack(start, end, width) >= -room - 0.01


@given(st.lists(st.integers(1, 7), min_size=1, max_size=40), st.integers(12, 30))
def test_a_line_is_filled_as_far_as_it_may_be(lengths, width):
    measures = paragraph(lengths)
    start = 0
    for end in choose_ends(measures, (0, len(measures.text)), (width, width), justified=True):
        slack = measures.slack(start, end, width)
        added = sum(spread(measures, start, end, slack))
        most = measures.room(measures.stretch, start, end)
        assert added == pytest.approx(min(slack, most), abs=1e-6)
        start = end


def test_what_is_left_goes_to_the_spaces(kit):
    """English words that a line of sixteen ems cannot divide: it ends at the edge all the same."""
    body = "<p>according to neighbourhoods representatives reconsidering everything</p>"
    lines = typeset(kit, body, characters=16)
    assert words(lines)[0].replace(" ", "") == "accordingtoneighbourhoods"
    edges = [line[0][0] for line in typeset(kit, "<p style='text-align: right'>s</p>", characters=16)]
    assert lines[0][-1][0] == pytest.approx(edges[0], abs=0.6)


def test_a_dash_and_a_unit_are_not_parted():
    text = "（GB 50180—2018）流量0.12m³/s，时速5km/h；他——说，93–111页"
    ends, _ = line_ends(text, "zh")
    for offset in ends[:-1]:
        assert text[offset] not in "–/sh"
        assert text[offset] != "—" or text[offset + 1] == "—"


def test_the_largest_stretch_stays_below_a_space_for_readers():
    """Poppler's TextOutputDev takes a gap of 0.1 em for a space (minWordBreakSpace)."""
    assert LARGEST_STRETCH < 0.1


@pytest.mark.parametrize(
    ("text", "number"),
    [("100", "100"), ("第100问", "100"), ("5.75", "5.75"), ("1,200人", "1,200"), ("28.8%", "28.8%")],
)
def test_a_number_wider_than_its_place_stays_one(kit, text, number):
    cell = f"<p style='width: 1.2em; text-align: left'>{text}</p>"
    assert any(number in line for line in words(typeset(kit, cell)))


def test_a_line_that_cannot_be_filled_is_left_as_it_is(kit):
    """Before what must not be divided (见第12问): spread as far as may be, and still short, it looks torn."""
    whole = "<span style='white-space: nowrap'>子丑寅卯辰巳午未申酉</span>"
    first, second = typeset(kit, f"<p>甲乙丙丁戊己庚辛壬癸{whole}</p>", 14)
    assert words([first, second]) == ["甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉"]
    assert first[-1][0] - first[0][0] == pytest.approx(9 * SIZE, abs=0.05)


def test_a_narrow_cell_is_ragged(kit):
    lines = typeset(kit, "<p style='width: 4.6em'>社区文化中心12处街道</p>")
    assert lines[0][3][0] - lines[0][0][0] == pytest.approx(3 * SIZE, abs=0.05)
