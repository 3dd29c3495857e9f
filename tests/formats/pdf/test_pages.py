"""The finished pages: their boxes, labels, bookmarks, fonts, inks, and how lines stand at their heads and feet."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
import sys

import pikepdf
import pymupdf
import pytest

from pipeline.formats.pdf import FORMAT, PRESS, SCREEN
from pipeline.seen.pdf_pages import painted_pages
from pipeline.typeset.geometry import BLEED, POINT, page_geometry
from tests.formats.pdf.opening import seen, structure
from tests.values import ROOT

HEADING, TAB = 12.5, 8.0  # pt
COLOURS = ("cs", "CS", "sc", "SC", "scn", "SCN", "g", "G", "rg", "RG", "k", "K")  # the operators that set one


def near(*lengths):
    return pytest.approx(lengths, abs=0.01)


@pytest.fixture(scope="session")
def screen(handbook, written):
    with seen(written(handbook)[SCREEN]) as pdf:
        yield pdf


@pytest.fixture(scope="session")
def press(handbook, written):
    with seen(written(handbook)[PRESS]) as pdf:
        yield pdf


def lines(page, geometry):
    """The lines of a page's text area from top to bottom: each a list of (character, x, size, font, colour)."""
    trim = page.trimbox - (page.cropbox.x0, page.cropbox.y0) * 2
    found = {}
    for span in page.get_texttrace():
        for code, _, (x, y), _ in span["chars"]:
            height = (y - trim.y0) * POINT
            if geometry.head <= height <= geometry.head + geometry.depth and chr(code).strip():
                key = next((line for line in found if abs(line - y) < 5), y)
                found.setdefault(key, []).append(
                    (chr(code), x - trim.x0, span["size"], span["font"], span["color"])
                )
    return [found[y] for y in sorted(found)]


def words(line):
    return "".join(character for character, *_ in line)


# ---- the sheet ------------------------------------------------------------------------------------------------------


def test_the_boxes_are_exact(handbook, written):
    width, height = handbook.page.width / POINT, handbook.page.height / POINT
    bleed = BLEED / POINT
    with structure(written(handbook)[SCREEN]) as pdf:
        for page in pdf.pages:
            assert [float(value) for value in page.mediabox] == near(0, 0, width, height)
    with structure(written(handbook)[PRESS]) as pdf:
        for page in pdf.pages:
            media, outer, trim = (
                [float(value) for value in box] for box in (page.mediabox, page.obj.BleedBox, page.trimbox)
            )
            assert media[:2] == [0, 0]
            assert [trim[2] - trim[0], trim[3] - trim[1]] == near(width, height)
            assert [a - b for a, b in zip(outer, trim, strict=True)] == near(-bleed, -bleed, bleed, bleed)
            assert all(media[i] < outer[i] and media[i + 2] > outer[i + 2] for i in (0, 1))
            assert pikepdf.Name.Annots not in page.obj


def test_nothing_but_marks_and_slug_stands_outside_the_bleed(press):
    """They are on every page, and in the colour of all plates, which PyMuPDF shows as black."""
    for page in press:
        shift = (page.cropbox.x0, page.cropbox.y0) * 2
        bleed = page.trimbox - shift + (-BLEED / POINT, -BLEED / POINT, BLEED / POINT, BLEED / POINT)
        outside = [drawn for drawn in page.get_drawings() if not bleed.contains(drawn["rect"].tl)]
        marks = [drawn for drawn in outside if drawn["type"] == "s"]
        assert sum(len(drawn["items"]) for drawn in marks) == 8
        for drawn in marks:
            for _, start, end in drawn["items"]:
                assert not bleed.contains(start)
                assert not bleed.contains(end)
        slug = [drawn for drawn in outside if drawn["type"] == "f" and drawn["rect"].y0 > bleed.y1]
        assert len(slug) > 10


