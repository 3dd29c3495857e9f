"""The contract that every format fulfils.

To add a format: one folder in ``pipeline/formats/`` with these two functions, one in ``templates/``, one line in
:mod:`pipeline.formats.registry`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.handbook import Handbook


@dataclass(frozen=True, slots=True)
class Workshop:
    """The places a format may read beside the handbook: the project's templates and a cache that may be lost.

    ``templates`` is the folder that holds one folder a format; ``cache`` is where costly things that follow from
    their inputs alone (the font kit) are kept; it need not exist.
    """

    templates: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question as it was found in a finished file.

    ``number`` is the number that the file shows; ``text`` what the file shows a reader: number, title, answer,
    sources, then the footnotes in order, without the footnotes' marks (list marks such as ``1.`` and ``•`` belong to
    the text); white space is of no account. ``place`` is where it begins, in the format's own terms: PDF page as
    printed, EPUB ``href#id``, WeChat article.
    """

    number: int
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class FoundEdition:
    """One finished edition: the file (or folder) it was read from, below ``output/``, and its questions in order."""

    file: str
    questions: tuple[FoundQuestion, ...]


class UnreadableOutput(Exception):
    """A finished file is missing, broken or not what it says: ``file`` below ``output/``, ``fault`` in Chinese."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file} {fault}")
        self.file, self.fault = file, fault


@dataclass(frozen=True, slots=True)
class Fault:
    """What stands against a finished file beside its words: ``file`` below ``output/``, ``message`` in Chinese.

    A ``remark`` is to be known and stops nothing.
    """

    file: str
    message: str
    remark: bool = False


def without_rules(_directory: Path) -> tuple[Fault, ...]:
    """The inspection of a format that has no rules of its own."""
    return ()


def without_hands(_directory: Path) -> str:
    """The answer of a format in whose files nobody writes."""
    return ""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the files it leaves in ``output/`` (globs), and its functions.

    ``write(handbook, workshop, directory)`` writes the finished files into ``directory``, from nothing but the
    handbook, the templates and what an earlier format has left in ``directory``.
    ``read_back(directory)`` opens the finished files again, as a stranger would, and returns what they show:
    an edition a file that carries the whole text. Raises :class:`UnreadableOutput`.
    ``inspect(directory)`` opens them a second time and says what the format's own rules have against them (the
    platform's, the press's, the standard's). Raises :class:`UnreadableOutput`.
    ``edited(directory)`` says in Chinese why its files there must not be replaced, because people have written in
    them; empty when they may be.
    """

    name: str
    outputs: tuple[str, ...]
    write: Callable[[Handbook, Workshop, Path], None]
    read_back: Callable[[Path], tuple[FoundEdition, ...]]
    inspect: Callable[[Path], tuple[Fault, ...]] = without_rules
    edited: Callable[[Path], str] = without_hands
