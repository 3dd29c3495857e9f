"""Which characters are Han, which marks open and close, which may stand apart."""

from __future__ import annotations

import re

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
OPENING = "‘“（《〈【〔「『［｛"
CLOSING = "，。、；：！？’”）》〉】〕」』］｝"
MARKS = frozenset(OPENING + CLOSING)

BREAK, GLUE = "\u200b", "\u2060"  # zero-width space: a line may end here; word joiner: it may not
_ZERO_WIDTH = {ord(BREAK): None, ord(GLUE): None}

_CHINESE = re.compile(f"[{HAN}\u3000-\u303f\uff00-\uffef‘’“”]")
_SPACES = " \u00a0"


def without_marks(text: str) -> str:
    """``text`` without :data:`BREAK` and :data:`GLUE`."""
    return text.translate(_ZERO_WIDTH)


def has_chinese(text: str) -> bool:
    """Whether any character is Han or a full-width mark."""
    return _CHINESE.search(text) is not None


def may_part(first: str, second: str) -> bool:
    """Whether two neighbours may be moved apart to fill a line.

    Beside a Han character or a full-width mark, and behind a space; never inside a word, a number, a —— or ……, nor
    between an opening mark and what it opens.
    """
    if first in OPENING:
        return False
    return bool(_CHINESE.match(first) or _CHINESE.match(second) or first in _SPACES)
