"""A release as it is kept for ever in ``releases/<version>.json``: what every question said, and where it stood.

The text is kept by blocks, so that a later release can be compared with it when the source has long moved on; the
manifest is kept whole, so that a file met in the wild can be recognised by its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.findings import WrongUse
from pipeline.formats.pdf.names import PARTS
from pipeline.handbook import (
    REVISED,
    Handbook,
    Mark,
    Passage,
    Question,
    footnote_passages,
    passages,
    question_passages,
    without_space,
    words_digest,
)
from pipeline.seen.edition import FoundEdition, FoundQuestion, Places, place_at
from pipeline.verify.manifest import FoundEntry, Manifest
from pipeline.world import Absent, World

FOLDER = "releases"
PRINTED = "handbook-print.pdf"
PREFACE, GLOSSARY = "编写说明", "术语"


@dataclass(frozen=True, slots=True)
class RecordedBlock:
    """A piece of a question: what it is (``title``, ``paragraph``, ``lead`` …), its characters, its id.

    ``lines`` says from which character (white space not counted) on it stands in which line of the printed book. A
    picture's text is the words that stand for it, ``picture`` the digest of its data. ``marks`` are its emphasis and
    links; None in a release that was recorded before these were kept.
    """

    kind: str
    text: str
    id: str = ""
    lines: tuple[tuple[int, str], ...] = ()
    picture: str = ""
    marks: tuple[Mark, ...] | None = None


@dataclass(frozen=True, slots=True)
class RecordedQuestion:
    """A question as the release had it, or (number 0) a text beside the questions, known by its title.

    ``place`` is the page where it begins, in words.
    """

    id: str
    number: int
    category: str
    title: str
    place: str
    blocks: tuple[RecordedBlock, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version, the day it bears (ISO 8601), the digest of its source, its questions in order.

    ``beside`` are preface and glossary, ``parts`` the categories that have questions, each with the words that open
    it; None in a release that was recorded before these were kept. ``addresses`` says whether print shows those of
    links.
    """

    version: str
    edition: str
    date: str
    title: str
    source_digest: str
    questions: tuple[RecordedQuestion, ...]
    manifest: Mapping[str, Any]
    beside: tuple[RecordedQuestion, ...] | None = None
    parts: tuple[RecordedQuestion, ...] | None = None
    addresses: bool = False


def record(handbook: Handbook, manifest: Manifest | None, editions: Iterable[FoundEdition] = ()) -> Release:
    """Make the record of the release that ``handbook`` is, with the pages that ``manifest`` gives for its questions.

    ``editions`` are what was found in the finished files; the printed one gives the lines.
    """
    found = {entry["id"]: entry["found"] for entry in (manifest["questions"] if manifest else ())}
    book = next((edition for edition in editions if edition.file == PRINTED), None)
    printed = {one.number: one for one in book.questions} if book else {}
    return Release(
        version=handbook.release,
        edition=handbook.edition,
        date=handbook.date.isoformat(),
        title=handbook.title,
        source_digest=words_digest(handbook),
        questions=tuple(
            RecordedQuestion(
                id=question.id,
                number=question.number,
                category=category.title,
                title=question.title,
                place=_place(found.get(question.id, {})),
                blocks=tuple(_blocks(handbook, question, printed.get(question.number))),
            )
            for category in handbook.categories
            for question in category.questions
        ),
        manifest=manifest or {},
        beside=tuple(_beside(handbook, book)),
        parts=tuple(_parts(handbook, book)),
        addresses=handbook.printing.link_addresses != "none",
    )


