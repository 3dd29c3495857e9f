"""What an import would do, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.findings import Finding


@dataclass(frozen=True, slots=True)
class Change:
    """Something in the source that the documents say differently: its file, its new bytes, what differs."""

    file: str
    title: str
    data: bytes
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to add by their paths below the project; changes to accept, and what they add, remove or rename.

    ``report`` says what became of everything; with ``faults`` nothing can be written; ``left`` are changes of an editor
    that have to be made by hand; ``to_supply`` is what the source still asks for; ``reviewed``: the document is a
    review copy of this source.
    """

    additions: Mapping[str, bytes] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    removals: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    to_supply: tuple[Finding, ...] = ()
    reviewed: bool = False

    @property
    def all_files(self) -> dict[str, bytes]:
        """The files when every change is accepted."""
        return {**self.additions, **{change.file: change.data for change in self.changes}}
