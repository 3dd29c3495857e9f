"""How words are read aloud: their pinyin, by which an index is ordered, and where it is in doubt.

The words of ``readings.tsv`` and pypinyin's phrases cut a text into the fewest words; a character that no word covers
takes its own row or pypinyin's reading. A word with two rows has two readings: the first is taken, and is a guess.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT

from pipeline.chinese.characters import HAN
from pipeline.chinese.pinyin import Syllables, without_tones
from pipeline.world import PROGRAM

Readings = Mapping[str, Syllables]
"""What the source says about words, in whatever keyword they stand."""

OTHERS = "#"
"""The letter of what begins with none: figures, marks."""

_LONGEST = 12  # characters: no longer word needs a row of its own
_OPENING = "“‘《〈「（"
_HAN_RUN = re.compile(f"([{HAN}]+)")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it begins, and how it may be read; the first reading is taken."""

    text: str
    start: int
    readings: tuple[Syllables, ...]


class IndexPlace(NamedTuple):
    """Where a word stands in an index: under its letter, by its syllables; equal ones by their characters."""

    letter: str
    syllables: Syllables
    word: str


def index_place(word: str, readings: Readings) -> IndexPlace:
    """Give the place of ``word`` in an index; quotation marks before it do not count in the order."""
    return _place(word, words_of(word.lstrip(_OPENING), readings))


def other_places(word: str, readings: Readings) -> Iterator[tuple[Word, Syllables, IndexPlace]]:
    """Give each reading not taken where the taken one is a guess, and the place that it would give ``word``."""
    bare = word.lstrip(_OPENING)
    words = words_of(bare, readings, len(word) - len(bare))
    for at, guessed in enumerate(words):
        for other in guessed.readings[1:]:
            changed = dataclasses.replace(guessed, readings=(other,))
            yield guessed, other, _place(word, (*words[:at], changed, *words[at + 1 :]))


def syllables(text: str, readings: Readings | None = None) -> Syllables:
    """Give the reading of ``text``: a syllable for a Han character, and runs of anything else as they are."""
    return tuple(syllable for word in words_of(text, readings or {}) for syllable in word.readings[0])


def words_of(text: str, readings: Readings, start: int = 0) -> tuple[Word, ...]:
    """Cut ``text``, which begins at ``start``, into words; words of ``readings`` first, whatever is around them."""
    known = "|".join(map(re.escape, sorted(readings, key=lambda word: (-len(word), word))))
    found: list[Word] = []
    for piece in re.split(f"({known})", text) if known else [text]:
        if piece in readings:
            found.append(Word(piece, start, (readings[piece],)))
        else:
            found += _without_source(piece, start)
        start += len(piece)
    return tuple(found)


def _place(word: str, words: tuple[Word, ...]) -> IndexPlace:
    read = tuple(syllable.lower() for each in words for syllable in each.readings[0])
    first = "".join(read)[:1].upper()
    return IndexPlace(first if "A" <= first <= "Z" else OTHERS, read, word)


def _without_source(text: str, start: int) -> Iterator[Word]:
    for run in _HAN_RUN.split(text):
        if _HAN_RUN.fullmatch(run):
            at = start
            for word in _fewest_words(run):
                yield Word(word, at, _readings_of(word))
                at += len(word)
        elif run:
            yield Word(run, start, ((run,),))
        start += len(run)


def _fewest_words(text: str) -> Iterator[str]:
    """Cut Han characters into the fewest words; of equal cuts take the one with more words of the table.

    So 步行距离 is read 步行|距|离 and not 步|行距|离. A title (河长) does not count as one of the table: what
    stands before it is seldom known as a word, and 苏州河长廊 is 河|长廊. After that the longer words come first.
    """
    table = _table()
    ends = [len(text)] * len(text)  # for each start: where its word ends in the best cut of the rest
    costs = [(0, 0)] * (len(text) + 1)  # of that cut: its words, and those of the table (below 0)
    for start in reversed(range(len(text))):
        candidates = []
        for end in range(start + 1, min(start + _LONGEST, len(text)) + 1):
            word = text[start:end]
            if len(word) == 1 or word in table or word in PHRASES_DICT:
                words, own = costs[end]
                counts = len(word) > 1 and word in table and not word.endswith("长")
                candidates.append((words + 1, own - counts, -end))
        *cost, end = min(candidates)
        costs[start], ends[start] = (cost[0], cost[1]), -end
    start = 0
    while start < len(text):
        yield text[start : ends[start]]
        start = ends[start]


def _readings_of(word: str) -> tuple[Syllables, ...]:
    return _table().get(word) or (tuple(lazy_pinyin([word])),)  # one word: it is not cut again


@cache
def _table() -> dict[str, tuple[Syllables, ...]]:
    """Read ``readings.tsv``: by word or character its readings, each once without tones, in the order of the rows."""
    found: dict[str, tuple[Syllables, ...]] = {}
    for word, reading, _ in rows():
        found[word] = tuple(dict.fromkeys((*found.get(word, ()), without_tones(reading))))
    return found


def rows() -> Iterator[tuple[str, str, str]]:
    """Give the rows of ``readings.tsv``: word, reading with its tones, source."""
    lines = PROGRAM.read("chinese/readings.tsv").decode().splitlines()
    for line in [line for line in lines if line and not line.startswith("#")][1:]:
        word, reading, source = line.split("\t")
        yield word, reading, source
