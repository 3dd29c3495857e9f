"""The kit's faces fit one another."""

import io

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from pipeline.findings import OutsideFailure
from pipeline.typeset import font_kit as module
from pipeline.typeset import kit_making
from pipeline.typeset.font_kit import (
    ASCENT,
    DESCENT,
    FACES,
    font_kit,
    from_ranges,
    printed_everywhere,
)

NAMES = [face.name for face in FACES]


def advances(data: bytes, text: str, **features: bool) -> list[float]:
    """Advances in em of shaped ``text``."""
    face = uharfbuzz.Face(data)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer, features)
    return [position.x_advance / face.upem for position in buffer.glyph_positions]


@pytest.mark.parametrize("name", NAMES)
def test_common_metrics(kit, name):
    font = TTFont(io.BytesIO(kit.read(name)), lazy=True)
    em = font["head"].unitsPerEm
    assert (font["hhea"].ascent, -font["hhea"].descent) == (round(em * ASCENT), round(em * DESCENT))
    assert (font["OS/2"].usWinAscent, font["OS/2"].usWinDescent) == (round(em * ASCENT), round(em * DESCENT))


@pytest.mark.parametrize("name", NAMES)
def test_marks(kit, name):
    data = kit.read(name)
    assert advances(data, "汉，“”") == [1, 1, 1, 1]
    assert sum(advances(data, "”；", chws=True)) == 1.5
    assert sum(advances(data, "》，", chws=True)) == 1.5
    assert advances(data, "，", halt=True) == [0.5]
    assert advances(data, "“", halt=True) == [0.5]


def test_kai_takes_figures_from_song(kit):
    song, kai = kit.read("Song-400"), kit.read("Kai-400")
    assert advances(kai, "15—CityWalk…", kern=False) == advances(song, "15—CityWalk…", kern=False)


def test_kai_has_another_name(kit):
    names = TTFont(io.BytesIO(kit.read("Kai-400")), lazy=True)["name"]
    assert not any("LXGW" in str(names.getDebugName(number)) for number in (1, 4, 6, 16))


def test_missing(kit):
    assert kit.missing("汉字，abc 1～2\n\u3000") == ""
    assert kit.missing("汉\U0001f600字\U0001f600ꦀ") == "\U0001f600ꦀ"


def sources():
    return [module._find(face) for face in FACES]


def test_each_kit_of_the_lock_file_is_whole():
    for locked in kit_making.locked_kits():
        assert [line.split()[0] for line in locked] == NAMES
        assert [line.split()[1] for line in locked] == [face.file for face in FACES]


def test_the_kit_is_one_of_the_lock_file(kit):
    """Where this machine's fonts are other ones than the lock file names, there is nothing to compare."""
    made = tuple(kit_making.lock_lines(sources(), kit.folder).splitlines())
    of_these_sources = [
        locked
        for locked in kit_making.locked_kits()
        if [line.split()[2] for line in locked] == [line.split()[2] for line in made]
    ]
    assert of_these_sources in ([], [made])


def changed(kit, folder):
    """A copy of the kit in ``folder``, each face another one by a byte."""
    for face in FACES:
        (folder / face.name).write_bytes(kit.read(face.name) + b"\0")
    return folder


def test_another_face_than_the_locked_one_is_refused(kit, tmp_path, monkeypatch):
    own, folder = sources(), changed(kit, tmp_path)
    locked = tuple(kit_making.lock_lines(own, kit.folder).splitlines())
    monkeypatch.setattr(kit_making, "locked_kits", lambda: (locked,))
    with pytest.raises(OutsideFailure, match=r"Song-400 与锁定的不同.*改法"):
        kit_making.check_lock(own, folder)


def test_a_kit_of_mixed_sources_is_no_other_than_a_locked_one(kit, tmp_path, monkeypatch):
    """Kai takes its marks from Song: with another Song it is another Kai, though made of the same file."""
    own, folder = sources(), changed(kit, tmp_path)
    first, *rest = kit_making.lock_lines(own, kit.folder).splitlines()
    name, file, _, prepared = first.split()
    monkeypatch.setattr(kit_making, "locked_kits", lambda: ((f"{name} {file} {'0' * 64} {prepared}", *rest),))
    kit_making.check_lock(own, folder)


def test_the_characters_of_every_kit_are_known_without_one(kit):
    """Rare characters of CJK Extensions A and B among them."""
    assert printed_everywhere() <= kit.covered
    assert {ord(character) for character in "㙍䶮𠮷𡒄"} <= printed_everywhere()
    assert from_ranges(kit_making.as_ranges(kit.covered)) == kit.covered


def test_made_once(kit, monkeypatch):
    monkeypatch.setattr(kit_making, "prepare", None)  # a second preparation would fail
    assert font_kit(kit.folder.parent) == kit


def test_a_missing_font_is_named(tmp_path, monkeypatch, snapshot):
    monkeypatch.setattr(module, "FOLDERS", (str(tmp_path),))
    with pytest.raises(OutsideFailure) as failure:
        font_kit(tmp_path)
    assert str(failure.value) == snapshot


def test_the_door_of_the_kit(kit):
    with pytest.raises(KeyError):
        kit.read("../Song-400")
