"""标点用法。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.chinese.characters import HAN
from pipeline.handbook import Case, Paragraph, Point
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, INFO, WARNING, Hit, in_book, in_passage

_ORDINAL = "[一二三四五六七八九十]"


def _each(passage: Passage, pattern: str, hint: str, new: str | None = None) -> Iterator[Hit]:
    """Give a hit for every match of ``pattern``; its group ``at``, or all of it, is what is wrong."""
    for match in re.finditer(pattern, passage.text):
        span = match.span("at") if "at" in match.re.groupindex else match.span()
        yield Hit(passage, *span, f"「{passage.excerpt(*span)}」", hint, new)


@in_passage("P105", WARNING)
def pause_between_pairs(passage: Passage) -> Iterator[Hit]:
    """引号、书名号之间多余的顿号。

    并列的引语之间、并列的书名之间通常不用顿号；后面另有括注的，可以用。
    依据：GB/T 15834—2011 4.5.3.5。
    例：“问需”、“问计”两个环节。 → “问需”“问计”两个环节。
    """
    one = "(?:“[^“”]*”|《[^《》]*》)"
    for match in re.finditer(f"(?<!、){one}(?:、?{one})+(?!、|（)", passage.text):
        for mark in re.finditer("(?<=[”》])、(?=[“《])", match[0]):
            at = match.start() + mark.start()
            yield Hit(passage, at, at + 1, f"「{passage.excerpt(at, at + 1)}」", "删去这个顿号")


@in_passage("P106", WARNING)
def et_cetera_twice(passage: Passage) -> Iterator[Hit]:
    """“等”和省略号重复。

    省略号和“等”“等等”意思相同，只用一个。
    依据：GB/T 15834—2011 附录A（省略号用法的补充规则）。
    例：公园、广场等……都已开放。 → 公园、广场等都已开放。
    """
    yield from _each(passage, "等等?…+|…+等等?", "留下“等”，删去省略号")


@in_passage("P107", WARNING)
def mark_before_et_cetera(passage: Passage) -> Iterator[Hit]:
    """“等”前面多余的标点。

    用顿号并列的词语后面跟“等”，“等”前不用标点。
    依据：GB/T 15834—2011 附录B.1.2。
    例：公园、广场、等场所。 → 公园、广场等场所。
    """
    yield from _each(
        passage, "(?P<at>、)等(?![待候到于级同距值效高压边身分次位价额量比差离])", "删去“等”前面的顿号"
    )
    yield from _each(
        passage, f"、[{HAN}]{{1,8}}(?P<at>，)等(?:[。；，]|(?:多|各)?[种类项个方])", "删去“等”前面的逗号"
    )


_OF_DASHES = re.compile(r"[…—]|\.\.|。。|--")


@in_passage("P108", ERROR, mends=True)
def dashes_and_ellipses(passage: Passage) -> Iterator[Hit]:
    """破折号或省略号的写法不对。

    破折号是两个字宽的“——”，省略号是六个点的“……”。一字线“—”只用来连接数字、编号、地名等，
    如 GB/T 7588.1—2020、北京—广州。
    依据：GB/T 15834—2011 4.10、4.11、4.13。
    例：行动分三步... → 行动分三步……
    """
    if not _OF_DASHES.search(passage.text):  # far cheaper than the patterns
        return
    if passage.kind == "cell" and passage.text.strip() == "—":  # a cell without an entry (GB/T 1.1—2020)
        return
    yield from _each(
        passage,
        f"(?<=[{HAN}”》）])(?:\\.{{3,}}|。{{3,}})|(?:\\.{{3,}}|。{{3,}})(?=[{HAN}])",
        "改成“……”",
        "……",
    )
    yield from _each(passage, "(?<!…)…(?!…)|(?<!…)…{3}(?!…)", "改成“……”", "……")
    yield from _each(passage, f"(?<=[{HAN}”》），。])-{{2,}}|-{{2,}}(?=[{HAN}“《])|—{{3,}}", "改成“——”", "——")
    # Between two words it may join them; at the edge of a text or beside a mark it cannot.
    yield from _each(
        passage, "(?<!—)—(?=[“《，。；：、！？])|(?<=[”，。；：！？])—(?!—)|^—(?!—)", "改成“——”", "——"
    )


_SAME = re.compile(r"([，、；：])\1+|。。(?!。)(?<!。。。)|([？！])\2{3,}")
_MIXED = re.compile(r"[，、；：](?=[，。、；：！？])|(?<=[。！？])[，、；：]")


@in_passage("P109", ERROR, mends=True)
def doubled_marks(passage: Passage) -> Iterator[Hit]:
    """标点重复或连用不当。

    句内的停顿、句末的停顿只用一个标点。
    依据：GB/T 15834—2011 第4章；问号、叹号叠用最多三个（4.2、4.3）。
    例：各区要加强统筹，，做好服务。。 → 各区要加强统筹，做好服务。
    """
    same = [match.span() for match in _SAME.finditer(passage.text)]
    for start, end in same:
        keep = passage.text[start] * (3 if passage.text[start] in "？！" else 1)
        yield Hit(passage, start, end, f"「{passage.excerpt(start, end)}」", f"只留“{keep}”", keep)
    for match in _MIXED.finditer(passage.text):
        if not any(start <= match.start() < end for start, end in same):
            span = match.start(), match.start() + 1
            before = passage.text[match.start() - 1 : match.start()]
            if before == "等" and match[0] in "，、":
                continue
            yield Hit(passage, *span, f"「{passage.excerpt(*span)}」", "只留一个标点")


@in_passage("P110", WARNING)
def stop_after_quotation(passage: Passage) -> Iterator[Hit]:
    """引文末尾有句号，引号外又用句号。

    引文独立成句，句号放在引号里；引文是句子的一部分，句号放在引号外。两处只用一处。
    依据：GB/T 15834—2011 4.8。
    例：他说：“要办好。”。 → 他说：“要办好。”
    """
    yield from _each(passage, "(?P<at>。[”’]。)", "按引文是否独立成句，留一个句号")


@in_passage("P121", WARNING, PROSE)
def stop_outside_speech(passage: Passage) -> Iterator[Hit]:
    """“说”“指出”后面的整句引文，句号写在了引号外。

    冒号引出的引文独立成句，句末标点放在引号里。
    依据：GB/T 15834—2011 4.8（引文独立成句的用法）。
    例：他说：“要办好”。 → 他说：“要办好。”
    """
    yield from _each(
        passage,
        "(?:说|指出|强调|表示|要求|提出|认为|回答)：“[^“”]*[^“”。！？…](?P<at>”。)",
        "把句号移到引号里面",
    )


_END = re.compile("(?:[。？！…：；]|[。？！…；][”’」』）】]+|[”’]）?)$")
# Three foreign words with their own full stop end a foreign sentence.
_FOREIGN_END = re.compile(r"(?:[A-Za-z’-]+[”,;:]* [“]?){2}[A-Za-z’-]+[.?!][”’)]*$")


@in_passage("P111", ERROR, ["paragraph"])
def ending(passage: Passage) -> Iterator[Hit]:
    """段末没有标点，或用了逗号、顿号。

    成句的段落用句号、问号、叹号、省略号结束，引出下文的用冒号，分项之间的用分号。列表、引文出处行不在此列。
    依据：GB/T 15834—2011 4.1～4.3。
    例：各区要加强统筹，做好服务 → 各区要加强统筹，做好服务。
    """
    text = passage.text.rstrip()
    if not text:
        return
    last = len(text) - 1
    if text[-1] in "，、" and "list" not in passage.inside:
        yield Hit(passage, last, last + 1, f"「{text[-10:]}」", "改成“。”，或与下文接成一段")
        return
    if set(passage.inside) & {"list", "quote"} or text.startswith("——") or text[-1] in "\ufffc，、":
        return
    sentence = (re.search("[，。；]", text) and len(text) > 12) or len(text) > 40
    if _FOREIGN_END.search(text):
        return
    open_quote = text[-1] == "”" and not re.search("[。？！…]”$", text)
    loose = open_quote and "。" in text and re.search(f"[{HAN}]“[^“”]*”$", text)
    if sentence and (loose or not (_END.search(text) or (text[0] == "（" and text[-1] == "）"))):
        yield Hit(passage, last, last + 1, f"「{text[-10:]}」后面没有句末标点", "补上“。”")


@in_passage("P112", ERROR, ["lead"])
def lead_ending(passage: Passage) -> Iterator[Hit]:
    """要点的首句没有标点。

    要点的首句和后面的文字连排成一段，首句末尾要有句号或冒号等标点。
    依据：GB/T 15834—2011 4.1；本项目要点的排法。
    例：一是发挥好平台作用 → 一是发挥好平台作用。
    """
    blocks = passage.block.blocks if isinstance(passage.block, Point) else ()
    if blocks and isinstance(blocks[0], Paragraph) and passage.text[-1:] not in tuple("。？！…：；，”"):
        end = len(passage.text)
        yield Hit(passage, end - 1, end, f"「{passage.shown[-12:]}」", "在末尾补“。”或“：”")


@in_passage("P113", ERROR, ["title", "caption", "heading", "label"], mends=True)
def stop_after_heading(passage: Passage) -> Iterator[Hit]:
    """题目、图表名末尾有多余的标点。

    题目末尾除问号、叹号、省略号外不用标点，图名、表名末尾不用句号。
    依据：GB/T 15834—2011 附录A（图、表的短语式说明文字）、附录B.4。
    例：各区项目一览。 → 各区项目一览
    """
    if match := re.search("[。，；、：]+$", passage.text):
        yield Hit(passage, *match.span(), f"「{passage.shown[-12:]}」", "删去末尾的标点", "")


@in_passage("P114", WARNING, ["title"], mends=True)
def question_mark(passage: Passage) -> Iterator[Hit]:
    """问句没有问号。

    题目是问句，末尾用问号。
    依据：GB/T 15834—2011 4.2、附录B.4。
    例：各区如何发挥联席会议作用 → 各区如何发挥联席会议作用？
    """
    asks = re.search(
        "如何|什么|怎么|怎样|哪[些个种里]|吗$|为何|是否|能否|可否|多少|何时|几[个种类]|[由向找归]谁|谁来"
        "|要不要|有没有|可不可以|需不需要",
        passage.text,
    )
    if asks and passage.text[-1:] not in tuple("？！?…。，；、："):
        end = len(passage.text)
        last = passage.shown[-1:]
        yield Hit(passage, end - 1, end, f"「{passage.shown[-12:]}」", "末尾补“？”", last + "？")


@in_passage("P115", ERROR, mends=True)
def comma_after_point(passage: Passage) -> Iterator[Hit]:
    """“一是”后面多余的标点。

    “一是”“二是”这样叙述性强的序次语后面不用标点。
    依据：GB/T 15834—2011 附录B.3.7。
    例：一是，加强统筹。 → 一是加强统筹。
    """
    yield from _each(
        passage, f"(?:^|[。；：，]){_ORDINAL}{{1,3}}是(?P<at>[，、：])", "删去“是”后面的标点", ""
    )


@in_passage("P116", ERROR, mends=True)
def mark_after_bracketed_ordinal(passage: Passage) -> Iterator[Hit]:
    """带括号的序号后面多余的标点。

    （一）、（1）和①这样的序号后面不用标点。
    依据：GB/T 15834—2011 附录B.3.4。
    例：（一）、加强统筹。 → （一）加强统筹。
    """
    yield from _each(
        passage,
        f"(?:^|[。；：])(?:（(?:{_ORDINAL}{{1,3}}|\\d{{1,2}})）|[①-⑳])(?P<at>[、，．.：])(?!（)",
        "删去序号后面的标点",
        "",
    )


@in_passage("P117", WARNING)
def mark_after_ordinal(passage: Passage) -> Iterator[Hit]:
    """序号后面的标点用错。

    “第一”“首先”后面用逗号，汉字数字“一”后面用顿号，阿拉伯数字“1”后面用小圆点。
    依据：GB/T 15834—2011 附录B.3.1～B.3.3。
    例：第一、加强统筹。 → 第一，加强统筹。
    """
    yield from _each(
        passage, f"(?:^|[。；：])(?:第{_ORDINAL}{{1,3}}|首先|其次|再次|最后)(?P<at>[、：])(?!第)", "改成“，”"
    )
    yield from _each(passage, f"(?:^|[。；])\\d{{1,2}}(?P<at>、)(?=[{HAN}“《])(?!\\d)", "改成“.”")
    yield from _each(passage, f"^{_ORDINAL}{{1,2}}(?P<at>[，.．])", "改成“、”")


@in_passage("P118", INFO, PROSE)
def colon_in_colon(passage: Passage) -> Iterator[Hit]:
    """一句里套用两个冒号。

    一个句子里不套用冒号；列举较长的，另起一段或改写。
    依据：GB/T 15834—2011 4.7。
    例：要求有：一、对象：居民。 → 要求有以下几项。一、对象：居民。
    """
    bare = re.sub("“[^”]*”|（[^）]*）", lambda m: "＿" * len(m[0]), passage.text)
    for match in re.finditer("：[^。？！…；：]{2,60}?(?P<at>：)", bare):
        if not re.match(r"\d", bare[match.start("at") + 1 :]):
            span = match.span("at")
            yield Hit(passage, *span, f"「{passage.excerpt(*span, 10)}」", "去掉一个冒号，或拆成两句")


@in_passage("P119", INFO, PROSE)
def pause_before_and(passage: Passage) -> Iterator[Hit]:
    """顿号和“和”“及”“与”重复。

    并列词语的最后两项之间用“和”“及”“与”连接时，前面不再用顿号。
    依据：GB/T 15834—2011 4.5。
    例：公园、广场、和绿道。 → 公园、广场和绿道。
    """
    yield from _each(
        passage, "(?P<at>、)(?:和(?![平谐睦解美声气县田])|及(?![时早格])|与(?![会时人]))", "删去这个顿号"
    )


_PIECE = "[^，。；：？！、“”（）《》]{1,14}"


@in_passage("P120", INFO, PROSE)
def mixed_levels(passage: Passage) -> Iterator[Hit]:
    """同一层并列里顿号和逗号混用。

    同一层次的并列词语之间用同一种标点；分层次的，里层用顿号、外层用逗号。
    依据：GB/T 15834—2011 附录B.1.4。
    例：由街道发起、由企业、媒体和专家组建。 → 由街道发起，由企业、媒体和专家组建。
    """
    yield from _each(passage, f"由{_PIECE}(?P<at>、)由{_PIECE}、", "外层的顿号改成“，”")


@in_passage("P122", WARNING, PROSE)
def question_mark_in_statement(passage: Passage) -> Iterator[Hit]:
    """陈述句里用了问号。

    “摸清需要什么”“了解是否愿意”是陈述，句中虽有疑问词，不用问号。
    依据：GB/T 15834—2011 4.2（问号只用于疑问句）。
    例：要摸清居民需要什么？并列出清单。 → 要摸清居民需要什么，并列出清单。
    """
    yield from _each(
        passage,
        "(?:[弄摸查搞][清明]楚?|了解|掌握|明确)[^，。；？！]{0,20}(?:什么|哪|如何|怎[样么]|谁|多少|是否|能否)"
        "[^，。；？！]{0,20}(?P<at>？)(?=并(?![不非])|再|从而|然后|以便|进而|及时)",
        "改成“，”",
    )


@in_book("P123", ERROR)
def answer_ends_open(manuscript: Manuscript) -> Iterator[Hit]:
    """答案以分号或冒号结束。

    分号、冒号后面还有话；全文的最后一段用句号结束。
    依据：GB/T 15834—2011 4.6。
    例：居委会负责通知；物业负责布置； → 居委会负责通知；物业负责布置。
    """
    for question in manuscript.handbook.questions:
        last = question.blocks[-1] if question.blocks else None
        while isinstance(last, Point | Case) and last.blocks:
            last = last.blocks[-1]
        for passage in manuscript.of(question) if isinstance(last, Paragraph) else ():
            if passage.block is last and passage.kind == "paragraph" and passage.text[-1:] in tuple("；：:;"):
                end = len(passage.text)
                yield Hit(
                    passage, end - 1, end, f"「{passage.shown[-10:]}」是答案的末尾", "改成“。”，或补上下文"
                )
