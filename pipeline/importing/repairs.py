"""What is mended in a text that comes from a web copy: half-width marks, spaces in Chinese, scrape debris.

Copies that have gone through NFKC (Unicode standard annex 15) have lost ，；？（）：！ but kept 。、“”《》; GB/T
15834—2011 asks for the full-width marks. Every change is counted and reported; the proof knows these repairs only.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from pipeline.chinese.characters import HAN, MARKS, restored
from pipeline.handbook import Emphasis, Footnote, Inline, Link, Strong, Text, inline_text
from pipeline.importing.pieces import Grid, Piece

SPACE = "删去中文里的空格"
WIDTH = "半角标点改为全角"
_CHINESE = f"[{HAN}{re.escape(MARKS)}]"
_SPACE = re.compile(rf"(?<={_CHINESE}) +(?=[{HAN}{re.escape(MARKS)}0-9])|(?<=[0-9]) +(?=[{HAN}])")


def mend(text: str) -> str:
    """Give ``text`` with full-width marks beside Chinese and without spaces between Chinese characters and digits."""
    return _SPACE.sub("", restored(text)[0])


def mend_inlines(inlines: tuple[Inline, ...], counts: Counter[str]) -> tuple[Inline, ...]:
    """Mend the texts of inlines as one string, so that a mark beside emphasis is seen; code stays."""
    whole = inline_text(inlines)
    widened, changed = restored(whole)
    counts[WIDTH] += changed
    kept = _kept_characters(widened)
    counts[SPACE] += kept.count(False)
    position = 0

    def again(parts: tuple[Inline, ...]) -> tuple[Inline, ...]:
        nonlocal position
        found: list[Inline] = []
        for part in parts:
            match part:
                case Text():
                    span = range(position, position + len(part.text))
                    position += len(part.text)
                    found.append(Text("".join(widened[i] for i in span if kept[i])))
                case Strong() | Emphasis() | Link():
                    found.append(replace(part, inlines=again(part.inlines)))
                case Footnote():
                    found.append(replace(part, inlines=mend_inlines(part.inlines, counts)))
                case _:
                    position += len(inline_text((part,)))
                    found.append(part)
        return tuple(part for part in found if not (isinstance(part, Text) and not part.text))

    return again(inlines)


def _kept_characters(text: str) -> list[bool]:
    kept = [True] * len(text)
    for match in _SPACE.finditer(text):
        kept[match.start() : match.end()] = [False] * (match.end() - match.start())
    return kept


def mend_piece(piece: Piece, counts: Counter[str]) -> Piece:
    """Mend all texts of a piece; changes are added to ``counts``."""
    grid = piece.grid
    if grid is not None:
        head, *rows = (tuple(mend_inlines(cell, counts) for cell in row) for row in (grid.head, *grid.rows))
        return replace(piece, grid=Grid(head, tuple(rows), grid.caption))
    return replace(piece, inlines=mend_inlines(piece.inlines, counts))


# Words that web pages put around an article; a paragraph of these alone is left out, and reported.
_DEBRIS = re.compile(
    r"(?:[（(【\[]?\s*(?:相关)?资料图(?:片)?\s*[】\])）]?"
    r"|打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|上一[篇页]：?.*|下一[篇页]：?.*|分享到?：?|收藏|扫一扫.{0,20}"
    r"|【?(?:打印|关闭|字体|字号)[：:]?[】]?|大|中|小|责任编辑[：:].{0,20}|阅读原文|阅读(?:量|次数)[：:]?\s*\d*"
    r"|(?:浏览|点击|访问)(?:次数|量)?[：:]?\s*\d*(?:次)?|点击(?:查看|展开)(?:更多|全文)|[|｜\s\[\]【】])+"
)


def is_debris(text: str) -> bool:
    """Report whether a paragraph consists of the words around an article only."""
    text = text.strip()
    return bool(text) and text not in "大中小" and _DEBRIS.fullmatch(text) is not None
