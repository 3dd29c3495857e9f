"""What a new release says about its changes: which questions are new or changed, and the list that the book prints."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from pipeline.handbook import ADDED, CHANGED, KINDS, Alteration, Handbook, Revised
from pipeline.release.changes import Changes, changes
from pipeline.release.record import RecordedQuestion, load, record
from pipeline.release.revision_list import near_changes
from pipeline.release.reworded import Rewording
from pipeline.world import World


def with_revisions(handbook: Handbook, world: World) -> Handbook:
    """Give the handbook with its marks and its revision list, as its settings ask.

    Raises :class:`WrongUse` where the release that the settings name has not been recorded.
    """
    if handbook.revisions is None:
        return handbook
    found = changes(load(world, handbook.revisions.since), record(handbook, None))
    return dataclasses.replace(
        _marked(handbook, found) if handbook.revisions.show_marks else handbook,
        revision_list=tuple(_lines(found)) if handbook.revisions.show_list else (),
    )


def _marked(handbook: Handbook, found: Changes) -> Handbook:
    words = {question.id: ADDED for question in found.added}
    words |= {one.new.id: CHANGED for one in found.revised if one.rewordings}
    return dataclasses.replace(
        handbook,
        categories=tuple(
            dataclasses.replace(
                category,
                questions=tuple(
                    dataclasses.replace(question, revised=words.get(question.id, ""))
                    for question in category.questions
                ),
            )
            for category in handbook.categories
        ),
    )


def _lines(found: Changes) -> Iterator[Revised]:
    """Give the list: since when; new, removed, moved, changed questions, with the pages of the old printing."""
    old = found.old
    yield Revised("entry", (("same", f"以下各问与{old.edition}（发布 {old.version}，{old.date}）不同。"),))
    yield from _group("部分", list(_parts(found)))
    yield from _group("新增", [_entry(one) for one in found.added])
    yield from _group("删去", [Revised("entry", (("same", _was(one)),)) for one in found.removed])
    yield from _group(
        "移动", [_entry(one.new, f"{_was(one.old, title=False)} → ") for one in found.revised if one.moved]
    )
    changed = [one for one in found.revised if one.rewordings]
    if changed:
        yield Revised("heading", (("same", "修改"),))
    for one in changed:
        yield _entry(one.new, behind=_page(one.old))
        yield from (_wording(words) for words in one.rewordings)
    for one in found.beside:
        yield Revised("heading", (("same", one.new.title),))
        yield from (_wording(words) for words in one.rewordings)


def _parts(found: Changes) -> Iterator[Revised]:
    for one in found.parts:
        if one.moved:
            yield Revised("entry", (("same", f"“{one.new.title}”移动了位置。"),))
        for rewording in one.rewordings:
            yield _wording(rewording, "部分名" if rewording.kind == "title" else "")


def _group(name: str, lines: Sequence[Revised]) -> Iterator[Revised]:
    if lines:
        yield Revised("heading", (("same", name),))
        yield from lines


def _entry(question: RecordedQuestion, before: str = "", behind: str = "") -> Revised:
    """Give a question as it is now, with the words before and behind it."""
    pieces: list[tuple[Alteration, str]] = [("same", before)] if before else []
    pieces += [("reference", f"第{question.number}问"), ("same", f"　{question.title}{behind}")]
    return Revised("entry", tuple(pieces), question.id)


def _page(question: RecordedQuestion) -> str:
    """Give the page in the old printing, where it is known."""
    return f"（原{question.place}）" if question.place else ""


def _was(question: RecordedQuestion, *, title: bool = True) -> str:
    words = f"　{question.title}" if title else ""
    return f"原第{question.number}问{words}{_page(question)}"


def _wording(rewording: Rewording, name: str = "") -> Revised:
    last = len(rewording.pieces) - 1
    pieces = [
        ("same", f"{name or rewording.where or KINDS.get(rewording.kind, rewording.kind)}："),
        *(
            (
                piece.kind,
                near_changes(piece.text, at == 0, at == last) if piece.kind == "same" else piece.text,
            )
            for at, piece in enumerate(rewording.pieces)
        ),
        *((("same", f"（{'；'.join(rewording.remarks)}）"),) if rewording.remarks else ()),
    ]
    return Revised("wording", tuple(pieces))
