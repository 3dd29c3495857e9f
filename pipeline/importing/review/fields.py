"""Changes in fields: a block's attributes, a question's title, a category's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.handbook import SOURCES_LABEL
from pipeline.importing.review.characters import Edit
from pipeline.importing.review.spans import SourceText
from pipeline.importing.review.tokens import opcodes
from pipeline.importing.writing import attribute, scalar


def attributes_edit(source: SourceText, start: int, old: Mapping[str, str], new: Mapping[str, str]) -> Edit:
    """Edit the attributes in a block's opening line, which begins at ``start``.

    Those that have not changed stay as they are written.
    """
    end = source.text.find("\n", start)
    line = source.text[start : end if end >= 0 else len(source.text)].rstrip("\r")
    changed = line
    for key, words in new.items():
        if words == old.get(key, ""):
            continue
        field = re.search(rf'\s{key}=(?:"(?P<quoted>(?:\\.|[^"\\])*)"|(?P<plain>[^\s}}]+))', changed)
        if field is None and words:
            at = changed.rfind("}")
            changed = f'{changed[:at]} {key}="{attribute(words)}"{changed[at:]}'
        elif field is not None and words:
            changed = f'{changed[: field.start()]} {key}="{attribute(words)}"{changed[field.end() :]}'
        elif field is not None:
            changed = changed[: field.start()] + changed[field.end() :]
    return Edit(start, start + len(line), 0, changed)


def field_edits(text: str, start: int, end: int, old: str, new: str) -> list[Edit]:
    """Give edits for the value ``old`` of a YAML field, which stands between two offsets, to become ``new``.

    Where the file has the value as it reads, only the characters that differ are edited; otherwise all of it.
    """
    at = text.find(old, start, end)
    plain = not re.search(r"[\\\"':#\n]", new) and new == new.strip()
    if at >= 0 and plain:
        return [
            Edit(at + a, at + b, 0, new[c:d]) for kind, a, b, c, d in opcodes(old, new) if kind != "equal"
        ]
    value = re.compile(r"(?P<space>[ \t]*)(?P<value>.*(?:\n[ \t]+.*)*)").match(text, start, end)
    if value is None:
        return []
    return [Edit(value.start("value"), len(text[: value.end("value")].rstrip()), 0, scalar(new))]


def matter_edits(text: str, key: str, old: str, new: str) -> list[Edit]:
    """Give edits of a field of the front matter."""
    match = re.search(rf"(?m)^{key}:", text)
    return field_edits(text, match.end(), text.find("\n---", match.end()), old, new) if match else []


def source_edits(text: str, old: str, new: str) -> list[Edit]:
    """Give edits in ``sources`` for the line of sources ``old`` to become ``new``; none where it is not clear which."""
    match = re.search(r"(?m)^sources:", text)
    if match is None:
        return []
    end = text.find("\n---", match.end())
    before, after = (re.split("[，；]", line.removeprefix(SOURCES_LABEL)) for line in (old, new))
    if len(before) != len(after):
        return []
    edits: list[Edit] = []
    for was, now in zip(before, after, strict=True):
        if was != now and text.count(was, match.end(), end) != 1:
            return []
        if was != now:
            edits += field_edits(text, text.find(was, match.end(), end), end, was, now)
    return edits


def applied(source: SourceText, edits: Sequence[Edit]) -> str:
    """Give the text after edits that do not touch one another."""
    text = source.text
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text
