"""Where a foreign word may be divided at a line's end, by the patterns of its language.

English unless the text is marked as another language: F. M. Liang, Word Hy-phen-a-tion by Com-put-er, Stanford 1983,
through Pyphen. Never divided are names with capitals inside (BBSR, WeChat) and words joined to others by a mark other
than a hyphen or to figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pyphen

from pipeline.typeset.characters import LETTERS

_WORD = re.compile(f"(?<![0-9{LETTERS}])(?<![0-9{LETTERS}][./_@:'])[{LETTERS}]+(?![./_@:]?[0-9{LETTERS}])")
_ENGLISH = "en_US"


@dataclass(frozen=True, slots=True)
class Divisible:
    """A stretch of text (offsets) whose words may be divided.

    ``limits``: the least letters of a word, and of its parts before and behind the hyphen.
    """

    start: int
    end: int
    language: str | None
    limits: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Division:
    """A word that may be divided: its span, and the offsets behind which its parts end."""

    span: tuple[int, int]
    places: Sequence[int]


def divisions(text: str, parts: Iterable[Divisible]) -> list[Division]:
    """Give the words of ``text`` that can be divided and lie whole in one of its ``parts``."""
    found = []
    for part in parts:
        for word in _WORD.finditer(text, part.start):
            if word.end() > part.end:
                break
            if places := _places(word[0], part):
                found.append(Division(word.span(), [word.start() + place for place in places]))
    return found


def _places(word: str, part: Divisible) -> list[int]:
    least, before, behind = part.limits
    if len(word) < least or not word[1:].islower():
        return []
    language = pyphen.language_fallback(part.language or "") or _ENGLISH
    return [int(place) for place in pyphen.Pyphen(lang=language, left=before, right=behind).positions(word)]
