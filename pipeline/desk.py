"""What can be done with a handbook project, for the command line and any further face.

Every function takes and gives values; what an editor, a print buyer or an operator must know is in them. Exceptions
are kept for wrong use and for failures of the world outside. All that is written to the disk is written from here.

Each command imports what it uses when it is called: a typesetting engine takes longer to import than a source to check.
"""

from __future__ import annotations

import datetime
import functools
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commit import commit_of
from pipeline.files import change_folder, save
from pipeline.findings import Finding, OutsideFailure, Severity, Stop, WrongUse, has_errors, in_order
from pipeline.handbook import Handbook, Place
from pipeline.handbook.names import HANDBOOK, OUTPUT, PUBLISHED, SOURCE
from pipeline.kept import Kept
from pipeline.known import Outcome, Proven, State, dump, load, state_of
from pipeline.making.store import Forgetful, OnDisk, Store
from pipeline.output_folder import replace_output
from pipeline.typeset.font_kit import installed_kit, users_cache, users_kit
from pipeline.world import Below, Folder, World, project

if TYPE_CHECKING:
    from pipeline.arrange import Arrangement
    from pipeline.formats.contract import Format
    from pipeline.formats.pdf.rules.preflight import Preflight
    from pipeline.importing.documents import DocumentFile
    from pipeline.importing.plan import Plan
    from pipeline.making.carry_out import Event, Told
    from pipeline.proofread import Proofs
    from pipeline.proofread.mending import Correction
    from pipeline.publish.articles import Article
    from pipeline.publish.client import Account
    from pipeline.publish.drafts import Pushed
    from pipeline.publish.record import Record
    from pipeline.read import Reading
    from pipeline.release.changes import Changes
    from pipeline.release.errata import Erratum
    from pipeline.release.identify import Identity
    from pipeline.verify.proof import Proof

Progress = Callable[[str], None]

NOT_RECORDED = "R101"
CACHE = ".cache"
CHECKING, VERIFYING = ("check",), ("verify",)
STEPS = {
    "pdf.layout": "书页排版",
    "pdf.screen": "屏幕用 PDF",
    "pdf.press": "印刷用 PDF",
    "pdf.booklet": "小册子拼版",
    "pdf.cover": "封面展开",
    "pdf.order": "印刷单和印前检查",
    "epub.cover": "电子书封面",
    "epub.texts": "电子书正文",
    "epub.pages": "电子书里的印刷页码",
    "epub.book": "装订电子书",
    "wechat.pictures": "文章的图片",
    "wechat.plan": "把问题分成文章",
    "wechat.articles": "写文章",
    "wechat.covers": "文章的封面",
    "wechat.series": "文章清单和复制页",
    "docx.review": "审阅稿",
}
"""What people are told of each step."""
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


