"""网页残留。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.proofread.manuscript import Passage
from pipeline.proofread.registry import ERROR, Hit, in_passage
from pipeline.proofread.tables import rows

_DEBRIS = re.compile("|".join(f"(?:{row['pattern']})" for row in rows("debris")))


@in_passage("A101", ERROR)
def debris(passage: Passage) -> Iterator[Hit]:
    """网页上带来的文字。

    从网页复制时混进来的按钮、栏目和版权文字，不是正文，见 tables/debris.tsv。
    依据：《图书质量管理规定》（多余文字按错字计）。
    例：打印本页 关闭窗口 → （删去）
    """
    for match in _DEBRIS.finditer(passage.text):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "对照原稿删去")


@in_passage("A102", ERROR)
def mojibake(passage: Passage) -> Iterator[Hit]:
    """乱码或残留的网页代码。

    编码弄错留下的乱码，以及 &nbsp;、<br> 一类网页代码。
    依据：《图书质量管理规定》（错字）。
    例：社区&nbsp;治理 → 社区治理
    """
    for match in re.finditer(
        "锟斤拷|烫烫烫|屯屯屯|(?:Ã.|â€.|ï¼.){1,}|&(?:[a-z]{2,8}|#\\d{2,6});|</?(?:br|p|div|span|strong|b|font|td|tr)\\b[^>]{0,80}>",
        passage.text,
    ):
        yield Hit(passage, *match.span(), f"「{match[0]}」", "对照原稿改正")
