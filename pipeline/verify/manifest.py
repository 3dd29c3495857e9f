"""``output/manifest.json``: what was made from what, so that any file can be told from an older or altered one.

``{"title", "edition", "release", "date", "source_digest",
"files": {name: {"format", "sha256", "source_digest"}},
"questions": [{"id", "number", "title", "digest", "found": {edition: {"place", "digest"}}}]}``

Digests are SHA-256 in hexadecimal; a question's is over its visible text without white space.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.formats.contract import FoundEdition
from pipeline.handbook import Handbook, question_text, source_digest, without_space
from pipeline.verify.compare import Difference

NAME = "manifest.json"
Manifest = dict[str, Any]


def text_digest(text: str) -> str:
    """SHA-256 over the characters of ``text`` that count."""
    return hashlib.sha256(without_space(text).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """SHA-256 over a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def make_manifest(
    handbook: Handbook,
    directory: Path,
    written: Mapping[str, Sequence[Path]],
    editions: Iterable[FoundEdition],
    previous: Manifest,
) -> Manifest:
    """The manifest of ``directory`` after the formats named in ``written`` have left their files in it.

    What ``previous`` says of files that were not written again is kept.
    """
    digest = source_digest(handbook)
    files = {
        path.relative_to(directory).as_posix(): {
            "format": name,
            "sha256": file_digest(path),
            "source_digest": digest,
        }
        for name, paths in written.items()
        for path in paths
    }
    kept = {
        name: entry
        for name, entry in previous.get("files", {}).items()
        if entry["format"] not in written and (directory / name).is_file()
    }
    before = {entry["id"]: entry["found"] for entry in previous.get("questions", [])}
    now = {edition.file: {found.number: found for found in edition.questions} for edition in editions}
    questions = []
    for question in handbook.questions:
        found = {
            name: entry
            for name, entry in before.get(question.id, {}).items()
            if any(file.startswith(name) for file in kept)  # an edition is a file, or a folder of files
        }
        for name, by_number in now.items():
            if question.number in by_number:
                one = by_number[question.number]
                found[name] = {"place": one.place, "digest": text_digest(one.text)}
        questions.append(
            {
                "id": question.id,
                "number": question.number,
                "title": question.title,
                "digest": text_digest(question_text(handbook, question)),
                "found": dict(sorted(found.items())),
            }
        )
    return {
        "title": handbook.title,
        "edition": handbook.edition,
        "release": handbook.release,
        "date": handbook.date.isoformat(),
        "source_digest": digest,
        "files": dict(sorted({**kept, **files}.items())),
        "questions": questions,
    }


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Write it as UTF-8 JSON that people can read."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    (directory / NAME).write_text(text, encoding="utf-8")


def read_manifest(directory: Path) -> Manifest:
    """The manifest of ``directory``; empty where there is none that can be read."""
    try:
        manifest = json.loads((directory / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    sound = isinstance(manifest, dict) and isinstance(manifest.get("files"), dict) and manifest["files"]
    return manifest if sound else {}


def check_files(handbook: Handbook, directory: Path) -> tuple[Difference, ...]:
    """Files that are missing, were altered after they were made, or were made from another source."""
    manifest = read_manifest(directory)
    if not manifest:
        return (Difference(NAME, 0, "没有这份清单，或清单已损坏（改法：运行 make 重新生成）"),)
    digest = source_digest(handbook)
    differences: list[Difference] = []
    outdated: list[str] = []
    for name, entry in manifest["files"].items():
        path = directory / name
        if not path.is_file():
            differences.append(Difference(name, 0, "文件不见了（改法：运行 make 重新生成）"))
        elif file_digest(path) != entry["sha256"]:
            differences.append(Difference(name, 0, "文件在生成之后被改动过（改法：运行 make 重新生成）"))
        elif entry["source_digest"] != digest:
            outdated.append(name)
    if outdated:
        words = f"源文件在生成之后改过，已过时：{'、'.join(outdated)}（改法：运行 make 重新生成）"
        differences.append(Difference("", 0, words))
    return tuple(differences)
