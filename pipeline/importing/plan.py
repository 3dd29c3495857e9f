"""What an import would do, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.findings import Finding
from pipeline.world import Files, Given, Over, Without, World


@dataclass(frozen=True, slots=True)
class Change:
    """Something in the source that the documents say differently: its file, its new bytes, what differs."""

    file: str
    title: str
    data: bytes
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of a paragraph, a picture, a file …; ``words`` are its own or say more."""

    what: str
    became: str
    words: str = ""

    def __str__(self) -> str:
        return f"{self.what} → {self.became}" + (f"：{self.words}" if self.words else "")


@dataclass(frozen=True, slots=True)
class Section:
    """The part of a report that is about one document; without a name: about the source."""

    document: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to add by their names from the project's root; changes to accept, and what they add, remove or rename.

    ``report`` says what became of everything; with ``faults`` nothing can be written; ``left`` are changes of an editor
    that have to be made by hand; ``to_supply`` is what the source still asks for; ``reviewed``: the document is a
    review copy of this source.
    """

    additions: Files = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    removals: tuple[str, ...] = ()
    report: tuple[Section, ...] = ()
    faults: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()
    to_supply: tuple[Finding, ...] = ()
    reviewed: bool = False

    @property
    def all_files(self) -> Mapping[str, bytes]:
        """The files when every change is accepted."""
        return {**self.additions, **{change.file: change.data for change in self.changes}}

    def written(self, *, update: bool) -> tuple[Files, tuple[str, ...]]:
        """Give the files to write and those to remove; ``update``: with the changes to what stands in the source."""
        return (self.all_files, self.removals) if update else (self.additions, ())

    def over(self, world: World) -> World:
        """Give the project as it would be with every change accepted."""
        return Over((Given(self.all_files), Without(world, frozenset(self.removals))))
