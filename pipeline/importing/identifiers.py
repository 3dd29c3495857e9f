"""Chinese titles → ASCII identifiers that are fit for file names."""

from __future__ import annotations

import re
from collections.abc import Collection

from pipeline.chinese.characters import HAN
from pipeline.chinese.readings import syllables

SYLLABLES = 6


def identifier(title: str, taken: Collection[str]) -> str:
    """Give the title's first words in pinyin (quoted ones first), with a number where ``taken`` has it already."""
    quoted = re.search(r"[“《]([^”》]{2,})[”》]", title)
    words = re.sub(f"[^{HAN}A-Za-z0-9]", " ", quoted[1] if quoted else title)
    parts = [part for word in syllables(words) for part in re.findall(r"[a-z0-9]+", word.lower())]
    base = "-".join(parts[:SYLLABLES])[:50].strip("-")
    if not re.match("[a-z]", base):
        base = f"q-{base}".rstrip("-")
    count, found = 1, base
    while found in taken:
        count += 1
        found = f"{base}-{count}"
    return found
