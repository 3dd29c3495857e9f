"""What became of every part of a document, as entries for an editor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.importing.documents import Document
from pipeline.importing.plan import Entry
from pipeline.importing.recognition import LEFT_OUT, Fate
from pipeline.word import Comment

EXCERPT = 24  # characters


def paragraph_entries(fates: Iterable[Fate]) -> Iterator[Entry]:
    """Report on every paragraph: where it stood, what it became, how it begins."""
    for fate in fates:
        piece = fate.piece
        kind = "〔表格〕" if piece.grid else "〔图片〕" if piece.picture else ""
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
        words = number + kind + excerpt(" ".join(piece.text.split()))
        yield Entry(f"第{piece.at}段", f"{fate.became}{where}{reason}{signs}{added}", words)


def document_entries(document: Document, counts: Counter[str]) -> Iterator[Entry]:
    """Report on a document as a whole; ``counts`` are the repairs by name."""
    for words in document.outside:
        yield Entry("网页正文以外", "没有导入", excerpt(words))
    for what, count in sorted(counts.items()):
        if count:
            yield Entry("修补", what, f"{count} 处")
    for look, count in document.lost_looks:
        yield Entry("样式", f"源文件没有“{look}”，文字保留，样式没有保留", f"{count} 处")
    yield from changes_entries(document.changes)
    for words in document.deleted:
        yield Entry("修订", "删去的字没有导入", words)
    for words in document.margins:
        yield Entry("页眉页脚", "没有导入", excerpt(words))
    for words in document.hidden:
        yield Entry("隐藏文字", "没有导入", excerpt(words))
    for kind, count in document.embedded:
        yield Entry(kind, "没有导入", f"{count} 处，请另外补上")
    for comment in document.comments:
        yield comment_entry(comment, "")


def changes_entries(count: int) -> Iterator[Entry]:
    """Report tracked changes, if there are any."""
    if count:
        yield Entry("修订", "按全部接受读取", f"{count} 处")


def comment_entry(comment: Comment, place: str) -> Entry:
    """Report a comment, which the source cannot hold."""
    about = f"「{excerpt(comment.about)}」" if comment.about else ""
    return Entry("批注", "没有导入，请自行处理", f"{place}{about}{comment.author}：{comment.text}")


def excerpt(words: str) -> str:
    """Give the beginning of a text."""
    return words if len(words) <= EXCERPT else words[:EXCERPT] + "…"