def test_the_slug_keeps_within_the_page_width(press):
    for page in press:
        letters = [
            drawn["rect"]
            for drawn in page.get_drawings()
            if drawn["type"] == "f" and drawn["rect"].y0 > page.bleedbox.y1 - page.cropbox.y0
        ]
        assert max(rect.x1 for rect in letters) < page.trimbox.x1 - page.cropbox.x0


def test_tabs_run_into_the_bleed(press):
    tabs = [
        drawn["rect"]
        for page in press
        for drawn in page.get_drawings()
        if drawn["fill"]
        and drawn["rect"].x1 > page.trimbox.x1 - page.cropbox.x0 + 1
        and drawn["rect"].y1 < page.trimbox.y1
    ]
    assert tabs
    for tab in tabs:
        assert tab.x1 == pytest.approx(press[0].bleedbox.x1 - press[0].cropbox.x0, abs=0.1)


def test_both_files_have_the_same_pages(screen, press):
    shown = [
        [
            [(glyph.character, round(glyph.x), round(glyph.y)) for glyph in page.glyphs]
            for page in painted_pages(pdf)
        ]
        for pdf in (screen, press)
    ]
    assert shown[0] == shown[1]


# ---- finding one's way ----------------------------------------------------------------------------------------------


def test_the_bookmarks_are_the_parts_and_questions(screen, handbook):
    entries = [(level, title, number) for level, title, number in screen.get_toc()]
    places = screen.resolve_names()
    for part in handbook.parts:
        assert (1, part.title, places[f"part-{part.id}"]["page"] + 1) in entries
        for question in part.questions:
            title = f"{question.number}\u3000{question.title}"
            assert (2, title, places[f"q-{question.id}"]["page"] + 1) in entries


def test_folios_are_the_labels(screen):
    """Where a page shows a folio it is the page's label; roman before the first part, from there arabic from 1."""
    geometry = page_geometry(screen[0].rect.width * POINT, screen[0].rect.height * POINT)
    body = next(i for i, page in enumerate(screen) if page.get_label() == "1")
    assert body % 2 == 0
    shown = 0
    for page in painted_pages(screen):
        foot = (geometry.head + geometry.depth) / POINT + 3
        folio = "".join(glyph.character for glyph in page.glyphs if glyph.y > foot)
        assert folio in ("", page.label)
        assert bool(re.fullmatch("[ivxlc]+", page.label)) == (page.index < body)
        shown += bool(folio)
    assert shown >= len(screen) / 3


def test_the_contents_name_the_pages(screen, handbook):
    places = screen.resolve_names()
    text = "".join(page.get_text() for page in screen if re.fullmatch("[ivxlc]+", page.get_label()))
    text = "".join(text.split())
    for question in handbook.questions:
        label = screen[places[f"q-{question.id}"]["page"]].get_label()
        assert f"{question.number}{question.title}{label}".replace(" ", "") in text


def test_page_numbers_of_contents_and_index_stand_at_the_edge(screen):
    """Every line of the contents and of the index's right column that ends with a page ends with the text area."""
    geometry = page_geometry(screen[0].rect.width * POINT, screen[0].rect.height * POINT)
    places = screen.resolve_names()
    first = next(number for _, title, number in screen.get_toc() if title == "目录") - 1
    checked = 0
    for page in (screen[first], screen[places["back-districts"]["page"]]):
        right = ((geometry.inside if page.number % 2 == 0 else geometry.outside) + geometry.measure) / POINT
        ends = {}
        for span in page.get_texttrace():
            for code, _, (_, y), box in span["chars"]:
                if geometry.head < y * POINT < geometry.head + geometry.depth:
                    ends[round(y)] = max(ends.get(round(y), (0, "")), (box[2], chr(code)))
        for end, character in ends.values():
            if character.isdecimal() and end > right - 40:
                checked += 1
                assert end == pytest.approx(right, abs=0.5)
    assert checked >= 3


