"""What an import did, as lines for an editor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pipeline.importing.documents import Document
from pipeline.importing.recognition import LEFT_OUT, Fate

if TYPE_CHECKING:
    from collections import Counter

EXCERPT = 24  # characters


def paragraph_lines(fates: Iterable[Fate]) -> Iterator[str]:
    """A line a paragraph: where it stood, what it became, how it begins."""
    for fate in fates:
        piece = fate.piece
        kind = "〔表格〕" if piece.grid else "〔图片〕" if piece.picture else ""
        words = " ".join(piece.text.split())
        excerpt = kind + _short(words)
        number = f"〔{piece.number}〕" if piece.number else ""
        where = (
            f"（第{fate.question + 1}个问题）" if fate.question is not None and fate.became != "问题" else ""
        )
        reason = f"：{fate.reason}" if fate.reason else ""
        taken = [
            part.strip() for part in (fate.before, fate.after) if part.strip() and fate.became != LEFT_OUT
        ]
        signs = f"；记号“{'…'.join(taken)}”改由栏目表示" if taken and fate.became not in ("书名",) else ""
        added = f"；自动编号“{fate.added}”写成了文字" if fate.added else ""
        yield f"第{piece.at}段 → {fate.became}{where}{reason}{signs}{added}：{number}{excerpt}"


def document_lines(document: Document, counts: Counter[str]) -> Iterator[str]:
    """What is to be said of a document as a whole."""
    for words in document.outside:
        yield f"网页正文以外 → 没有导入：{_short(words)}"
    for what, count in sorted(counts.items()):
        if count:
            yield f"修补 → {what}：{count} 处"
    for look, count in document.lost_looks:
        yield f"样式 → 源文件没有“{look}”，文字保留，样式没有保留：{count} 处"
    if document.changes:
        yield f"修订 → 按全部接受读取：{document.changes} 处"
    for words in document.margins:
        yield f"页眉页脚 → 没有导入：{_short(words)}"
    for words in document.hidden:
        yield f"隐藏文字 → 没有导入：{_short(words)}"
    for kind, count in document.embedded:
        yield f"{kind} → 没有导入：{count} 处，请另外补上"
    for comment in document.comments:
        about = f"「{_short(comment.about)}」" if comment.about else ""
        yield f"批注 → 没有导入，请自行处理：{about}{comment.author}：{comment.text}"


def _short(words: str) -> str:
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"
