"""Where a line of Chinese may and may not end, where Pango's rules (UAX #14) say otherwise."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from weasyprint.text.line_break import get_log_attrs

from pipeline.chinese.characters import HAN, is_han
from pipeline.typeset.characters import FILL, OBJECT, OPENING

UNITS = "|".join(
    (
        "平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|公顷|公斤|千克|分钟|小时|个月|周年|年代|世纪|人次|[万亿]元|[万亿]人",
        "[年月日号时分秒点天周季个名位人户家条项件万亿元米级栋幢层楼间处次类种问页章节款届期岁倍多余]",
    )
)

# No break before these: a range, a dash of one width and a name's dot never begin a line (GB/T 15834-2011 5.1.6–7).
_NOT_FIRST = re.compile("(?<=.)(?=[～·–])|(?<=[^—])(?=—(?!—))")
# A unit with a stroke (m³/s, km/h, dB/A) is one word.
_UNIT = re.compile(r"(?<![A-Za-z./_-])[a-zA-Zμµ]{1,3}[²³]?/[a-zA-Z]{1,3}[²³]?(?![0-9A-Za-z./_-])")
# Number and unit, 第 and its number, the figures of a range stay together.
_NUMBER_AND_UNIT = re.compile(f"(?<=[0-9])(?:{UNITS})")
_TOGETHER = re.compile(f"(?<=第)(?=[0-9])|(?<=[～·])(?=[0-9])|(?=[{OBJECT}{FILL}])|(?<=[{OBJECT}{FILL}])")
# UAX #14 allows no break beside a curly quote (class QU), because it cannot know which side is the inside.
_BEFORE_QUOTE = re.compile(
    f"(?<=[{HAN}，。、；：！？）》〉】〕”’—…])(?=[“‘])|(?<=[0-9A-Za-z])(?=[“‘][{HAN}])"
)
_AFTER_QUOTE = re.compile(f"(?<=[”’])(?=[{HAN}（《〈【〔“‘])|(?<=[{HAN}）》][”’])(?=[0-9A-Za-z])")


# An address on the web, another long word of letters and marks, or a word longer than any of a language of words has no
# syllables to be divided at.
_ADDRESS = re.compile(
    r"https?://[!-~]+|www\.[!-~]+|(?=[!-~]*[./_@][0-9A-Za-z])[!-~]{12,}|[0-9A-Za-z\u00c0-\u024f-]{24,}"
)
_SCHEME = re.compile("https?://")
_BEHIND_MARK = re.compile(r"(?<=[/.?&=_#@-])(?=[0-9A-Za-z])")


def addresses(text: str, words: Container[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Give the spans of the addresses of ``text``, and of other words that may end a line anywhere.

    ``words`` are the spans of words that can be divided by syllables; they are left out.
    """
    return [found.span() for found in _ADDRESS.finditer(text) if found.span() not in words]


def line_ends(
    text: str,
    language: str | None,
    *,
    anywhere: Iterable[tuple[int, int]] = (),
    nowhere: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], frozenset[int]]:
    """Give the offsets behind which a line of ``text`` may end, its own end included, and those that are for need only.

    ``anywhere`` and ``nowhere`` are ranges of characters inside which a line may end at every place, or at none.
    Inside the former, as in an address, every letter behind the scheme may begin a line at need, and a character
    behind a mark at no cost.
    """
    attributes = get_log_attrs(text, language)
    may = [bool(attributes[place].is_line_break) for place in range(len(text))]
    dear: set[int] = set()
    for rule in (_BEFORE_QUOTE, _AFTER_QUOTE):
        for found in rule.finditer(text):
            may[found.start()] = True
    for start, end in anywhere:
        places = [place for place in range(start + 1, end) if _is_inside_a_word(text, place)]
        dear |= {place for place in places if not may[place]}
        for place in places:
            may[place] = True
        dear -= {found.start() for found in _BEHIND_MARK.finditer(text, start + 1, end)}
    kept = [found.start() for rule in (_NOT_FIRST, _TOGETHER) for found in rule.finditer(text)]
    for unit in _NUMBER_AND_UNIT.finditer(text):
        kept += range(unit.start(), unit.end())
    for word in (*_SCHEME.finditer(text), *_UNIT.finditer(text)):
        kept += range(word.start() + 1, word.end())
    for start, end in nowhere:
        kept += range(start + 1, end)
    for place in kept:
        if place < len(text):
            may[place] = False
    return (*(place for place in range(1, len(text)) if may[place]), len(text)), frozenset(dear)


def _is_inside_a_word(text: str, place: int) -> bool:
    """Report whether a letter or figure follows that is not Han, and no opening mark goes before."""
    return text[place].isalnum() and not is_han(text[place]) and text[place - 1] not in OPENING
