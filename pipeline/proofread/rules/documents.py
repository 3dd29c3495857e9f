"""文件、标准与参见。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.handbook import Figure, Table, walk
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, INFO, WARNING, Hit, in_book, in_passage


@in_passage("R201", ERROR, mends=True)
def document_numbers(passage: Passage) -> Iterator[Hit]:
    """发文字号的写法不对。

    年份用四位数字，放在六角括号〔〕里；顺序号不加“第”，不编虚位（1不写成01）。
    依据：GB/T 9704—2012 7.2.5。
    例：某府办发[2022]第29号 → 某府办发〔2022〕29号
    """
    pattern = r"[\[(（【［〈《〔]((?:19|20)\d{2})[\])）】］〉》〕]\s*(?:第\s*)?(\d{1,4})\s*号"
    for match in re.finditer(pattern, passage.text):
        new = f"〔{match[1]}〕{int(match[2])}号"
        if match[0] != new:
            yield Hit(passage, *match.span(), f"「{match[0]}」", f"改成“{new}”", new)
    for match in re.finditer(r"〔(\d{2}|\d{4}年)〕(?=第?\d+号)", passage.text):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "年份写四位数字，不写“年”字")


_CITED = re.compile(r"《(?P<title>[^《》]{3,60})》(?:（(?P<number>[^（）]*〔\d{4}〕\d+号)）)?")


@in_book("R202", ERROR)
def one_number_a_document(manuscript: Manuscript) -> Iterator[Hit]:
    """同一文件的文号不一致。

    同一个文件在全书里只有一个文号，也要与 terms.yaml 和信息栏里写的一致。
    依据：《图书质量管理规定》（知识性差错）。
    例：《办法》（某府〔2022〕1号）……《办法》（某府〔2022〕2号） → 两处写同一个文号
    """
    numbers = {
        name.name.strip("《》"): name.number for name in manuscript.handbook.terms.names if name.number
    }
    for question in manuscript.handbook.questions:
        for source in question.sources:
            if source.number:
                numbers.setdefault(source.title.strip("《》"), source.number)
    for passage in manuscript.passages:
        for match in _CITED.finditer(passage.text):
            number = match["number"]
            if number:
                known = numbers.setdefault(match["title"], number)
                if not (known.endswith(number) or number.endswith(known)):
                    yield Hit(
                        passage,
                        *match.span("number"),
                        f"《{match['title']}》在这里是「{number}」，别处是「{known}」",
                        "核对文号",
                    )


@in_book("R203", INFO)
def unlisted_documents(manuscript: Manuscript) -> Iterator[Hit]:
    """引用的文件没有出处。

    正文里第一次引用的《文件》，应当写出文号，或列在信息栏 sources、terms.yaml 的 names 里。
    依据：图书编辑惯例（引文出处可查）。
    例：根据《某办法》 → 在 sources 里加上《某办法》的文号和日期
    """
    handbook = manuscript.handbook
    listed = {name.name for name in handbook.terms.names} | {handbook.title}
    listed |= {source.title for question in handbook.questions for source in question.sources}
    known = "\n".join(listed)
    for passage in manuscript.passages:
        if passage.kind in PROSE:
            for match in _CITED.finditer(passage.text):
                if match["title"] in known or "quote" in passage.inside:
                    continue
                known += "\n" + match["title"]
                if not match["number"]:
                    yield Hit(
                        passage, *match.span(), f"「{match[0]}」", "写出文号，或列入 sources、terms.yaml"
                    )


@in_passage("R204", INFO)
def standard_numbers(passage: Passage) -> Iterator[Hit]:
    """标准编号用了短横线。

    标准的顺序号和年份之间用一字线。
    依据：GB/T 1.1—2020；GB/T 15834—2011 4.13。
    例：GB 50180-2018 → GB 50180—2018
    """
    for match in re.finditer(
        r"(?<![A-Za-z])(?:GB|JGJ|CJJ|DGJ|DG|DB\d{2}|CY|JT|HJ)(?:/[TZJ])?\s?[\d.\-/]*\d(?P<at>-)(?:19|20)\d{2}(?!\d)",
        passage.text,
    ):
        yield Hit(passage, *match.span("at"), f"「{match[0]}」", "年份前改用“—”")


@in_book("R205", ERROR)
def missing_figures(manuscript: Manuscript) -> Iterator[Hit]:
    """参见的图或表不存在。

    “见图3”“见表2”要指向书里有的图表；图表按全书先后自动编号。
    依据：编校惯例（正文里的图号、表号要与图表对应）。
    例：详见图9。（全书只有2幅图） → 详见图2。
    """
    blocks = [block for question in manuscript.handbook.questions for block in walk(question.blocks)]
    known = {block.label for block in blocks if isinstance(block, Figure | Table)}
    for passage in manuscript.passages:
        if passage.kind in PROSE:
            for match in re.finditer(
                r"(?:见|如|详见|参见)(?P<at>[图表]\s?(\d{1,3}))(?![\d.\-—])", passage.text
            ):
                if match["at"].replace(" ", "") not in known:
                    yield Hit(passage, *match.span("at"), f"「{match[0]}」", "改成有的图号、表号，或补上图表")


@in_passage("R206", WARNING, PROSE)
def typed_reference(passage: Passage) -> Iterator[Hit]:
    """参见的问题写了固定的序号。

    问题增减以后序号会变。写成 [](#问题的id)，成品里自动写成“第N问”。
    依据：本项目源文件约定。
    例：参见第5问。 → 参见[](#whole-process-democracy)。
    """
    for match in re.finditer(
        r"(?<=[见照考同按])(?:本书)?第\s?[\d一二三四五六七八九十百]{1,4}\s?问", passage.text
    ):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "写成 [](#问题的id)")
