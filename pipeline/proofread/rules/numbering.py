"""序号。"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from pipeline.chinese.numerals import number_of
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, WARNING, Hit, in_book, in_passage

_HAN = "[一二三四五六七八九十]{1,3}"
_START = "(?:^|(?<=[。；：，！？]))"
Found = tuple[int, Passage, tuple[int, int]]


def _in_sequence(
    passages: Sequence[Passage], pattern: str, value: Callable[[re.Match[str]], int | None], *, alone: bool
) -> Iterator[Hit]:
    """Give hits for ordinals that do not follow one another; an inner count may begin anew inside an outer one.

    ``alone``: a count that ends with its first is a fault, too.
    """
    open_counts: list[Found] = []
    for passage in passages:
        for match in re.finditer(pattern, passage.text):
            number = value(match)
            if number is None:
                continue
            here = (number, passage, match.span())
            depth = next(
                (i for i in reversed(range(len(open_counts))) if open_counts[i][0] + 1 == number), None
            )
            if depth is not None:
                for left in open_counts[depth + 1 :]:
                    yield from _only(left, alone)
                del open_counts[depth:]
            elif number != 1:
                wanted = open_counts[-1][0] + 1 if open_counts else 1
                detail = f"「{passage.excerpt(*match.span(), 3)}」，前面一个是{wanted - 1 or '没有'}"
                yield Hit(passage, *match.span(), detail, f"改正序号，这里应当是第{wanted}项")
                if open_counts:
                    open_counts.pop()
            open_counts.append(here)
    for left in open_counts:
        yield from _only(left, alone)


def _only(found: Found, alone: bool) -> Iterator[Hit]:
    number, passage, span = found
    if alone and number == 1:
        yield Hit(
            passage,
            *span,
            f"「{passage.excerpt(*span, 3)}」只有第一项，没有第二项",
            "补上后面的各项，或不用序号",
        )


def _of_questions(manuscript: Manuscript) -> Iterator[list[Passage]]:
    for passages in manuscript.chapters.values():
        kept = [p for p in passages if p.kind in PROSE]
        yield kept


@in_book("R101", ERROR)
def points_in_order(manuscript: Manuscript) -> Iterator[Hit]:
    """“一是”“二是”不连续。

    一是、二是、三是要依次排列，不缺、不重，而且至少有两项。
    依据：GB/T 15834—2011 附录B.3.7、B.3.8；编校惯例。
    例：一是……；三是…… → 一是……；二是……
    """
    for passages in _of_questions(manuscript):
        yield from _in_sequence(
            passages, f"{_START}({_HAN})是(?!否|非)", lambda m: number_of(m[1]), alone=True
        )


@in_book("R102", ERROR)
def ordinals_in_order(manuscript: Manuscript) -> Iterator[Hit]:
    """“第一”“第二”不连续。

    第一，第二，第三，要依次排列，不缺、不重。
    依据：GB/T 15834—2011 附录B.3.1；编校惯例。
    例：第一，……；第三，…… → 第一，……；第二，……
    """
    for passages in _of_questions(manuscript):
        yield from _in_sequence(
            passages, f"{_START}第({_HAN})(?=[，、])", lambda m: number_of(m[1]), alone=False
        )


@in_book("R103", ERROR)
def bracketed_in_order(manuscript: Manuscript) -> Iterator[Hit]:
    """（一）（1）①这样的序号不连续。

    同一层的序号依次排列，不缺、不重。
    依据：GB/T 15834—2011 附录B.3.4、B.3.8。
    例：（1）……；（3）…… → （1）……；（2）……
    """
    for passages in _of_questions(manuscript):
        yield from _in_sequence(
            passages, f"{_START}（({_HAN})）(?!、（|至（|和（|项)", lambda m: number_of(m[1]), alone=False
        )
        yield from _in_sequence(passages, rf"{_START}（(\d{{1,2}})）", lambda m: int(m[1]), alone=False)
        circled = f"{_START}([①-⑳])"
        yield from _in_sequence(passages, circled, lambda m: ord(m[1]) - ord("①") + 1, alone=False)


@in_passage("R104", ERROR, ["title"])
def number_in_title(passage: Passage) -> Iterator[Hit]:
    """题目里写了序号。

    问题的序号由程序按先后排，题目里不写。
    依据：本项目源文件约定。
    例：3.各区如何发挥作用？ → 各区如何发挥作用？
    """
    if match := re.match(
        r"(?:问题?)?\d{1,3}[.．、：]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,3}）|Q\d+|问：|第[一二三四五六七八九十\d]+问[：、，\s]",
        passage.text,
    ):
        yield Hit(passage, *match.span(), f"「{passage.shown[:14]}」", "删去题目开头的序号")


@in_book("R105", ERROR)
def same_title(manuscript: Manuscript) -> Iterator[Hit]:
    """两个问题的题目相同。

    题目不能重复，读者无法分清。
    依据：编校惯例。
    例：两问都叫“如何报名？” → 分别写明报名的内容
    """
    seen: dict[str, int] = {}
    numbers = {question.id: question.number for question in manuscript.handbook.questions}
    for passage in manuscript.passages:
        if passage.kind == "title":
            bare = re.sub(r"\W", "", passage.text)
            first = seen.setdefault(bare, numbers[passage.question])
            if first != numbers[passage.question]:
                yield Hit(
                    passage,
                    0,
                    len(passage.text),
                    f"「{passage.shown}」与第{first}问相同",
                    "改其中一个题目，或合并两问",
                )


@in_book("R106", WARNING)
def next_without_first(manuscript: Manuscript) -> Iterator[Hit]:
    """有“其次”“再次”，没有“首先”。

    “首先”“其次”“再次”“最后”成套使用，不缺头一项。
    依据：GB/T 15834—2011 附录B.3.1；编校惯例。
    例：其次，要建立清单。 → 首先，要摸清底数。其次，要建立清单。
    """
    for passages in _of_questions(manuscript):
        before = ""
        for passage in passages:
            match = re.search(f"{_START}(?:其次|再次)(?=，)", passage.text)
            if match and not re.search(
                "首先|第一|一是|其一|一方面|主要", before + passage.text[: match.start()]
            ):
                yield Hit(
                    passage,
                    *match.span(),
                    f"「{passage.excerpt(*match.span())}」",
                    "补上“首先”，或改用别的说法",
                )
                break
            before += passage.text
