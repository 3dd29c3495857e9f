"""The cover: the spine's measure, the words on it, and the spread as the press takes it."""

from __future__ import annotations

import dataclasses
import math

import pytest

from pipeline.formats.pdf.cover.spine import column, spine_width
from pipeline.formats.pdf.cover.spread import cover, summary
from pipeline.formats.pdf.steps import TEMPLATES
from pipeline.formats.pdf.xmp import Identity
from pipeline.formats.templating import Templates
from pipeline.handbook import PageSize, Printing
from pipeline.seen.pdf_pages import painted_pages
from pipeline.typeset.geometry import BLEED, POINT, page_geometry
from tests.formats.pdf.opening import seen
from tests.sample import paragraph
from tests.values import TEMPLATES as WORLD


def cover_of(book, kit, pages):
    return cover(book, Identity.of(book), Templates(WORLD, TEMPLATES), kit, pages=pages)


@pytest.mark.parametrize(
    ("printing", "pages", "width"),
    [
        (Printing(), 164, 8.9),
        (Printing(paper_gsm=100), 164, 11.1),
        (Printing(spine=9.5), 164, 9.5),
        (Printing(binding="saddle"), 32, 0.0),
        (Printing(binding="saddle", spine=2.0), 32, 2.0),
    ],
)
def test_the_spine_follows_from_pages_and_paper_unless_the_shop_says(printing, pages, width):
    assert spine_width(printing, pages) == pytest.approx(width, abs=0.05)


def test_spine_words_stand_upright_with_the_marks_of_vertical_setting():
    placed = column("上海“15分钟”", [(25, 60)], 8, 3)
    assert [cell.words for cell in placed.cells] == ["上", "海", "﹃", "15", "分", "钟", "﹄"]
    assert {cell.kind for cell in placed.cells} == {"upright"}
    assert [cell.top for cell in placed.cells] == [25 + 3 * step for step in range(7)]


def test_latin_words_lie_on_their_side_and_take_their_room():
    placed = column("城City更新", [(10, 60)], 8, 3)
    assert [(cell.words, cell.kind) for cell in placed.cells][1] == ("City", "turned")
    assert placed.cells[2].top - placed.cells[1].top == pytest.approx(3 * 3)


def test_long_spine_words_are_set_smaller_or_left_out():
    assert 6 <= column("字" * 10, [(0, 25)], 8, 3).size < 8 * 25 / 30 + 0.01
    assert column("字" * 30, [(0, 25)], 8, 3).cells == ()
    assert column("联席办", [(0, 100)], 8, 4, at_foot=True).cells[-1].top == pytest.approx(96)


def test_words_jump_over_what_is_not_free():
    tops = [cell.top for cell in column("一二三四", [(0, 7), (10, 20)], 8, 3).cells]
    assert tops == [0, 3, 10, 13]


def test_the_back_says_whole_sentences_of_the_preface(sample):
    book = dataclasses.replace(sample, preface=(paragraph("一句。" + "字" * 150 + "。" + "字" * 60 + "。"),))
    assert summary(book) == "一句。" + "字" * 150 + "。"
    assert summary(dataclasses.replace(sample, preface=())) == ""
    assert summary(dataclasses.replace(sample, preface=(paragraph("字" * 300 + "。"),))) == ""


LONG = "示例市“十五分钟生活圈”建设行动技术问题一百问一百答（2024年版）"


@pytest.fixture(scope="module", params=["A5", "大32开", "正度16开", "long title", "narrow spine", "thin"])
def spread(request, sample, kit):
    """A handbook's facts and its open cover."""
    sizes = {"A5": (148, 210), "大32开": (140, 203), "正度16开": (185, 260)}
    width, height = sizes.get(request.param, (148, 210))
    book = dataclasses.replace(sample, page=PageSize(request.param, width, height))
    if request.param == "long title":
        book = dataclasses.replace(book, title=LONG, short_title="")
    if request.param == "narrow spine":
        book = dataclasses.replace(
            book, title="示例市“15分钟生活圈”行动百问百答", printing=Printing(spine=6.0)
        )
    pages = 20 if request.param == "thin" else 164
    with seen(cover_of(book, kit, pages)) as pdf:
        yield book, spine_width(book.printing, pages), pdf


