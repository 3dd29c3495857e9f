"""文件、标准与参见。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.handbook import Figure, Table
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
    known = _items(manuscript)
    for hit, name in _typed(manuscript):
        if name not in known:
            yield replace(hit, hint="改成有的图号、表号，或补上图表")


@in_book("R110", INFO)
def typed_number(manuscript: Manuscript) -> Iterator[Hit]:
    """参见的图或表写了固定的序号。

    前面增减图表以后序号会变。给那张表、那幅图一个编号，这里写 [](#编号)，成品里自动写成“表N”“图N”，印刷版带页码，
    电子版可以点开。表的编号写在块的开头一行：::: {.table #t-fees caption="…"}；图的写在图的后面：![…](…){#f-map}。
    依据：本项目源文件约定；CY/T 170—2019、CY/T 171—2019（表格、插图要有序号，正文中要提及）。
    例：费用见表1。 → 费用见[](#t-fees)。
    """
    known = _items(manuscript)
    for hit, name in _typed(manuscript):
        if item := known.get(name):
            example = " #t-…" if isinstance(item, Table) else "{#f-…}"
            give = "" if item.id else f"给“{item.caption}”加上编号（{example.strip()}），这里"
            yield replace(hit, hint=f"{give}写成 [](#{item.id or example.strip(' {}#')})，序号随图表走")


def _items(manuscript: Manuscript) -> dict[str, Table | Figure]:
    """Give the tables and figures of the handbook by what they are called: 表1, 图2."""
    blocks = manuscript.handbook.blocks
    return {block.label: block for block in blocks if isinstance(block, Figure | Table)}


_TYPED = re.compile(
    r"(?<=[见如])(?P<after>[图表]\s?\d{1,3})(?![\d.\-—])|(?<![\u4e00-\u9fff])(?P<opens>[图表]\s?\d{1,3})(?=所[示列])"
)


def _typed(manuscript: Manuscript) -> Iterator[tuple[Hit, str]]:
    """Give each table or figure that a text names by a number of its own, and the name (表1)."""
    for passage in manuscript.passages:
        for match in _TYPED.finditer(passage.text) if passage.kind in (*PROSE, "cell") else ():
            span = match.span("after" if match["after"] else "opens")
            words = f"「{passage.shown[max(0, span[0] - 2) : span[1]]}」"
            yield Hit(passage, *span, words, ""), re.sub(r"\s", "", match["after"] or match["opens"])


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
