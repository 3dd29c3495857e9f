"""句子。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.proofread.manuscript import PROSE, Passage
from pipeline.proofread.registry import INFO, Hit, in_passage

LONG, VERY_LONG = 80, 120  # characters


@in_passage("W301", INFO, PROSE)
def no_subject(passage: Passage) -> Iterator[Hit]:
    """句子可能缺主语。

    句子以“包括”“不仅”“使”“使得”“让”开头，或用“通过……使……”把主语淹没了。
    依据：《现代汉语八百词》；编校惯例。
    例：全方位保障质量。包括建立制度。 → 全方位保障质量，主要包括建立制度。
    """
    for match in re.finditer("(?:(?<=。)|^)(?:包括|不仅|使得|使(?!用|命|馆))", passage.text):
        if match.start() or not passage.inside:
            yield Hit(
                passage,
                *match.span(),
                f"「{passage.excerpt(*match.span(), 8)}」",
                "补上主语，或与前一句接起来",
            )
    for match in re.finditer(
        "(?:(?<=。)|^)(?:通过|经过)[^，。；]{4,40}，?使(?!用)(?:得)?[^，。]{2}", passage.text
    ):
        yield Hit(passage, *match.span(), f"「{match[0][:20]}」", "删去“通过”或“使”")


@in_passage("W302", INFO, PROSE)
def long_sentences(passage: Passage) -> Iterator[Hit]:
    """句子太长。

    超过80个字的句子读起来吃力，超过120个字的建议拆开。只是提示，不算错误。
    依据：可读性惯例（手册面向居民和街镇工作人员）。
    例：一个句子121个字 → 拆成两三句
    """
    for match in re.finditer("[^。？！]+", passage.text):
        if len(match[0]) > LONG:
            words = "建议拆开" if len(match[0]) > VERY_LONG else "可以考虑拆开"
            yield Hit(passage, *match.span(), f"「{match[0][:12]}…」共{len(match[0])}字", words)
