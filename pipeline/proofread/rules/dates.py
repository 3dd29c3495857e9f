"""日期与时效。"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from pipeline.handbook import Case
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, INFO, WARNING, Hit, in_book, in_passage


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


@in_passage("N201", ERROR)
def impossible_date(passage: Passage) -> Iterator[Hit]:
    """没有这一天。

    月份不超过12，日期不超过当月的天数；2月29日只在闰年。
    依据：GB/T 7408.1—2023。
    例：2023年2月29日 → 2023年2月28日
    """
    for match in re.finditer(r"(?:(?<!\d)(\d{4})年)?(?<![\d.])(\d{1,3})月(?:(\d{1,3})日)?", passage.text):
        year, month, day = match[1], int(match[2]), int(match[3] or 1)
        if match[3] is None and (
            match[1] is None or (month > 12 and passage.text[match.end() :][:1] in "份末初")
        ):
            continue  # 36月龄 is no date
        if _day(int(year) if year else 2024, month, day) is None:
            yield Hit(passage, *match.span(), f"「{match[0]}」", "对照原稿改正日期")


_WEEKDAYS = "一二三四五六日"


@in_passage("N202", ERROR)
def wrong_weekday(passage: Passage) -> Iterator[Hit]:
    """星期和日期对不上。

    写了星期的日期，星期要与日期一致。
    依据：公历。
    例：2023年5月27日（星期五） → 2023年5月27日（星期六）
    """
    for match in re.finditer(
        r"(\d{4})年(\d{1,2})月(\d{1,2})日[（,，\s]*(?:星期|周)([一二三四五六日天])", passage.text
    ):
        day = _day(int(match[1]), int(match[2]), int(match[3]))
        if day and _WEEKDAYS[day.weekday()] != match[4].replace("天", "日"):
            yield Hit(
                passage,
                *match.span(),
                f"「{match[0]}」，这一天是星期{_WEEKDAYS[day.weekday()]}",
                "改正日期或星期",
            )


@in_passage("N203", ERROR)
def short_year(passage: Passage) -> Iterator[Hit]:
    """年份只写两位。

    年份用四位数字，不简写。
    依据：GB/T 15835—2011 5.1.4。
    例：23年5月启动 → 2023年5月启动
    """
    for match in re.finditer(
        r"(?<![\d第近达满约前历余超每个的逾—～-])[’']?(?:[012]\d|9\d)年(?=\d{1,2}月|底|初|度)", passage.text
    ):
        yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span(), 3)}」", "写全四位年份")


@in_passage("N204", WARNING, PROSE, asks=True)
def date_without_year(passage: Passage) -> Iterator[Hit]:
    """日期没有年份。

    书会用好几年，月日前面要有年份；同一段里前面已有年份的、每年都有的日子不在此列。
    依据：GB/T 15835—2011 5.1.4；工具书编辑惯例。
    例：自3月15日起举办。 → 自2023年3月15日起举办。
    """
    if isinstance(passage.block, Case):
        return
    for match in re.finditer(
        r"(?<![\d年月—～至、/])\d{1,2}月(?:\d{1,2}日|[底末初]|[上中下]旬)",
        passage.text,
    ):
        before = passage.text[: match.start()]
        if not re.search(r"\d{4}年|每年|历年|年度|当年|同年|次年|翌年|〇.年|[今去明前]年", before):
            yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span())}」", "请作者补上年份")
            return


@in_passage("N205", WARNING)
def mixed_date(passage: Passage) -> Iterator[Hit]:
    """日期里混用汉字和阿拉伯数字。

    同一个日期用同一种数字形式。
    依据：GB/T 15835—2011 4.3、5.1.4。
    例：2023年五月1日 → 2023年5月1日
    """
    han = "[一二三四五六七八九十]{1,3}"
    for match in re.finditer(
        rf"\d{{4}}年{han}月(?:{han}|\d{{1,2}})日|\d{{1,2}}月{han}日|(?<![年\d]){han}月\d{{1,2}}日",
        passage.text,
    ):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "统一成阿拉伯数字")


_RELATIVE = (
    "目前|当前|现阶段|正在|近日|近期|最近|日前|今年|去年|明年|前年|本月|上月|下月|上周|下周|昨天|今天|明天"
    "|即将(?!届满|到期)"
)
_DATED = re.compile(r"截至|截止|\d{4}年")


@in_book("F201", INFO, asks=True)
def undated_now(manuscript: Manuscript) -> Iterator[Hit]:
    """“目前”“今年”没有日期。

    书会用好几年，“目前”“正在”“今年”要让读者知道是什么时候：写成“截至2023年8月”，或在信息栏写 as_of。
    依据：图书编辑惯例（时效性）；本项目信息栏 as_of 的用法。
    例：目前，已建成8个。 → 截至2023年8月，已建成8个。
    """
    dated = {question.id for question in manuscript.handbook.questions if question.as_of}
    for passage in manuscript.passages:
        if passage.kind not in PROSE or passage.question in dated:
            continue
        for match in re.finditer(_RELATIVE, passage.text):
            sentence = re.split("[。！？]", passage.text[: match.start()])[-1]
            rest = re.split("[。！？]", passage.text[match.end() :])[0]
            if match[0] != "今天" and not _DATED.search(sentence + rest):
                yield Hit(
                    passage,
                    *match.span(),
                    f"「{passage.excerpt(*match.span())}」",
                    "写明年月，或在信息栏加 as_of",
                )


@in_book("F202", ERROR)
def as_of_in_the_future(manuscript: Manuscript) -> Iterator[Hit]:
    """内容截止年月晚于发布日期。

    as_of 是答案内容所依据的年月，不会晚于 handbook.yaml 里的发布日期 date。
    依据：本项目信息栏 as_of 的用法。
    例：date: 2023-08-22，as_of: 2024-05 → as_of: 2023-08
    """
    release = manuscript.handbook.date.isoformat()
    for question in manuscript.handbook.questions:
        if question.as_of > release[: len(question.as_of)]:
            title = manuscript.of(question)[0]
            yield Hit(
                title, 0, len(title.text), f"as_of 是 {question.as_of}，发布日期是 {release}", "改正其中一个"
            )
