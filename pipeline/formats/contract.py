"""The contract that every format fulfils.

To add a format: one folder in ``pipeline/formats/`` with these functions, one in ``templates/``, one line in
:mod:`pipeline.formats.registry`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.handbook import Enclosure, Handbook, Mark, MarkKind, Passage, without_space


@dataclass(frozen=True, slots=True)
class Workshop:
    """The places a format may read beside the handbook: the project's templates and a cache that may be lost.

    ``templates`` is the folder that holds one folder a format; ``cache`` is where costly things that follow from
    their inputs alone (the font kit) are kept; it need not exist.
    """

    templates: Path
    cache: Path


Places = tuple[tuple[int, str], ...]
"""Where characters stand: from the character of this number (white space not counted) on, at this place; the first
number is 0."""


@dataclass(frozen=True, slots=True)
class FoundBlock:
    """Text that stands together in a finished file: a paragraph, a cell, a caption, a list item with its mark.

    ``places`` are in the format's own terms: printed page and line, EPUB ``href#id`` and printed page, article and
    paragraph. ``marks`` are what the file shows of emphasis and links, in the characters of ``text`` that count.
    ``faces`` are the typefaces, each from a character on, where the medium tells emphasis by them, and ``dotted`` the
    characters with dots under them (着重号): where each run begins and ends.
    ``within`` is what it stands in, the outermost first, and ``cell`` a cell's row (the head's is 0) and column (from
    1), where the file tells them. A picture is a block without text; ``picture`` is the data of the image as it stands
    in the file, ``alternative`` the words that stand for it (None where the medium has none).
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
        """Where a character stands (white space not counted)."""
        return self.places[bisect_right(self.places, character, key=lambda one: one[0]) - 1][1]


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question as it was found in a finished file.

    ``number`` is the number that the file shows; the blocks are what it shows a reader: number, title, answer,
    sources, then the footnotes in order, without the footnotes' marks (list marks such as ``1.`` and ``•`` belong to
    the text); white space is of no account. ``place`` is where it begins, in the format's own terms.
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
        """Where the question's characters stand, from one change of place to the next."""
        found: list[tuple[int, str]] = []
        start = 0
        for block in self.blocks:
            if length := len(without_space(block.text)):
                found += [(start + at, place) for at, place in block.places]
            start += length
        return tuple(found)

    def place_of(self, character: int) -> str:
        """Where a character stands (white space not counted); the last place for one behind the last."""
        for block in self.blocks:
            length = len(without_space(block.text))
            if character < length:
                return block.place(character)
            character -= length
        return self.blocks[-1].place(1 << 30) if self.blocks else self.place


@dataclass(frozen=True, slots=True)
class Furnishing:
    """A text that stands in a file beside the questions: what it is there for (书眉, 目录 …), where, its words.

    ``places`` may say more exactly where its characters stand; ``file`` names another file that belongs to the edition.
    ``blocks`` are what was found, with marks and pictures; ``passages`` what should be, where these are compared, too.
    ``number`` is the question's, if it belongs to one.
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
    ``shows_blocks`` says
    whether the file tells where one block ends and the next begins. ``furniture`` is every other text in it.
    ``shows_spaces`` says whether it keeps white space as the source has it. ``looks`` are its pages, where it has any.
    ``faults`` are what was met in reading and no comparison would tell: words struck out, not spoken, out of sight.
    """

    file: str
    questions: tuple[FoundQuestion, ...]
    shows: frozenset[Shown] = frozenset()
    shows_blocks: bool = False
    furniture: tuple[Furnishing, ...] = ()
    shows_spaces: bool = False
    looks: tuple[Look, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a finished file says of its own edition; ``digest`` is the source's, as many of its digits as are shown."""

    release: str
    digest: str


class UnreadableOutput(Exception):
    """A finished file is missing, broken or not what it says: ``file`` below ``output/``, ``fault`` in Chinese."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file} {fault}")
        self.file, self.fault = file, fault


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against a finished file beside its words: ``file`` below ``output/``, ``message`` in Chinese.

    A ``remark`` is to be known and stops nothing. ``number`` and ``place`` are the question's and where, if of one.
    """

    file: str
    message: str
    remark: bool = False
    number: int = 0
    place: str = ""


def without_rules(_directory: Path) -> tuple[Fault, ...]:
    """The inspection of a format that has no rules of its own."""
    return ()


def without_siblings(
    _directory: Path, _editions: Sequence[FoundEdition], _told: Collection[str]
) -> tuple[Fault, ...]:
    """The answer of a format whose editions need not look alike."""
    return ()


def without_hands(_directory: Path) -> str:
    """The answer of a format in whose files nobody writes."""
    return ""


def without_stamp(_path: Path) -> Stamp | None:
    """The answer of a format whose files do not say which edition they are."""
    return None


def without_reopening(path: Path) -> FoundEdition:
    """The answer of a format that cannot read a file alone."""
    return FoundEdition(path.name, ())


def without_furniture(_handbook: Handbook, _edition: FoundEdition) -> tuple[Furnishing, ...]:
    """The furniture of a file that has nothing but questions."""
    return ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of ``read_back``; ``apart``: it needs nothing that another has read, and may be done at the same time."""

    read: Callable[[Path], tuple[FoundEdition, ...]]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the files it leaves in ``output/`` (globs), and its functions.

    ``write(handbook, workshop, directory)`` writes the finished files into ``directory``, from nothing but the
    handbook, the templates and what an earlier format has left in ``directory``.
    ``read_back(directory)`` opens the finished files again, as a stranger would, and returns what they show:
    an edition a file that carries the whole text. Raises :class:`UnreadableOutput`.
    ``inspect(directory)`` opens them a second time and says what the format's own rules have against them (the
    platform's, the press's, the standard's). Raises :class:`UnreadableOutput`.
    ``agree(directory, editions, told)`` says where those of its editions that must look alike do not; not of places
    of which something is ``told`` already.
    ``edited(directory)`` says in Chinese why its files there must not be replaced, because people have written in
    them; empty when they may be.
    ``furniture(handbook, edition)`` is what must stand in a file beside the questions (contents, running heads …),
    given where its questions were found; in the order in which ``read_back`` finds it.
    ``readings`` are the parts of ``read_back``, where it has any; ``inspected_apart`` says of ``inspect`` what
    ``apart`` says of them.
    ``reopen(path)`` reads one file of this format back, whatever its name and place. Raises :class:`UnreadableOutput`.
    ``stamp(path)`` reads the edition out of a file of this format, whatever its name; None for any other file.
    """

    name: str
    outputs: tuple[str, ...]
    write: Callable[[Handbook, Workshop, Path], None]
    read_back: Callable[[Path], tuple[FoundEdition, ...]]
    inspect: Callable[[Path], tuple[Fault, ...]] = without_rules
    edited: Callable[[Path], str] = without_hands
    furniture: Callable[[Handbook, FoundEdition], tuple[Furnishing, ...]] = without_furniture
    stamp: Callable[[Path], Stamp | None] = without_stamp
    reopen: Callable[[Path], FoundEdition] = without_reopening
    readings: tuple[Reading, ...] = ()
    inspected_apart: bool = False
    agree: Callable[[Path, Sequence[FoundEdition], Collection[str]], tuple[Fault, ...]] = without_siblings
