"""What the templates are told: turned titles, the imprint, the index, sizes of figures and columns."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.findings import OutsideFailure
from pipeline.formats.epub.metadata import print_edition
from pipeline.formats.pdf import FORMAT
from pipeline.formats.pdf.cases import districts
from pipeline.formats.pdf.expected_indexes import issued_by
from pipeline.formats.pdf.glossary import glossary
from pipeline.formats.pdf.imprint import as_of_range, imprint, word_count
from pipeline.formats.pdf.keywords import keyword_index
from pipeline.formats.pdf.sheets import sheet
from pipeline.formats.pdf.tables import (
    SetColumns,
    column_shares,
    is_kept_whole,
    low_rows,
    narrow_columns,
    set_columns,
)
from pipeline.formats.pdf.title_breaks import turned
from pipeline.handbook import (
    Case,
    Image,
    PageSize,
    Paragraph,
    Place,
    Table,
    Term,
    Terms,
    Text,
    question_text,
    without_space,
)
from pipeline.typeset.characters import characters_wide
from pipeline.typeset.figures import LEAST_DPI, TALLEST, enough_pixels, figure_size, resolution
from pipeline.typeset.geometry import page_geometry
from tests.sample import paragraph
from tests.values import files_of


@pytest.mark.parametrize(
    ("title", "room", "parts"),
    [
        ("短的问题？", 22, ("短的问题？",)),
        ("一二三四五，六七八九十？", 8, ("一二三四五，", "六七八九十？")),
        ("一，二三四五六七，八九十？", 9, ("一，二三四五六七，", "八九十？")),
        ("一二三四五六七八九十，一二？", 8, ("一二三四五六七八九十，一二？",)),
        ("一二三四五六七八九十？", 8, ("一二三四五六七八九十？",)),
        ("一二三四五六七八九，", 8, ("一二三四五六七八九，",)),
        ("一二三四五六七，八九十一二三？", 7.5, ("一二三四五六七，", "八九十一二三？")),
    ],
)
def test_titles_turn_after_a_comma_where_both_parts_fit(title, room, parts):
    assert turned(title, room) == parts
    assert "".join(parts) == title


def test_latin_letters_are_narrower():
    assert characters_wide("abc汉字") == pytest.approx(3.8)


def test_the_imprint_says_what_the_handbook_says(sample):
    rows = dict(imprint(sample))
    assert rows["书名"] == sample.title
    assert rows["编者"] == sample.publisher
    assert rows["版次"] == "2024年5月第1版"
    assert rows["发布"] == "1.0（2024年5月31日）"
    assert rows["开本"] == "890mm×1240mm　1/32"
    assert rows["成品尺寸"] == "148mm×210mm（A5）"
    assert not {"书号", "ISBN", "CIP"} & rows.keys()


@pytest.mark.parametrize(
    ("publisher", "issuer"),
    [
        ("样例市规划局", "样例市规划局　编"),
        ("样例市规划局编", "样例市规划局编"),
        ("张三主编", "张三主编"),
        ("样例社区编写", "样例社区编写"),
        ("《样例》编委会", "《样例》编委会　编"),
    ],
)
def test_the_issuer_is_said_to_have_written_it_once(sample, publisher, issuer):
    named = dataclasses.replace(sample, publisher=publisher)
    assert named.issuer == issuer
    assert issued_by(named) == without_space(issuer)
    assert f"，{without_space(issuer)}，" in print_edition(named)


def test_a_page_size_that_is_its_own_name_is_said_once(sample):
    custom = dataclasses.replace(sample, page=PageSize("150mm×200mm", 150, 200))
    assert dict(imprint(custom))["开本"] == "150mm×200mm"
    assert "成品尺寸" not in dict(imprint(custom))
    assert sheet(custom.page) is None


@pytest.mark.parametrize(
    ("name", "pages", "sheets"), [("A5", 164, "5.125"), ("A5", 19, "0.625"), ("正度16开", 6, "0.375")]
)
def test_sheets_are_pages_by_the_leaves_of_a_sheet(name, pages, sheets):
    assert sheet(PageSize(name, 0, 0)).count(pages) == sheets


def test_keywords_stand_in_the_order_of_their_sound(sample):
    book = with_questions(
        sample, keywords=("重点", "“一图三会”", "CityWalk", "城市", "15分钟", "成果", "城市")
    )
    letters = keyword_index(book)
    own = [(letter.name, [one.word for one in letter.keywords]) for letter in letters]
    assert own[:2] == [("#", ["15分钟"]), ("C", ["成果", "城市", "CityWalk"])]
    assert ("Y", ["“一图三会”"]) in own
    assert ("Z", ["重点"]) in own
    assert [letter.name for letter in letters] == sorted(letter.name for letter in letters)


def test_keywords_stand_under_the_letter_of_their_right_reading(sample):
    words = ("长效机制", "长者食堂", "闵行区", "民生", "莘松路", "长宁区", "会计制度", "行业协会", "行政审批")
    letters = keyword_index(with_questions(sample, keywords=words))
    own = {letter.name: [one.word for one in letter.keywords if one.word in words] for letter in letters}
    assert {name: found for name, found in own.items() if found} == {
        "C": ["长宁区", "长效机制"],
        "H": ["行业协会"],
        "K": ["会计制度"],
        "M": ["闵行区", "民生"],
        "X": ["莘松路", "行政审批"],
        "Z": ["长者食堂"],
    }


def test_the_source_says_how_a_keyword_is_read(sample):
    terms = dataclasses.replace(sample.terms, readings=(("长岙", ("zhang", "ao")),))
    book = dataclasses.replace(with_questions(sample, keywords=("长岙村",)), terms=terms)
    assert next(letter.name for letter in keyword_index(book) if letter.keywords[0].word == "长岙村") == "Z"


def test_a_keyword_names_each_of_its_questions_once(real_handbook):
    words = {one.word: one.questions for letter in keyword_index(real_handbook) for one in letter.keywords}
    assert {word for question in real_handbook.questions for word in question.keywords} == words.keys()
    assert [question.number for question in words["公众参与"]] == [6, 7]


def test_a_term_names_the_first_questions_that_speak_of_it(sample):
    term = Term("两级议事", "解释。")
    explained = glossary(dataclasses.replace(sample, terms=Terms(glossary=(term, Term("没有出现", "无。")))))
    assert [question.number for question in explained[0].questions] == [
        question.number for question in sample.questions if "两级议事" in question_text(sample, question)
    ]
    assert explained[1].questions == ()


def with_questions(handbook, **changes):
    """The handbook with its first category's question changed."""
    category = handbook.categories[0]
    question = dataclasses.replace(category.questions[0], **changes)
    category = dataclasses.replace(category, questions=(question,))
    return dataclasses.replace(handbook, categories=(category, *handbook.categories[1:]))


