"""提法。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.proofread.manuscript import Passage
from pipeline.proofread.registry import WARNING, Hit, in_passage
from pipeline.proofread.tables import rows

_ROWS = [(re.compile(row["pattern"]), row) for row in rows("cautious_words")]


@in_passage("F101", WARNING)
def cautious_words(passage: Passage) -> Iterator[Hit]:
    """慎用的提法。

    新闻和政务出版物里禁用、慎用的词语，见 tables/cautious_words.tsv，每行有出处。
    确需使用的，在 source/decisions.yaml 里写明理由。
    依据：《新华社新闻报道中的禁用词（第一批）》（2015）及2016年修订；各行另注。
    例：区领导亲自挂帅推进 → 区领导牵头推进
    """
    for pattern, row in _ROWS:
        for match in pattern.finditer(passage.text):
            span = match.span("at") if "at" in match.re.groupindex else match.span()
            yield Hit(passage, *span, f"「{passage.excerpt(*span)}」", f"{row['mend']}（{row['source']}）")
