"""行政区划。"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pypinyin import lazy_pinyin

from pipeline.chinese.characters import HAN
from pipeline.chinese.numerals import number_of
from pipeline.handbook import Case, walk
from pipeline.proofread.manuscript import Manuscript, Passage
from pipeline.proofread.registry import ERROR, WARNING, Hit, in_book
from pipeline.proofread.rules.terms import near_misses

_ENOUGH = 2  # so many members of a series must be districts before the others are expected to be


@in_book("G101", ERROR)
def misspelt_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """区名写错。

    和 source/divisions.yaml 里的区名只差一个同音字。几个区连写时省去“区”字的、“新区”写成“区”的也查。
    依据：GB/T 2260—2007；民政部《中华人民共和国县以上行政区划代码》。
    例：青浪区（应为清浪区） → 清浪区
    """
    names = manuscript.gazetteer.names
    short = {division.short: division.name for division in manuscript.gazetteer.divisions}
    series = re.compile(f"[{HAN}]{{2}}(?:[、和][{HAN}]{{2}}){{2,}}")
    halves = [(name, name[: len(name) // 2], name[len(name) // 2 :]) for name in sorted(names)]
    new_areas = {f"{name.removesuffix('新区')}区": name for name in sorted(names) if name.endswith("新区")}
    for passage in manuscript.passages:
        for name, head, tail in halves:
            if head not in passage.text and tail not in passage.text:
                continue
            for start in near_misses(passage.text, name):
                found = passage.text[start : start + len(name)]
                if found not in names:
                    yield Hit(passage, start, start + len(name), f"「{found}」", f"改成“{name}”")
        for wrong, name in new_areas.items():
            if wrong in passage.text and passage.kind != "label":
                for match in re.finditer(f"{wrong}(?![域内外级])", passage.text):
                    yield Hit(passage, *match.span(), f"「{wrong}」", f"改成“{name}”")
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
                elsewhere = "写错的话改正；没有写错的话，把它补进 source/divisions.yaml"
                hint = f"改成“{close[0]}”" if close else elsewhere
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
    for passage, span, district, towns in _towns_named(manuscript):
        town = passage.text[span[0] : span[1]]
        homes = [name for name, listed in towns.items() if town in listed]
        if homes and district not in homes:
            yield Hit(passage, *span, f"「{district}{town}」", f"“{town}”在{homes[0]}")


_TOWN = re.compile(f"[{HAN}]{{1,8}}?(?:街道|镇|乡)(?!域|村)")


Named = tuple[Passage, tuple[int, int], str, Mapping[str, tuple[str, ...]]]


def _towns_named(manuscript: Manuscript) -> Iterator[Named]:
    """Give every town that is named as part of a district: its place, the district, all towns by district."""
    towns = {division.name: division.towns for division in manuscript.gazetteer.divisions if division.towns}
    if not towns:
        return
    named = re.compile(f"({'|'.join(towns)})({_TOWN.pattern})")
    for passage in manuscript.passages:
        block = passage.block
        if passage.kind == "label" and isinstance(block, Case) and passage.text == block.place:
            if block.district in towns and _TOWN.fullmatch(passage.text):
                yield passage, (0, len(passage.text)), block.district, towns
            continue
        for match in named.finditer(passage.text):
            yield passage, match.span(2), match[1], towns


_NO_NAME = re.compile(
    "[各和与及的等内]|所有|全部|部分|相关|有关|街道|[一二三四五六七八九十多数两几\\d]+[个家余]|.*[个的、和等各]"
)


@in_book("G105", WARNING)
def unknown_towns(manuscript: Manuscript) -> Iterator[Hit]:
    """街镇不在行政区划表里。

    source/divisions.yaml 里给区写了 towns 的，“某区某街道（镇、乡）”和案例的 place 却不在任何一个区里：
    名称写错了，或是新设的街镇，要补进表里。
    依据：民政部《中华人民共和国乡镇以下行政区划代码》；各区政府公布的行政区划。
    例：静安区曹家度街道 → 静安区曹家渡街道
    """
    for passage, span, district, towns in _towns_named(manuscript):
        town = passage.text[span[0] : span[1]]
        if not any(town in listed for listed in towns.values()) and not _NO_NAME.match(town):
            close = next((t for t in towns[district] if len(t) == len(town) and _one_apart(t, town)), None)
            hint = f"是不是“{close}”" if close else "核对名称；新设的街镇补进 source/divisions.yaml"
            yield Hit(passage, *span, f"「{district}{town}」", hint)


def _one_apart(one: str, other: str) -> bool:
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1


@in_book("G106", WARNING)
def number_of_districts(manuscript: Manuscript) -> Iterator[Hit]:
    """区的总数不对。

    “全市多少个区”不会比 source/divisions.yaml 里的区多；后面说“均”“都”“全部”的，应当正好是全部。
    依据：民政部《中华人民共和国县以上行政区划代码》；《图书质量管理规定》（知识性差错）。
    例：全市17个区均已启动（表里有16个区） → 全市16个区均已启动
    """
    total = len(manuscript.gazetteer.divisions)
    for passage in manuscript.passages if total else ():
        for match in re.finditer(
            "(?:全市|全省|本市|全县)(?:共有?|所有|的)?(?P<number>\\d{1,3}|[一二三四五六七八九十]{1,3})个区(?!域)(?P<all>均|都|全部|全面)?",
            passage.text,
        ):
            stated = number_of(match["number"]) or 0
            if stated > total or (match["all"] and stated != total):
                yield Hit(passage, *match.span(), f"「{match[0]}」", f"行政区划表里是{total}个区，核对数目")
