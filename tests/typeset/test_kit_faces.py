"""What the preparation of the faces promises: its bytes, its dash, its failures."""

import io
import multiprocessing
import sys
from dataclasses import replace

import pytest
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.pens.boundsPen import BoundsPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont

from pipeline.findings import OutsideFailure
from pipeline.typeset import face_recipe, kit_making
from pipeline.typeset import font_kit as module
from pipeline.typeset.characters import CLOSING, HYPHEN, OPENING
from pipeline.typeset.font_kit import ASCENT, DESCENT, FACES, font_kit
from tests.typeset.test_font_kit import advances

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


def part_of(face, folder, characters, change=None):
    """A small font: some characters of a face's source, as ``change`` leaves them."""
    font = TTFont(module._find(face), fontNumber=face.index)
    subsetter = Subsetter(Options(layout_features=[], notdef_outline=True, glyph_names=True))
    subsetter.populate(text=characters)
    subsetter.subset(font)
    if change:
        change(font)
    path = folder / face.file
    font.save(path)
    font.close()
    return replace(face, index=0), path


SONG, KAI = FACES[0], FACES[-1]
WHOLE = "".join(map(chr, face_recipe.COMPLETED.characters))


def without_cff(font):
    del font["CFF "]


def of_2048_units(font):
    font["head"].unitsPerEm = 2048


@pytest.mark.parametrize(
    ("face", "characters", "change", "lack"),
    [
        (SONG, WHOLE.replace("⸺", ""), None, "“⸺”（U+2E3A）"),
        (SONG, WHOLE.replace("²", "").replace("−", ""), None, "“−”（U+2212）、“²”（U+00B2）"),
        (SONG, WHOLE, without_cff, "CFF 表"),
        (KAI, "汉", None, "“-”（U+002D）"),
        (KAI, "汉-", of_2048_units, "1/1000 字为单位的字形（它的单位是 1/2048 字）"),
    ],
)
def test_what_a_sound_font_lacks_is_named(tmp_path, face, characters, change, lack):
    face, path = part_of(face, tmp_path, characters, change)
    with pytest.raises(OutsideFailure) as failure:
        kit_making.check_source(face, path)
    said = str(failure.value)
    assert f"{path} 里没有 {lack}，" in said
    assert face.package in said
    assert "损坏" not in said


def test_a_collection_with_fewer_fonts_is_named(tmp_path):
    part_of(SONG, tmp_path, WHOLE)
    collection = TTCollection()
    collection.fonts = [TTFont(tmp_path / SONG.file)]
    collection.save(tmp_path / "one.ttc")
    with pytest.raises(OutsideFailure, match=r"里没有 第 3 个字体（共 1 个）"):
        kit_making.check_source(SONG, tmp_path / "one.ttc")


def test_a_kai_of_another_version_is_completed(kit, tmp_path):
    """Version 1.511 has no soft hyphen, and ``halt`` for its own marks, which are those of Song in the kit."""

    def of_another_version(font):
        addOpenTypeFeaturesFromString(font, "feature halt { pos quotedblleft <-10 0 -10 0>; } halt;")

    _, path = part_of(KAI, tmp_path, "汉国" + "".join(map(chr, face_recipe.GRAFTED)), of_another_version)
    assert 0xAD not in TTFont(path).getBestCmap()
    made = tmp_path / "made.otf"
    made.write_bytes(face_recipe.picked(path, 0, face_recipe.GRAFTED_ON.features))
    face_recipe.graft(made, kit.folder / SONG.name)
    face_recipe.add_spacing(made)
    assert advances(made.read_bytes(), "“", halt=True) == [0.5]
    font = TTFont(made)
    names = font.getBestCmap()
    assert names[ord(HYPHEN)] != names[ord("-")]
    assert bounds(font, names[ord(HYPHEN)]) == bounds(font, names[ord("-")])
    assert font["hmtx"][names[ord(HYPHEN)]] == font["hmtx"][names[ord("-")]]


@pytest.mark.parametrize("name", NAMES)
def test_the_hyphen_of_a_divided_word_is_a_glyph_of_its_own(kit, name):
    font = TTFont(io.BytesIO(kit.read(name)), lazy=True)
    glyphs = [font.getBestCmap()[ord(one)] for one in HYPHEN + "-"]
    assert glyphs[0] != glyphs[1]
    assert font["hmtx"][glyphs[0]][0] == font["hmtx"][glyphs[1]][0]


def test_a_cache_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "cache").write_text("a file, no folder")
    with pytest.raises(OutsideFailure, match="无法写入字体缓存"):
        font_kit(tmp_path / "cache")


def test_another_folder_takes_the_kit_where_the_users_cannot_be_written(tmp_path, monkeypatch, capsys):
    (tmp_path / "cache").write_text("a file, no folder")
    monkeypatch.setattr(module, "_make", lambda _sources, folder: folder.mkdir(parents=True))
    kit = font_kit(tmp_path / "cache", tmp_path / "other")
    assert kit.folder.parent == tmp_path / "other"
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "无法写入字体缓存" in told
    assert f"放在 {kit.folder}" in told


def test_a_kit_that_is_there_is_used_without_a_word(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(module, "_make", None)
    (tmp_path / "other" / module.kit_name()).mkdir(parents=True)
    assert font_kit(tmp_path / "cache", tmp_path / "other").folder.parent == tmp_path / "other"
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("named", "folder"),
    [("/var/x", "/var/x/baiwen"), ("", "/home/a/.cache/baiwen"), ("not/absolute", "/home/a/.cache/baiwen")],
)
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has a folder of its own for caches")
def test_the_users_folder_is_the_systems(monkeypatch, named, folder):
    monkeypatch.setenv("HOME", "/home/a")
    monkeypatch.setenv("XDG_CACHE_HOME", named)
    assert str(module.users_cache()) == folder
