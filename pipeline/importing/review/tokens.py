"""Inlines as a row of characters, marks and references, each with its look, and back."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.handbook import Code, CrossReference, Emphasis, Footnote, Inline, Link, Paragraph, Strong, Text
from pipeline.importing.review.spans import SourceText


@dataclass(frozen=True, slots=True)
class Token:
    """A visible character, a footnote's mark (``kind`` note) or a reference, with its look (link, strong …).

    ``start`` and ``end`` are its offsets in the source, -1 where it has none of its own.
    """

    kind: str
    text: str
    look: tuple[str, ...]
    start: int = -1
    end: int = -1
    note: Footnote | None = None

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        """What two tokens must share to be the same."""
        return (self.kind, self.text, self.look)


MARKS: Mapping[str, re.Pattern[str]] = {
    "note": re.compile(r"\[\^[^\]\s]+\]"),
    "reference": re.compile(r"\[\]\(#[^)\s]*\)"),
}


def tokens(
    inlines: Iterable[Inline], source: SourceText | None = None, look: tuple[str, ...] = ()
) -> Iterator[Token]:
    """Give the tokens of inlines; ``source`` gives those that were read from it their offsets."""
    for inline in inlines:
        match inline:
            case Text():
                for index, character in enumerate(inline.text):
                    at = source.offset(inline.place_of(index)) if source else -1
                    yield Token("character", character, look, at, at + 1)
            case Code():
                yield from (Token("character", one, (*look, "code")) for one in inline.text)
            case Strong():
                yield from tokens(inline.inlines, source, (*look, "strong"))
            case Emphasis():
                yield from tokens(inline.inlines, source, (*look, "emphasis"))
            case Link():
                yield from tokens(inline.inlines, source, (*look, inline.target))
            case CrossReference():
                yield _marked("reference", _name_of(inline), look, source, inline)
            case Footnote():
                yield _marked("note", "", look, source, inline)


def _marked(
    kind: str, text: str, look: tuple[str, ...], source: SourceText | None, inline: CrossReference | Footnote
) -> Token:
    note = inline if isinstance(inline, Footnote) else None
    if source is None:
        return Token(kind, text, look, note=note)
    start = source.offset(inline.at)
    match = MARKS[kind].match(source.text, start)
    return Token(kind, text, look, start if match else -1, match.end() if match else -1, note)


def inlines_of(row: Sequence[Token], depth: int = 0) -> tuple[Inline, ...]:
    """Give the inlines that tokens make; ``depth`` says how many of their looks are around them already."""
    found: list[Inline] = []
    for look, group in itertools.groupby(row, key=lambda one: one.look[depth] if one.look[depth:] else None):
        part = list(group)
        match look:
            case None:
                found += _plain_inlines(part)
            case "code":
                found.append(Code("".join(one.text for one in part)))
            case "strong":
                found.append(Strong(inlines_of(part, depth + 1)))
            case "emphasis":
                found.append(Emphasis(inlines_of(part, depth + 1)))
            case target:
                found.append(Link(inlines_of(part, depth + 1), target))
    return tuple(found)


def _plain_inlines(row: Sequence[Token]) -> Iterator[Inline]:
    for kind, group in itertools.groupby(row, key=lambda one: one.kind):
        if kind == "character":
            yield Text("".join(one.text for one in group))
            continue
        for one in group:
            yield one.note if one.note else _reference(one.text)


def _name_of(reference: CrossReference) -> str:
    """Name what a reference leads to: a question by its id, a table or figure as ``表#id``."""
    return f"{reference.label[:1]}#{reference.item}" if reference.item else reference.question_id


def _reference(name: str) -> CrossReference:
    kind, _, target = name.rpartition("#")
    return CrossReference("", 0, item=target, label=kind) if kind else CrossReference(target, 0)


BREAK = Token("break", "\n", ())


def row_of(paragraphs: Sequence[Paragraph]) -> tuple[Token, ...]:
    """Give the tokens of paragraphs, with a mark between two."""
    rows = [list(tokens(one.inlines)) for one in paragraphs]
    return tuple(token for row in rows for token in (*row, BREAK))[:-1]


def parted(row: Iterable[Token]) -> list[list[Token]]:
    """Give the tokens of each paragraph of a row."""
    found: list[list[Token]] = [[]]
    for token in row:
        if token.kind == BREAK.kind:
            found.append([])
        else:
            found[-1].append(token)
    return found


def opcodes(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[str, int, int, int, int]]:
    """Give the opcodes of ``difflib`` with what both share at their ends taken off first."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    if head:
        yield "equal", 0, head, 0, head
    middle = difflib.SequenceMatcher(
        None, old[head : len(old) - tail], new[head : len(new) - tail], autojunk=False
    )
    for kind, a, b, c, d in middle.get_opcodes():
        yield kind, a + head, b + head, c + head, d + head
    if tail:
        yield "equal", len(old) - tail, len(old), len(new) - tail, len(new)
