"""A command imports what it uses: help and an unchanged source need no typesetting engine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {"weasyprint", "pymupdf", "pikepdf", "fontTools", "httpx", "pypinyin.phrases_dict"}
LIGHT = """
import sys
from pipeline.cli import main
try:
    main()
except SystemExit:
    pass
print(*sorted(name for name in sys.modules), file=sys.stderr)
"""


def imported(*words: str) -> set[str]:
    """Run a command in a process of its own; give the names of all modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", LIGHT, *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split())


def test_help_imports_next_to_nothing():
    found = imported("--help")
    assert "typer" in found
    assert found & {*HEAVY, "pydantic", "ruamel", "jinja2", "lxml"} == set()


def test_a_check_imports_no_typesetting_engine():
    found = imported("check", "--no-store", "-C", str(ROOT))
    assert "pydantic" in found
    assert found & {"weasyprint", "pymupdf", "pikepdf", "httpx"} == set()


def test_a_check_of_the_same_source_imports_no_reader_either():
    imported("check", "-C", str(ROOT))
    assert imported("check", "-C", str(ROOT)) & {*HEAVY, "ruamel", "pypandoc", "lxml"} == set()
