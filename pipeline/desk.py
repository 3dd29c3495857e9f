"""What can be done with a handbook project, for the command line and any further face.

Every function takes and gives values; what an editor, a print buyer or an operator must know is in them. Exceptions
are kept for wrong use and for failures of the world outside. All that is written to the disk is written from here.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.commit import commit_of
from pipeline.files import change_folder, save
from pipeline.findings import Finding, OutsideFailure, Severity, Stop, WrongUse, has_errors, in_order
from pipeline.formats.contract import Format
from pipeline.formats.pdf.rules.preflight import Preflight, preflight
from pipeline.formats.registry import FORMATS, WORKING_PAPERS
from pipeline.handbook import Handbook, Place
from pipeline.handbook.names import HANDBOOK, PUBLISHED, SOURCE
from pipeline.importing import documents
from pipeline.importing.documents import DocumentFile
from pipeline.importing.plan import Plan
from pipeline.importing.planning import plan_import
from pipeline.make import OUTPUT, PROVING, make, with_manifest
from pipeline.making.carry_out import Event, Told
from pipeline.making.executors import processes
from pipeline.making.store import Forgetful, Store
from pipeline.output_folder import replace_output
from pipeline.proofread import Proofs, proofread
from pipeline.proofread.mending import Correction, mend
from pipeline.proofread.query_sheet import doubts, query_sheet
from pipeline.publish.articles import Article, read_series
from pipeline.publish.client import Account
from pipeline.publish.drafts import Pushed
from pipeline.publish.drafts import push as push_drafts
from pipeline.publish.record import Record
from pipeline.publish.rehearsal import FOLDER as PUSHED
from pipeline.publish.rehearsal import rehearse
from pipeline.read import Reading, read_handbook
from pipeline.release.changes import Changes
from pipeline.release.errata import Erratum, errata
from pipeline.release.errata_files import errata_files
from pipeline.release.identify import Identity, identify, known_releases
from pipeline.release.keep import compare_with, keep
from pipeline.release.revise import with_revisions
from pipeline.typeset.font_kit import font_kit
from pipeline.verify.basis import basis
from pipeline.verify.files import check_files
from pipeline.verify.manifest import read_manifest
from pipeline.verify.proof import Proof, prove
from pipeline.world import Below, Folder, World

Progress = Callable[[str], None]

NOT_RECORDED = "R101"
PARALLEL = 30  # questions: with fewer, another process takes longer to begin than it saves
_MENDING_ROUNDS = 9  # one correction may uncover another (,, → ，， → ，); more than three has not been seen


def _unheard(_step: str) -> None:
    """Ignore the step."""


def find_project(start: Path) -> Path | None:
    """Find the nearest folder from ``start`` upward that holds ``source/handbook.yaml``; None where none does."""
    start = start.resolve()
    return next((folder for folder in (start, *start.parents) if (folder / HANDBOOK).is_file()), None)


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """The source as it was read: the handbook as far as it could be made, and every finding."""

    reading: Reading
    handbook: Handbook | None
    findings: tuple[Finding, ...]
    proofs: Proofs | None = None

    @property
    def good(self) -> bool:
        """Whether there is a handbook and no error in the source."""
        return self.handbook is not None and not has_errors(self.findings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command went: what was found in the source, and the proof of the finished files (None: not proven)."""

    findings: tuple[Finding, ...]
    handbook: Handbook | None = None
    proof: Proof | None = None

    @property
    def good(self) -> bool:
        """Whether there is a handbook, no error and no difference."""
        differences = self.proof.differences if self.proof else ()
        return self.handbook is not None and not has_errors(self.findings) and not differences


