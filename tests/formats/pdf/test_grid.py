"""A designer sets the size of the text and the height of its lines in ``look.j2``: the book follows or says why not."""

from __future__ import annotations

import re
import statistics

import pytest

from pipeline.findings import OutsideFailure
from pipeline.formats.pdf import FORMAT, PRESS, SCREEN
from pipeline.formats.pdf.grid import LOOK, grid_of
from pipeline.formats.pdf.steps import TEMPLATES
from pipeline.formats.templating import Templates
from pipeline.making.executors import Here
from pipeline.seen.pdf_packet import grid_in
from pipeline.seen.pdf_pages import painted_file, text_area
from pipeline.typeset.geometry import POINT, USUAL, Grid, page_geometry
from pipeline.verify.proof import prove
from pipeline.world import Given, Over
from tests.formats.pdf.opening import seen
from tests.values import TEMPLATES as WORLD
from tests.values import files_of

NAME = f"{TEMPLATES}/{LOOK}"


def world_with(**values):
    """The project's templates, with other values in the look."""
    text = WORLD.read(NAME).decode()
    for name, value in values.items():
        text, count = re.subn(rf"{{% set {name} = \S+ %}}", f"{{% set {name} = {value} %}}", text)
        assert count == 1
    return Over((Given({NAME: text.encode()}), WORLD))


@pytest.fixture(scope="module", params=[(11, 6.5), (9.5, 5)], ids=["larger", "smaller"])
def other(request, sample):
    """A grid, and the sample's files in it."""
    body, line = request.param
    return Grid(body, line), files_of(FORMAT, handbook=sample, world=world_with(body=body, line=line))


def test_the_project_has_the_usual_grid_and_its_files_do_not_name_it(sample, written):
    assert grid_of(Templates(WORLD, TEMPLATES)) == USUAL
    for file in (SCREEN, PRESS):
        with seen(written(sample)[file]) as pdf:
            assert "bodySize" not in pdf.get_xml_metadata()


def test_a_book_in_another_grid_is_proven(other, sample):
    _, files = other
    proof = prove(sample, files, [FORMAT], Here())
    assert proof.differences == ()
    assert {edition.file for edition in proof.editions} == {SCREEN, PRESS}


@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_its_files_name_the_grid(other, file):
    grid, files = other
    with seen(files[file]) as pdf:
        assert grid_in(pdf.get_xml_metadata()) == grid
    assert {page.grid for page in painted_file(files[file]).pages} == {grid}


def test_its_text_stands_on_the_lines_of_the_grid(other, sample):
    """Within a point: a footnote's mark may lower its line by less."""
    grid, files = other
    geometry = page_geometry(sample.page.width, sample.page.height, grid)
    step, top, offsets = grid.line / POINT, geometry.head / POINT, []
    found = painted_file(files[SCREEN])
    end = next(anchor.page for anchor in found.anchors if anchor.name == "back")
    for page in found.pages[:end]:
        if page.label.isdecimal():
            heights = {glyph.y for glyph in text_area(page) if abs(glyph.size - grid.body) < 0.01}
            offsets += [(height - top) % step for height in heights]
    usual = statistics.median(offsets)
    assert len(offsets) >= 30
    assert [offset for offset in offsets if abs(offset - usual) > 1] == []


def test_its_lines_are_as_long_as_whole_characters(other, sample):
    """A line of Han characters and nothing else has as many as fit the measure."""
    grid, files = other
    geometry = page_geometry(sample.page.width, sample.page.height, grid)
    assert geometry.characters != page_geometry(sample.page.width, sample.page.height).characters
    rights = [
        glyph.x + glyph.size - (geometry.inside if page.index % 2 == 0 else geometry.outside) / POINT
        for page in painted_file(files[SCREEN]).pages
        if page.label.isdecimal()
        for glyph in text_area(page)
        if abs(glyph.size - grid.body) < 0.01
    ]
    assert max(rights) == pytest.approx(geometry.measure / POINT, abs=grid.body / 2 + 0.5)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"line": 4}, r"look\.j2 里的行高 4 mm 放不下 10\.5 pt 的正文.*改法：line 至少写 4\.5"),
        ({"line": 20}, r"148 mm × 210 mm .*look\.j2 .*行高 20 mm 排不出版心"),
        ({"body": '"五号"'}, r"look\.j2 里的 body 和 line 不是数"),
    ],
)
def test_a_grid_that_does_not_fit_is_one_line(values, words, sample):
    with pytest.raises(OutsideFailure, match=words) as failure:
        files_of(FORMAT, handbook=sample, world=world_with(**values))
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    "packet", ["", "no XML", "<x/>", "<x xmlns:b='urn:baiwen:edition#' b:bodySize='nan' b:lineHeight='6'/>"]
)
def test_a_file_that_names_no_grid_that_makes_sense_has_the_usual_one(packet):
    assert grid_in(packet) == USUAL
