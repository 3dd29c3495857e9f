"""The signs that say what a paragraph of a document is: numbers, brackets, words that open it. Data and matching."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.importing.pieces import Piece
from pipeline.word.numbering import BULLET, chinese

_HAN = "[一二三四五六七八九十百]{1,5}"
_ANY = rf"(?P<n>\d{{1,3}}|{_HAN})"
# How a head may be marked, the plainest words first. GB/T 15834—2011 B.3.8 gives the order 一、（一）1. （1）.
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bracket", re.compile(r"【(?=[^【】]{1,30}】$)")),
    ("chapter", re.compile(rf"第{_ANY}(?:章|节|篇|编|部分)[：:、.．\s]*")),
    ("ordinal", re.compile(rf"第{_ANY}(?:问|题|个问题)[：:、.．\s]*")),
    (
        "asked",
        re.compile(
            rf"(?:问题?|提问|[QＱq])\s*(?:{_ANY}\s*[：:、.．]?|[：:])\s*|【(?:问题?|提问)】\s*[：:]?\s*"
        ),
    ),
    ("han", re.compile(rf"(?P<n>{_HAN})、\s*")),
    ("han_paren", re.compile(rf"[（(](?P<n>{_HAN})[）)]\s*、?")),
    ("arabic", re.compile(r"(?P<n>\d{1,3})(?:[.．](?!\d)|、|[)）])\s*")),
    ("arabic_paren", re.compile(r"[（(](?P<n>\d{1,3})[）)]\s*")),
)
ANSWER = re.compile(
    r"(?:(?:答|解答|回答|答复)|[AＡa]\s*\d{0,3})\s*[：:]\s*|【(?:答|解答|回答|答复)】\s*[：:]?\s*"
)
QUESTION_END = re.compile(r"[？?][”’）)】]*$")
SENTENCE_END = re.compile(r"[。；，！：:;,]$")
CASE = re.compile(
    r"(?P<dash>[—－─-]{1,2}\s*)?(?:(?P<like>例如|比如|譬如|如(?![果何下此有需不因按无期实今同]))[，：]?)?"
)
_POINT = re.compile(rf"(?:{_HAN}(?:是|要)|第{_HAN}[，,、]|其{_HAN}[，,是]|(?:首先|其次|再次|最后)[，,])")
LEAD = re.compile(r"[^。；：]*[。；：]")
CAPTION = re.compile(r"(?P<kind>[表图])\s*\d+(?:[-.—－]\d+)*\s*[：:、.．]?\s*(?=\S)")
LONGEST_TITLE, LONGEST_CATEGORY = 120, 30  # characters


@dataclass(frozen=True, slots=True)
class Head:
    """How a paragraph is marked: ``kind`` of :data:`FORMS` or ``heading1`` …; its number; the marking characters."""

    kind: str
    number: int | None
    prefix: str
    suffix: str = ""


def number_of(words: str | None) -> int | None:
    """Give the number that digits or Chinese counting words below 1,000 say."""
    if not words:
        return None
    if words.isdigit():
        return int(words)
    return next((number for number in range(1, 1000) if chinese(number) == words), None)


def head_of(piece: Piece) -> Head | None:
    """Give the way in which a paragraph is marked as a head, None when it is not.

    An outline level goes before a number.
    """
    if piece.grid or piece.picture or piece.quoted:
        return None
    text = piece.text
    match = _matched(text)
    own = match[1] if match else None
    prefix = own[0] if own else ""
    shown = _matched(piece.number) if piece.number and piece.number != BULLET else None
    if shown is None and re.fullmatch(r"\d{1,3}", piece.number):
        shown = "arabic", re.match(r"(?P<n>\d+)", piece.number)
    chosen = shown if shown and not (match and match[0] in ("bracket", "asked", "ordinal")) else match
    number = number_of(chosen[1].groupdict().get("n")) if chosen and chosen[1] else None
    suffix = "】" if match and match[0] == "bracket" else ""
    if piece.level:
        return Head(f"heading{piece.level}", number, prefix, suffix)
    return Head(chosen[0], number, prefix, suffix) if chosen else None


def _matched(text: str) -> tuple[str, re.Match[str] | None] | None:
    for kind, pattern in FORMS:
        match = pattern.match(text)
        if match:
            return kind, match
    return None


def opens_point(text: str) -> bool:
    """Report whether a paragraph opens a point of an enumeration (一是…, 第一，…) and holds only this one."""
    return bool(_POINT.match(text)) and not re.search(rf"[；;。]\s*{_HAN}是", text)
