"""An article parsed once: its mark-up, what a person sees in it, what the rules look at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from pipeline.formats.wechat.blocks import ArticleReader
from pipeline.formats.wechat.folder import parsed
from pipeline.formats.wechat.rules.registry import Subject
from pipeline.seen.edition import FoundQuestion, Furnishing
from pipeline.world import Files


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article: the name of its file below ``wechat/``, its mark-up, what was read in it."""

    file: str
    fragment: str
    subject: Subject
    reader: ArticleReader
    questions: tuple[FoundQuestion, ...]
    furniture: tuple[Furnishing, ...]

    def where(self, element: etree._Element) -> tuple[int, str]:
        """Give the number of the question that an element belongs to (0: none), and its place."""
        return self.reader.spots.get(element, (0, self.file))


def parse(files: Files, file: str, fragment: str) -> Parsed:
    """Parse the mark-up of an article. Raises :class:`~pipeline.formats.wechat.folder.Unreadable`."""
    root = parsed(file, fragment)
    reader = ArticleReader(files, file)
    reader.read(root)
    questions, furniture = tuple(reader.questions()), tuple(reader.furniture())
    return Parsed(file, fragment, Subject(root, files), reader, questions, furniture)


def spot_of(file: str, found: str, wanted: str) -> tuple[int, str]:
    """Give the question and the place at which a text begins to differ from the mark-up of an article."""
    if not found:
        return 0, file
    before = re.sub(r"<[^<>]*$", "", wanted[: first_difference(wanted, found)])
    reader = ArticleReader({}, file)
    reader.read(parsed(file, f"<section>{before}<b>·</b></section>"))
    return list(reader.spots.values())[-1]


def first_difference(one: str, other: str) -> int:
    """Give the position of the first character in which two texts differ."""
    shorter = min(len(one), len(other))
    return next((at for at in range(shorter) if one[at] != other[at]), shorter)
