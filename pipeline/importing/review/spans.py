"""Where the blocks of an answer stand in their file, so that one can be replaced without touching its neighbours."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.handbook import Block, Case, ItemList, Note, Place, Point, Quote
from pipeline.proofread.places import without_tab_stops

_DEFINITION = re.compile(r"(?m)^ {0,3}\[\^(?P<label>[^\]\s]+)\]:.*(?:\n(?:[ \t]+\S.*|[^\s\[:|>#`~*+-].*))*")
_NEW_LINE = re.compile("\r\n|\r|\n")


class SourceText:
    """A file of the source as it stands: its bytes as text, and the offsets of places in it."""

    def __init__(self, data: bytes) -> None:
        text = data.decode("utf-8")
        self.head = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = text[len(self.head) :]
        self.starts = [0, *(match.end() for match in _NEW_LINE.finditer(self.text))]
        found = _NEW_LINE.search(self.text)
        self.new_line = found[0] if found else "\n"

    def offset(self, place: Place) -> int:
        """Give the offset of a place; its column was counted with tabs expanded."""
        start = self.starts[min(place.line, len(self.starts)) - 1]
        end = self.starts[place.line] if place.line < len(self.starts) else len(self.text)
        return start + without_tab_stops(place, self.text[start:end]).column - 1

    def line_start(self, place: Place) -> int:
        """Give the offset where the place's line begins."""
        return self.starts[min(place.line, len(self.starts)) - 1]

    def data(self, text: str) -> bytes:
        """Give a changed text as the file's bytes."""
        return (self.head + text).encode()


@dataclass(frozen=True, slots=True)
class Node:
    """A block of the source and its span in the file, white space around it left out; children of points, cases, notes.

    ``inner`` is the offset after a container's opening line.
    """

    block: Block
    start: int
    end: int
    children: tuple[Node, ...] = ()
    inner: int = 0


@dataclass(frozen=True, slots=True)
class Definition:
    """A footnote's text below the answer."""

    label: str
    start: int
    end: int


def definitions(source: SourceText) -> tuple[Definition, ...]:
    """Give the footnotes of a file in the order of their places."""
    text = source.text.replace("\r\n", " \n")  # as long as it was
    return tuple(
        Definition(match["label"], match.start(), match.start() + len(match[0].rstrip()))
        for match in _DEFINITION.finditer(text)
    )


def nodes(source: SourceText, blocks: Sequence[Block]) -> tuple[Node, ...]:
    """Give the blocks of an answer with their spans."""
    cuts = tuple(one.start for one in definitions(source))
    return _nodes(source, blocks, len(source.text), cuts)


def _nodes(
    source: SourceText, blocks: Sequence[Block], limit: int, cuts: tuple[int, ...]
) -> tuple[Node, ...]:
    starts = [source.line_start(block.at) for block in blocks]
    found = []
    for index, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        end = starts[index + 1] if index + 1 < len(starts) else limit
        end = min([end, *(cut for cut in cuts if start < cut < end)])
        end = start + len(source.text[start:end].rstrip())
        children: tuple[Node, ...] = ()
        inner = 0
        if isinstance(block, Point | Case | Note):
            opening = _NEW_LINE.search(source.text, start, end)
            inner = opening.end() if opening else end
            fence = max(source.text.rfind("\n", start, end), source.text.rfind("\r", start, end)) + 1
            children = _nodes(source, block.blocks, max(fence, inner), cuts)
        found.append(Node(block, start, end, children, inner))
    return tuple(found)


def place_of(own: Sequence[Block], now: Sequence[Block], near: Block | None) -> Place | None:
    """Give the place in the source of ``near``, a block of ``now``, which is how a review copy has ``own``."""
    if near is None or len(own) != len(now):
        return None
    for mine, block in zip(own, now, strict=True):
        if block == near:
            return mine.at
        match mine, block:
            case ((Point() | Case() | Note() | Quote()), (Point() | Case() | Note() | Quote())):
                found = place_of(mine.blocks, block.blocks, near)
            case ItemList(), ItemList() if len(mine.items) == len(block.items):
                pairs = zip(mine.items, block.items, strict=True)
                found = next((at for pair in pairs if (at := place_of(*pair, near)) is not None), None)
            case _:
                found = None
        if found is not None:
            return found
    return None
