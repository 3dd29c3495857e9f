"""数字用法。"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from pipeline.chinese.numerals import number_of
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, INFO, WARNING, Hit, in_book, in_passage

_MEASURES = "个家户处名人次项条座栋幢套间所位期批类种天周岁倍成"
_LONG_MEASURES = (
    "人次|平方米|平方公里|公里|千米|厘米|毫米|公顷|公斤|小时|分钟|万元|亿元|米|亩|元|克|吨|万|亿|℃|度"
)
_UNIT = f"(?:{_LONG_MEASURES}|[{_MEASURES}])"
_HAN_NUMBER = "[一二两三四五六七八九十百千万亿零〇]+"
_NUMBER = rf"(?:\d[\d,.]*[万亿]?|{_HAN_NUMBER})"
_JOINER = "[-~–－∼〜‐‑]"


@in_passage("N101", ERROR, mends=True)
def ranges(passage: Passage) -> Iterator[Hit]:
    """数值范围用了短横线或半角波浪线。

    数值范围用浪纹线“～”；年份、月份、钟点的起止用一字线“—”。编号（2024-05、021-1234）不改。
    依据：GB/T 15834—2011 4.13；GB/T 15835—2011 5.1.3。
    例：每1-2周召开一次。 → 每1～2周召开一次。
    """
    number = r"(?<![\dA-Za-z.\-/])(\d+(?:\.\d+)?(?:%|‰|[万亿])?)"
    for match in re.finditer(
        rf"{number}(?P<at>{_JOINER})(\d+(?:\.\d+)?)(?=(%|‰|{_UNIT}|年|月|时|点))", passage.text
    ):
        time = match[4] in ("月", "时", "点") or (match[4] == "年" and len(match[1]) == 4)
        new = "—" if time else "～"
        yield Hit(passage, *match.span("at"), f"「{passage.excerpt(*match.span(), 1)}」", f"改成“{new}”", new)
    for match in re.finditer(
        rf"{number}(?P<at>[~∼〜])(?=\d)(?!\d[\d.]*(?:%|‰|{_UNIT}|年|月|时|点))", passage.text
    ):
        yield Hit(passage, *match.span("at"), f"「{passage.excerpt(*match.span(), 3)}」", "改成“～”", "～")
    clock = r"(?<![\d:])\d{1,2}:\d\d(?P<at>[-~–－～])(?=\d{1,2}:\d\d)"
    for match in re.finditer(clock, passage.text):
        yield Hit(passage, *match.span("at"), f"「{passage.excerpt(*match.span(), 5)}」", "改成“—”", "—")


@in_passage("N102", ERROR)
def double_approximation(passage: Passage) -> Iterator[Hit]:
    """概数重复。

    “约”“近”“超过”和“余”“多”“左右”“上下”“以上”表示的都是概数或界限，只用一处。
    依据：GB/T 15835—2011 4.2.2；《现代汉语词典》“约”“余”条。
    例：约四千余人参加。 → 约四千人参加。
    """
    about = "(?<![节条公制契预合签邀纽隐简集违失履婉特依相])约|(?<![附最就靠接邻远亲贴临])近"
    before = f"(?:大约|大概|将近|接近|超过|逾|{about})"
    for match in re.finditer(
        rf"{before}{_NUMBER}(?:[余多几](?=[万亿]?(?:{_UNIT}))|(?:{_UNIT}|[年月])?{_UNIT}?(?:左右|上下|以上))",
        passage.text,
    ):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "前后两处概数词只留一处")


@in_passage("N103", WARNING)
def range_units(passage: Passage) -> Iterator[Hit]:
    """数值范围前一个数缺少“%”“万”“亿”。

    省去后会有歧义的，前一个数值的百分号、“万”“亿”不能省。
    依据：GB/T 15835—2011 5.1.3。
    例：增长10～20%。 → 增长10%～20%。
    """
    for match in re.finditer(r"(?<![\d.])\d[\d.]*[～—-]\d[\d.]*([%‰万亿])", passage.text):
        yield Hit(passage, *match.span(), f"「{match[0]}」", f"前一个数后面也写“{match[1]}”")


@in_book("N104", INFO)
def two_forms(manuscript: Manuscript) -> Iterator[Hit]:
    """同类数量既用汉字又用阿拉伯数字。

    同一问里同一种数量，用同一种数字形式。十以内的汉字数字和概数不在此列。
    依据：GB/T 15835—2011 4.3。
    例：四千余人参加，另有2000人旁听。 → 4000余人参加，另有2000人旁听。
    """
    han = re.compile(
        rf"(?<!第)([二三四五六七八九]?[十百千][一二三四五六七八九十百千零]*)[余多]?([{_MEASURES}])"
    )
    for passages in manuscript.chapters.values():
        arabic: set[str] = set()
        written: dict[str, list[tuple[Passage, re.Match[str]]]] = defaultdict(list)
        for passage in passages:
            if passage.kind in PROSE:
                arabic.update(m[1] for m in re.finditer(rf"\d+[余多]?([{_MEASURES}])", passage.text))
                for match in han.finditer(passage.text):
                    written[match[2]].append((passage, match))
        for measure, matches in written.items():
            if measure in arabic:
                for passage, match in matches:
                    yield Hit(
                        passage,
                        *match.span(),
                        f"「{match[0]}」，同一问里还有阿拉伯数字的“…{measure}”",
                        "统一成一种写法",
                    )


@in_passage("N105", ERROR)
def grouping(passage: Passage) -> Iterator[Hit]:
    """数字分节不对。

    用千分撇时从个位起每三位一节，撇号是半角逗号。
    依据：GB/T 15835—2011 5.1.1；GB 3101—1993。
    例：面积12,34平方米。 → 面积1,234平方米。
    """
    for match in re.finditer(r"(?<![\d,.])\d+(?:,\d+)+(?![\d,])", passage.text):
        if not re.fullmatch(r"\d{1,3}(?:,\d{3})+", match[0]):
            yield Hit(passage, *match.span(), f"「{match[0]}」", "从个位起每三位分一节，或不分节")
    for match in re.finditer(rf"(?<![\d，])\d{{1,3}}(?:，\d{{3}})+(?=[余多]?(?:{_UNIT}))", passage.text):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "分节用半角逗号，或不分节")


@in_passage("N106", WARNING)
def half_han_numbers(passage: Passage) -> Iterator[Hit]:
    """阿拉伯数字后面用了“十”“百”“千”。

    阿拉伯数字后面可以用“万”“亿”，不用“十”“百”“千”。千米、千克等单位不在此列。
    依据：GB/T 15835—2011 5.3。
    例：服务3千人。 → 服务3000人。
    """
    for match in re.finditer(
        r"(?<![\dA-Za-z.])\d[\d.]*[余多]?(?:[十百千]万?)(?![米克瓦伏帕卡赫焦字兆牛吨升分货])", passage.text
    ):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "全部写成阿拉伯数字")


@in_passage("N107", WARNING)
def fewer_by_times(passage: Passage) -> Iterator[Hit]:
    """减少、降低用了倍数。

    “倍”只用于增加。减少、降低、缩短用“几成”“百分之几”或分数。
    依据：《现代汉语词典》“倍”条；《出版物上数字用法》编辑惯例。
    例：用时减少2倍。 → 用时减少三分之二。
    """
    for match in re.finditer(
        rf"(?:减少|降低|下降|缩短|缩小|减小)了?(?:近|约)?(?:\d[\d.]*|{_HAN_NUMBER})倍", passage.text
    ):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "改用百分数或分数")


@in_passage("N108", WARNING)
def pause_in_approximation(passage: Passage) -> Iterator[Hit]:
    """相邻两个数表示概数时用了顿号。

    相邻的两个数字连用表示概数，用汉字，中间不用顿号。
    依据：GB/T 15834—2011 4.5.3.4；GB/T 15835—2011 4.2.2。
    例：安排三、四个点位。 → 安排三四个点位。
    """
    for match in re.finditer(
        "(?<![第、初十百千万零])([一二三四五六七八])、([二三四五六七八九])[十百千万]?[个名人天次家户处件块位余多](?!、)",
        passage.text,
    ):
        if (number_of(match[2]) or 0) - (number_of(match[1]) or 0) == 1:
            yield Hit(passage, *match.span(), f"「{match[0]}」", "删去顿号")
    for match in re.finditer(r"(?<![\d、.第])([1-8])、([2-9])[个名人天次家户处件位](?!、)", passage.text):
        if int(match[2]) - int(match[1]) == 1:
            yield Hit(passage, *match.span(), f"「{match[0]}」", "用汉字，中间不用顿号")


@in_passage("N109", ERROR)
def few_with_digits(passage: Passage) -> Iterator[Hit]:
    """“几”和阿拉伯数字连用。

    含“几”的概数用汉字。
    依据：GB/T 15835—2011 4.2.2。
    例：有几10个项目。 → 有几十个项目。
    """
    for match in re.finditer(r"(?<![第十百千])几\d0+|\d0几(?=[个名人家户天次])", passage.text):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "全部用汉字，如“几十”“十几”")


@in_passage("N110", ERROR, mends=True)
def ideographic_zero(passage: Passage) -> Iterator[Hit]:
    """年份里的“〇”用错了字。

    汉字数字的年份用“〇”（U+3007），不用圆圈符号、字母 O、数字 0 或“零”。
    依据：GB/T 15835—2011 5.2.3。
    例：二○二三年 → 二〇二三年
    """
    for match in re.finditer("[一二][九〇零○ΟOo0Ｏ][一二三四五六七八九〇零○ΟOo0Ｏ]{2}年", passage.text):
        new = re.sub("[零○ΟOo0Ｏ]", "〇", match[0])
        if new != match[0]:
            yield Hit(passage, *match.span(), f"「{match[0]}」", f"改成“{new}”", new)


@in_passage("N111", WARNING)
def ratio_colon(passage: Passage) -> Iterator[Hit]:
    """钟点用了全角冒号。

    时、分之间用半角冒号。
    依据：GB/T 15835—2011 5.1.5；GB/T 7408.1—2023。
    例：9：30开始 → 9:30开始
    """
    for match in re.finditer(r"(?<![\d：])(?:[01]?\d|2[0-3])(?P<at>：)[0-5]\d(?![\d：%])", passage.text):
        yield Hit(passage, *match.span("at"), f"「{match[0]}」", "改成半角冒号“:”")


@in_passage("N112", WARNING)
def reversed_range(passage: Passage) -> Iterator[Hit]:
    """范围的两端颠倒。

    范围从小到大、从早到晚写；确实是递减的，用“从……降到……”。
    依据：GB/T 15835—2011 5.1.3；编校惯例。
    例：半径为800～500米。 → 半径为500～800米。
    """
    for match in re.finditer(
        r"(?<![\d.,:])(\d+(?:\.\d+)?)(%|[万亿])?～(\d+(?:\.\d+)?)(%|[万亿])?(?![\d.,:])", passage.text
    ):
        if match[2] == match[4] and float(match[1]) > float(match[3]):
            yield Hit(passage, *match.span(), f"「{match[0]}」", "核对，把小的写在前面")
    for match in re.finditer(
        r"(?<!\d)((?:19|20)\d\d)年?(?:—|～|至|到)((?:19|20)\d\d)年(?!的?同期)", passage.text
    ):
        if int(match[1]) > int(match[2]):
            yield Hit(passage, *match.span(), f"「{match[0]}」", "核对，把早的写在前面")
