"""Which characters are Han, and which full-width mark belongs in place of a half-width one."""

from __future__ import annotations

import re
from functools import lru_cache

HAN = (
    r"\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b"
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""The Han characters as the inside of a regular expression's character class.

Unicode's script Han (Scripts.txt): radicals, 々 〆 〇, Suzhou numerals, unified and compatibility ideographs.
"""

OPENING, CLOSING = "“‘（《〈【〔「『［", "”’）》〉】〕」』］"
PAIRS: dict[str, str] = dict(zip(OPENING, CLOSING, strict=True))
"""Opening mark → closing mark (GB/T 15834-2011, 4.8, 4.9, 4.14)."""

MARKS = "，。、；：？！…—～·" + OPENING + CLOSING
"""The marks of Chinese text (GB/T 15834-2011, section 4)."""

FULL_WIDTH: dict[str, str] = {
    ",": "，",
    ";": "；",
    ":": "：",
    "?": "？",
    "!": "！",
    "(": "（",
    ")": "）",
}
"""Half-width mark → the mark of Chinese text. Not the point: ``1.`` is right (GB/T 15834-2011, B.3.3)."""

QUOTES = "“”‘’"
"""Marks that Chinese and foreign text have in common: what stands on their other side tells whose they are."""

_SIDE = f"{HAN}，。、；：？！…—{OPENING}{CLOSING}"
_HAN_SIDE = re.compile(f"[{_SIDE}]")
_FOREIGN = re.compile("[A-Za-z,;.]")
_PASSED_OVER = QUOTES + " "
_HALF = re.compile(r"[,;:?!]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
ADDRESS = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+|[\w.+-]+@[\w-]+\.[\w.]+", re.ASCII)
"""A web or mail address inside a text; no Chinese mark belongs to it."""


_HAN = re.compile(f"[{HAN}]")


@lru_cache(maxsize=2**16)
def is_han(character: str) -> bool:
    """Report whether this is a Han character, not a mark, letter or figure."""
    return _HAN.fullmatch(character) is not None


def han_count(text: str) -> int:
    """Count the Han characters of a text."""
    return len(_HAN.findall(text))


def half_width_marks(text: str) -> tuple[int, ...]:
    """Give the offsets of the half-width ``, ; : ? ! ( )`` that should be full-width in the Chinese text around them.

    A mark counts when the character before it, or the next one after spaces, is Han or a mark of Chinese text;
    brackets also when what they hold is. Between two digits (``10:30``, ``1,000``), in addresses and in runs of
    foreign words a mark stays as it is.
    """
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    found: set[int] = set()
    for match in _HALF.finditer(text):
        at = match.start()
        before, after = text[:at].rstrip()[-1:], text[at + 1 :].lstrip()[:1]
        if before.isdigit() and after.isdigit() and text[at + 1 : at + 2] == after:
            continue
        beside_han = _HAN_SIDE.match(before) or _HAN_SIDE.match(after)
        if beside_han and within_foreign(text, at, at + 1):  # a curly quote is not Chinese by itself
            continue
        if beside_han or (before in (")", "%") and at - 1 in found):
            found.add(at)
    pairs = list(_BRACKETS.finditer(text))
    for match in pairs:
        start, end = match.start(), match.end() - 1
        outside = text[:start].rstrip()[-1:] + text[end + 1 :].lstrip()[:1]
        if _HAN_SIDE.search(match[1]) or (outside and _HAN_SIDE.match(outside[0]) and match[1].strip()):
            found.update((start, end))
    paired = [match.span() for match in pairs]
    for match in re.finditer(r"[()]", text):
        near = text[: match.start()][-1:] + text[match.end() :][:1]
        if not _inside(match.start(), paired) and _HAN_SIDE.search(near):
            found.add(match.start())
    return tuple(sorted(at for at in found if not _inside(at, addresses)))


def within_foreign(text: str, start: int, end: int) -> bool:
    """Report whether foreign words end at ``start`` and begin at ``end``, quotation marks and spaces passed over."""
    before, after = text[:start].rstrip(_PASSED_OVER)[-1:], text[end:].lstrip(_PASSED_OVER)[:1]
    return _FOREIGN.match(before) is not None and _FOREIGN.match(after) is not None


def restored(text: str) -> tuple[str, int]:
    """Give the text with its half-width marks made full-width, and how many there were.

    Spaces beside such a mark stay; the caller decides about them.
    """
    marks = half_width_marks(text)
    characters = list(text)
    for at in marks:
        characters[at] = FULL_WIDTH[text[at]]
    return "".join(characters), len(marks)


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)
