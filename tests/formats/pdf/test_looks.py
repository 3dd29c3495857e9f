"""The pages of the two files look alike, whatever inks a publisher gives them."""

import pytest

from pipeline.formats.contract import LOOKS
from pipeline.formats.pdf import FORMAT, PRESS, SCREEN
from pipeline.formats.pdf.steps import TEMPLATES
from pipeline.world import Given, Over
from tests.formats.pdf.opening import changed
from tests.values import TEMPLATES as WORLD
from tests.values import files_of, opened

INKS = {"blue": ("#1f4e79", (0.9, 0.6, 0, 0.3)), "orange": ("#c8701a", (0, 0.6, 1, 0.1))}


@pytest.mark.parametrize("accent", INKS)
def test_other_inks_are_no_difference(accent, sample):
    screen, press = INKS[accent]
    inks = {}
    for medium, value in (("screen", f'"{screen}"'), ("press", str(press))):
        name = f"{TEMPLATES}/inks-{medium}.j2"
        lines = WORLD.read(name).decode().splitlines()
        changed_lines = [
            "{% set accent = " + value + " %}" if "set accent" in line else line for line in lines
        ]
        assert changed_lines != lines
        inks[name] = "\n".join(changed_lines).encode()
    files = files_of(FORMAT, handbook=sample, world=Over((Given(inks), WORLD)))
    assert opened(FORMAT, files, "pdf.agreement").findings == ()


def ruled(pdf):
    """A rule through the second page of questions."""
    pdf.pages[7].contents_add(pdf.make_stream(b"q 0 0 0 RG 3 w 100 300 m 300 300 l S Q"))


@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_a_page_that_was_altered_is_named_with_its_file(file, sample, written):
    """The booklet tells which of the two it was."""
    files = dict(written(sample))
    files[file] = changed(files[file], ruled)
    (finding,) = opened(FORMAT, files, "pdf.agreement").findings
    assert (finding.file, finding.code) == (file, LOOKS)
    assert finding.place.startswith("第2页")
    assert finding.number == 1


def test_nothing_is_compared_where_a_file_is_missing(sample, written):
    files = {name: data for name, data in written(sample).items() if name != PRESS}
    assert opened(FORMAT, files, "pdf.agreement").findings == ()


def test_many_pages_that_differ_are_counted(sample, written):
    def all_ruled(pdf):
        for page in pdf.pages:
            page.contents_add(pdf.make_stream(b"q 0 0 0 RG 3 w 100 300 m 300 300 l S Q"))

    files = dict(written(sample))
    files[PRESS] = changed(files[PRESS], all_ruled)
    findings = opened(FORMAT, files, "pdf.agreement").findings
    assert [one.code for one in findings].count(LOOKS) == 10
    assert findings[-1].code != LOOKS
    assert "另有" in findings[-1].message
