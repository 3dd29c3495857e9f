"""Outside judges of the file for the screen: veraPDF for both standards, outloud for what a listener hears."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.formats.pdf import SCREEN
from tests.oracles.verapdf import keeps_both_standards


@pytest.fixture
def screen_path(pdf_folder):
    return pdf_folder / SCREEN


@pytest.mark.oracle
def test_verapdf_finds_both_standards_kept(screen_path):
    """PDF/UA-1 and PDF/A-2a in one file."""
    keeps_both_standards(screen_path)


@pytest.mark.oracle
def test_outloud_hears_nothing_wrong(screen_path):
    outloud = Path(sys.executable).with_name("outloud")
    told = subprocess.run(
        [outloud, "--fail-on", "error", screen_path], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout
    assert "0 error(s)" in told.stdout
