"""数目与列举。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.chinese.numerals import number_of
from pipeline.handbook import ItemList, Paragraph, Point
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, WARNING, Hit, in_book, in_passage

_NUMBER = "[1-9]\\d?|[两二三四五六七八九]|十[一二三四五六七八九]?|二十[一二三四五六七八九]?"
_COUNTED = "大|个|项|类|种|家|座|处|方面|环节|阶段|部门|街道|镇|区(?!域|分)|市(?!级|区|民)"
# Not an ordinal (第二十条), the end of a longer number, a length of time or a limit (3个工作日, 2个以上).
_STATED = (
    f"(?<![第\\d.一二三四五六七八九十百千万两几数近约])(?P<number>{_NUMBER})(?P<unit>{_COUNTED})"
    "(?!以上|以下|以内|左右|[工自]?[作然]?[日月年]|小时|星期|季度|百分点|不同)(?P<noun>[^，。；：、“”（）《》0-9]{0,10})"
)
_JOINS = re.compile("[和与及]|以及")


def _value(words: str) -> int:
    return number_of(words) or 0


def _members(series: str) -> tuple[int, int]:
    """Give the least and the greatest number of members in a series divided by 、: 和 and the like may divide, too."""
    members = series.split("、")
    joined = len(_JOINS.findall(members[-1])) if len(members) > 1 else len(_JOINS.findall(series))
    least = len(members) + (1 if joined else 0)
    if len(members) == 1:
        return 1, 1 + joined
    inside = len(re.findall("[和与及或]", "".join(members[:-1])))  # 重庆和沈阳、…: each side may count
    return (len(members) if joined else least), len(members) + joined + inside


def _quoted(series: str) -> int:
    return len(re.findall("“[^“”]*”|《[^《》]*》", series))


_QUOTED_BEFORE = re.compile(
    f"(?P<series>(?:“[^“”]*”|《[^《》]*》)(?:[、和与及]?(?:“[^“”]*”|《[^《》]*》))+)(?P<etc>等)?{_STATED}"
)
_WORDS_BEFORE = re.compile(
    f"(?:^|[，。；：（])(?P<series>[^，。；：“”（）《》、]{{1,24}}(?:、[^，。；：“”（）《》、]{{1,12}}?)+?)(?P<etc>等)?(?P<all>共|这)?{_STATED}"
)

_INSIDE_QUOTES = re.compile(
    f"“(?P<series>[^，。；：“”（）《》、]{{1,8}}(?:、[^，。；：“”（）《》、]{{1,8}})+)”(?P<etc>等)?(?P<all>共|这)?{_STATED}"
)
_MADE_OF = re.compile(
    f"由(?P<series>[^，。；：“”（）《》]{{2,40}}?)(?P<etc>等)?(?P<number>{_NUMBER})(?P<unit>个?(?:部分|方面|环节|阶段))"
    "(?P<noun>组成|构成)"
)
_SLIP = 2  # a number that is further off than this counts something else


def _said(match: re.Match[str]) -> str:
    return f"{match['number']}{match['unit']}{match['noun'][:6]}"


@in_passage("N301", ERROR, PROSE)
def more_than_stated(passage: Passage) -> Iterator[Hit]:
    """列举的数目和说的数目不一致。

    “A、B、C三个区”要正好列出三个；“A、B、C等3个区”最多列出三个；“四大板块”前面的引语要正好四个，
    “由A、B和C三部分组成”同样。
    依据：图书质量管理规定（事实性差错）；GB/T 15834—2011 4.5。
    例：“问需”“问计”“问效”两个环节 → “问需”“问计”“问效”三个环节
    """
    for match in _QUOTED_BEFORE.finditer(passage.text):
        found, stated = _quoted(match["series"]), _value(match["number"])
        if found > stated or (found < stated and not match["etc"]):
            yield _differs(passage, match, found)
    for pattern in (_INSIDE_QUOTES, _MADE_OF):
        for match in pattern.finditer(passage.text):
            stated = _value(match["number"])
            least, most = _members(match["series"])
            least = (
                most if pattern is _MADE_OF else least
            )  # in 由…组成 a joining word always divides two parts
            few = 0 if match["etc"] else stated - most
            if most > 1 and (0 < least - stated <= _SLIP or 0 < few <= _SLIP):
                yield _differs(passage, match, least)
    for match in _WORDS_BEFORE.finditer(passage.text):
        if _counts_something_else(passage.text, match):
            continue
        stated = _value(match["number"])
        least, most = _members(match["series"])
        too_few = (
            most < stated and not match["etc"] and not match["series"].endswith(("的", "在", "为", "有"))
        )
        if too_few or (least > stated and _even(match["series"])):
            yield _differs(passage, match, least)


def _counts_something_else(text: str, match: re.Match[str]) -> bool:
    """Report whether the number counts what is before it (新建、改建机场33个), or is a member (…、五项原则、…)."""
    bare = (
        not match["etc"] and not match["all"] and not match["noun"].strip() and match["unit"] in _BARE_UNITS
    )
    after = text[match.end() : match.end() + 1]
    return bare or after == "、" or (match["unit"] in _BARE_UNITS and after.isdigit())


_BARE_UNITS = frozenset({"个", "项", "家", "座", "处", "种"})


def _even(series: str) -> bool:
    """Report whether the members of a series are alike, so that it is one series and not the end of a sentence."""
    lengths = [len(member) for member in series.split("、")[1:-1]]
    return bool(lengths) and max(lengths) <= 5 and max(lengths) - min(lengths) <= 1


def _differs(passage: Passage, match: re.Match[str], found: int) -> Hit:
    start, end = match.span("number")
    return Hit(
        passage, start, end, f"说的是「{_said(match)}」，列出的是{found}个", "数一数，改正数目或补全列举"
    )


_AFTER = re.compile(
    f"{_STATED}(?:：|，即|，?分别[为是]|，?包括|（)(?<!^.类：)(?<!^.级：)(?!一是|第一|首先|一、)(?P<series>[^，。；：（）]*?、[^，。；：（）]*)(?=[。；）])"
)


@in_passage("N302", ERROR, PROSE)
def list_after_number(passage: Passage) -> Iterator[Hit]:
    """先说的数目和后面列举的不一致。

    “三个环节：甲、乙、丙。”要正好列出三个。
    依据：图书质量管理规定（事实性差错）。
    例：四个环节：摸底、设计、实施。 → 三个环节：摸底、设计、实施。
    """
    for match in _AFTER.finditer(passage.text):
        series, stated = match["series"], _value(match["number"])
        if passage.text[match.end()] == "；" or re.fullmatch(".(?:、.)+", series):
            continue  # the members are divided by ；; or the noun has variants: 10个省（区、市）
        quoted = _quoted(series)
        least, most = (
            (quoted, quoted) if re.fullmatch("(?:“[^“”]*”[、和与及]?)+", series) else _members(series)
        )
        open_end = re.search("等[^、]{0,6}$|…$", series)
        if least > stated or (most < stated and not open_end):
            yield _differs(passage, match, least)


@in_passage("N303", WARNING, PROSE)
def one_missing(passage: Passage) -> Iterator[Hit]:
    """列举比说的数目正好少一个。

    “A、B、C、D等5个区”只列出四个：很可能是漏了一个，也可能是有意省略，请核对。
    依据：图书质量管理规定（事实性差错）。
    例：菜场、食堂、药店、书屋等5类设施 → 菜场、食堂、药店、书屋、托育点等5类设施
    """
    for match in _WORDS_BEFORE.finditer(passage.text):
        stated = _value(match["number"])
        _, most = _members(match["series"])
        if _counts_something_else(passage.text, match):
            continue
        if match["etc"] and most >= 4 and most == stated - 1:
            yield _differs(passage, match, most)


_ANNOUNCED = re.compile(
    f"(?P<number>{_NUMBER})(?P<unit>个方面|方面|项(?:工作|任务|措施|要求)?|点(?:要求)?|条(?:措施)?|个环节|个步骤|大举措|项举措)(?P<noun>[^，。；：、]{{0,8}})[：。]$"
)


@in_book("N304", ERROR)
def announced_points(manuscript: Manuscript) -> Iterator[Hit]:
    """预告的条数和后面的要点不一致。

    “做好以下四方面工作：”后面要正好有四个要点（一是…四是）或四个列表项。
    依据：图书质量管理规定（事实性差错）。
    例：做好三方面工作：一是……；二是……。 → 做好两方面工作：一是……；二是……。
    """
    announced: tuple[Passage, re.Match[str]] | None = None
    for question in manuscript.handbook.questions:
        passages = {id(p.block): p for p in manuscript.of(question) if isinstance(p.block, Paragraph)}
        announced, points = None, 0
        for block in (*question.blocks, None):
            if isinstance(block, Point):
                points += 1
                continue
            if isinstance(block, ItemList) and announced and not points:
                points = len(block.items)
            if announced and points and _value(announced[1]["number"]) != points:
                yield _differs(announced[0], announced[1], points)
            points = 0
            passage = passages.get(id(block))
            match = _ANNOUNCED.search(passage.text) if passage else None
            announced = (passage, match) if passage and match and passage.text[-1] == "：" else None
    for passage in manuscript.passages:
        if passage.kind in PROSE:
            yield from _inline_points(passage)


def _inline_points(passage: Passage) -> Iterator[Hit]:
    pattern = f"(?P<number>{_NUMBER})(?P<unit>个方面|方面|项|点|条|个环节|个步骤)(?P<noun>[^，。；：、]{{0,8}})：一是"
    for match in re.finditer(pattern, passage.text):
        found = 1
        rest = passage.text[match.end() :]
        for ordinal in "二三四五六七八九十":
            if not re.search(f"[；。，]{ordinal}是", rest):
                break
            found += 1
        if found != _value(match["number"]):
            yield _differs(passage, match, found)
