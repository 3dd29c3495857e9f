"""The words of two texts held against each other by characters; numbers, foreign words and references whole.

A reference to another question is known by where it leads: its number follows from other questions, so a number alone
is no change. In the same way the number of a table or a figure opens its caption.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from pipeline.handbook import printed_address, without_space
from pipeline.release.record import RecordedBlock, Release

SPECK = 2  # characters: an unchanged run between two changes that is no longer is shown as part of them

Kind = Literal["same", "removed", "added"]

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]+|.", re.DOTALL)
_LABEL = re.compile(r"([表图])\d+")
_REFERENCE = re.compile(r"第(\d+)问")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stayed, was left out, or is new.

    ``at`` and ``end`` say where it stands in the old text, or where it is put in (white space not counted).
    """

    kind: Kind
    text: str
    at: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """What is compared whole: ``key`` stands for it, ``text`` is shown, ``length`` its characters that count."""

    key: str
    text: str
    length: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """What the references of a release read like.

    ``targets`` has, by number, where a reference leads in a record that does not say; ``shown`` the words for each
    target, where others stand for them than the text has; ``unknown`` is put before a reference that has none;
    ``labelled`` says whether the number that opens a caption is shown, ``addresses`` whether those of links are.
    """

    targets: Mapping[int, str] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    unknown: str = ""
    labelled: bool = True
    addresses: bool = False

    def reads(self, target: str, text: str) -> str:
        """Give the words for a reference that leads to ``target`` and reads ``text`` in its own release."""
        return self.shown.get(target) or self.unknown + text


def own_numbers(release: Release) -> Numbers:
    """Give the numbers that a release has itself."""
    return Numbers({one.number: one.id for one in release.questions})


def printed_numbers(old: Release, new: Release) -> tuple[Numbers, Numbers]:
    """Give the numbers of the ``old`` printing, with its pages, for its own text and for that of release ``new``."""
    shown = {one.id: f"第{one.number}问" + (f"（{one.place}）" if one.place else "") for one in old.questions}
    for question in (*old.questions, *(old.beside or ())):
        for block in question.blocks:
            for start, end, target in references(block):
                shown.setdefault(target, block.text[start:end])
    own = {one.number: one.id for one in old.questions}
    return Numbers(own, shown, addresses=old.addresses), Numbers(
        own_numbers(new).targets, shown, f"发布{new.version}的", labelled=False, addresses=old.addresses
    )


def references(block: RecordedBlock, targets: Mapping[int, str] | None = None) -> list[tuple[int, int, str]]:
    """Give begin, end (in the characters of the text) and target of each reference in a block."""
    if block.marks is None:
        found = ((one.start(), one.end(), int(one[1])) for one in _REFERENCE.finditer(block.text))
        known = targets or {}
        return [(start, end, known[number]) for start, end, number in found if number in known]
    counted = [at for at, character in enumerate(block.text) if without_space(character)]
    return sorted(
        (counted[mark.start], counted[mark.end - 1] + 1, mark.target)
        for mark in block.marks
        if mark.kind == "reference" and mark.start < mark.end <= len(counted)
    )


def tokens(block: RecordedBlock, numbers: Numbers) -> tuple[Token, ...]:
    """Cut the text of a block into what is compared whole; white space goes with what precedes it."""
    found = _joined(_tokens(block, numbers))
    return tuple(_with_addresses(found, block) if numbers.addresses else found)


def _with_addresses(found: Iterator[Token], block: RecordedBlock) -> Iterator[Token]:
    """Give the last word of each link with the address that print shows behind it, which takes up no character."""
    text, at = without_space(block.text), 0
    links = {
        mark.end: printed_address(text[mark.start : mark.end], mark.target)
        for mark in block.marks or ()
        if mark.kind == "link"
    }
    for one in found:
        at += one.length
        said = f"（{links[at]}）" if links.get(at) else ""
        yield Token(one.key + said, one.text + said, one.length)


def _tokens(block: RecordedBlock, numbers: Numbers) -> Iterator[Token]:
    text, at = block.text, 0
    label = _LABEL.match(text) if block.kind == "caption" else None
    if label:
        at = label.end()
        yield Token(f"{label[1]}#", label[0] if numbers.labelled else "", at)
    for start, end, target in (*references(block, numbers.targets), (len(text), len(text), "")):
        for word in _TOKEN.findall(text[at:start]):
            yield Token(without_space(word), word, len(without_space(word)))
        if start < end:
            words = text[start:end]
            yield Token(f"→{target}", numbers.reads(target, words), len(without_space(words)))
        at = end


def _joined(found: Iterator[Token]) -> Iterator[Token]:
    """Give white space to the token before it; at the beginning it is left out."""
    last: Token | None = None
    for one in found:
        if one.key:
            if last:
                yield last
            last = one
        elif last:
            last = Token(last.key, last.text + one.text, last.length)
    if last:
        yield last


def plain(text: str) -> tuple[Token, ...]:
    """Cut a text without references into what is compared whole."""
    return tokens(RecordedBlock("paragraph", text, marks=()), Numbers())


def said(found: Sequence[Token]) -> str:
    """Join what tokens show."""
    return "".join(one.text for one in found)


def wording(was: Sequence[Token], now: Sequence[Token], *, old: bool = False) -> tuple[Piece, ...]:
    """Compare two texts; the ``same`` and ``added`` pieces, joined, give the new one.

    What stayed reads as in the new text, or with ``old`` as in the old one.
    """
    runs: list[tuple[str, str, str, int, int]] = []
    ends = [0]
    for token in was:
        ends.append(ends[-1] + token.length)
    matcher = SequenceMatcher(None, [one.key for one in was], [one.key for one in now], autojunk=False)
    for action, a, b, c, d in matcher.get_opcodes():
        left, right = said(was[a:b]), said(now[c:d])
        alike = action == "equal" or without_space(left) == without_space(right)
        same = (left if old else right) if alike else ""
        change = ("", "") if alike else (left, right)
        if runs and alike and runs[-1][0]:
            runs[-1] = (runs[-1][0] + same, "", "", runs[-1][3], ends[b])
        else:
            runs.append((same, *change, ends[a], ends[b]))
    return tuple(_pieces(runs))


def _pieces(runs: Sequence[tuple[str, str, str, int, int]]) -> Iterator[Piece]:
    """Give the pieces of what stayed, was left out and came new; a speck between two changes is part of them."""
    removed = added = ""
    begun = ended = 0
    for at, (same, left_out, put_in, start, end) in enumerate(runs):
        if same and not (0 < at < len(runs) - 1 and len(same) <= SPECK):
            yield from _change(removed, added, begun, ended)
            removed = added = ""
            yield Piece("same", same, start, end)
        else:
            begun = begun if removed or added else start
            removed, added, ended = removed + left_out + same, added + put_in + same, end
    yield from _change(removed, added, begun, ended)


def _change(removed: str, added: str, start: int, end: int) -> Iterator[Piece]:
    found = (Piece("removed", removed, start, end), Piece("added", added, end, end))
    return (piece for piece in found if piece.text)


def retargeted(was: Sequence[Token], now: Sequence[Token]) -> Iterator[tuple[str, str]]:
    """Give words and target of each reference that reads as before and leads elsewhere."""
    matcher = SequenceMatcher(None, [one.key for one in was], [one.key for one in now], autojunk=False)
    for action, a, b, c, d in matcher.get_opcodes():
        if action == "replace" and without_space(said(was[a:b])) == without_space(said(now[c:d])):
            yield from ((one.text, one.key[1:]) for one in now[c:d] if one.key.startswith("→"))
