"""Corrections with one right answer → new bytes of the files; everything else in a file stays as it is."""

from __future__ import annotations

import codecs
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.handbook import Place
from pipeline.proofread.proofreading import Mark

_LINE_END = re.compile("\r\n|\r|\n")
_EMPHASIS = "*_"  # a space beside these may be what makes them work (CommonMark 0.31, 6.2)


@dataclass(frozen=True, slots=True)
class Correction:
    """``old`` at ``at`` becomes ``new``."""

    at: Place
    code: str
    old: str
    new: str

    def __str__(self) -> str:
        after = f"改成「{self.new}」" if self.new else "删去"
        return f"{self.at} 已改 {self.code} 「{self.old}」{after}"


@dataclass(frozen=True, slots=True)
class Mended:
    """The new bytes of every file that changes, and what was done."""

    files: Mapping[str, bytes]
    corrections: tuple[Correction, ...]


def mend(marks: Iterable[Mark], files: Mapping[str, bytes]) -> Mended:
    """Carry out the corrections of ``marks`` in ``files``, whose bytes are UTF-8; give the new files and what was done.

    A correction is carried out only where the file has exactly the characters that were marked: not where a field is
    escaped or folded, and not where two corrections touch the same characters.
    """
    wanted: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        if mark.hit.new is not None and mark.at.file in files:
            wanted[mark.at.file].append(mark)
    changed: dict[str, bytes] = {}
    done: list[Correction] = []
    for name in sorted(wanted):
        data, corrections = _mended(files[name], wanted[name])
        if corrections:
            changed[name] = data
            done += corrections
    return Mended(changed, tuple(done))


def _mended(data: bytes, marks: Iterable[Mark]) -> tuple[bytes, list[Correction]]:
    head = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    text = data[len(head) :].decode("utf-8")
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    parts: list[str] = []
    done: list[Correction] = []
    position = 0
    # At one place in the order of the rules: those about characters before those about longer things.
    for mark in sorted(marks, key=lambda mark: mark.at):
        old, new = mark.hit.text, mark.hit.new or ""
        start = starts[mark.at.line - 1] + mark.at.column - 1 if mark.at.line <= len(starts) else len(text)
        end = start + len(old)
        if old == " ":  # one space in the text may be several in the file
            start, end = _white_space(text, start)
            old = text[start:end]
            if "\t" in old:  # it may part two cells of a table
                continue
            if set(text[max(0, start - 1) : start] + text[end : end + 1]) & set(_EMPHASIS):
                continue
        elif old and (escaped := _escaped(text, start, old)):
            end = start + len(escaped)
            old = escaped
        if not old or text[start:end] != old or start < position:
            continue
        parts += [text[position:start], new]
        position = end
        done.append(Correction(mark.at, mark.rule.code, old, new))
    parts.append(text[position:])
    return head + "".join(parts).encode("utf-8"), done


def _escaped(text: str, start: int, words: str) -> str:
    """Give ``words`` as they stand in the file, where marks among them may have a backslash before them."""
    marks = (rf"\\?{re.escape(c)}" if c in string.punctuation and c != "\\" else re.escape(c) for c in words)
    match = re.compile("".join(marks)).match(text, start)
    return match[0] if match else ""


def _white_space(text: str, start: int) -> tuple[int, int]:
    match = re.compile("[ \t]*").match(text, start)
    return match.span() if match else (start, start)