def _parts(handbook: Handbook, printed: FoundEdition | None) -> Iterator[RecordedQuestion]:
    """Give the categories with the pages that open them."""
    for part in handbook.parts:
        openers = (
            one.places[0][1]
            for one in (printed.furniture if printed else ())
            if one.part == PARTS["part"] and one.place == f"part-{part.id}" and one.places
        )
        place = _page(next(openers, ""))
        lines = ((0, place),) if place else ()
        words = [RecordedBlock("title", part.title, "title", lines, "", ())]
        if part.intro:
            words.append(RecordedBlock("paragraph", part.intro, "1", lines, "", ()))
        yield RecordedQuestion(part.id, 0, part.title, part.title, place, tuple(words))


def _page(place: str) -> str:
    """Give the page of a place, without its line."""
    return place.partition("页")[0] + "页" if place else ""


def _blocks(handbook: Handbook, question: Question, printed: FoundQuestion | None) -> Iterator[RecordedBlock]:
    stations = printed.stations if printed else ()
    at = 0
    for passage in question_passages(handbook, question):
        length = len(without_space(passage.text))
        inside = [(start - at, place) for start, place in stations if at < start < at + length]
        lines = ((0, printed.place_of(at)), *inside) if printed and (length or passage.image) else ()
        # The revision mark is about the release before, and no part of what is compared.
        if passage.id != REVISED:
            yield _block(handbook, passage, lines)
        at += length


def _block(handbook: Handbook, passage: Passage, lines: Places) -> RecordedBlock:
    picture = ""
    if passage.image:
        picture = hashlib.sha256(handbook.image(passage.image).data).hexdigest()[:12]
    text = passage.alternative if passage.image else passage.text
    return RecordedBlock(passage.kind, text, passage.id, lines, picture, passage.marks)


def _beside(handbook: Handbook, printed: FoundEdition | None) -> Iterator[RecordedQuestion]:
    """Give the preface with its footnotes, and the glossary, a block a term."""
    preface = (*passages(handbook.preface), *footnote_passages(handbook.preface))
    terms = [Passage("term", f"{one.term}　{one.definition}", one.term) for one in handbook.terms.glossary]
    for name, title, said in (("preface", PREFACE, preface), ("glossary", GLOSSARY, terms)):
        blocks = [_block(handbook, passage, _lines(passage, printed)) for passage in said]
        place = next((block.lines[0][1] for block in blocks if block.lines), "")
        yield RecordedQuestion(name, 0, "", title, _page(place), tuple(blocks))


def _lines(passage: Passage, printed: FoundEdition | None) -> Places:
    """Give the lines of the printed book on which a text beside the questions stands."""
    text = without_space(passage.text)
    for one in printed.furniture if printed and text else ():
        at = without_space(one.text).find(text)
        if at >= 0 and one.places:
            inside = [(start - at, place) for start, place in one.places if at < start < at + len(text)]
            return (0, place_at(one.places, at)), *inside
    return ()


def _place(found: Mapping[str, FoundEntry]) -> str:
    return found[PRINTED]["place"] if PRINTED in found else ""


def release_name(version: str) -> str:
    """Name the file in which the release of this version is kept."""
    return f"{FOLDER}/{version}.json"


def dump(release: Release) -> str:
    """Write the release as JSON that people can read and a version control system can compare."""
    data = TypeAdapter(Release).dump_python(release, mode="json")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def load(world: World, version: str) -> Release:
    """Read the release of this version.

    Raises :class:`WrongUse` where it has not been recorded or cannot be read.
    """
    name = release_name(version)
    try:
        return TypeAdapter(Release).validate_json(world.read(name))
    except Absent as missing:
        known = "、".join(recorded(world)) or "还没有"
        raise WrongUse(
            f"{name} 没有这个版本的记录", f"已有的版本：{known}；用 baiwen release 记录"
        ) from missing
    except ValidationError as broken:
        raise WrongUse(f"{name} 读不出来", "从备份或版本库恢复这个文件，不要手工修改") from broken


def recorded(world: World) -> tuple[str, ...]:
    """List the versions that have been recorded."""
    names = (PurePosixPath(name) for name in world.names(FOLDER))
    return tuple(sorted(name.stem for name in names if name.suffix == ".json"))