@dataclass(frozen=True)
class Desk:
    """A project's folder ``root``, the ``world`` that is read, and where costly things are kept."""

    root: Path
    world: World
    store: Store
    progress: Progress = _unheard

    @classmethod
    def around(cls, start: Path, progress: Progress = _unheard) -> Desk:
        """Open the project around ``start``. Raises :class:`WrongUse` where there is none."""
        root = find_project(start)
        if root is None:
            raise WrongUse(f"{start} 及其上级文件夹里没有 {HANDBOOK}", "在手册项目里运行，或用 -C 指定文件夹")
        return cls(root, Folder(root), Forgetful(root / ".cache"), progress)

    @classmethod
    def around_or_at(cls, start: Path) -> Desk:
        """Open the project around ``start``, or one that is to begin in this folder."""
        root = find_project(start) or start
        return cls(root, Folder(root), Forgetful(root / ".cache"))

    @property
    def output(self) -> Path:
        """Where finished files are."""
        return self.root / OUTPUT

    @cached_property
    def finished(self) -> Below:
        """The finished files by their names, read when they are asked for."""
        return Below(self.world, OUTPUT)

    # ---- the source ------------------------------------------------------------------------------------------------

    def check(self) -> CheckedSource:
        """Read and proofread the source; give the handbook and every finding."""
        reading = read_handbook(self.world)
        proofs = _proofs(reading)
        findings = [*reading.findings, *(proofs.findings if proofs else ())]
        handbook = reading.handbook
        try:
            handbook = handbook and with_revisions(handbook, self.world)
        except WrongUse as missing:
            findings.append(_not_recorded(missing))
        return CheckedSource(reading, handbook, in_order(findings), proofs)

    def mend(self) -> tuple[Correction, ...]:
        """Correct in the source what has one right answer, until none of it is left; give the corrections.

        Raises :class:`~pipeline.findings.OutsideFailure` when the disk refuses.
        """
        done: list[Correction] = []
        for _ in range(_MENDING_ROUNDS):
            reading = read_handbook(self.world)
            proofs = _proofs(reading)
            mended = mend(proofs.open if proofs else (), {n: self.world.read(n) for n in reading.texts})
            for name, data in mended.files.items():
                save(self.root / name, data)
            done += mended.corrections
            if not mended.corrections:
                break
        return tuple(done)

    def queries(self) -> str | None:
        """Give the sheet of what only the author can answer, as Markdown; None while the source cannot be read."""
        reading = read_handbook(self.world)
        proofs = _proofs(reading)
        if proofs is None or has_errors(reading.findings):
            return None
        return query_sheet(proofs.manuscript.handbook, doubts(proofs, reading.record))

    def plan_import(self, files: Sequence[Path]) -> Plan:
        """Read documents from elsewhere and plan what would be written into the source, without writing it.

        Raises :class:`WrongUse` for a review copy among other documents,
        :class:`~pipeline.findings.OutsideFailure` for a document that cannot be read.
        """
        return plan_import(self.world, [document_file(file) for file in files], self.store.folder)

    def put_in_place(self, plan: Plan, *, update: bool) -> None:
        """Write what was planned into the source; with ``update``, also the changes to existing questions."""
        change_folder(self.root, SOURCE, *plan.written(update=update))

    # ---- making and proving ----------------------------------------------------------------------------------------

    def build(self, formats: Sequence[Format]) -> Outcome:
        """Make ``formats`` and put them into ``output/``, unless the source or the making of them has errors."""
        self.progress("读取源文件")
        source = self.check()
        if source.handbook is None or not source.good:
            return Outcome(source.findings, source.handbook)
        if edited := self._edited(formats):
            return Outcome((*source.findings, *edited), source.handbook)
        with processes(_processes(source.handbook)) as executor:
            made = make(source.handbook, formats, self.world, self.store, executor, told=self._told())
        if made.findings:
            return Outcome((*source.findings, *made.findings), source.handbook)
        if made.good:
            files = with_manifest(made, source.handbook, self.world, commit_of(self.root))
            replace_output(self.output, files, [pattern for one in formats for pattern in one.files])
        return Outcome(source.findings, source.handbook, made.proof)

    def verify(self) -> Outcome:
        """Open the files in ``output/`` and compare them with the source as it is now."""
        self.progress("读取源文件")
        source = self.check()
        if source.handbook is None or not source.good:
            return Outcome(source.findings, source.handbook)
        self.progress("核对成品")
        with processes(_processes(source.handbook)) as executor:
            proof = prove(source.handbook, self.finished, FORMATS, executor)
        # Changes to the files come first: most other differences follow from them.
        files = self._files(source.handbook)
        grave = tuple(one for one in files if one.severity is not Severity.INFO)
        remarks = tuple(one for one in files if one.severity is Severity.INFO)
        return Outcome(
            source.findings,
            source.handbook,
            dataclasses.replace(
                proof, differences=(*grave, *proof.differences), remarks=(*remarks, *proof.remarks)
            ),
        )

    def preflight(self) -> Preflight:
        """Measure the finished PDF files for the print shop."""
        return preflight(self.finished)

    def _files(self, handbook: Handbook) -> tuple[Finding, ...]:
        now = {one.name: basis(handbook, one, self.world) for one in FORMATS}
        return check_files(self.finished, FORMATS, now)

    def _edited(self, formats: Sequence[Format]) -> tuple[Finding, ...]:
        papers = (paper for paper in WORKING_PAPERS if paper.format in formats)
        return tuple(finding for paper in papers for finding in paper.edited(self.finished))

    def _told(self) -> Told:
        """Report a format when its first step begins, and the proof."""
        begun: set[str] = set()

        def told(event: Event) -> None:
            name = event.step.partition(".")[0]
            if name not in begun:
                begun.add(name)
                self.progress("核对成品" if name == PROVING else f"生成 {name}")

        return told

    # ---- releases --------------------------------------------------------------------------------------------------

    def release(self, version: str) -> tuple[Outcome, Path | None]:
        """Prove the finished files and record the release; give the proof, and the record's file or None.

        Only a release whose proof is good is recorded. Raises :class:`WrongUse` for a version that the handbook
        does not bear, or that has been recorded otherwise.
        """
        outcome = self.verify()
        if not outcome.good or outcome.handbook is None or outcome.proof is None:
            return outcome, None
        manifest = read_manifest(self.finished)
        name, data = keep(self.world, version, outcome.handbook, manifest, outcome.proof.editions)
        if self.world.names(name.rpartition("/")[0]).count(name) == 0:
            save(self.root / name, data)
        return outcome, self.root / name

    def changes(self, old: str, new: str | None) -> tuple[CheckedSource, Changes | None]:
        """Compare two releases, or (None) one with the source as it is now; give None where the source has errors.

        Raises :class:`WrongUse` for a release that has not been recorded.
        """
        source = self.check()
        if source.handbook is None or not source.good:
            return source, None
        return source, compare_with(self.world, old, new, source.handbook, read_manifest(self.finished))

    def errata(self, version: str) -> tuple[CheckedSource, tuple[Erratum, ...], tuple[Path, ...]]:
        """Write the slip and the article of a release's errata; give the errata and the files, none where none is due.

        Raises :class:`WrongUse` for a release that has not been recorded.
        """
        source, found = self.changes(version, None)
        entries = tuple(errata(found)) if found else ()
        if source.handbook is None or found is None or not entries:
            return source, entries, ()
        kit = font_kit(self.store.folder)
        files = errata_files(source.handbook, found.old, entries, self.world, kit)
        for name, data in files.items():
            save(self.output / name, data)
        return source, entries, tuple(self.output / name for name in files)

    def identify(self, files: Sequence[Path]) -> tuple[Identity, ...]:
        """Identify each file: which edition it is, whether it is current, and whether it was altered.

        Raises :class:`WrongUse` where the source has errors.
        """
        handbook = self.check().handbook
        if handbook is None:
            raise WrongUse("源文件有错误，读不出来", "运行 baiwen check 查看")
        releases = known_releases(self.world, handbook, read_manifest(self.finished))
        return tuple(
            identify(str(file), file.read_bytes(), handbook, releases, FORMATS)
            if file.is_file()
            else Identity(str(file), "", "", "", False, "folder" if file.is_dir() else "missing")
            for file in files
        )

    # ---- drafts ----------------------------------------------------------------------------------------------------

    def articles(self) -> tuple[tuple[Article, ...], tuple[Finding, ...]]:
        """Give the finished articles, or none and the findings that keep them from being sent."""
        self.progress("核对成品")
        source = self.check()
        if source.handbook is None or not source.good:
            return (), tuple(one for one in source.findings if one.severity is Severity.ERROR)
        against = tuple(one for one in self._files(source.handbook) if one.severity is not Severity.INFO)
        series = read_series(self.finished)
        findings = against or series.findings
        return (() if findings else series.articles), findings

    def push(self, articles: Sequence[Article], account: Account) -> Pushed:
        """Bring the account's drafts up to date with ``articles``; give what was done.

        Raises :class:`~pipeline.findings.OutsideFailure`; a further push then continues.
        """
        return push_drafts(articles, account, self._record(), self.progress)

    def rehearse_push(self, articles: Sequence[Article]) -> tuple[str, ...]:
        """Write the requests of a push into ``output/wechat/push/``; give a line for each."""
        found = rehearse(articles, self._record())
        replace_output(self.output, found.files, [f"{PUSHED}*"])
        return found.requests

    def _record(self) -> Record:
        return Record(self.world, functools.partial(save, self.root / PUBLISHED))


