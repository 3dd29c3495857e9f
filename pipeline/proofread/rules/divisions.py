"""行政区划。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pypinyin import lazy_pinyin

from pipeline.chinese.characters import HAN
from pipeline.handbook import Case, walk
from pipeline.proofread.manuscript import Manuscript, Passage
from pipeline.proofread.registry import ERROR, WARNING, Hit, in_book
from pipeline.proofread.rules.terms import near_misses

_ENOUGH = 2  # members of a series that must be districts for the others to be measured by them


@in_book("G101", ERROR)
def misspelt_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """区名写错。

    和 source/divisions.yaml 里的区名只差一个同音字。几个区连写时省去“区”字的也查。
    依据：GB/T 2260—2007；民政部《中华人民共和国县以上行政区划代码》。
    例：青浪区（应为清浪区） → 清浪区
    """
    names = manuscript.gazetteer.names
    short = {division.short: division.name for division in manuscript.gazetteer.divisions}
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

    案例的 district 写区的全名，要在 source/divisions.yaml 里。
    依据：GB/T 2260—2007；民政部《中华人民共和国县以上行政区划代码》。
    例：district="清浪" → district="清浪区"
    """
    names = manuscript.gazetteer.names
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


@in_book("G103", WARNING)
def former_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """用了已经撤销的区县名。

    撤并的区县不再使用；说历史的，前面写“原”或年份。旧名列在 source/divisions.yaml 的 former 里。
    依据：国务院关于行政区划调整的批复（各行另注）。
    例：（已并入清浪区的）白石区的居民 → 清浪区的居民
    """
    for passage in manuscript.passages:
        for former in manuscript.gazetteer.former:
            for match in re.finditer(re.escape(former.name), passage.text):
                sentence = re.split("[。！？]", passage.text[: match.start()])[-1]
                if not re.search(r"原$|撤销|\d{4}年|时称|旧称", sentence):
                    basis = f"（{former.source}）" if former.source else ""
                    hint = f"改成“{former.now}”，或写“原{former.name}”{basis}"
                    yield Hit(passage, *match.span(), f"「{former.name}」已于{former.year}年撤销", hint)


@in_book("G104", ERROR)
def towns_elsewhere(manuscript: Manuscript) -> Iterator[Hit]:
    """街镇不在这个区。

    source/divisions.yaml 里给区写了 towns 的，“某区某街道（镇、乡）”和案例的 place 都要在其中。
    依据：民政部《中华人民共和国乡镇以下行政区划代码》；各区政府公布的行政区划。
    例：甲区丁街道（丁街道在乙区） → 乙区丁街道
    """
    towns = {division.name: division.towns for division in manuscript.gazetteer.divisions if division.towns}
    for passage in manuscript.passages:
        block = passage.block
        if passage.kind == "label" and isinstance(block, Case) and passage.text == block.place:
            if block.district in towns and _TOWN.fullmatch(passage.text):
                yield from _elsewhere(passage, (0, len(passage.text)), block.district, towns)
            continue
        for district in towns:
            for match in re.finditer(f"{district}({_TOWN.pattern})", passage.text):
                yield from _elsewhere(passage, match.span(1), district, towns)


_TOWN = re.compile(f"[{HAN}]{{1,8}}?(?:街道|镇|乡)(?!域|村)")


def _elsewhere(
    passage: Passage, span: tuple[int, int], district: str, towns: Mapping[str, tuple[str, ...]]
) -> Iterator[Hit]:
    town = passage.text[span[0] : span[1]]
    if town in towns[district] or re.match("[各和与及的等]|所有|部分|街道|[多数两几]个", town):
        return
    homes = [name for name, listed in towns.items() if town in listed]
    hint = f"“{town}”在{homes[0]}" if homes else "核对街镇的名称"
    yield Hit(passage, *span, f"「{district}{town}」", hint)
