"""A finished edition as a reader of its files found it: its questions block by block, and every other text in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.handbook import Enclosure, Mark, MarkKind, Passage, without_space

Places = tuple[tuple[int, str], ...]
"""Where characters stand: from the character of this number (white space not counted) on, at this place; the first
number is 0."""


def place_at(places: Places, character: int) -> str:
    """Give the place of a character (white space not counted)."""
    return places[bisect_right(places, character, key=lambda one: one[0]) - 1][1]


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """Text that belongs together in a finished file: a paragraph, a cell, a caption, a list item with its mark.

    ``places`` are in the format's own terms: printed page and line, EPUB ``href#id`` and printed page, article and
    paragraph. ``marks`` are what the file shows of emphasis and links, in the characters of ``text`` that count.
    ``faces`` are the typefaces, each from a character on, where the medium shows emphasis by them, and ``dotted`` the
    characters with dots under them (着重号): where each run begins and ends.

    ``within`` are its enclosures, the outermost first, and ``cell`` a cell's row (the head's is 0) and column (from
    1), where the file shows them. A picture is a block without text; ``picture`` is the data of the image as it is
    in the file, ``alternative`` the words in its place (None where the medium has none).
    """

    text: str
    places: Places
    marks: tuple[Mark, ...] = ()
    picture: bytes = b""
    alternative: str | None = None
    faces: tuple[tuple[int, str], ...] = ()
    dotted: tuple[tuple[int, int], ...] = ()
    within: tuple[Enclosure, ...] | None = None
    cell: tuple[int, int] | None = None

    def place(self, character: int = 0) -> str:
        """Give the place of a character (white space not counted)."""
        return place_at(self.places, character)


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question as it was found in a finished file.

    ``number`` is the number that the file shows; the blocks are what it shows a reader: number, title, answer,
    sources, then the footnotes in order, without the footnotes' marks (list marks such as ``1.`` and ``•`` belong to
    the text); white space does not count. ``place`` is where it begins, in the format's own terms.
    """

    number: int
    blocks: tuple[FoundBlock, ...]
    place: str

    @property
    def text(self) -> str:
        """Everything that it shows, a line a block."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def stations(self) -> Places:
        """The places of the question's characters, from one change of place to the next."""
        found: list[tuple[int, str]] = []
        start = 0
        for block in self.blocks:
            if length := len(without_space(block.text)):
                found += [(start + at, place) for at, place in block.places]
            start += length
        return tuple(found)

    def place_of(self, character: int) -> str:
        """Give the place of a character (white space not counted), the last place for one behind the last."""
        for block in self.blocks:
            length = len(without_space(block.text))
            if character < length:
                return block.place(character)
            character -= length
        return self.blocks[-1].place(1 << 30) if self.blocks else self.place


@dataclass(frozen=True, slots=True)
class Furnishing:
    """A text in a file beside the questions: its role (书眉, 目录 …), its place, its words.

    ``places`` may give the places of its characters more exactly; ``file`` names another file that belongs to the
    edition. ``blocks`` are what was found, with marks and pictures; ``passages`` what should be found, where these
    are compared, too. ``number`` is the question's, if it belongs to one.
    """

    part: str
    place: str
    text: str
    places: Places = ()
    file: str = ""
    blocks: tuple[FoundBlock, ...] = ()
    passages: tuple[Passage, ...] = ()
    number: int = 0


Shown = MarkKind | Literal["picture", "revised"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a page looks, at a small size.

    ``shades`` are its spots row by row, a byte each (0 black, 255 white), ``columns`` to a row. ``size`` is its width
    and height, ``lines`` are the baselines of its lines of text and ``pictures`` the edges (left, top, right, bottom)
    of its pictures, all in points from its corner.
    """

    label: str
    size: tuple[float, float]
    columns: int
    shades: bytes
    lines: tuple[float, ...] = ()
    pictures: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class FoundEdition:
    """One finished edition: the file (or folder) it was read from, below ``output/``, and its questions in order.

    ``shows`` are the kinds of marks that this medium shows, and ``picture`` and ``revised`` where it shows those;
    ``shows_blocks`` says whether the file shows where one block ends and the next begins. ``furniture`` is every
    other text in it. ``shows_spaces`` says whether it keeps white space as the source has it. ``looks`` are its
    pages, where it has any, ``pages`` the labels of those on which what references name (第N问, 表N, 图N) begins.
    """

    file: str
    questions: tuple[FoundQuestion, ...]
    shows: frozenset[Shown] = frozenset()
    shows_blocks: bool = False
    furniture: tuple[Furnishing, ...] = ()
    shows_spaces: bool = False
    looks: tuple[Look, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The edition that a finished file names; ``digest`` is the source's, as many of its digits as are shown."""

    release: str
    digest: str