@dataclass(frozen=True)
class Desk:
    """A project's folder ``root``, the ``world`` that is read, and where what was made once is kept.

    ``memory`` keeps outcomes, None where every command is to do its work anew; ``jobs`` is the number of processes at
    most, 0 for as many as are worth it.
    """

    root: Path
    world: World
    store: Store
    progress: Progress = _unheard
    memory: Kept | None = None
    jobs: int = 0

    @classmethod
    def around(cls, start: Path, progress: Progress = _unheard, *, keeps: bool = True, jobs: int = 0) -> Desk:
        """Open the project around ``start``; what is made is kept unless told otherwise (``keeps``).

        Raises :class:`WrongUse` where there is none.
        """
        root = find_project(start)
        if root is None:
            raise WrongUse(f"{start} 及其上级文件夹里没有 {HANDBOOK}", "在手册项目里运行，或用 -C 指定文件夹")
        cache = root / CACHE
        if not keeps:
            return cls(root, project(root), Forgetful(cache), progress, jobs=jobs)
        users = users_cache()
        return cls(
            root,
            project(root),
            OnDisk(cache, Kept(users / "results")),
            progress,
            Kept(users / "outcomes"),
            jobs,
        )

    @classmethod
    def around_or_at(cls, start: Path) -> Desk:
        """Open the project around ``start``, or one that is to begin in this folder."""
        root = find_project(start) or start
        return cls(root, project(root), Forgetful(root / CACHE))

    @property
    def output(self) -> Path:
        """Where finished files are."""
        return self.root / OUTPUT

    @cached_property
    def finished(self) -> Below:
        """The finished files by their names, read when they are asked for."""
        return Below(self.world, OUTPUT)

    # ---- what is known already -------------------------------------------------------------------------------------

    def _known(self, state: State, doing: Sequence[str]) -> Outcome | None:
        """Give what a command came to in this state; None where that is not known."""
        return load(self.memory.get(state.key(doing))) if self.memory else None

    def _remember(self, state: State, doing: Sequence[str], outcome: Outcome) -> None:
        """Keep what a command came to in this state."""
        if self.memory:
            self.memory.put(state.key(doing), dump(outcome))

    def _state(self) -> State:
        """Digest all that the making and the proof of finished files follow from, and these files."""
        return state_of(self.world, installed_kit(), commit_of(self.root), files=f"{OUTPUT}/")

    # ---- the source ------------------------------------------------------------------------------------------------

    def checked(self) -> Outcome:
        """Give every finding in the source, remembered where the source has not changed."""
        state = state_of(self.world)
        if known := self._known(state, CHECKING):
            return known
        outcome = _of_source(self.check())
        if state == state_of(self.world):
            self._remember(state, CHECKING, outcome)
        return outcome

    def check(self) -> CheckedSource:
        """Read and proofread the source; give the handbook and every finding."""
        from pipeline.read import read_handbook

        reading = read_handbook(self.world)
        proofs = _proofs(reading)
        findings = [*reading.findings, *(proofs.findings if proofs else ())]
        handbook = reading.handbook
        if handbook and handbook.revisions:
            # Only where it is needed: it knows of the formats, and so of their engines.
            from pipeline.release.revise import with_revisions

            try:
                handbook = with_revisions(handbook, self.world)
            except WrongUse as missing:
                findings.append(_not_recorded(missing))
        return CheckedSource(reading, handbook, in_order(findings), proofs)

    def mend(self) -> tuple[Correction, ...]:
        """Correct in the source what has one right answer, until none of it is left; give the corrections.

        Raises :class:`~pipeline.findings.OutsideFailure` when the disk refuses.
        """
        from pipeline.proofread.mending import mend
        from pipeline.read import read_handbook

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
        from pipeline.proofread.query_sheet import doubts, query_sheet
        from pipeline.read import read_handbook

        reading = read_handbook(self.world)
        proofs = _proofs(reading)
        if proofs is None or has_errors(reading.findings):
            return None
        return query_sheet(proofs.manuscript.handbook, doubts(proofs, reading.record))

    def arrange(self, plan: Arrangement) -> None:
        """Write a new order of questions into the source, whole or not at all."""
        change_folder(self.root, SOURCE, plan.files or {}, plan.removed)

    def plan_import(self, files: Sequence[Path], start: Path | None = None) -> Plan:
        """Read documents from elsewhere and plan what would be written into the source, without writing it.

        Where the project is not ``start`` itself, but was found above it, a document of another title is a fault.

        Raises :class:`WrongUse` for a review copy among other documents,
        :class:`~pipeline.findings.OutsideFailure` for a document that cannot be read.
        """
        from pipeline.importing.planning import plan_import

        unnamed = start is not None and start.resolve() != self.root.resolve()
        return plan_import(
            self.world, [document_file(file) for file in files], self.store.folder, unnamed=unnamed
        )

    def put_in_place(self, plan: Plan, *, update: bool) -> None:
        """Write what was planned into the source; with ``update``, also the changes to existing questions."""
        change_folder(self.root, SOURCE, *plan.written(update=update))

    # ---- making and proving ----------------------------------------------------------------------------------------

    def build(self, formats: Sequence[Format]) -> Outcome:
        """Make ``formats`` and put them into ``output/``, unless the source or the making of them has errors."""
        from pipeline.formats.registry import FORMATS
        from pipeline.make import make, with_manifest
        from pipeline.making.executors import processes

        _quiet()
        self.progress("读取源文件")
        state = self._state()
        source = self.check()
        if source.handbook is None or not source.good:
            return _of_source(source)
        if edited := self._edited(formats):
            return Outcome((*source.findings, *edited), readable=True)
        with processes(self._processes(source.handbook)) as executor:
            made = make(source.handbook, formats, self.world, self.store, executor, told=self._told())
        if made.findings:
            return Outcome((*source.findings, *made.findings), readable=True)
        outcome = replace(_of_source(source), proven=_proven(source.handbook, made.proof))
        if made.good:
            files = with_manifest(made, source.handbook, self.world, commit_of(self.root))
            replace_output(self.output, files, [pattern for one in formats for pattern in one.files])
            now = self._state()
            if now.read == state.read:  # else something was changed meanwhile
                self._remember(now, _building(formats), outcome)
                if set(FORMATS) <= set(formats):
                    self._remember(now, VERIFYING, self._with_files(outcome, source.handbook))
            self._trim()
        return outcome

    def built(self, names: Sequence[str]) -> Outcome:
        """Do :meth:`build` for the formats of these names (none: all), unless nothing has changed since it was done.

        Raises :class:`WrongUse` for a name that is no format's.
        """
        if known := self._known(self._state(), ("build", *sorted(set(names)))):
            return known
        return self.build(named_formats(names))

    def verify(self) -> Outcome:
        """Compare the files in ``output/`` with the source as it is now; what was proven of the same bytes is known."""
        state = self._state()
        if known := self._known(state, VERIFYING):
            return known
        _, outcome, _ = self._verified()
        if outcome.good and state == self._state():  # what was altered meanwhile has not been looked at
            self._remember(state, VERIFYING, outcome)
        return outcome

    def _verified(self) -> tuple[Handbook | None, Outcome, Proof | None]:
        """Open the files in ``output/`` and compare them with the source."""
        from pipeline.formats.registry import FORMATS
        from pipeline.making.executors import processes
        from pipeline.verify.proof import drawn_with, prove

        _quiet()
        self.progress("读取源文件")
        source = self.check()
        if source.handbook is None or not source.good:
            return source.handbook, _of_source(source), None
        self.progress("核对成品")
        with processes(self._processes(source.handbook)) as executor:
            kit = drawn_with(source.handbook, self.store.folder)
            proof = prove(source.handbook, self.finished, FORMATS, executor, kit)
        outcome = replace(_of_source(source), proven=_proven(source.handbook, proof))
        return source.handbook, self._with_files(outcome, source.handbook), proof

    def _with_files(self, outcome: Outcome, handbook: Handbook) -> Outcome:
        """Add what the manifest says of the files; changes to them come first, as most other differences follow."""
        proven = outcome.proven
        assert proven is not None
        files = self._files(handbook)
        grave = tuple(one for one in files if one.severity is not Severity.INFO)
        remarks = tuple(one for one in files if one.severity is Severity.INFO)
        added = replace(
            proven, differences=(*grave, *proven.differences), remarks=(*remarks, *proven.remarks)
        )
        return replace(outcome, proven=added)

    def _processes(self, handbook: Handbook) -> int:
        most = self.jobs or min(2, os.cpu_count() or 1)
        return most if self.jobs or len(handbook.questions) >= PARALLEL else 1

    def _trim(self) -> None:
        """Give up what is oldest of all that is kept."""
        for kept in (self.memory, self.store.kept if isinstance(self.store, OnDisk) else None):
            if kept:
                kept.trim()

    def preflight(self) -> Preflight:
        """Measure the finished PDF files for the print shop."""
        from pipeline.formats.pdf.rules.preflight import preflight

        _quiet()
        return preflight(self.finished)

    def _files(self, handbook: Handbook) -> tuple[Finding, ...]:
        from pipeline.formats.registry import FORMATS
        from pipeline.verify.basis import basis
        from pipeline.verify.files import check_files

        now = {one.name: basis(handbook, one, self.world) for one in FORMATS}
        return check_files(self.finished, FORMATS, now)

    def _edited(self, formats: Sequence[Format]) -> tuple[Finding, ...]:
        from pipeline.formats.registry import WORKING_PAPERS

        papers = (paper for paper in WORKING_PAPERS if paper.format in formats)
        return tuple(finding for paper in papers for finding in paper.edited(self.finished))

    def _told(self) -> Told:
        """Report each step when it begins, or when its result was kept."""
        from pipeline.make import PROVING

        def told(event: Event) -> None:
            if event.step == PROVING:
                self.progress("核对成品")
            elif event.kept or not event.done:
                kept = "（没有变，取自缓存）" if event.kept else ""
                self.progress(f"{STEPS.get(event.step, event.step)}{kept}")

        return told

    # ---- releases --------------------------------------------------------------------------------------------------

    def release(self, version: str) -> tuple[Outcome, Path | None]:
        """Prove the finished files and record the release; give the proof, and the record's file or None.

        Only a release whose proof is good is recorded. Raises :class:`WrongUse` for a version that the handbook
        does not bear, or that has been recorded otherwise.
        """
        from pipeline.release.keep import keep
        from pipeline.verify.manifest import read_manifest

        handbook, outcome, proof = self._verified()
        if not outcome.good or handbook is None or proof is None:
            return outcome, None
        manifest = read_manifest(self.finished)
        name, data = keep(self.world, version, handbook, manifest, proof.editions)
        if self.world.names(name.rpartition("/")[0]).count(name) == 0:
            save(self.root / name, data)
        return outcome, self.root / name

    def changes(self, old: str, new: str | None) -> tuple[CheckedSource, Changes | None]:
        """Compare two releases, or (None) one with the source as it is now; give None where that has errors.

        Two releases are compared whatever the source is like. Raises :class:`WrongUse` for a release that has not been
        recorded.
        """
        from pipeline.release.keep import between, compare_with
        from pipeline.verify.manifest import read_manifest

        source = self.check()
        if new is not None:
            return source, between(self.world, old, new)
        if source.handbook is None or not source.good:
            return source, None
        return source, compare_with(self.world, old, source.handbook, read_manifest(self.finished))

    def errata(self, version: str) -> tuple[CheckedSource, tuple[Erratum, ...], tuple[Path, ...]]:
        """Write the slip and the article of a release's errata; give the errata and the files, none where none is due.

        Raises :class:`WrongUse` for a release that has not been recorded.
        """
        from pipeline.release.errata import errata
        from pipeline.release.errata_files import errata_files

        source, found = self.changes(version, None)
        entries = tuple(errata(found)) if found else ()
        if source.handbook is None or found is None or not entries:
            return source, entries, ()
        kit = users_kit(self.root / CACHE)
        files = errata_files(source.handbook, found.old, entries, self.world, kit)
        for name, data in files.items():
            save(self.output / name, data)
        return source, entries, tuple(self.output / name for name in files)

    def identify(self, files: Sequence[Path]) -> tuple[Identity, ...]:
        """Identify each file: which edition it is, whether it is current, and whether it was altered.

        Raises :class:`WrongUse` where the source has errors.
        """
        from pipeline.formats.registry import FORMATS
        from pipeline.release.identify import Identity, identify, known_releases
        from pipeline.verify.manifest import read_manifest

        _quiet()
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
        from pipeline.publish.articles import read_series

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
        from pipeline.publish.drafts import push

        return push(articles, account, self._record(), self.progress)

    def rehearse_push(self, articles: Sequence[Article]) -> tuple[str, ...]:
        """Write the requests of a push into ``output/wechat/push/``; give a line for each."""
        from pipeline.publish.rehearsal import FOLDER, rehearse

        found = rehearse(articles, self._record())
        replace_output(self.output, found.files, [f"{FOLDER}*"])
        return found.requests

    def _record(self) -> Record:
        from pipeline.publish.record import Record

        return Record(self.world, functools.partial(save, self.root / PUBLISHED))


