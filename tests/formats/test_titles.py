"""Titles turn by sense, the same in every place: cover, spine, title page, e-book, article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.formats.pdf.cover.spine import column
from pipeline.formats.titles import SPACED, set_title, title_pieces, title_rows

WORDS = (
    "未来",
    "社区",
    "建设",
    "百问百答",
    "“15分钟生活圈”",
    "2024年版",
    "与",
    "，",
    "Urban ",
    "指南",
    "管理",
)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("未来社区建设百问百答", ("未来社区建设", "百问百答")),
        ("上海市城市更新百问百答", ("上海市城市更新", "百问百答")),
        ("“15分钟社区生活圈”行动工作问答", ("“15分钟社区生活圈”", "行动工作问答")),
        ("老旧小区改造工作手册（2024年版）", ("老旧小区改造工作", "手册（2024年版）")),
        ("百问百答", ("百问百答",)),
        ("Urban Regeneration Handbook", ("Urban Regeneration", "Handbook")),
    ],
)
def test_a_title_turns_between_words(title, rows):
    assert title_rows(title, 2) == rows


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join), st.integers(1, 5))
def test_rows_are_the_title_and_no_word_is_divided(title, count):
    assert "".join(title_pieces(title)) == title
    rows = title_rows(title, count)
    assert len(rows) <= count
    assert "".join(rows).replace(" ", "") == title.replace(" ", "")
    for whole in ("百问百答", "“15分钟生活圈”", "2024年"):
        assert sum(row.count(whole) for row in rows) == title.count(whole)


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map("".join))
def test_rows_fit_their_field(title):
    found = set_title(title, 54, 315, 90)
    assert len(found.rows) * found.size * 1.2 <= 90.01
    assert all(len(row) * 0.6 * SPACED * found.size <= 315.01 for row in found.rows)


def test_words_of_the_spine_stay_in_one_stretch():
    rooms = [(0.0, 14.0), (20.0, 34.0), (40.0, 80.0)]
    cells = column("未来社区建设百问百答", rooms, 12, 4).cells
    assert "".join(cell.words for cell in cells) == "未来社区建设百问百答"
    stretch = [next(at for at, (top, end) in enumerate(rooms) if top <= cell.top < end) for cell in cells]
    assert all(len({*stretch[start:end]}) == 1 for start, end in ((0, 2), (2, 4), (4, 6), (6, 10)))
