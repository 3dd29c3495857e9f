"""成对的标点。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.chinese.characters import PAIRS
from pipeline.proofread.manuscript import Manuscript, Passage
from pipeline.proofread.registry import ERROR, Hit, in_book, in_passage

_CLOSES = {closing: opening for opening, closing in PAIRS.items()}
_QUOTES, _BRACKETS, _TITLES = "“”‘’「」『』", "（）〔〕【】［］", "《》〈〉"
_ENUMERATOR = re.compile(r"(?:^|[，。、；：！？\s])[0-9A-Za-z①-⑳一二三四五六七八九十]{1,3}$")


class _Pair(NamedTuple):
    """Two marks that belong together; ``around`` is the opening mark of the pair directly outside."""

    start: int
    end: int
    around: str


class _Paired(NamedTuple):
    pairs: tuple[_Pair, ...]
    alone: tuple[int, ...]


@lru_cache(maxsize=4096)
def _paired(text: str) -> _Paired:
    """Give the pairs of a text and the marks that have no partner. Half-width brackets count as full-width ones."""
    open_marks: list[int] = []
    pairs: list[_Pair] = []
    alone: list[int] = []
    text = text.replace("(", "（").replace(")", "）")
    for match in re.finditer("[" + "".join(map(re.escape, [*PAIRS, *_CLOSES])) + "]", text):
        at, mark = match.start(), match[0]
        if mark in PAIRS:
            open_marks.append(at)
            continue
        partner = next((o for o in reversed(open_marks) if text[o] == _CLOSES[mark]), None)
        if partner is None:
            apostrophe = mark == "’" and re.search("[A-Za-z]$", text[:at])
            if not apostrophe and not (mark == "）" and _ENUMERATOR.search(text[:at])):
                alone.append(at)
            continue
        while open_marks[-1] != partner:
            alone.append(open_marks.pop())
        open_marks.pop()
        pairs.append(_Pair(partner, at, text[open_marks[-1]] if open_marks else ""))
    return _Paired(tuple(pairs), tuple(sorted([*alone, *open_marks])))


def _unpaired(passage: Passage, family: str) -> Iterator[Hit]:
    for at in _paired(passage.text).alone:
        mark = passage.text[at].replace("(", "（").replace(")", "）")
        if mark in family:
            side, partner = ("后", PAIRS[mark]) if mark in PAIRS else ("前", _CLOSES[mark])
            yield Hit(
                passage,
                at,
                at + 1,
                f"「{passage.excerpt(at, at + 1, 8)}」里的 {mark} 没有配对",
                f"补上{side}半个「{partner}」，或删去多余的「{mark}」",
            )


@in_book("P101", ERROR)
def quotes(manuscript: Manuscript) -> Iterator[Hit]:
    """引号不成对。

    引号必须在同一段里成对。引文有好几段时，可以每段开头都用前引号、只在最后一段末尾用后引号。
    依据：GB/T 15834—2011 4.8。
    例：做到“人人有责、人人尽责。 → 做到“人人有责、人人尽责”。
    """
    passages = (*manuscript.passages, None)
    for passage, following in zip(manuscript.passages, passages[1:], strict=True):
        goes_on = (
            following is not None
            and passage.text.startswith("“")
            and following.text.startswith("“")
            and (passage.kind, passage.inside)
            == (following.kind, following.inside)
            == ("paragraph", passage.inside)
        )
        for hit in _unpaired(passage, _QUOTES):
            if not (goes_on and hit.start == 0):
                yield hit


@in_passage("P102", ERROR)
def brackets(passage: Passage) -> Iterator[Hit]:
    """括号不成对。

    圆括号、方括号、六角括号和方头括号必须在同一段里成对。1）、a）这样的序号只用后半个，不算错。
    依据：GB/T 15834—2011 4.9。
    例：街道（镇要做好登记。 → 街道（镇）要做好登记。
    """
    yield from _unpaired(passage, _BRACKETS)


@in_passage("P103", ERROR)
def title_marks(passage: Passage) -> Iterator[Hit]:
    """书名号不成对。

    书名号必须在同一段里成对。
    依据：GB/T 15834—2011 4.15。
    例：根据《城乡规划法的规定。 → 根据《城乡规划法》的规定。
    """
    yield from _unpaired(passage, _TITLES)


@in_passage("P104", ERROR, mends=True)
def nesting(passage: Passage) -> Iterator[Hit]:
    """引号或书名号的内外层用错。

    引号外层用“”、里层用‘’；书名号外层用《》、里层用〈〉。
    依据：GB/T 15834—2011 4.8、4.15。
    例：他说：“要办好“一件事”。” → 他说：“要办好‘一件事’。”
    """
    inner = {"“": "‘’", "《": "〈〉"}
    outer = {"‘": ("“", "“”"), "〈": ("《", "《》")}
    for pair in _paired(passage.text).pairs:
        mark = passage.text[pair.start]
        if mark in inner and pair.around == mark:
            new = inner[mark]
        elif mark in outer and not pair.around:
            new = outer[mark][1]
        else:
            continue
        words = passage.shown[pair.start : pair.end + 1]
        for at, replacement in ((pair.start, new[0]), (pair.end, new[1])):
            yield Hit(passage, at, at + 1, f"「{words}」", f"这一层改用「{new}」", replacement)