def test_running_heads_name_the_questions(screen, handbook):
    """A left page names the question at its start, a right page the last one that begins on it."""
    starts = sorted(
        (screen.resolve_names()[f"q-{question.id}"]["page"], question.number)
        for question in handbook.questions
    )
    geometry = page_geometry(handbook.page.width, handbook.page.height)
    for page in painted_pages(screen):
        if not starts[0][0] <= page.index <= starts[-1][0]:
            continue
        head = "".join(glyph.character for glyph in page.glyphs if glyph.y * POINT < geometry.head - 1)
        if "问" in head and page.index % 2 == 0:
            last = max(number for start, number in starts if start <= page.index)
            assert f"第{last}问" in head


def test_metadata_comes_from_the_handbook(screen, press, handbook):
    for pdf in (screen, press):
        assert pdf.metadata["title"] == handbook.title
        assert pdf.metadata["author"] == handbook.publisher
        assert pdf.metadata["creationDate"].startswith(f"D:{handbook.date:%Y%m%d}")


def test_the_screen_file_is_tagged_and_knows_its_language(handbook, written):
    with structure(written(handbook)[SCREEN]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == handbook.language
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


# ---- type and ink ---------------------------------------------------------------------------------------------------


def test_only_the_kits_faces_are_used(screen, press):
    for pdf in (screen, press):
        used = {span["font"] for page in pdf for span in page.get_texttrace()}
        assert used <= {"Song", "Song-Bold", "Hei", "Hei-Bold", "Kai"}
        assert {"Song", "Hei-Bold"} <= used


def colours(pdf):
    """The operations that set a colour in pages and drawings of an open pikepdf document: (operator, operands)."""
    streams = [*pdf.pages, *(thing for thing in pdf.objects if is_form(thing))]
    return {
        (str(name), *(str(operand) for operand in operands))
        for stream in streams
        for operands, name in pikepdf.parse_content_stream(stream)
        if str(name) in COLOURS
    }


def test_text_is_black_alone_and_the_accent_has_no_cyan(real_handbook, written):
    """Every colour that a page of the press file sets; nothing is grey, RGB or four-colour black."""
    with structure(written(real_handbook)[PRESS]) as pdf:
        found = colours(pdf)
    inks = {tuple(map(float, operands)) for name, *operands in found if name in ("k", "K")}
    assert inks == {(0, 0, 0, 1), (0, 0, 0, 0.65), (0, 0, 0, 0), (0, 0.86, 0.86, 0.4)}
    # The full tint of all plates: marks and slug.
    plates = {("CS", "/AllPlates"), ("cs", "/AllPlates"), ("SCN", "1"), ("scn", "1")}
    assert {one for one in found if one[0] not in ("k", "K")} == plates


def test_colours_of_drawings_become_black_in_their_lightness(demanding, written):

    with structure(written(demanding)[PRESS]) as pdf:
        found = colours(pdf)
        assert not any(b"DeviceRGB" in thing.unparse(True) for thing in pdf.objects if is_form(thing))
    tints = {float(one[4]) for one in found if one[:4] == ("k", "0", "0", "0")} - {0, 1, 0.65}
    assert [0.06 < tint < 0.1 for tint in tints] == [True]  # #f6e9e5, a lightness of 93 %
    assert {name for name, *_ in found} <= {"k", "K", "cs", "CS", "scn", "SCN"}


def is_form(thing):
    return isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"


def test_pages_without_accent_print_black_only(real_handbook, written):
    """The preface: cyan, magenta and yellow plates stay empty."""
    with seen(written(real_handbook)[PRESS]) as pdf:
        page = next(page for page in pdf if page.get_label() == "vi")
        # The plates as the file names them: with profiles, MuPDF takes the press's black for its own four inks.
        pymupdf.TOOLS.set_icc(False)
        try:
            picture = page.get_pixmap(dpi=72, colorspace=pymupdf.csCMYK, clip=page.trimbox)
        finally:
            pymupdf.TOOLS.set_icc(True)
    plates = [max(picture.samples[ink::4]) for ink in range(4)]
    assert plates[:3] == [0, 0, 0]
    assert plates[3] > 200


# ---- lines at heads and feet ----------------------------------------------------------------------------------------


def is_heading(line):
    return any(abs(size - HEADING) < 0.1 and font == "Hei-Bold" for _, _, size, font, _ in line)


def is_tab(line):
    return any(
        abs(size - TAB) < 0.1 and font == "Hei-Bold" and min(colour) > 0.99
        for _, _, size, font, colour in line
    )


def is_kai(line):
    return all(font in ("Kai", "Song") for _, _, _, font, _ in line) and any(
        font == "Kai" for _, _, _, font, _ in line
    )


def test_no_heading_and_no_tab_stands_at_a_page_foot(screen):
    geometry = page_geometry(screen[0].rect.width * POINT, screen[0].rect.height * POINT)
    seen = 0
    for page in screen:
        content = lines(page, geometry)
        for place, line in enumerate(content):
            if is_heading(line) or is_tab(line):
                seen += 1
                below = content[place + 1 :]
                assert [one for one in below if not is_heading(one) and not is_tab(one)], words(line)
    assert seen


def test_headings_and_tabs_of_the_real_book_keep_two_lines(real_handbook, written):
    with seen(written(real_handbook)[SCREEN]) as pdf:
        geometry = page_geometry(real_handbook.page.width, real_handbook.page.height)
        for page in pdf:
            content = lines(page, geometry)
            for place, line in enumerate(content):
                if is_tab(line):
                    assert all(is_kai(one) for one in content[place + 1 : place + 3]), words(line)
                    assert len(content) > place + 2
                if is_heading(line):
                    assert len([one for one in content[place + 1 :] if not is_heading(one)]) >= 2, words(line)


def test_no_line_of_a_case_stands_alone(real_handbook, written):
    with seen(written(real_handbook)[SCREEN]) as pdf:
        geometry = page_geometry(real_handbook.page.width, real_handbook.page.height)
        for page in pdf:
            runs = [len(list(run)) for kai, run in itertools.groupby(lines(page, geometry), is_kai) if kai]
            assert all(length >= 2 for length in runs)


def test_lines_keep_to_the_text_area(screen):
    """Nothing runs out sideways. A mark at a line's end may stand half outside its own box: it is set half as wide."""
    for page in screen:
        geometry = page_geometry(page.rect.width * POINT, page.rect.height * POINT)
        left = (geometry.inside if page.number % 2 == 0 else geometry.outside) / POINT
        right = left + geometry.measure / POINT
        for span in page.get_texttrace():
            for code, _, (x, _), box in span["chars"]:
                half = span["size"] / 2 if chr(code) in "，。、；：！？”’）》" else 0
                assert left - span["size"] / 2 - 1 < x, chr(code)
                assert box[2] - half < right + 1, chr(code)


def test_blank_pages_are_blank(demanding, written):
    with seen(written(demanding)[SCREEN]) as pdf:
        blank = [page.number for page in pdf if not page.get_texttrace() and not page.get_drawings()]
        openers = [
            target["page"] for name, target in pdf.resolve_names().items() if re.match("part-|back$", name)
        ]
    assert blank
    assert all(number + 1 in openers for number in blank)
    assert all(number % 2 == 0 for number in openers)


# ---- the same bytes -------------------------------------------------------------------------------------------------

WRITE = """
import hashlib
from pipeline.formats.pdf import FORMAT
from tests.values import files_of
from tests.sample import sample_handbook
for name, data in files_of(FORMAT, handbook=sample_handbook()).items():
    print(name, hashlib.sha256(data).hexdigest())
"""


def test_the_same_handbook_gives_the_same_bytes(written, sample):
    own = {name: hashlib.sha256(data).hexdigest() for name, data in written(sample).items()}
    assert own.keys() == set(FORMAT.files)
    for zone, seed in (("UTC", "1"), ("Asia/Shanghai", "2")):
        made = subprocess.run(
            [sys.executable, "-c", WRITE],
            check=True,
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
        )
        assert dict(line.split() for line in made.stdout.splitlines()) == own
