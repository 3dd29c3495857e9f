"""What the preparation of the faces promises: its bytes, its dash, its failures."""

import io
import multiprocessing

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.ttLib import TTFont

from pipeline.findings import OutsideFailure
from pipeline.typeset import font_kit as module
from pipeline.typeset.characters import CLOSING, OPENING
from pipeline.typeset.font_kit import ASCENT, DESCENT, FACES, font_kit

NAMES = [face.name for face in FACES]


def bounds(font, name):
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(pen)
    return pen.bounds


@pytest.mark.parametrize("name", [name for name in NAMES if name != "Kai-400"])
def test_the_dash_is_two_ems_wide_at_the_height_of_han(kit, name):
    font = TTFont(io.BytesIO(kit.read(name)), lazy=True)
    names, em = font.getBestCmap(), font["head"].unitsPerEm
    assert font["hmtx"][names[0x2E3A]][0] == 2 * em
    left, bottom, right, top = bounds(font, names[0x2E3A])
    assert left == pytest.approx(2 * em - right, abs=1)
    assert (bottom + top) / 2 == pytest.approx(em * (ASCENT - DESCENT) / 2, abs=1)  # the middle of the em box


@pytest.mark.parametrize("name", NAMES)
def test_small_figures_stand_as_high_as_those_of_noto(kit, name):
    """Above and below the line, of the face's own: CO₂ in a bold title is bold."""
    font = TTFont(io.BytesIO(kit.read(name)), lazy=True)
    names = font.getBestCmap()
    for figures, model, shift in (("⁰⁵⁶⁷⁸⁹", "²", 0), ("₀₁₂₃₄₅₆₇₈₉", "²", -590)):
        _, low, _, high = bounds(font, names[ord(model)])
        for figure in figures:
            _, bottom, _, top = bounds(font, names[ord(figure)])
            assert bottom == pytest.approx(low + shift, abs=45)
            assert top == pytest.approx(high + shift, abs=45)


@pytest.mark.parametrize("name", NAMES)
def test_marks_are_blank_on_the_side_that_is_taken_at_a_line_edge(kit, name):
    font = TTFont(io.BytesIO(kit.read(name)), lazy=True)
    names, em = font.getBestCmap(), font["head"].unitsPerEm
    assert all(bounds(font, names[ord(mark)])[0] >= em / 2 for mark in OPENING)
    assert all(bounds(font, names[ord(mark)])[2] <= em / 2 for mark in CLOSING)


@pytest.mark.oracle
def test_two_processes_at_once_make_the_same_kit(kit, tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=font_kit, args=(tmp_path / "cache",)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    (made,) = (tmp_path / "cache").iterdir()
    for name in NAMES:
        assert (made / name).read_bytes() == kit.read(name)


def test_a_damaged_font_is_named(tmp_path, monkeypatch):
    for face in FACES:
        (tmp_path / face.file).write_bytes(b"no font " * 1000)
    monkeypatch.setattr(module, "FOLDERS", (str(tmp_path),))
    with pytest.raises(OutsideFailure, match=r"NotoSerifCJK-Regular\.ttc 已损坏.*fonts-noto-cjk"):
        font_kit(tmp_path / "cache")
    assert not any((tmp_path / "cache").iterdir())


def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "cache").write_text("a file, no folder")
    with pytest.raises(OutsideFailure, match="无法写入字体缓存"):
        font_kit(tmp_path / "cache")
