"""关键词。"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from pipeline.chinese.characters import HAN
from pipeline.chinese.readings import IndexPlace, Readings, index_place, other_places, syllables
from pipeline.proofread.manuscript import Manuscript
from pipeline.proofread.registry import INFO, Hit, in_book


@in_book("K101", INFO)
def guessed_readings(manuscript: Manuscript) -> Iterator[Hit]:
    """多音字的读音要确认。

    关键词索引按拼音排列。这个词的多音字没有现成的读法可依，换一种读音，它在索引里的位置就不同。
    在 terms.yaml 的 readings 里写明读音；写对了的也写上，就不再提示。
    依据：GB/T 22466—2008《索引编制规则（总则）》；《普通话异读词审音表》。
    例：长岙村（按 chang ao cun 排） → readings: [{word: 长岙, reading: cháng ào}]
    """
    readings = dict(manuscript.handbook.terms.readings)
    questions = manuscript.handbook.questions
    places = sorted({index_place(word, readings) for question in questions for word in question.keywords})
    asked: set[str] = set()
    for question in questions:
        for passage in manuscript.of(question):
            word = passage.text
            if passage.kind != "heading" or word not in question.keywords or word in asked:
                continue
            asked.add(word)
            for guessed, other, place in other_places(word, readings):
                if _moves(index_place(word, readings), place, places):
                    start = guessed.start
                    taken = " ".join(guessed.readings[0])
                    yield Hit(
                        passage,
                        start,
                        start + len(guessed.text),
                        f"「{word}」的“{guessed.text}”按 {taken} 排，也可读 {' '.join(other)}",
                        f"读音照实写进 terms.yaml 的 readings：{_row(word, start, readings)}",
                    )
                    break


def _moves(taken: IndexPlace, other: IndexPlace, places: list[IndexPlace]) -> bool:
    """Report whether a word would stand under another letter or between other words if it were read otherwise."""
    rest = [place for place in places if place != taken]
    return taken.letter != other.letter or bisect.bisect(rest, taken) != bisect.bisect(rest, other)


def _row(word: str, at: int, readings: Readings) -> str:
    """Give the row that says how the Han characters around ``at`` are read now."""
    run = next(run for run in re.finditer(f"[{HAN}]+", word) if run.start() <= at < run.end())
    return f"{{word: {run[0]}, reading: {' '.join(syllables(run[0], readings))}}}"
