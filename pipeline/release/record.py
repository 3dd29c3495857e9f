"""A release as it is kept for ever in ``releases/<version>.json``: what every question said, and where it stood.

The text is kept by blocks, so that a later release can be compared with it when the source has long moved on; the
manifest is kept whole, so that a file met in the wild can be recognised by its SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.findings import WrongUse
from pipeline.formats.contract import FoundEdition, FoundQuestion
from pipeline.handbook import REVISED, Handbook, Question, question_passages, source_digest, without_space
from pipeline.verify.manifest import FoundEntry, Manifest

FOLDER = "releases"
PRINTED = "handbook-print.pdf"


@dataclass(frozen=True, slots=True)
class RecordedBlock:
    """A piece of a question: what it is (``title``, ``paragraph``, ``lead`` …), its characters, its id.

    ``lines`` says from which character (white space not counted) on it stands in which line of the printed book. A
    picture's text is the digest of its data and the words that stand for it.
    """

    kind: str
    text: str
    id: str = ""
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedQuestion:
    """A question as the release had it; ``place`` is the page where it begins, in words."""

    id: str
    number: int
    category: str
    title: str
    place: str
    blocks: tuple[RecordedBlock, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """A release: its version, the day it bears (ISO 8601), the digest of its source, its questions in order."""

    version: str
    edition: str
    date: str
    title: str
    source_digest: str
    questions: tuple[RecordedQuestion, ...]
    manifest: Mapping[str, Any]


def record(handbook: Handbook, manifest: Manifest | None, editions: Iterable[FoundEdition] = ()) -> Release:
    """The release that ``handbook`` is, with the pages that ``manifest`` gives for its questions.

    ``editions`` are what was found in the finished files; the printed one gives the lines.
    """
    found = {entry["id"]: entry["found"] for entry in (manifest["questions"] if manifest else ())}
    printed = {
        one.number: one for edition in editions if edition.file == PRINTED for one in edition.questions
    }
    return Release(
        version=handbook.release,
        edition=handbook.edition,
        date=handbook.date.isoformat(),
        title=handbook.title,
        source_digest=source_digest(handbook),
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
    )


def _blocks(handbook: Handbook, question: Question, printed: FoundQuestion | None) -> Iterator[RecordedBlock]:
    stations = printed.stations if printed else ()
    at = 0
    for passage in question_passages(handbook, question):
        length = len(without_space(passage.text))
        inside = [(start - at, place) for start, place in stations if at < start < at + length]
        lines = ((0, printed.place_of(at)), *inside) if printed and length else ()
        text = passage.text
        if passage.image:
            digest = hashlib.sha256(handbook.image(passage.image).data).hexdigest()
            text = f"{passage.alternative}〔{digest[:12]}〕"
        if passage.id != REVISED:  # it speaks of the release before, and is no part of what is compared
            yield RecordedBlock(passage.kind, text, passage.id, tuple(lines))
        at += length


def _place(found: Mapping[str, FoundEntry]) -> str:
    return found[PRINTED]["place"] if PRINTED in found else ""


def release_file(root: Path, version: str) -> Path:
    """Where the release of this version is kept."""
    return root / FOLDER / f"{version}.json"


def dump(release: Release) -> str:
    """The release as JSON that people can read and that a version control system can compare."""
    data = TypeAdapter(Release).dump_python(release, mode="json")
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def load(path: Path) -> Release:
    """The release kept in ``path``. Raises :class:`WrongUse` where there is none, or none that can be read."""
    try:
        return TypeAdapter(Release).validate_json(path.read_bytes())
    except FileNotFoundError as missing:
        known = "、".join(sorted(file.stem for file in path.parent.glob("*.json"))) or "还没有"
        raise WrongUse(
            f"{FOLDER}/{path.name} 没有这个版本的记录（改法：已有的版本：{known}；用 baiwen release 记录）"
        ) from missing
    except (OSError, ValidationError) as broken:
        raise WrongUse(
            f"{FOLDER}/{path.name} 读不出来（改法：从备份或版本库恢复这个文件，不要手工修改）"
        ) from broken