def test_characters_are_counted_and_large_counts_rounded(sample):
    short = with_questions(sample, blocks=(paragraph("字" * 100),))
    longer = with_questions(sample, blocks=(paragraph("字" * 103),))
    assert int(word_count(longer).removesuffix("字")) - int(word_count(short).removesuffix("字")) == 3
    assert word_count(with_questions(sample, blocks=(paragraph("字" * 123_000),))) == "124千字"


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2024-05", "2024年5月"), ("2022", "2022年～2024年5月"), ("2024-06-01", "2024年5月～2024年6月1日")],
)
def test_the_range_of_months(sample, as_of, words):
    assert as_of_range(with_questions(sample, as_of=as_of)) == words


def test_districts_stand_in_the_order_of_their_codes(sample):
    names = ("浦东新区", "甲区", "黄浦区", "崇明区", "黄浦区", "丙区")
    book = with_questions(sample, blocks=tuple(Case(name, (paragraph("文字。"),)) for name in names))
    book = dataclasses.replace(book, districts=("黄浦区", "徐汇区", "浦东新区", "崇明区"))
    assert [one.name for one in districts(book)][:5] == ["黄浦区", "浦东新区", "崇明区", "丙区", "甲区"]


def test_cases_stand_under_their_districts(sample):
    first, second = districts(sample)
    assert (first.name, [(entry.question, entry.words) for entry in first.entries]) == (
        "甲区",
        [(2, "两级议事")],
    )
    assert (second.name, second.entries[0].words) == ("乙区", "协同案例")
    assert first.entries[0].anchor != second.entries[0].anchor


@pytest.mark.parametrize(
    ("kind", "width", "height"),
    [("image/svg+xml", 100, 50), ("image/png", 4000, 300), ("image/jpeg", 300, 4000), ("image/png", 5, 5)],
)
def test_figures_keep_their_shape_and_the_page(kind, width, height):
    geometry = page_geometry(148, 210)
    size = figure_size(Image("images/a", kind, width, height, b""), geometry)
    assert size.width / size.height == pytest.approx(width / height, rel=0.01)
    assert size.width <= geometry.measure + 0.001
    assert size.height <= geometry.depth * TALLEST + 0.001
    assert size.height <= size.room + 0.1
    assert size.room % 6 == 0


@pytest.mark.parametrize(("width", "height"), [(640, 360), (100, 1000), (3000, 20)])
def test_enough_pixels_are_enough(width, height):
    geometry = page_geometry(148, 210)
    enough = enough_pixels(Image("images/a", "image/png", width, height, b""), geometry)
    larger = Image("images/a", "image/png", enough, round(height * enough / width), b"")
    assert resolution(larger, geometry) >= LEAST_DPI - 0.5
    assert resolution(Image("images/a", "image/png", 640, 360, b""), geometry) == pytest.approx(150, abs=0.5)


CELLS = st.lists(
    st.sampled_from(["一层", "面积", "（平方米）", "5.75", "11.50", "28.8%", "1,200", "2024", "和"]),
    min_size=1,
    max_size=6,
).map("、".join)


def table(*rows):
    cells = tuple(tuple((Text(word),) for word in row) for row in rows)
    return Table(1, "表", ("left",) * len(rows[0]), cells[0], cells[1:])


