"""A release as it is kept for ever in ``releases/<version>.json``: what every question said, and where it stood.

The text is kept by blocks, so that a later release can be compared with it when the source has long moved on; the
manifest is kept whole, so that a file met in the wild can be recognised by its SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from pipeline.findings import WrongUse
from pipeline.handbook import Handbook, question_passages
from pipeline.verify.manifest import Manifest

FOLDER = "releases"
PRINTED = "handbook-print.pdf"


@dataclass(frozen=True, slots=True)
class RecordedBlock:
    """A piece of visible text: what it is (``title``, ``paragraph``, ``lead`` …), and its characters."""

    kind: str
    text: str


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


def record(handbook: Handbook, manifest: Manifest) -> Release:
    """The release that ``handbook`` is, with the places that ``manifest`` gives for its questions."""
    found = {entry["id"]: entry["found"] for entry in manifest.get("questions", ())}
    return Release(
        version=handbook.release,
        edition=handbook.edition,
        date=handbook.date.isoformat(),
        title=handbook.title,
        source_digest=str(manifest.get("source_digest", "")),
        questions=tuple(
            RecordedQuestion(
                id=question.id,
                number=question.number,
                category=category.title,
                title=question.title,
                place=_place(found.get(question.id, {})),
                blocks=tuple(
                    RecordedBlock(passage.kind, passage.text)
                    for passage in question_passages(handbook, question)
                    if passage.kind != "title"
                ),
            )
            for category in handbook.categories
            for question in category.questions
        ),
        manifest=manifest,
    )


def _place(found: Mapping[str, Mapping[str, str]]) -> str:
    return found.get(PRINTED, {}).get("place", "")


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
