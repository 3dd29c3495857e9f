"""Two reviewers of one answer, as values: what the source says afterwards and what is listed are all their edits."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.handbook import (
    Case,
    CrossReference,
    Figure,
    Footnote,
    ItemList,
    Paragraph,
    Point,
    Strong,
    Table,
    Text,
)
from pipeline.importing.review.telling import Telling
from pipeline.importing.review.three_way import merged

TELLING = Telling({"plain": 3})


def paragraph(text):
    return Paragraph((Text(text),))


def cell(text):
    return (Text(text),)


BASE = (
    paragraph("改造从二〇一九年开始，涉及二十七户居民，资金由三方分担。第二句话在这里；后面还有一句。"),
    Point(
        "一是摸清底数，逐户登记。",
        (
            Case("甲区", (paragraph("甲区的做法是先议后改，邻里互相体谅。"),), place="某街道", year="2023"),
            ItemList(
                (
                    (paragraph("登记房屋状况；"),),
                    (paragraph("征求全体住户意见；"),),
                    (paragraph("公示方案结果。"),),
                ),
                True,
            ),
        ),
    ),
    Table(
        0,
        "进度一览",
        ("left", "left"),
        (cell("街道"), cell("进度")),
        (
            (cell("东门街道"), cell("完成")),
            (cell("西门街道"), cell("过半")),
            (cell("南门街道"), cell("开工")),
        ),
    ),
    Figure(0, "a", "一张平面图", "平面示意"),
    paragraph("最后一段说明验收，由业主代表签字。"),
)

# Every edit: a name, what it makes of the answer, the words that it brings, and the place that it touches.
EDITS = {}


def edit(place, brings):
    def known(function):
        EDITS.setdefault(place, []).append((function, brings))
        return function

    return known


def at(blocks, index, block):
    return (*blocks[:index], block, *blocks[index + 1 :])


def words(index, old, new):
    def change(blocks):
        (text,) = blocks[index].inlines
        return at(blocks, index, paragraph(text.text.replace(old, new)))

    return change


for place, index, old in (
    ("first clause", 0, "二〇一九"),
    ("second clause", 0, "二十七"),
    ("third clause", 0, "三方"),
    ("another sentence", 0, "第二句话"),
    ("the last paragraph", 4, "业主代表"),
):
    for new in ("甲乙", "丙丁戊"):
        edit(place, new)(words(index, old, new))


def in_point(change):
    return lambda blocks: at(blocks, 1, change(blocks[1]))


def in_case(change):
    return in_point(lambda point: replace(point, blocks=(change(point.blocks[0]), *point.blocks[1:])))


def in_list(change):
    return in_point(
        lambda point: replace(
            point, blocks=(point.blocks[0], replace(point.blocks[1], items=change(point.blocks[1].items)))
        )
    )


def in_rows(change):
    return lambda blocks: at(blocks, 2, replace(blocks[2], rows=change(blocks[2].rows)))


def item(text):
    return (paragraph(text),)


for new in ("2024", "2025～2026"):
    edit("year", new)(in_case(lambda case, new=new: replace(case, year=new)))
    edit("place of the case", f"{new}街道")(in_case(lambda case, new=new: replace(case, place=f"{new}街道")))
    edit("lead", f"摸准{new}")(
        in_point(lambda point, new=new: replace(point, lead=point.lead.replace("摸清", f"摸准{new}")))
    )
    edit("an added item", f"{new}项")(in_list(lambda items, new=new: (*items, item(f"{new}项"))))
    edit("an item", f"征求{new}")(
        in_list(lambda items, new=new: at(items, 1, item(f"征求{new}全体住户意见；")))
    )
    edit("an added row", f"{new}道")(in_rows(lambda rows, new=new: (*rows, (cell(f"{new}道"), cell("无")))))
    edit("a cell", f"过{new}")(in_rows(lambda rows, new=new: at(rows, 1, (rows[1][0], cell(f"过{new}")))))
    edit("alternative", new)(lambda blocks, new=new: at(blocks, 3, replace(blocks[3], alternative=new)))
    edit("caption", new)(lambda blocks, new=new: at(blocks, 3, replace(blocks[3], caption=new)))
    edit("an added paragraph", f"新段{new}")(lambda blocks, new=new: (*blocks, paragraph(f"新段{new}。")))

ALL = [(place, *one) for place, ones in EDITS.items() for one in ones]
SIDE = st.lists(st.sampled_from(ALL), max_size=5, unique_by=lambda one: one[0])
SAME_PLACE = {"an added item", "an added row", "an added paragraph"}
"""Where both can add: the one behind the other."""


def made(side):
    blocks = BASE
    for _, change, _ in side:
        blocks = change(blocks)
    return blocks


@given(SIDE, SIDE)
@settings(max_examples=150, deadline=None)
def test_every_edit_of_two_reviewers_stands_or_is_listed(first, second):
    mine, theirs = made(first), made(second)
    both = merged(BASE, mine, theirs)
    said = TELLING.said(both.blocks)
    listed = " ".join(map(TELLING.contradiction, both.clashes))
    taken = {place: brings for place, _, brings in first}
    for _, _, brings in first:
        assert brings in said
    for place, _, brings in second:
        if taken.get(place, brings) == brings or place in SAME_PLACE:
            assert brings in said
        else:
            assert brings in listed
            assert taken[place] in listed
    assert bool(both.clashes) == any(
        taken.get(place, brings) != brings and place not in SAME_PLACE for place, _, brings in second
    )


@given(SIDE, SIDE)
@settings(max_examples=100, deadline=None)
def test_who_comes_first_does_not_matter_where_nothing_contradicts(first, second):
    second = [one for one in second if one[0] not in {place for place, _, _ in first}]
    one, other = (merged(BASE, *pair) for pair in ((made(first), made(second)), (made(second), made(first))))
    assert (one.blocks, one.clashes) == (other.blocks, ())
    assert merged(BASE, one.blocks, made(second)).blocks == one.blocks


@given(SIDE)
@settings(max_examples=100, deadline=None)
def test_every_change_has_its_line(side):
    told = " ".join(TELLING.differences(BASE, made(side)))
    assert bool(told) == bool(side)
    for _, _, brings in side:
        assert all(character in told for character in brings)
    assert "第0问" not in told


LONG = "第一句话说明来由，大家都同意。第二句话说明做法，由居委会召集全体住户。第三句话说明结果。"
HEAD, TAIL = LONG[:15], LONG[15:]


@pytest.mark.parametrize("change", [("来由", "缘由"), ("全体住户", "各户")], ids=["early", "late"])
def test_a_paragraph_parted_on_one_side_and_changed_on_the_other(change):
    old, parted = (paragraph(LONG),), (paragraph(HEAD), paragraph(TAIL))
    wanted = tuple(paragraph(text.replace(*change)) for text in (HEAD, TAIL))
    for sides in (
        ((paragraph(LONG.replace(*change)),), parted),
        (parted, (paragraph(LONG.replace(*change)),)),
    ):
        both = merged(old, *sides)
        assert (both.blocks, both.clashes) == (wanted, ())


@pytest.mark.parametrize("change", [("来由", "缘由"), ("全体住户", "各户")], ids=["early", "late"])
def test_paragraphs_joined_on_one_side_and_changed_on_the_other(change):
    old, joined = (paragraph(HEAD), paragraph(TAIL)), (paragraph(LONG),)
    now = tuple(paragraph(text.replace(*change)) for text in (HEAD, TAIL))
    both = merged(old, now, joined)
    assert (both.blocks, both.clashes) == ((paragraph(LONG.replace(*change)),), ())
    both = merged(old, joined, now)
    assert change[1] in TELLING.said(both.blocks) + " ".join(map(TELLING.contradiction, both.clashes))


def test_a_moved_block_takes_the_other_ones_change_along():
    old = tuple(map(paragraph, (HEAD, TAIL, "别的一段话，没有关系。")))
    now = (old[0], paragraph(TAIL.replace("全体住户", "各户")), old[2])
    new = (old[1], old[0], old[2])
    both = merged(old, now, new)
    assert (both.blocks, both.clashes) == ((now[1], now[0], now[2]), ())


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [
        ("", "甲一。", ""),
        ("甲一。", "", "甲一。"),
    ],
    ids=["removed here, changed there", "changed here, removed there"],
)
def test_removed_on_one_side_and_changed_on_the_other(mine, theirs, wanted):
    around = (paragraph("前面一段话。"), paragraph("后面一段话。"))
    one, other = ((around[0], *((paragraph(text),) if text else ()), around[1]) for text in (mine, theirs))
    both = merged((around[0], paragraph("甲二。"), around[1]), one, other)
    assert both.blocks == (around[0], *((paragraph(wanted),) if wanted else ()), around[1])
    assert "甲一" in TELLING.contradiction(both.clashes[0])


def test_two_replacements_of_one_block_contradict():
    around = (paragraph("前面一段话。"), paragraph("后面一段话。"))
    old, one, other = ((around[0], paragraph(text), around[1]) for text in ("无", "三处改动", "五个楼栋"))
    both = merged(old, one, other)
    assert both.blocks == one
    told = TELLING.contradiction(both.clashes[0])
    assert told == "原来是“无”，审阅稿是“五个楼栋”，源文件现在是“三处改动”"


def test_notes_bold_and_references_survive_a_merge():
    def answer(note, number, tail):
        return (
            Paragraph(
                (
                    Text("前文"),
                    Strong((Text("加重"), Footnote(0, (Text(note),)))),
                    Text(f"有{number}户，见"),
                    CrossReference("plain", 0),
                    Text(f"，{tail}。"),
                )
            ),
        )

    both = merged(answer("注文", "二", "结尾"), answer("注文", "三", "结尾"), answer("新注", "二", "末尾"))
    assert both.blocks == answer("新注", "三", "末尾")
    clash = merged(answer("注", "二", "结"), answer("注", "二", "尾"), answer("注", "二", "终")).clashes[0]
    assert "结" in TELLING.contradiction(clash)
    told = TELLING.differences(answer("注", "二", "结"), answer("注", "二户二", "结"))
    assert "第0问" not in " ".join(told)
    assert any(
        "见第3问" in line for line in TELLING.differences(answer("注", "二", "结"), answer("注", "三", "结"))
    )