def test_narrow_columns_do_not_turn_unless_they_are_many():
    long = "很长的一格文字要转行"
    assert narrow_columns(table(("项", "说明"), ("第10行", long)), 30) == (True, False)
    assert narrow_columns(table((long,) + ("六个字的格子",) * 4), 30) == (False,) * 5


def test_a_row_of_two_lines_is_low():
    assert low_rows(table(("项", "说明"), ("甲", "一格" * 20), ("乙", "一格" * 40)), 30) == (True, False)


def test_no_row_is_kept_with_one_as_high_as_a_page():
    high = table(("项", "说明"), ("甲", "一格"), ("乙", "一格" * 400), ("丙", "一格"))
    assert low_rows(high, 30) == (False, False, False)


def test_a_low_table_is_kept_whole():
    rows = [("甲", "一格")] * 20
    assert is_kept_whole(table(("项", "说明"), *rows[:8]), 30, 26)
    assert not is_kept_whole(table(("项", "说明"), *rows), 30, 26)
    assert not is_kept_whole(table(("项", "说明"), *[("甲", "一格" * 40)] * 4), 30, 26)


def test_a_crowded_table_is_given_its_columns():
    """A figure or short word is not divided, a longer one is; the other columns keep room."""
    assert set_columns(table(("项", "说明"), ("第10行", "很长" * 30)), 30, 34) == SetColumns()
    shares = column_shares(table(("项", "Term", "说明"), ("短", "neighbourhood" * 6, "一格" * 8)), 30)
    assert sum(shares) == pytest.approx(1)
    assert 30 * shares[1] < 20
    assert 30 * shares[2] > 6
    many = table(("序号", *("项目名称" * 2,) * 6, "Term"), ("1", *("一格文字",) * 6, "2023-05 neighbourhood"))
    assert 40 * column_shares(many, 40)[-1] == pytest.approx(characters_wide("neighbourhood"))
    assert 26 * column_shares(many, 26)[-1] < characters_wide("neighbourhood")
    assert min(column_shares(many, 40)) * 40 > 2
    dated = table(("序号", *("项目名称" * 2,) * 6, "现状（2025年）"), ("指标1", *("一格文字",) * 6, "12.5"))
    first, *_, last = column_shares(dated, 40)
    assert 40 * first >= characters_wide("指标1") - 0.01
    assert 40 * last >= characters_wide("（2025年）") - 0.01


FLOORS = (
    ("楼层", "系数", "每户面积（平方米）", "每户分摊（万元）", "两户合计（万元）", "占比"),
    ("一层", "0.0", "76", "0.00", "0.00", "0.0%"),
    ("六层", "1.7", "80", "5.75", "11.50", "28.8%"),
)


@pytest.mark.parametrize("measure", [28, 30, 35])
def test_no_column_of_many_is_as_narrow_as_a_character(measure):
    columns = set_columns(table(*FLOORS), measure, measure * 9 / 8)
    assert columns.small
    least = [2, 2, 2.6, 2.6, characters_wide("11.50"), characters_wide("28.8%")]
    assert all(
        share * measure * 9 / 8 >= one - 0.01 for share, one in zip(columns.shares, least, strict=True)
    )


@given(st.lists(st.lists(CELLS, min_size=2, max_size=8), min_size=2, max_size=4), st.integers(18, 45))
def test_no_column_is_narrower_than_its_words_while_they_fit(rows, measure):
    """A number is a word, and so are two Han characters; the table is never wider than the page."""
    count = min(map(len, rows))
    columns = [[row[place] for row in rows] for place in range(count)]
    shares = column_shares(table(*(row[:count] for row in rows)), measure)
    assert sum(shares) == pytest.approx(1)
    words = [max(map(longest_word, cells)) for cells in columns]
    if sum(words) <= measure - (count - 1):
        behind = [1.0] * (count - 1) + [0.0]
        for share, word, blank in zip(shares, words, behind, strict=True):
            assert share * measure - blank >= word - 0.01


def longest_word(cell):
    numbers = [characters_wide(found) for found in re.findall("[0-9][0-9.,]*%?", cell)]
    return max([*numbers, min(2, characters_wide(cell))])


def test_a_character_that_no_face_has_is_named(sample):
    place = Place("source/questions/001-a.md", 7, 3)
    words = Text("有两个字：\U0001f600", ((0, place),))
    strange = with_questions(
        sample, title="有ꦀ吗？", at=Place("source/questions/001-a.md"), blocks=(Paragraph((words,)),)
    )
    strange = dataclasses.replace(strange, publisher="某\U0001f601办公室")
    with pytest.raises(OutsideFailure) as failure:
        files_of(FORMAT, handbook=strange)
    message = str(failure.value)
    assert "source/handbook.yaml:1:1 “\U0001f601”（U+1F601）" in message
    assert "source/questions/001-a.md:1:1 “ꦀ”（U+A980）" in message
    assert "source/questions/001-a.md:7:8 “\U0001f600”（U+1F600）" in message
    assert "改法" in message
