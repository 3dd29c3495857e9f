"""Questions are put in, and moved: as few files as can be take new names, ids stay, nothing is lost."""

from __future__ import annotations

import pytest

from pipeline.arrange import added, moved
from pipeline.findings import WrongUse
from pipeline.read import read_handbook
from pipeline.world import Given, Over, Without
from tests.read.test_worlds import BASE

SETTINGS = BASE.read("source/handbook.yaml")


def book(*files: str) -> Given:
    """A source with these files: a name, a category, then the id."""
    found = {"source/handbook.yaml": SETTINGS}
    for line in files:
        name, category, own = line.split()
        text = f"---\nid: {own}\ncategory: {category}  # 类\nquestion: {own}？\n---\r\n答案。\r\n"
        found[f"source/questions/{name}.md"] = text.encode()
    return Given(found)


THROUGH = book(
    "001-a general a", "002-b general b", "003-c general c", "004-d technical d", "005-e technical e"
)
EACH = book("001-a general a", "002-b general b", "001-d technical d", "002-e technical e")
WIDE = book("010-a general a", "020-b general b", "030-d technical d")


def names(world, plan):
    """The files as they stand after the plan, and the ids in the order of the book."""
    now = Over((Given(plan.files), Without(world, frozenset(plan.removed))))
    handbook = read_handbook(now).handbook
    files = [name.removeprefix("source/questions/")[:-3] for name in now.names("source/questions")]
    return sorted(files), [one.id for one in handbook.questions], now


def test_a_question_in_the_middle_moves_the_numbers_behind_it():
    plan = added(THROUGH, "什么是微更新？", after="b")
    files, ids, now = names(THROUGH, plan)
    assert files == ["001-a", "002-b", "003-shen-me-shi-wei-geng-xin", "004-c", "005-d", "006-e"]
    assert ids == ["a", "b", "shen-me-shi-wei-geng-xin", "c", "d", "e"]
    assert plan.renames == tuple(
        (f"source/questions/{old}.md", f"source/questions/{new}.md")
        for old, new in (("003-c", "004-c"), ("004-d", "005-d"), ("005-e", "006-e"))
    )
    assert now.read("source/questions/004-c.md") == THROUGH.read("source/questions/003-c.md")
    assert now.read(plan.file).decode() == (
        "---\nid: shen-me-shi-wei-geng-xin\ncategory: general\nquestion: 什么是微更新？\n---\n"
    )


def test_where_there_is_room_no_file_is_renamed():
    for plan in (added(WIDE, "微更新", "总体要求类", after="a"), added(WIDE, "微更新", "technical")):
        assert plan.renames == ()
    assert names(WIDE, added(WIDE, "微更新", after="a"))[0] == ["010-a", "011-wei-geng-xin", "020-b", "030-d"]


def test_categories_that_count_for_themselves_leave_one_another_alone():
    assert names(EACH, added(EACH, "微更新", after="a"))[0] == [
        "001-a", "001-d", "002-e", "002-wei-geng-xin", "003-b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        ({"after": "c"}, "b c a d e"),
        ({"before": "c"}, "b a c d e"),
        ({"after": "d"}, "b c d a e"),
        ({"before": "d"}, "b c a d e"),
        ({"to": "technical"}, "b c d e a"),
        ({"to": "技术要求类"}, "b c d e a"),
    ],
)
def test_a_question_moves(where, ids):
    _, found, now = names(THROUGH, moved(THROUGH, "a", **where))
    assert found == ids.split()
    handbook = read_handbook(now).handbook
    category = next(part.id for part in handbook.categories if "a" in [one.id for one in part.questions])
    text = now.read(handbook.question("a").at.file).decode()
    assert text == THROUGH.read("source/questions/001-a.md").decode().replace("general", category)


def test_what_stands_there_already_changes_nothing():
    plan = moved(THROUGH, "b", after="a")
    assert (plan.renames, plan.removed) == ((), ())
    assert names(THROUGH, plan)[1] == list("abcde")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: added(THROUGH, "微更新"), "--category"),
        (lambda: added(THROUGH, " "), "没有题目"),
        (lambda: added(THROUGH, "微更新", "generel"), "是不是想写 general"),
        (lambda: added(THROUGH, "微更新", "technical", after="a"), "不在"),
        (lambda: moved(THROUGH, "z", after="a"), "没有 id"),
        (lambda: moved(THROUGH, "a"), "--before"),
        (lambda: moved(THROUGH, "a", after="b", to="general"), "--before"),
        (lambda: moved(THROUGH, "a", after="a"), "自己"),
    ],
)
def test_wrong_use(wrong, says):
    with pytest.raises(WrongUse, match=says):
        wrong()


def test_a_file_is_never_written_over_another():
    twins = book("001-x general a", "002-y general b", "003-x general c", "002-x technical d")
    with pytest.raises(WrongUse, match="弄乱"):
        moved(twins, "c", before="a")


def test_an_unsure_order_is_left_alone():
    faulty = book("001-a general a", "002-b genral b")
    plan = added(faulty, "微更新", "general")
    assert ([one.code for one in plan.faults], plan.files) == (["S106"], None)
