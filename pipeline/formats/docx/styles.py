"""The paragraph styles of the review copy: what a paragraph is, and which blocks it is in.

A style's name is made of the blocks around the paragraph and its kind: ``要点案例正文`` is a paragraph of a case inside
a point. Word keeps names whatever its language; ids are made from them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

Container = Literal["point", "case", "note", "quote", "list"]
Kind = Literal["lead", "case", "note", "body", "item", "more", "caption", "picture", "legend"]

_CONTAINERS: dict[Container, str] = {
    "point": "要点",
    "case": "案例",
    "note": "说明",
    "quote": "引文",
    "list": "列表",
}
_KINDS: dict[Kind, str] = {
    "lead": "要点标题",
    "case": "案例标题",
    "note": "说明标题",
    "body": "正文",
    "item": "列表",
    "more": "列表续段",
    "caption": "表题",
    "picture": "图",
    "legend": "图题",
}
_ROOT = "答案"
_HEADS = ("lead", "case", "note")

TITLE, IMPRINT, GUIDE = "Title", "Subtitle", "审阅说明"
PREFACE, CATEGORY, INTRO = "前言标题", "heading 1", "类别说明"
QUESTION, SOURCES, CELL = "heading 2", "资料来源", "表格文字"
CODE = "Verbatim Char"  # pandoc's name: its reader makes code of it


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph of an answer is: its kind, and the blocks that it is in, outer first."""

    kind: Kind
    inside: tuple[Container, ...] = ()

    @property
    def style(self) -> str:
        """The name of its style."""
        around = "".join(_CONTAINERS[one] for one in self.inside)
        if not around and self.kind not in _HEADS:
            around = _ROOT
        return around + _KINDS[self.kind]

    @property
    def style_id(self) -> str:
        """An ASCII id, as Word itself makes them."""
        return "-".join(("b", *self.inside, self.kind))


_STYLE = re.compile(
    f"(?P<around>{_ROOT}|(?:{'|'.join(_CONTAINERS.values())})*?)(?P<kind>{'|'.join(_KINDS.values())})"
)
_BY_NAME = {name: key for key, name in _CONTAINERS.items()}
_KIND_BY_NAME = {name: key for key, name in _KINDS.items()}


def role_of(style: str) -> Role | None:
    """Give the role of a paragraph of this style, None where the style is none of an answer's."""
    match = _STYLE.fullmatch(style)
    if match is None or (not match["around"] and _KIND_BY_NAME[match["kind"]] not in _HEADS):
        return None
    around = match["around"].removeprefix(_ROOT)
    inside = tuple(_BY_NAME[around[at : at + 2]] for at in range(0, len(around), 2))
    return Role(_KIND_BY_NAME[match["kind"]], inside)


BOOKMARK_LENGTH = 40  # Word cuts longer names off


def bookmark(kind: Literal["q", "part", "see"], identifier: str) -> str:
    """Name the bookmark with which a question, a category, or the caption of a table or figure begins."""
    name = f"{kind}-{identifier}"
    if len(name) <= BOOKMARK_LENGTH:
        return name
    return f"{kind}-{hashlib.sha256(identifier.encode()).hexdigest()[: BOOKMARK_LENGTH - len(kind) - 1]}"


OTHERS = frozenset({TITLE, IMPRINT, GUIDE, PREFACE, CATEGORY, INTRO, QUESTION, SOURCES, CELL})
"""The styles that stand outside of answers, and that of table cells."""

_SAME = {name.casefold(): name for name in OTHERS} | {
    "标题 1": CATEGORY,
    "标题 2": QUESTION,
    "标题": TITLE,
    "副标题": IMPRINT,
}


def known_name(style: str) -> str:
    """Give a style's name as it is written here: other word processors write ``Heading 1``, or Word's Chinese names."""
    return _SAME.get(style.casefold(), style)
