"""行政区划。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pypinyin import lazy_pinyin

from pipeline.chinese.characters import HAN
from pipeline.chinese.gazetteer import districts
from pipeline.handbook import Case, walk
from pipeline.proofread.manuscript import Manuscript
from pipeline.proofread.registry import ERROR, WARNING, Hit, in_book
from pipeline.proofread.rules.terms import near_misses
from pipeline.proofread.tables import rows

_ENOUGH = 2  # districts of the gazetteer that a handbook must name before others are measured by it


def _at_home(manuscript: Manuscript) -> frozenset[str]:
    """The names in the gazetteer; none where the handbook is about another part of the country."""
    names = {division.name for division in districts()}
    text = "\n".join(passage.text for passage in manuscript.passages)
    return frozenset(names) if sum(name in text for name in names) >= _ENOUGH else frozenset()


@in_book("G101", ERROR)
def misspelt_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """区名写错。

    和行政区划表里的区名只差一个同音字。几个区连写时省去“区”字的也查。
    依据：GB/T 2260—2007；民政部《中华人民共和国县以上行政区划代码》。
    例：闽行区 → 闵行区
    """
    names = _at_home(manuscript)
    short = {division.short: division.name for division in districts() if division.name in names}
    series = re.compile(f"[{HAN}]{{2}}(?:[、和][{HAN}]{{2}}){{2,}}")
    for passage in manuscript.passages:
        for name in sorted(names):
            for start in near_misses(passage.text, name):
                found = passage.text[start : start + len(name)]
                if found not in names:
                    yield Hit(passage, start, start + len(name), f"「{found}」", f"改成“{name}”")
        for match in series.finditer(passage.text) if names else ():
            members = list(re.finditer(f"[{HAN}]{{2}}", match[0]))
            if sum(member[0] in short for member in members) < _ENOUGH:
                continue
            for member in members:
                sound = lazy_pinyin(member[0])
                right = next((name for name in short if lazy_pinyin(name) == sound), member[0])
                if member[0] not in short and right != member[0]:
                    start = match.start() + member.start()
                    yield Hit(passage, start, start + 2, f"「{member[0]}」", f"改成“{right}”")


@in_book("G102", ERROR)
def unknown_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """案例的区不在行政区划表里。

    案例的 district 写区的全名；全书其余案例的区都在表里，这一个不在。
    依据：GB/T 2260—2007；民政部《中华人民共和国县以上行政区划代码》。
    例：district="闵行" → district="闵行区"
    """
    names = _at_home(manuscript)
    for question in manuscript.handbook.questions if names else ():
        known = {id(block) for block in walk(question.blocks) if isinstance(block, Case)}
        for passage in manuscript.of(question):
            block = passage.block
            if passage.kind != "label" or id(block) not in known or not isinstance(block, Case):
                continue
            if passage.text == block.district and block.district not in names:
                close = [name for name in sorted(names) if name[:2] == block.district[:2]]
                hint = f"改成“{close[0]}”" if close else "改成现行的区名"
                yield Hit(passage, 0, len(passage.text), f"「{block.district}」", hint)


_FORMER = {row["name"]: row for row in rows("former_divisions")}


@in_book("G103", WARNING)
def former_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """用了已经撤销的区县名。

    撤并的区县不再使用；说历史的，前面写“原”或年份。见 tables/former_divisions.tsv。
    依据：国务院关于行政区划调整的批复（各行另注）。
    例：卢湾区的居民 → 黄浦区的居民
    """
    for passage in manuscript.passages:
        for name, row in _FORMER.items():
            for match in re.finditer(name, passage.text):
                sentence = re.split("[。！？]", passage.text[: match.start()])[-1]
                if not re.search(r"原$|撤销|\d{4}年|时称|旧称", sentence):
                    hint = f"改成“{row['now']}”，或写“原{name}”（{row['source']}）"
                    yield Hit(passage, *match.span(), f"「{name}」已于{row['year']}年撤销", hint)