def document_file(file: Path) -> DocumentFile:
    """Read a document named by a user, no more of it than an import looks at.

    Raises :class:`~pipeline.findings.OutsideFailure` when the disk refuses.
    """
    from pipeline.importing import documents

    data: bytes | None = None
    date = datetime.date.min
    try:
        if file.is_file():
            with file.open("rb") as stream:
                data = stream.read(documents.LARGEST + 1)
            date = datetime.datetime.fromtimestamp(file.stat().st_mtime, tz=datetime.UTC).date()
    except OSError as refused:
        raise OutsideFailure.of_disk(f"无法读取 {file}", refused) from refused
    return documents.DocumentFile(str(file), data, date, Folder(file.parent))


def save_file(path: Path, data: bytes) -> None:
    """Write a file whose name a user has given. Raises :class:`~pipeline.findings.OutsideFailure`."""
    save(path, data)


def named_formats(names: Sequence[str]) -> tuple[Format, ...]:
    """Give the formats of these names, all published ones for no names, in the order of making.

    Raises :class:`WrongUse` for a name that is no format's.
    """
    from pipeline.formats.registry import FORMATS, WORKING_PAPERS

    known = {one.name: one for one in (*FORMATS, *(paper.format for paper in WORKING_PAPERS))}
    for name in names:
        if name not in known:
            raise WrongUse(f"不认识的成品“{name}”", f"可选 {'、'.join(known)}")
    return tuple(one for one in known.values() if one.name in names) if names else FORMATS


