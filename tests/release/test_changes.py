"""What is found between two releases of which the differences are known."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.changes import changes, longest_rise
from pipeline.release.record import RecordedBlock, RecordedQuestion, Release
from pipeline.release.revision_list import revision_list
from pipeline.release.wording import plain, wording

CHINESE = st.text("一二三四五，。“”的（）", max_size=30)


def question(name, number, *texts, category="甲类", title="怎么办？"):
    blocks = tuple(RecordedBlock("paragraph", text) for text in texts)
    return RecordedQuestion(name, number, category, f"{name}{title}", f"第{number + 10}页", blocks)


def release(version, *questions):
    return Release(version, "第1版", "2024-05-31", "手册", "", questions, {})


OLD = release(
    "1.0",
    question("a", 1, "联席会议每季度召开一次，由区领导主持。"),
    question("b", 2, "第二问的正文。", "要删的一段，与别处完全不同。"),
    question("c", 3, "第三问的正文。"),
    question("d", 4, "第四问的正文。", category="乙类"),
)


def test_nothing_changed():
    found = changes(OLD, dataclasses.replace(OLD, version="1.1"))
    assert found.none
    assert "没有不同" in revision_list(found)


def test_every_kind_of_change_is_told_apart():
    new = release(
        "1.1",
        question("n", 1, "新的一问。"),
        question("a", 2, "联席会议每半年召开一次，由区领导主持。"),
        question("c", 3, "第三问的正文。", category="乙类"),
        question("d", 4, "第四问的正文。", category="乙类"),
    )
    found = changes(OLD, new)
    assert [one.id for one in found.added] == ["n"]
    assert [one.id for one in found.removed] == ["b"]
    assert [(one.new.id, one.moved, len(one.rewordings)) for one in found.revised] == [
        ("a", False, 1),
        ("c", True, 0),
    ]


def test_a_question_that_changes_places_is_moved_and_its_neighbours_are_not():
    a, b, c, d = OLD.questions
    found = changes(OLD, release("1.1", b, c, dataclasses.replace(a, number=3), d))
    assert [(one.new.id, one.moved) for one in found.revised] == [("a", True)]


def test_a_new_number_alone_is_no_change():
    shifted = [dataclasses.replace(one, number=one.number + 1) for one in OLD.questions]
    found = changes(OLD, release("1.1", question("n", 1, "新。"), *shifted))
    assert [one.id for one in found.added] == ["n"]
    assert not found.revised


def test_blocks_that_came_and_went_are_not_held_against_each_other():
    b = question("b", 2, "第二问的正文。", "加进来的新内容：全都重新写过了！")
    (revised,) = changes(OLD, release("1.1", *OLD.questions[:1], b, *OLD.questions[2:])).revised
    assert [[piece.kind for piece in one.pieces] for one in revised.rewordings] == [["added"], ["removed"]]


def test_the_list_as_people_read_it(snapshot):
    new = release(
        "1.1",
        question("n", 1, "新的一问。"),
        question("a", 2, "联席会议每半年召开一次，由区领导或者分管领导主持，*参加*。", title="怎么做？"),
        question("d", 3, "第四问的正文。", category="乙类"),
        question("c", 4, "第三问的正文。", category="乙类"),
    )
    assert revision_list(changes(OLD, new)) == snapshot


@given(CHINESE, CHINESE)
def test_pieces_give_both_texts_back(old, new):
    pieces = wording(plain(old), plain(new))
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


@given(st.lists(st.integers(0, 8), unique=True, max_size=7))
def test_the_longest_rise_is_longest(values):
    found = [values[at] for at in longest_rise(values)]
    assert found == sorted(found)
    rises = (
        len(part)
        for size in range(len(values) + 1)
        for part in itertools.combinations(values, size)
        if list(part) == sorted(part)
    )
    assert len(found) == max(rises)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("每季度召开", "每半年召开", "每<del>季度</del><ins>半年</ins>召开"),
        ("共12个街道", "共13个街道", "共<del>12</del><ins>13</ins>个街道"),
        ("加强指导", "加强统筹指导", "加强<ins>统筹</ins>指导"),
    ],
)
def test_a_change_is_shown_in_its_place(old, new, shown):
    first = release("1.0", question("a", 1, old))
    assert shown in revision_list(changes(first, release("1.1", question("a", 1, new))))
