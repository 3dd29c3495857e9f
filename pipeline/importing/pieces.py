"""The intermediate between documents and the source: a flat list of paragraphs, tables and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.handbook import Cell, Emphasis, Footnote, Inline, Link, Strong, inline_text


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it stands in the document; ``data`` is empty where the document does not hold it."""

    name: str
    data: bytes
    alternative: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every row has as many cells as the head."""

    head: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, a table or a picture.

    ``at`` is its place for people (第12段); ``number`` what a word processor shows before it without its being text
    (``1.``, ``•``); ``depth`` that of its list; ``level`` its outline level (0: body text); ``quoted`` whether it is
    set apart as a quotation; ``bookmarks`` the anchors that stand in it; ``contents`` whether it is a line of a table
    of contents.
    """

    at: int
    inlines: tuple[Inline, ...] = ()
    number: str = ""
    depth: int = 0
    level: int = 0
    style: str = ""
    quoted: bool = False
    bookmarks: tuple[str, ...] = ()
    grid: Grid | None = None
    picture: Picture | None = None
    contents: bool = False

    @property
    def text(self) -> str:
        """The visible characters, footnotes left out."""
        if self.grid is not None:
            cells = (inline_text(cell) for row in (self.grid.head, *self.grid.rows) for cell in row)
            return self.grid.caption + "".join(cells)
        return (self.picture.caption if self.picture else "") + inline_text(self.inlines)

    @property
    def notes(self) -> tuple[str, ...]:
        """The texts of its footnotes, in order."""
        rows = (self.grid.head, *self.grid.rows) if self.grid else ()
        return tuple(_notes((*self.inlines, *(inline for row in rows for cell in row for inline in cell))))


def _notes(inlines: tuple[Inline, ...]) -> list[str]:
    found: list[str] = []
    for inline in inlines:
        match inline:
            case Footnote():
                found.append(inline_text(inline.inlines))
            case Strong() | Emphasis() | Link():
                found += _notes(inline.inlines)
    return found