def test_the_spread_is_back_spine_and_front_with_bleed(spread):
    book, spine, pdf = spread
    (page,) = pdf
    assert page.trimbox.width * POINT == pytest.approx(2 * book.page.width + spine, abs=0.05)
    assert page.trimbox.height * POINT == pytest.approx(book.page.height, abs=0.05)
    assert (page.bleedbox.width - page.trimbox.width) * POINT == pytest.approx(2 * BLEED, abs=0.01)
    ground = max((one for one in page.get_drawings() if one["fill"]), key=lambda one: one["rect"].get_area())
    assert ground["rect"].width == pytest.approx(page.bleedbox.width, abs=0.1)


def letters(page):
    """(character, box in mm from the trim's corner) of every character."""
    left, top = page.trimbox.x0 - page.cropbox.x0, page.trimbox.y0 - page.cropbox.y0
    for span in page.get_texttrace():
        for code, _, _, box in span["chars"]:
            if chr(code).strip():
                x0, y0, x1, y1 = box
                yield chr(code), [(v - o) * POINT for v, o in ((x0, left), (y0, top), (x1, left), (y1, top))]


def test_words_keep_off_edges_folds_and_rings(spread):
    book, spine, pdf = spread
    geometry = page_geometry(book.page.width, book.page.height)
    fold = book.page.width
    centre = (fold + spine + geometry.inside, geometry.head + geometry.depth)
    on_spine = []
    for character, (x0, y0, x1, y1) in letters(pdf[0]):
        assert min(x0, y0) > 5, character
        assert max(x1 - 2 * fold - spine, y1 - book.page.height) < -5, character
        if x0 < fold + spine and x1 > fold:
            assert fold < x0 < x1 < fold + spine, character
            on_spine.append(character)
        middle = ((x0 + x1) / 2 - centre[0], (y0 + y1) / 2 - centre[1])
        for ring in (1, 2, 3):
            assert abs(math.hypot(*middle) - geometry.measure * ring / 3) > 1.5, character
    shown = "".join(character for character, _ in letters(pdf[0]))
    assert book.publisher in shown
    if spine >= 6:
        assert len(on_spine) > 8
    else:
        assert not on_spine


def test_figures_stand_side_by_side_on_the_narrowest_spine(sample, kit):
    """15 takes one cell, upright (纵中横); above and below it the characters go on."""
    book = dataclasses.replace(sample, title="示例市“15分钟生活圈”行动百问百答", printing=Printing(spine=6.0))
    data = cover_of(book, kit, 110)
    fold = book.page.width
    with seen(data) as pdf:
        on_spine = [(c, box) for c, box in letters(pdf[0]) if fold < (box[0] + box[2]) / 2 < fold + 6]
        directions = {
            tuple(round(part) for part in span["dir"])
            for span in pdf[0].get_texttrace()
            if {chr(code) for code, *_ in span["chars"]} & set("15")
        }
    shown = "".join(character for character, _ in on_spine)
    assert shown.startswith("示例市﹃15分钟生活圈﹄行动百问百答")
    one, five = (next(box for c, box in on_spine if c == figure) for figure in "15")
    assert one[1] == pytest.approx(five[1], abs=0.05)
    assert one[2] <= five[0] + 0.05
    assert (one[0] + five[2]) / 2 == pytest.approx(fold + 3, abs=0.1)
    assert fold + 1 < one[0] < five[2] < fold + 5
    assert directions == {(1, 0)}


@pytest.mark.parametrize("barcode", [True, False])
def test_the_field_for_the_barcode_stands_there_unless_the_editors_say_no(sample, kit, barcode):
    book = dataclasses.replace(sample, printing=Printing(barcode=barcode))
    data = cover_of(book, kit, 110)
    with seen(data) as pdf:
        fields = [
            one["rect"]
            for one in pdf[0].get_drawings()
            if one["fill"] and min(one["fill"]) > 0.99 and abs(one["rect"].width * POINT - 38) < 0.1
        ]
    assert len(fields) == int(barcode)


@pytest.mark.parametrize(("width", "height"), [(120, 165.5), (130, 184), (148, 210)])
def test_no_ring_runs_through_the_words_on_the_front(width, height, sample, kit):
    book = dataclasses.replace(sample, page=PageSize("某开本", width, height))
    with seen(cover_of(book, kit, 164)) as pdf:
        (page,) = painted_pages(pdf)
    assert page.hidden == ()
    assert "".join(glyph.character for glyph in page.glyphs).endswith(f"{book.publisher}编")
