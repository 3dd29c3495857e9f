"""The revision list (修订说明) as Markdown.

Words left out stand in ``<del>``, new ones in ``<ins>``: unlike ``~~`` and ``**`` they hold beside Chinese marks, too
(CommonMark 0.31 §6.2 looks for white space or punctuation around a delimiter).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.handbook import KINDS
from pipeline.release.changes import Changes, Revised
from pipeline.release.record import RecordedQuestion
from pipeline.release.reworded import Rewording
from pipeline.release.wording import Piece

CONTEXT = 16  # characters of unchanged text shown on each side of a change


def revision_list(changes: Changes) -> str:
    """Write the whole list as Markdown; each question with its number and printed page in the release that has it."""
    old, new = changes.old, changes.new
    parts = [f"# {new.title}　修订说明", f"{old.version}（{old.date}）→ {new.version}（{new.date}）"]
    if changes.none:
        parts.append("两个版本的文字没有不同。")
    if old.title != new.title:
        parts += ["## 书名", _list([f"<del>{_safe(old.title)}</del><ins>{_safe(new.title)}</ins>"])]
    if changes.parts:
        parts += ["## 部分", _list(line for one in changes.parts for line in _part(one))]
    if changes.added:
        parts += ["## 新增", _list(_named(question) for question in changes.added)]
    if changes.removed:
        parts += ["## 删去", _list(_named(question) for question in changes.removed)]
    if moved := [one for one in changes.revised if one.moved]:
        parts += ["## 移动", _list(_move(one) for one in moved)]
    if reworded := [one for one in changes.revised if one.rewordings]:
        parts.append("## 修改")
        for one in reworded:
            parts += [f"### {_both(one)}　{_safe(one.new.title)}", _list(map(_wording, one.rewordings))]
    for one in changes.beside:
        parts += [f"## {_safe(one.new.title)}", _list(map(_wording, one.rewordings))]
    return "\n\n".join(parts) + "\n"


def _part(one: Revised) -> Iterator[str]:
    if one.moved:
        yield f"“{_safe(one.new.title)}”移动了位置"
    for rewording in one.rewordings:
        yield _wording(rewording) if rewording.kind != "title" else _wording(rewording, "部分名")


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _where(question: RecordedQuestion) -> str:
    place = f"（{question.place}）" if question.place else ""
    return f"第{question.number}问{place}"


def _named(question: RecordedQuestion) -> str:
    return f"{_where(question)}　{_safe(question.title)}"


def _both(one: Revised) -> str:
    was, now = _where(one.old), _where(one.new)
    return now if was == now else f"{was} → {now}"


def _move(one: Revised) -> str:
    categories = (
        "" if one.old.category == one.new.category else f"（{one.old.category} → {one.new.category}）"
    )
    return f"{_both(one)}　{_safe(one.new.title)}{categories}"


def _wording(rewording: Rewording, name: str = "") -> str:
    last = len(rewording.pieces) - 1
    words = "".join(_piece(piece, at == 0, at == last) for at, piece in enumerate(rewording.pieces))
    remarks = f"（{_safe('；'.join(rewording.remarks))}）" if rewording.remarks else ""
    return f"{name or rewording.where or KINDS.get(rewording.kind, rewording.kind)}：{words}{remarks}"


def _piece(piece: Piece, first: bool, last: bool) -> str:
    if piece.kind == "removed":
        return f"<del>{_safe(piece.text)}</del>"
    if piece.kind == "added":
        return f"<ins>{_safe(piece.text)}</ins>"
    return _safe(near_changes(piece.text, first, last))


def near_changes(text: str, first: bool, last: bool) -> str:
    """Shorten unchanged words to those beside a change: the ``first`` have it behind them, the ``last`` before them."""
    if first and len(text) > CONTEXT:
        return "…" + text[-CONTEXT:]
    if last and len(text) > CONTEXT:
        return text[:CONTEXT] + "…"
    return text if len(text) <= 2 * CONTEXT + 1 else f"{text[:CONTEXT]}…{text[-CONTEXT:]}"


def _safe(text: str) -> str:
    """Escape the characters that Markdown would take for its own."""
    return re.sub(r"([\\`*_\[\]{}<>#~|])", r"\\\1", text)
