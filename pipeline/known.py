"""What is known of a state of a project: an outcome that followed from bytes follows from the same bytes again.

An outcome is remembered under the digest of all that it came from: the source, releases and templates, the fonts, the
program, and, where finished files were proven, each of those files as it lies in ``output/`` now. Nothing is taken for
proven because its inputs are: the finished files themselves are read and digested every time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.findings import Finding, Severity, Spot, has_errors
from pipeline.handbook import Place
from pipeline.making.program import program
from pipeline.world import World, digest_of

READ = ("source/", "releases/", "templates/")
"""All that an outcome may follow from beside fonts and program."""


@dataclass(frozen=True, slots=True)
class Proven:
    """What the proof of finished files tells people: the files, the questions by number and title, what was found."""

    editions: tuple[str, ...]
    questions: tuple[tuple[int, str], ...]
    differences: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()

    def of(self, file: str, number: int) -> tuple[Finding, ...]:
        """Give the differences of one question in one edition."""
        return tuple(one for one in self.differences if one.file == file and one.number == number)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command went: what was found in the source, and the proof of the finished files (None: not proven).

    ``readable`` says whether a handbook could be made of the source; ``remembered`` whether all of it was known before.
    """

    findings: tuple[Finding, ...]
    readable: bool
    proven: Proven | None = None
    remembered: bool = field(default=False, compare=False)

    @property
    def good(self) -> bool:
        """Whether there is a handbook, no error and no difference."""
        differences = self.proven.differences if self.proven else ()
        return self.readable and not has_errors(self.findings) and not differences


@dataclass(frozen=True, slots=True)
class State:
    """All that an outcome follows from, as digests: what is read, and the finished ``files`` that were looked at."""

    read: str
    files: str = ""

    def key(self, doing: Iterable[str]) -> str:
        """Give the key of the outcome of a command (``doing``: its words)."""
        return hashlib.sha256("\n".join((*doing, self.read, self.files)).encode()).hexdigest()


def state_of(world: World, *facts: str, files: str = "") -> State:
    """Digest a world as it is now; ``facts`` are what counts beside it, ``files`` the folder of finished files.

    A folder's name ends with ``/``; empty for an outcome of the source alone.
    """
    read = "\n".join((program(), *facts, digest_of(world, READ)))
    return State(hashlib.sha256(read.encode()).hexdigest(), digest_of(world, (files,)) if files else "")


def dump(outcome: Outcome) -> bytes:
    """Write an outcome as JSON."""
    proven = outcome.proven
    facts = {
        "findings": [_plain(one) for one in outcome.findings],
        "readable": outcome.readable,
        "proven": proven
        and {
            "editions": proven.editions,
            "questions": proven.questions,
            "differences": [_plain(one) for one in proven.differences],
            "remarks": [_plain(one) for one in proven.remarks],
        },
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def load(data: bytes | None) -> Outcome | None:
    """Read what :func:`dump` wrote; None where it is anything else."""
    if data is None:
        return None
    try:
        facts = json.loads(data)
        return Outcome(
            tuple(_finding(one) for one in facts["findings"]),
            bool(facts["readable"]),
            _proven(facts["proven"]) if facts["proven"] else None,
            remembered=True,
        )
    except (ValueError, KeyError, TypeError):
        return None


def _proven(facts: Mapping[str, Any]) -> Proven:
    return Proven(
        tuple(map(str, facts["editions"])),
        tuple((int(number), str(title)) for number, title in facts["questions"]),
        tuple(_finding(one) for one in facts["differences"]),
        tuple(_finding(one) for one in facts["remarks"]),
    )


def _plain(one: Finding) -> dict[str, object]:
    at, end = one.at, one.end
    return {
        "at": [at.file, at.number, at.place] if isinstance(at, Spot) else [at.file, at.line, at.column],
        "finished": isinstance(at, Spot),
        "code": one.code,
        "severity": one.severity.name,
        "message": one.message,
        "hint": one.hint,
        "text": one.text,
        "end": end and [end.file, end.line, end.column],
    }


def _finding(facts: Mapping[str, Any]) -> Finding:
    return Finding(
        Spot(*facts["at"]) if facts["finished"] else Place(*facts["at"]),
        str(facts["code"]),
        Severity[facts["severity"]],
        str(facts["message"]),
        str(facts["hint"]),
        str(facts["text"]),
        Place(*facts["end"]) if facts["end"] else None,
    )
