"""``output/manifest.json``: what was made from what, so that an older or altered file can be recognised.

:class:`Manifest` is its form; ``docs/schemas/manifest.json`` the same as JSON Schema. Digests are SHA-256 in
hexadecimal; those of texts are over the visible characters without white space.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict

from pipeline.handbook import (
    Handbook,
    Question,
    question_passages,
    question_text,
    without_space,
    words_digest,
)
from pipeline.making.program import TOOLS
from pipeline.seen.edition import FoundEdition, FoundQuestion
from pipeline.verify.basis import Basis
from pipeline.world import Files

NAME = "manifest.json"
_STRICT = ConfigDict(extra="forbid")


@with_config(_STRICT)
class FileEntry(TypedDict):
    """A finished file: the format that made it, its digest, and the digest of the words that it was made from."""

    format: str
    sha256: str
    source_digest: str


@with_config(_STRICT)
class FoundEntry(TypedDict):
    """Where an edition (a file or folder) shows a question, and the digest of what it shows there."""

    place: str
    digest: str


@with_config(_STRICT)
class BlockEntry(TypedDict):
    """A block: its id within the question, its kind, the digest of its text or picture, its place by edition."""

    id: str
    kind: str
    digest: str
    found: dict[str, str]


@with_config(_STRICT)
class QuestionEntry(TypedDict):
    """A question: its id, number and title, the digest of its text, where each edition shows it, and its blocks."""

    id: str
    number: int
    title: str
    digest: str
    found: dict[str, FoundEntry]
    blocks: list[BlockEntry]


@with_config(_STRICT)
class Manifest(TypedDict):
    """What stands in ``output/``: release, words, commit (empty where there is none), tools, files, questions.

    ``made_from`` says by format what its files were made from.
    """

    title: str
    edition: str
    release: str
    date: str
    source_digest: str
    commit: str
    tools: dict[str, str]
    made_from: dict[str, Basis]
    files: dict[str, FileEntry]
    questions: list[QuestionEntry]


_FORM = TypeAdapter(Manifest)


def json_schema() -> dict[str, Any]:
    """Describe the form of the manifest as JSON Schema (draft 2020-12)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_FORM.json_schema()}


def text_digest(text: str) -> str:
    """Digest the characters of ``text`` that count with SHA-256."""
    return hashlib.sha256(without_space(text).encode()).hexdigest()


def file_digest(data: bytes) -> str:
    """Digest a file's bytes with SHA-256."""
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True, slots=True)
class Written:
    """The files that a format has just left in ``output/``, by their names there, and what they were made from."""

    files: Files
    basis: Basis


def make_manifest(
    handbook: Handbook,
    written: Mapping[str, Written],
    editions: Iterable[FoundEdition],
    previous: Manifest | None,
    commit: str = "",
) -> Manifest:
    """Make the manifest of ``output/`` after the formats named in ``written`` have left their files in it.

    ``editions`` are what was found in them, and equal to the handbook. What ``previous`` says of the files of other
    formats is kept.
    """
    files: dict[str, FileEntry] = {
        file: {"format": name, "sha256": file_digest(data), "source_digest": one.basis["words"]}
        for name, one in written.items()
        for file, data in one.files.items()
    }
    kept = {
        name: entry
        for name, entry in (previous["files"] if previous else {}).items()
        if entry["format"] not in written
    }
    formats = {entry["format"] for entry in kept.values()}
    made_from = {
        name: one for name, one in (previous["made_from"] if previous else {}).items() if name in formats
    }
    before = {entry["id"]: entry for entry in (previous["questions"] if previous else ())}
    now = {edition.file: {found.number: found for found in edition.questions} for edition in editions}
    questions: list[QuestionEntry] = []
    for question in handbook.questions:
        found = {
            name: by_number[question.number]
            for name, by_number in now.items()
            if question.number in by_number
        }
        questions.append(_question(handbook, question, found, _still(before.get(question.id), kept)))
    return {
        "title": handbook.title,
        "edition": handbook.edition,
        "release": handbook.release,
        "date": handbook.date.isoformat(),
        "source_digest": words_digest(handbook),
        "commit": commit,
        "tools": {name: version(name) for name in TOOLS},
        "made_from": dict(sorted({**made_from, **{n: one.basis for n, one in written.items()}}.items())),
        "files": dict(sorted({**kept, **files}.items())),
        "questions": questions,
    }


def _still(entry: QuestionEntry | None, kept: Iterable[str]) -> QuestionEntry | None:
    """What is known of a question in the editions whose files are kept; an edition is a file, or a folder of files."""
    if entry is None:
        return None
    names = {name for name in entry["found"] if any(file.startswith(name) for file in kept)}
    blocks: list[BlockEntry] = [
        {**block, "found": {name: place for name, place in block["found"].items() if name in names}}
        for block in entry["blocks"]
    ]
    return {**entry, "found": {name: entry["found"][name] for name in names}, "blocks": blocks}


def _question(
    handbook: Handbook, question: Question, found: Mapping[str, FoundQuestion], before: QuestionEntry | None
) -> QuestionEntry:
    places: dict[str, FoundEntry] = dict(before["found"]) if before else {}
    for name, one in found.items():
        places[name] = {"place": one.place, "digest": text_digest(one.text)}
    return {
        "id": question.id,
        "number": question.number,
        "title": question.title,
        "digest": text_digest(question_text(handbook, question)),
        "found": dict(sorted(places.items())),
        "blocks": list(_blocks(handbook, question, found, before)),
    }


def _blocks(
    handbook: Handbook, question: Question, found: Mapping[str, FoundQuestion], before: QuestionEntry | None
) -> Iterator[BlockEntry]:
    known = {block["id"]: block["found"] for block in (before["blocks"] if before else ())}
    at = 0
    for passage in question_passages(handbook, question):
        data = handbook.image(passage.image).data if passage.image else without_space(passage.text).encode()
        places = known.get(passage.id, {}) | {name: one.place_of(at) for name, one in found.items()}
        yield {
            "id": passage.id,
            "kind": passage.kind,
            "digest": hashlib.sha256(data).hexdigest(),
            "found": dict(sorted(places.items())),
        }
        at += len(without_space(passage.text))


def dump_manifest(manifest: Manifest) -> bytes:
    """Write it as UTF-8 JSON that people can read."""
    return (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()


def read_manifest(files: Files) -> Manifest | None:
    """Read the manifest among the finished ``files``; None where there is none that can be read."""
    try:
        manifest = _FORM.validate_json(files[NAME])
    except (KeyError, ValidationError):
        return None
    return manifest if manifest["files"] else None
