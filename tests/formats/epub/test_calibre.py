"""calibre's own checks, and its conversion to Kindle's AZW3: where calibre is installed (366 MB; no set-up does it).

``apt-get install --no-install-recommends calibre`` brings it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pymupdf
import pytest
from lxml import etree

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not shutil.which("ebook-convert"), reason="calibre is not installed"),
]

# Qt draws nowhere, and its browser may run for any user.
ENVIRONMENT = {
    **os.environ,
    "QT_QPA_PLATFORM": "offscreen",
    "QTWEBENGINE_CHROMIUM_FLAGS": "--no-sandbox",
    "QTWEBENGINE_DISABLE_SANDBOX": "1",
}
CHECK = """
import json, sys
from calibre.ebooks.oeb.polish.check.main import run_checks
from calibre.ebooks.oeb.polish.container import get_container
found = run_checks(get_container(sys.argv[-1], tweak_mode=True))
print(json.dumps([[error.name, error.level, error.msg] for error in found]))
"""


def run(*words):
    done = subprocess.run(words, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def script(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("calibre") / "check.py"
    path.write_text(CHECK, encoding="utf-8")
    return path


def complaints(script, book):
    return json.loads(run("calibre-debug", "-e", script, "--", book).splitlines()[-1])


def test_calibre_finds_nothing(paginated, script):
    assert complaints(script, paginated) == []


def test_calibre_is_really_asked(finished, script, tmp_path):
    (tmp_path / "good.epub").write_bytes(finished)
    with (
        zipfile.ZipFile(tmp_path / "good.epub") as old,
        zipfile.ZipFile(tmp_path / "bad.epub", "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'id="q-last"', 'id="最后"'.encode()))
    assert complaints(script, tmp_path / "bad.epub")


def contents(book):
    with zipfile.ZipFile(book) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".ncx"))
        ncx = etree.fromstring(archive.read(name))
    return ["".join((one.findtext("{*}navLabel/{*}text") or "").split()) for one in ncx.iter("{*}navPoint")]


def test_kindle_s_form_keeps_the_contents(paginated, tmp_path):
    """There and back: Kindle's format has the same lines of contents, and MuPDF opens it."""
    run("ebook-convert", paginated, tmp_path / "book.azw3")
    run("ebook-convert", tmp_path / "book.azw3", tmp_path / "back.epub")
    assert contents(tmp_path / "back.epub") == contents(paginated)
    with pymupdf.open(paginated) as book:
        assert len(book.get_toc()) == len(contents(paginated))
        assert len(book) > 5
