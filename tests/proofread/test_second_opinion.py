"""Another checker over the clean source: every change that it proposes is known (autocorrect-py, MIT)."""

import json
from pathlib import Path

import autocorrect_py
import pytest

SOURCE = Path(__file__).parents[2] / "source"
ONLY = ("fullwidth", "no-space-fullwidth", "no-space-fullwidth-quote", "halfwidth-word")
# What it would change and we do not: nothing.
KNOWN: set[tuple[str, str]] = set()


@pytest.fixture
def _configured():
    """Only the rules about widths; its configuration belongs to the whole process."""
    rules = [
        "space-word",
        "space-punctuation",
        "space-bracket",
        "space-backticks",
        "space-dash",
        "space-dollar",
        "fullwidth",
        "no-space-fullwidth",
        "no-space-fullwidth-quote",
        "halfwidth-word",
        "halfwidth-punctuation",
        "spellcheck",
    ]
    autocorrect_py.load_config(json.dumps({"rules": {rule: int(rule in ONLY) for rule in rules}}))


@pytest.mark.usefixtures("_configured")
def test_widths():
    assert autocorrect_py.format("提升质量,加快建设") == "提升质量，加快建设"
    proposed = set()
    for path in sorted(SOURCE.rglob("*.md")):
        for line in path.read_text("utf-8").splitlines():
            words = not line.startswith(("id:", "category:", "keywords:", "as_of:", ":::"))
            if words and (new := autocorrect_py.format(line)) != line:
                proposed.add((line, new))
    assert proposed == KNOWN
