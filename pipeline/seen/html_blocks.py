"""Characters in the order of a document → its blocks, each with its marks and places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from pipeline.handbook import Enclosure, Mark, without_space
from pipeline.seen.edition import FoundBlock


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The surroundings of characters: enclosures, the outermost first, and a cell; whether all is bold, or raised.

    ``cells`` are the places of the cells of the table around.
    """

    within: tuple[Enclosure, ...] = ()
    cell: tuple[int, int] | None = None
    bold: bool = False
    raised: bool = False
    cells: Mapping[etree._Element, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Blocks:
    """Joins characters to blocks.

    ``href`` is the document, ``anchor`` the id of the section and ``page`` the printed page of the next character;
    ``done`` are the blocks that have ended, ``length`` the characters of the one that has begun (white space
    not counted).
    """

    href: str
    page: str = ""
    anchor: str = ""
    done: list[FoundBlock] = field(default_factory=list)
    length: int = 0
    text: str = ""
    _marks: list[Mark] = field(default_factory=list)
    _places: list[tuple[int, str]] = field(default_factory=list)
    _around: Surroundings = field(default_factory=Surroundings)

    def add(self, text: str, around: Surroundings) -> None:
        """Add characters; the surroundings of a block are those of its first characters."""
        if text and not self._places:
            self._places.append((0, self.next_place))
            self._around = around
        self.text += text
        self.length += len(without_space(text))

    def mark(self, mark: Mark) -> None:
        """Add a mark to the block that has begun."""
        self._marks.append(mark)

    def turn_to(self, page: str) -> None:
        """Begin a printed page here."""
        self.page = page
        if self._places:
            self._places.append((self.length, self.next_place))

    def end(self) -> None:
        """End the block; white space alone makes no block."""
        if self.length:
            self.done.append(
                FoundBlock(
                    self.text,
                    tuple(self._places),
                    tuple(self._marks),
                    within=self._around.within,
                    cell=self._around.cell,
                )
            )
        self.text, self.length, self._marks, self._places = "", 0, [], []

    def add_picture(self, data: bytes, alternative: str, around: Surroundings) -> None:
        """Add a picture as a block of its own; ``data`` is empty where the document has none."""
        self.end()
        place = ((0, self.next_place),)
        picture = data or b"?"
        self.done.append(
            FoundBlock("", place, picture=picture, alternative=alternative, within=around.within)
        )

    @property
    def next_place(self) -> str:
        """The place of a block that begins here: document and section, which block of it, printed page."""
        page = f"（印刷版第{self.page}页）" if self.page else ""
        anchor = f"#{self.anchor}" if self.anchor else ""
        return f"{self.href}{anchor} 第{len(self.done) + 1}段{page}"

    @property
    def place(self) -> str:
        """The place of the last character, or of a block that would begin here."""
        return self._places[-1][1] if self.length else self.next_place
