"""The story of a handbook, from what the editors mean to finished files that are proven to say the same.

Each format's steps are carried out, then the finished files are opened again and compared with the handbook. The disk
is not written to, and all reading goes through the world: files in, proven files out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from pipeline.findings import Finding
from pipeline.formats.contract import Format
from pipeline.formats.registry import FORMATS
from pipeline.handbook import Handbook
from pipeline.handbook.names import OUTPUT
from pipeline.making.carry_out import Event, Told, carry_out, unheard
from pipeline.making.store import Store
from pipeline.verify.basis import basis
from pipeline.verify.manifest import NAME, Written, dump_manifest, make_manifest, read_manifest
from pipeline.verify.proof import Proof, drawn_with, prove
from pipeline.world import Below, Files, World

PROVING = "proof"
"""The name of the last step, which opens the finished files again."""


@dataclass(frozen=True, slots=True)
class Made:
    """Finished files by their names below ``output/``, what was found in making them, and their proof.

    With ``findings`` there are no files; the files are those of ``formats`` alone, each format's by its name.
    """

    by_format: Mapping[str, Files]
    findings: tuple[Finding, ...] = ()
    proof: Proof = field(default_factory=Proof)

    @property
    def files(self) -> dict[str, bytes]:
        """All finished files."""
        return {name: data for files in self.by_format.values() for name, data in files.items()}

    @property
    def good(self) -> bool:
        """Whether there are files, without any finding or difference."""
        return not self.findings and not self.proof.differences


def make(
    handbook: Handbook,
    formats: Sequence[Format],
    world: World,
    store: Store,
    executor: Executor,
    *,
    told: Told = unheard,
) -> Made:
    """Make the finished files of ``formats`` and prove them.

    ``world`` has the templates, and in ``output/`` what was made before: files of other formats, which a format may
    look at. ``told`` is called for each event of a step. Raises :class:`~pipeline.findings.OutsideFailure` when a
    font is missing or a template broken.
    """
    results = carry_out(
        [step for one in formats for step in one.steps(handbook)], world, store, executor, told
    )
    findings = tuple(finding for result in results.values() for finding in result.findings)
    if findings:
        return Made({}, findings)
    made = {name: data for result in results.values() for name, data in result.files.items()}
    by_format = {one.name: _of(one, made) for one in formats}
    told(Event(PROVING, done=False))
    beside = Below(world, OUTPUT)
    others = {name: beside[name] for name in beside if not any(is_file_of(one, name) for one in formats)}
    finished = {name: data for files in by_format.values() for name, data in files.items()}
    return Made(
        by_format,
        (),
        prove(handbook, {**others, **finished}, formats, executor, drawn_with(handbook, store.folder)),
    )


def is_file_of(one: Format, name: str) -> bool:
    """Report whether a file of this name in ``output/`` is one of the format's."""
    return any(fnmatchcase(name, pattern) for pattern in one.files)


def _of(one: Format, made: Files) -> Files:
    return {name: data for name, data in made.items() if is_file_of(one, name)}


def with_manifest(made: Made, handbook: Handbook, world: World, commit: str) -> dict[str, bytes]:
    """Give the finished files and a manifest that has those of published formats and keeps its other entries."""
    published = [one for one in FORMATS if one.name in made.by_format]
    if not published:
        return made.files
    written = {one.name: Written(made.by_format[one.name], basis(handbook, one, world)) for one in published}
    editions = [one for one in made.proof.editions if _is_of(published, one.file)]
    manifest = make_manifest(handbook, written, editions, read_manifest(Below(world, OUTPUT)), commit)
    return {**made.files, NAME: dump_manifest(manifest)}


def _is_of(formats: Iterable[Format], file: str) -> bool:
    return any(is_file_of(one, file) for one in formats)
