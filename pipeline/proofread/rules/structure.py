"""结构。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.handbook import Case, passages, walk
from pipeline.proofread.manuscript import PROSE, Manuscript
from pipeline.proofread.registry import ERROR, INFO, Hit, in_book


@in_book("C101", ERROR)
def case_of_another_district(manuscript: Manuscript) -> Iterator[Hit]:
    """案例标的区和正文说的不是一个区。

    案例的 district 要与正文里的区相同。
    依据：《图书质量管理规定》（知识性差错）。
    例：district="甲区"，正文“如乙区……” → district="乙区"
    """
    names = {b.district for q in manuscript.handbook.questions for b in walk(q.blocks) if isinstance(b, Case)}
    names |= {name.name for name in manuscript.handbook.terms.names if name.name.endswith(("区", "县"))}
    for question in manuscript.handbook.questions:
        labels = {id(p.block): p for p in reversed(manuscript.of(question)) if p.kind == "label"}
        for block in walk(question.blocks):
            if isinstance(block, Case) and id(block) in labels:
                text = "".join(p.text for p in passages(block.blocks))
                opening = re.match("(?:例?如|比如)?(.{1,6}?(?:新区|区|县))", text)
                named = opening[1] if opening else ""
                if named in names and named != block.district and block.district not in text:
                    label = labels[id(block)]
                    yield Hit(
                        label,
                        0,
                        len(label.text),
                        f"标的是「{block.district}」，正文是「{text[:14]}…」",
                        f"把 district 改成“{named}”，或改正文",
                    )


@in_book("C102", INFO)
def undated_case(manuscript: Manuscript) -> Iterator[Hit]:
    """案例没有年份。

    案例要有年份（year），或在正文里写明，几年以后读者才知道是什么时候的事。
    依据：图书编辑惯例（时效性）。
    例：::: {.case district="甲区"} → ::: {.case district="甲区" year="2023"}
    """
    for question in manuscript.handbook.questions:
        labels = {id(p.block): p for p in reversed(manuscript.of(question)) if p.kind == "label"}
        for block in walk(question.blocks):
            if not isinstance(block, Case) or id(block) not in labels or block.year:
                continue
            if not re.search(r"\d{4}年", "".join(p.text for p in passages(block.blocks))):
                label = labels[id(block)]
                yield Hit(
                    label, 0, len(label.text), f"「{block.district}」的案例", '在块的开头一行加 year="…"'
                )


@in_book("C103", INFO)
def unused_term(manuscript: Manuscript) -> Iterator[Hit]:
    """术语表里的词正文没有用到。

    书后术语表只收正文里出现的词。
    依据：本项目术语表的用法。
    例：glossary 有“容积率”，正文没有 → 删去这一条
    """
    said = "".join(p.text for p in manuscript.passages if p.kind in PROSE and p.question != "terms")
    said += "".join(question.title for question in manuscript.handbook.questions)
    for passage in manuscript.passages:
        if passage.question == "terms" and passage.kind == "heading" and passage.text not in said:
            yield Hit(
                passage, 0, len(passage.text), f"「{passage.shown}」", "从 glossary 里删去，或在正文里用上"
            )


@in_book("C104", INFO)
def no_source(manuscript: Manuscript) -> Iterator[Hit]:
    """答案没有资料来源。

    信息栏的 sources 写明答案依据的文件或资料，供核对和更新。
    依据：图书编辑惯例（资料可查）。
    例：（没有 sources） → sources: [{title: 某某办法, date: 2023-08}]
    """
    for question in manuscript.handbook.questions:
        own = manuscript.of(question)
        if not question.sources and own:
            yield Hit(own[0], 0, len(own[0].text), f"第{question.number}问", "在信息栏加 sources")
