"""``readings`` of ``terms.yaml`` → words and their syllables; every row that is no reading of its word is reported."""

from __future__ import annotations

import re

from pipeline.chinese.characters import HAN
from pipeline.chinese.pinyin import Syllables, is_syllable, without_tones
from pipeline.findings import Finding
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.schema import TermsForm
from pipeline.read.validate import Filled

Readings = tuple[tuple[str, Syllables], ...]


def word_readings(read: Filled[TermsForm]) -> Checked[Readings]:
    """Give the sound rows of ``readings``, and a finding for each of the others."""
    sound: dict[str, Syllables] = {}
    findings: list[Finding] = []
    for index, row in enumerate(read.form.readings):
        syllables = without_tones(row.reading)
        fault = _fault(row.word, syllables)
        if fault is None and row.word in sound:
            fault = "前面已经写过这个词的读音", "只留一行"
        if fault is None:
            sound[row.word] = syllables
        else:
            at = read.yaml.place(["readings", index])
            reason, mend = fault
            findings.append(problem("S113", at, word=row.word, reading=row.reading, reason=reason, mend=mend))
    return Checked(tuple(sound.items()), tuple(findings))


def _fault(word: str, syllables: Syllables) -> tuple[str, str] | None:
    """Give what is wrong, and the mend; None where the syllables can be the reading of ``word``."""
    if not re.fullmatch(f"[{HAN}]+", word):
        return "词里有汉字以外的字符", "word 只写要注音的汉字"
    for syllable in syllables:
        if not is_syllable(syllable):
            return f"“{syllable}”不是一个音节", "照《汉语拼音方案》写，音节之间用空格分开，如 cháng níng"
    if len(syllables) != len(word):
        return f"{len(word)}个字，{len(syllables)}个音节", "一个字写一个音节，用空格分开，如 cháng níng"
    return None