def document_file(file: Path) -> DocumentFile:
    """Read a document named by a user, no more of it than an import looks at.

    Raises :class:`~pipeline.findings.OutsideFailure` when the disk refuses.
    """
    data: bytes | None = None
    date = datetime.date.min
    try:
        if file.is_file():
            with file.open("rb") as stream:
                data = stream.read(documents.LARGEST + 1)
            date = datetime.datetime.fromtimestamp(file.stat().st_mtime, tz=datetime.UTC).date()
    except OSError as refused:
        raise OutsideFailure.of_disk(f"无法读取 {file}", refused) from refused
    return DocumentFile(str(file), data, date, Folder(file.parent))


def save_file(path: Path, data: bytes) -> None:
    """Write a file whose name a user has given. Raises :class:`~pipeline.findings.OutsideFailure`."""
    save(path, data)


def named_formats(names: Sequence[str]) -> tuple[Format, ...]:
    """Give the formats of these names, all published ones for no names, in the order of making.

    Raises :class:`WrongUse` for a name that is no format's.
    """
    known = {one.name: one for one in (*FORMATS, *(paper.format for paper in WORKING_PAPERS))}
    for name in names:
        if name not in known:
            raise WrongUse(f"不认识的成品“{name}”", f"可选 {'、'.join(known)}")
    return tuple(one for one in known.values() if one.name in names) if names else FORMATS


def _proofs(reading: Reading) -> Proofs | None:
    if reading.handbook is None:
        return None
    return proofread(reading.handbook, reading.texts, reading.record, reading.findings, reading.gazetteer)


def _not_recorded(missing: Stop) -> Finding:
    return Finding(Place(HANDBOOK), NOT_RECORDED, Severity.ERROR, missing.message, missing.hint)


def _processes(handbook: Handbook) -> int:
    return 1 if len(handbook.questions) < PARALLEL else min(2, os.cpu_count() or 1)
