"""Numbers written in Han characters."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}


def number_of(words: str) -> int | None:
    """Give the value of ``十二``, ``两``, ``三百``, ``8`` (up to 9,999); None for words that are no such number."""
    if words.isascii() and words.isdigit():
        return int(words)
    total, digit = 0, None
    for c in words:
        if c in DIGITS:
            digit = DIGITS[c]
        elif c in UNITS:
            total += (1 if digit is None else digit) * UNITS[c]
            digit = None
        else:
            return None
    return total + (digit or 0) if words else None


def numeral(number: int) -> str:
    """Write ``number`` (1 to 99) in Han characters: 一, 十, 十二, 二十, 三十五."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("" if tens == 1 else "一二三四五六七八九"[tens - 1]) + "十"
    return head + ("一二三四五六七八九"[ones - 1] if ones else "")
