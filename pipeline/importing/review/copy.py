"""A review copy → what it says: preface, categories, questions with their blocks, as their styles say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.findings import Finding
from pipeline.formats.docx import styles
from pipeline.formats.docx.styles import role_of
from pipeline.handbook import Block, inline_text
from pipeline.importing.pieces import Piece
from pipeline.importing.review.answers import Answer, Line, Pictures
from pipeline.importing.word import word_pieces
from pipeline.word import Comment, Package, WordText, read_text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: ``bookmark`` says which one (empty: a new one), ``at`` the index of its heading's paragraph."""

    bookmark: str
    title: str
    blocks: tuple[Block, ...]
    sources: str = ""
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """A category; ``bookmark`` as in :class:`Asked`."""

    bookmark: str
    title: str
    intro: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A review copy. Pictures are named by the digests of their bytes; numbers that are computed are 0.

    ``front`` is the title; ``stray`` are paragraphs before the first heading that belong to no part; ``troubles`` say
    what cannot stand in the source as it is.
    """

    front: str
    preface: tuple[Block, ...]
    parts: tuple[Part, ...]
    pictures: Mapping[str, bytes]
    stray: tuple[str, ...] = ()
    troubles: tuple[Finding, ...] = ()
    comments: tuple[Comment, ...] = ()
    changes: int = 0
    text: WordText | None = None

    @property
    def questions(self) -> tuple[Asked, ...]:
        """Every question in order."""
        return tuple(question for part in self.parts for question in part.questions)


@dataclass(slots=True)
class _Section:
    heading: Piece
    bookmark: str
    lines: list[Line] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


def read_copy(
    package: Package, name: str, known_pictures: Mapping[str, bytes] = MappingProxyType({})
) -> Copy:
    """Read a review copy, which troubles call ``name``; pictures that look like a known one take its name.

    Raises :class:`~pipeline.word.BadDocument`.
    """
    text = read_text(package)
    pictures = Pictures(known_pictures)
    front = ""
    stray: list[str] = []
    troubles: list[Finding] = []
    preface: list[Line] = []
    parts: list[tuple[Piece | None, str, list[_Section], list[str]]] = []
    known: set[str] = set()
    target: list[Line] | None = None
    for piece in word_pieces(package, text).pieces:
        style = "" if piece.grid is not None else styles.known_name(piece.style)
        if style in (styles.IMPRINT, styles.GUIDE):
            continue
        if style == styles.TITLE:
            front += piece.text
        elif style == styles.PREFACE:
            target = preface
        elif style == styles.CATEGORY:
            parts.append((piece, _bookmark(piece, "part", known), [], []))
            target = None
        elif style == styles.QUESTION:
            if not parts:
                parts.append((None, "", [], []))
            section = _Section(piece, _bookmark(piece, "q", known))
            parts[-1][2].append(section)
            target = section.lines
        elif style == styles.INTRO and parts and not parts[-1][2]:
            parts[-1][3].append(piece.text)
        elif style == styles.SOURCES and parts and parts[-1][2]:
            parts[-1][2][-1].sources.append(piece.text)
        elif target is None:
            stray.append(piece.text)
        else:
            target.append(Line(piece, role_of(style)))
    found = tuple(
        Part(
            bookmark,
            heading.text if heading else "",
            "".join(intros),
            tuple(
                Asked(
                    one.bookmark,
                    inline_text(one.heading.inlines).strip(),
                    Answer(pictures, text, name, troubles).all(one.lines),
                    "".join(one.sources),
                    one.heading.at - 1,
                )
                for one in sections
            ),
        )
        for heading, bookmark, sections, intros in parts
    )
    before_all = Answer(pictures, text, name, troubles).all(preface)
    return Copy(
        front.strip(),
        before_all,
        found,
        pictures.found,
        tuple(words for words in stray if words.strip()),
        tuple(troubles),
        text.comments,
        text.changes,
        text,
    )


def _bookmark(piece: Piece, kind: str, known: set[str]) -> str:
    """Give the bookmark of a heading; one that has been met before was copied with its heading."""
    name = next((one for one in piece.bookmarks if one.startswith(f"{kind}-") and one not in known), "")
    known.add(name)
    return name
