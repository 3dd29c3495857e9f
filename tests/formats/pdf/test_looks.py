"""The pages of the two files look alike, whatever inks a publisher gives them."""

import shutil

import pytest

from pipeline.formats.contract import Workshop
from pipeline.formats.pdf import FORMAT

INKS = {"blue": ("#1f4e79", (0.9, 0.6, 0, 0.3)), "orange": ("#c8701a", (0, 0.6, 1, 0.1))}


@pytest.mark.parametrize("accent", INKS)
def test_other_inks_are_no_difference(accent, sample, workshop, tmp_path):
    templates = shutil.copytree(workshop.templates, tmp_path / "templates")
    screen, press = INKS[accent]
    for medium, value in (("screen", f'"{screen}"'), ("press", str(press))):
        inks = templates / f"pdf/inks-{medium}.j2"
        lines = inks.read_text("utf-8").splitlines()
        changed = ["{% set accent = " + value + " %}" if "set accent" in line else line for line in lines]
        assert changed != lines
        inks.write_text("\n".join(changed), "utf-8")
    FORMAT.write(sample, Workshop(templates, workshop.cache), tmp_path)
    assert FORMAT.agree(tmp_path, FORMAT.read_back(tmp_path), ()) == ()
