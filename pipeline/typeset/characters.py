"""Which marks open and close, which characters are letters or one number, where room may be added or taken."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.chinese.characters import HAN

OPENING = "‘“（《〈【〔「『［｛"
CLOSING = "，。、；：！？’”）》〉】〕」』］｝"
MARKS = frozenset(OPENING + CLOSING)
STOPS = "。！？"  # they end a sentence: the last marks to be squeezed

# In the text of a style sheet: takes all the room that a line has left (a page number moves to the right edge).
FILL = "\ue000"
# The kit's own glyph for the hyphen of a word that is divided at a line's end. A PDF maps it to a soft hyphen
# (ISO 32000-1, 14.8.2.2.3), so that no search or copy finds a hyphen that is not text.
HYPHEN, SOFT_HYPHEN = "\ue001", "\u00ad"
# In a paragraph's text, in place of a picture or an inline block.
OBJECT = "\ufffc"

_CHINESE = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef‘’“”]")
_SPACES = " \u00a0"
LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # of the languages in Latin script
_LETTER = re.compile(f"[{LETTERS}]")


def is_letter(character: str) -> bool:
    """Report whether this is a Latin letter."""
    return _LETTER.match(character) is not None


@lru_cache(maxsize=2**16)
def may_part(first: str, second: str) -> bool:
    """Report whether two neighbours may be moved apart to fill a line.

    They may beside a Han character or a full-width mark, and behind a space; never inside a word, a number, a —— or
    ……, nor between an opening mark and what it opens.
    """
    if first in OPENING:
        return False
    return bool(_CHINESE.match(first) or _CHINESE.match(second) or first in _SPACES)


def is_in_number(text: str, place: int) -> bool:
    """Report whether the characters on both sides of ``place`` are of one number (5.75, 1,200, 28.8%)."""
    before, behind, beyond = (
        text[max(place - 2, 0) : place],
        text[place : place + 1],
        text[place + 1 : place + 2],
    )
    if not behind or not before:
        return False
    if before[-1].isdecimal():
        return behind.isdecimal() or behind in "%‰" or (behind in ".," and beyond.isdecimal())
    return before[-1] in ".," and before[0].isdecimal() and behind.isdecimal()


def characters_wide(text: str) -> float:
    """Give the width of ``text`` in Han characters; Latin letters and figures are a little over half as wide."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.6 for c in text)
