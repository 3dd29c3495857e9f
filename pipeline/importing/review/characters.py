"""A paragraph as it went out and as it came back → replacements of single characters in its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.handbook import Footnote, Inline
from pipeline.importing.review.spans import SourceText
from pipeline.importing.review.tokens import MARKS, Token, opcodes, tokens
from pipeline.importing.writing import escaped


class Unpatchable(Exception):
    """The change is more than characters: the whole block has to be written anew."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """``new`` takes the place of the characters from ``start`` to ``end``; at one offset lower ranks go first."""

    start: int
    end: int
    rank: int
    new: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Edits of a paragraph; the footnotes that have lost their mark; those that stay (source, before, after)."""

    edits: tuple[Edit, ...]
    orphans: tuple[Footnote, ...]
    notes: tuple[tuple[Footnote, Footnote, Footnote], ...]


def changed(
    source: SourceText, inlines: Iterable[Inline], before: Iterable[Inline], after: Iterable[Inline]
) -> Changed:
    """Give the edits in ``source``, whose paragraph has ``inlines``, that make ``before`` become ``after``."""
    own, old, new = list(tokens(inlines, source)), list(tokens(before)), list(tokens(after))
    if [one.key for one in own] != [one.key for one in old]:
        raise Unpatchable
    edits: list[Edit] = []
    orphans: list[Footnote] = []
    notes: list[tuple[Footnote, Footnote, Footnote]] = []
    for kind, a, b, c, d in opcodes([one.key for one in own], [one.key for one in new]):
        if kind == "equal":
            notes += [
                (mine.note, before.note, after.note)
                for mine, before, after in zip(own[a:b], old[a:b], new[c:d], strict=True)
                if mine.note and before.note and after.note
            ]
        else:
            edits.append(_edit(source, own, (a, b), new[c:d]))
            orphans += [one.note for one in own[a:b] if one.note]
    return Changed(tuple(edits), tuple(orphans), tuple(notes))


def _edit(source: SourceText, own: list[Token], span: tuple[int, int], added: list[Token]) -> Edit:
    first, last = span
    removed = own[first:last]
    before, after = own[first - 1 : first], own[last : last + 1]
    looks = {one.look for one in (*removed, *added)}
    if len(looks) != 1 or any(one.kind != "character" for one in added):
        raise Unpatchable
    (look,) = looks
    if "code" in look or any(one.start < 0 for one in removed):
        raise Unpatchable
    words = "".join(one.text for one in added)
    if removed:
        start, end = removed[0].start, removed[-1].end
        if not _plain(source.text[start:end], removed):
            raise Unpatchable
        alone = look and not any(one.look[: len(look)] == look for one in (*before, *after))
        if alone and not added:
            raise Unpatchable  # an empty pair of stars would stay
        return Edit(start, end, 0, escaped(words))
    for neighbour, at in ((before, "end"), (after, "start")):
        if neighbour and neighbour[0].look == look and neighbour[0].start >= 0:
            offset = neighbour[0].end if at == "end" else neighbour[0].start
            return Edit(offset, offset, 0, escaped(words))
    raise Unpatchable


def _plain(raw: str, removed: Sequence[Token]) -> bool:
    """Whether the source has just the characters and marks that go, escapes and line ends aside."""
    shown = "".join(one.text for one in removed if one.kind == "character")
    for pattern in MARKS.values():
        raw = pattern.sub("", raw)
    return re.sub(r"\\(?=[!-/:-@\[-`{-~])|\s+", "", raw) == re.sub(r"\s+", "", shown)