def _proofs(reading: Reading) -> Proofs | None:
    from pipeline.proofread import proofread

    if reading.handbook is None:
        return None
    return proofread(
        reading.handbook,
        reading.texts,
        reading.record,
        reading.findings,
        reading.gazetteer,
        unplaced=reading.unplaced,
    )


def _quiet() -> None:
    """Keep MuPDF quiet about broken files, wherever finished ones are opened: what is wrong is a finding."""
    from pipeline.seen.pdf_pages import without_messages

    without_messages()


def _of_source(source: CheckedSource) -> Outcome:
    return Outcome(source.findings, readable=source.handbook is not None)


def _proven(handbook: Handbook, proof: Proof) -> Proven:
    return Proven(
        tuple(edition.file for edition in proof.editions),
        tuple((question.number, question.title) for question in handbook.questions),
        proof.differences,
        proof.remarks,
    )


def _building(formats: Sequence[Format]) -> tuple[str, ...]:
    """Name what :meth:`Desk.built` does for these formats, as it is asked for: no names for all published ones."""
    from pipeline.formats.registry import FORMATS

    return "build", *(() if tuple(formats) == FORMATS else sorted(one.name for one in formats))


def _not_recorded(missing: Stop) -> Finding:
    return Finding(Place(HANDBOOK), NOT_RECORDED, Severity.ERROR, missing.message, missing.hint)
