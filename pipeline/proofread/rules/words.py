"""字词与语病。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.chinese.characters import HAN
from pipeline.proofread.manuscript import PROSE, Manuscript, Passage
from pipeline.proofread.registry import ERROR, INFO, WARNING, Hit, in_book, in_passage
from pipeline.proofread.tables import rows

# Doubled characters that belong to two words (目的|的, 参与|与 …) or make one (的的确确).
_DOUBLED = re.compile(
    "(?<![目标])的的(?!确|士|话)|(?<!为)(?<!不)了了(?![解之却结然])|(?<![现存所正潜内外自实])在在|(?<!共)(?<!饱)和和(?![美平气睦谐])"
    "|(?<!参)(?<!给)(?<!赋)与与|(?<![以普涉波触提顾])及及(?![时早格第])|(?<![自理缘事])由由|(?<![针面相应敌绝核比配校反查])对对(?![口方称象外内])"
    "|(?<![即行])将将|(?<![可予加得难所给])以以|(?<![位基鉴处])于于|(?<!更)(?<!最)新新|(?<!自)从从(?!容)|(?<!作)(?<!行)(?<!认)(?<!成)(?<!视)(?<!称)为为(?!期|时|数|人|难)"
    "|(?<!方)(?<!走)(?<!面)向向|把把(?![柄握关守])|被被(?!单|子)|(?<!一)并并|(?<!这)(?<!那)(?<!有)些些|(?<![但就不还都若凡可于])是是(?!非)"
    "|(?<![摘主需重纪概必紧只首简扼想])要要(?!求|素|点)|(?<![响适相反供对效回感])应应(?![急对有付])|各各|已已|(?<![平人年月日户])均均|也也"
)


_TWICE = re.compile("([的了在和与及由对将以于新从为向把被并些是要应各已均也])\\1")


@in_passage("W101", ERROR, PROSE)
def doubled_characters(passage: Passage) -> Iterator[Hit]:
    """虚字重复。

    多打了一个“的”“了”“在”“和”等字。
    依据：《图书质量管理规定》（多字按错别字计）。
    例：居民的的意见 → 居民的意见
    """
    if not _TWICE.search(passage.text):  # far cheaper than the pattern with its exceptions
        return
    for match in _DOUBLED.finditer(passage.text):
        yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span())}」", f"删去一个“{match[0][0]}”")


_REPEATED = re.compile(f"([{HAN}]{{2,8}})\\1")
# Two words that overlap (企|业创|业创|新, 利|用信|用信|息) and verbs that are said twice (研究研究).
_REDUPLICATED = re.compile(
    "业创|用信|年度|会委员|强自|研究|讨论|考虑|商量|学习|休息|锻炼|体验|了解|打听|整理|收拾|琢磨|认识|尝试|活动|沟通|评估|检查|介绍|宣传|很多|许多|大家|[建治享][^一]|.*[的和与及].*|好好|天天|常常|点点|年年|步步|一[^一]+|[^一]一|.*?(.)\\1.*|[十百千万亿]+"
)


# After another word the first may be a noun and the second a verb: 社会组织|组织居民, 本规定|规定的.
_NOUN_AND_VERB = re.compile(
    "规定|组织|计划|规划|管理|领导|决定|要求|报告|通知|申请|活动|工作|建设|设计|评价|服务|登记|装箱|分类|编制|代表|指导"
    "|说明|标志|标识|执法|保障|保护|评估|监督|审计|检测|教育|培训|运行|运营|经营|生产|消费|开发|使用|处理|处置|救助|救援"
)


@in_passage("W102", WARNING, PROSE)
def repeated_words(passage: Passage) -> Iterator[Hit]:
    """词语重复。

    同一个词连写了两次。“研究研究”这样的动词重叠和“一步一步”不在此列。
    依据：《图书质量管理规定》（多字按错别字计）。
    例：组织组织居民参与 → 组织居民参与
    """
    for match in _REPEATED.finditer(passage.text):
        two_words = _NOUN_AND_VERB.fullmatch(match[1]) and re.search(
            f"[{HAN}]$", passage.text[: match.start()]
        )
        if not two_words and not _REDUPLICATED.fullmatch(match[1]):
            yield Hit(
                passage, *match.span(), f"「{passage.excerpt(*match.span(), 3)}」", f"只留一个“{match[1]}”"
            )


@in_passage("W103", ERROR, PROSE)
def repeated_clauses(passage: Passage) -> Iterator[Hit]:
    """语句重复。

    同一个分句或句子紧接着又出现一次，多是粘贴两遍。
    依据：《图书质量管理规定》（多字按错别字计）。
    例：要加强统筹协调，要加强统筹协调， → 要加强统筹协调，
    """
    for match in re.finditer(r"([^，。；！？“”]{5,80}[，。；！？])\1+", passage.text):
        yield Hit(passage, *match.span(), f"「{match[1]}」", "删去重复的一处")


@in_book("W104", WARNING)
def repeated_paragraphs(manuscript: Manuscript) -> Iterator[Hit]:
    """段落重复。

    两处整段文字完全相同，多是粘贴两遍；有意重复的请改写，或用 [](#问题的id) 参见。
    依据：《图书质量管理规定》。
    例：两问答案里有相同的一段 → 后一问写“参见第N问”
    """
    seen: dict[str, Passage] = {}
    for passage in manuscript.passages:
        if passage.kind == "paragraph" and len(passage.text) >= 30:
            first = seen.setdefault(passage.text, passage)
            if first is not passage:
                yield Hit(
                    passage,
                    0,
                    len(passage.text),
                    f"「{passage.shown[:16]}…」已出现在 {first.run.at}",
                    "删去一处或改写",
                )


_MISSPELT = rows("misspellings")


@in_passage("W201", ERROR)
def misspellings(passage: Passage) -> Iterator[Hit]:
    """错别字。

    常见的错别字和不规范的异形词，见 tables/misspellings.tsv，每行有出处。
    依据：《现代汉语词典》（第7版）；GF 1001—2001《第一批异形词整理表》。
    例：全面布署工作 → 全面部署工作
    """
    for row in _MISSPELT:
        if row["wrong"] in passage.text:  # far cheaper than one pattern of all
            for match in re.finditer(row["pattern"] or re.escape(row["wrong"]), passage.text):
                hint = f"改成“{row['right']}”（{row['source']}）"
                yield Hit(passage, *match.span(), f"「{passage.excerpt(*match.span(), 4)}」", hint)


_FAULTY = [(re.compile(row["pattern"]), row) for row in rows("faulty_sentences")]
_WRONG = [one for one in _FAULTY if one[1]["severity"] == "warning"]
_CLUMSY = [one for one in _FAULTY if one[1]["severity"] == "info"]


def _sentences_of(passage: Passage, table: list[tuple[re.Pattern[str], dict[str, str]]]) -> Iterator[Hit]:
    for pattern, row in table:
        for match in pattern.finditer(passage.text):
            yield Hit(passage, *match.span(), f"「{match[0]}」{row['why']}", row["mend"])


@in_passage("W202", WARNING, PROSE)
def faulty_sentences(passage: Passage) -> Iterator[Hit]:
    """语病。

    句式杂糅、前后矛盾、动宾搭配不当等常见语病，见 tables/faulty_sentences.tsv。
    依据：《现代汉语词典》（第7版）；《现代汉语八百词》。
    例：目的是为了方便居民 → 目的是方便居民
    """
    yield from _sentences_of(passage, _WRONG)


@in_passage("W203", INFO, PROSE)
def clumsy_sentences(passage: Passage) -> Iterator[Hit]:
    """可以更简洁或更顺的说法。

    意思重复或搭配可以推敲的说法，改不改由编辑定，见 tables/faulty_sentences.tsv。
    依据：《现代汉语词典》（第7版）；《现代汉语八百词》。
    例：均已经建立 → 均已建立
    """
    yield from _sentences_of(passage, _CLUMSY)
