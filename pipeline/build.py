"""The story of a handbook, from the editors' files to finished files that are proven to say the same.

read → proofread → stop on errors → write each format → open the files again and compare → put them in place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.files import save
from pipeline.findings import Finding, OutsideFailure, Refused, WrongUse, disk_trouble, has_errors, in_order
from pipeline.formats.contract import Format, FoundEdition, Workshop
from pipeline.formats.registry import FORMATS, ON_REQUEST
from pipeline.handbook import Handbook
from pipeline.output_folder import matching, new_output
from pipeline.proofread import Proofs, proofread
from pipeline.proofread.mending import Correction, mend
from pipeline.proofread.query_sheet import doubts, query_sheet
from pipeline.publish.articles import Article, read_series
from pipeline.publish.client import Account
from pipeline.publish.drafts import Pushed
from pipeline.publish.drafts import push as push_drafts
from pipeline.publish.record import NAME as RECORD
from pipeline.publish.record import Record
from pipeline.publish.rehearsal import rehearse
from pipeline.read import Reading, find_project, read_handbook
from pipeline.release.revise import with_revisions
from pipeline.verify.files import check_files
from pipeline.verify.manifest import make_manifest, read_manifest, write_manifest
from pipeline.verify.proof import Proof, prove

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Project:
    """A handbook project: the folder that holds ``source/``, ``templates/`` and ``output/``."""

    root: Path

    @property
    def output(self) -> Path:
        """Where finished files stand."""
        return self.root / "output"

    @property
    def workshop(self) -> Workshop:
        """What formats may read beside the handbook."""
        return Workshop(templates=self.root / "templates", cache=self.root / ".cache")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command went: what was found in the source, and what the finished files say (None: not looked at)."""

    findings: tuple[Finding, ...]
    handbook: Handbook | None = None
    proof: Proof | None = None

    @property
    def editions(self) -> tuple[FoundEdition, ...]:
        """What was found in the finished files."""
        return self.proof.editions if self.proof else ()

    @property
    def good(self) -> bool:
        """Whether nothing stands against the result."""
        return not has_errors(self.findings) and not (self.proof and self.proof.differences)


def open_project(start: Path) -> Project:
    """The project around ``start``. Raises :class:`WrongUse`."""
    root = find_project(start)
    if root is None:
        raise WrongUse(
            f"{start} 及其上级文件夹里没有 source/handbook.yaml（改法：在手册项目里运行，或用 -C 指定文件夹）"
        )
    return Project(root)


def named_formats(names: Sequence[str]) -> tuple[Format, ...]:
    """The formats of these names, all that are published for none, in the order of writing.

    Raises :class:`WrongUse`.
    """
    known = {one.name: one for one in (*FORMATS, *ON_REQUEST)}
    for name in names:
        if name not in known:
            raise WrongUse(f"不认识的成品“{name}”（改法：可选 {'、'.join(known)}）")
    return tuple(one for one in known.values() if one.name in names) if names else FORMATS


def handbook_of(project: Project) -> Handbook:
    """The handbook in the source. Raises :class:`WrongUse` where the source cannot be read."""
    handbook = read_handbook(project.root).handbook
    if handbook is None:
        raise WrongUse("源文件有错误，读不出来（改法：运行 baiwen check 查看）")
    return with_revisions(handbook, project.root)


def check(project: Project) -> Outcome:
    """Read and proofread the source and say what is wrong with it."""
    reading = read_handbook(project.root)
    proofs = _proofs(reading)
    found = proofs.findings if proofs else ()
    handbook = reading.handbook and with_revisions(reading.handbook, project.root)
    return Outcome(in_order([*reading.findings, *found]), handbook)


def mend_source(project: Project) -> tuple[Correction, ...]:
    """Correct in the source what has one right answer, until there is nothing left to correct; what was done.

    Raises :class:`OutsideFailure` when the disk refuses.
    """
    done: list[Correction] = []
    for _ in range(_MENDING_ROUNDS):
        reading = read_handbook(project.root)
        proofs = _proofs(reading)
        files = {name: _bytes(project.root / name) for name in reading.texts}
        mended = mend(proofs.open if proofs else (), files)
        for name, data in mended.files.items():
            save(project.root / name, data)
        done += mended.corrections
        if not mended.corrections:
            break
    return tuple(done)


_MENDING_ROUNDS = 9  # one correction may uncover another (,, → ，， → ，); more than three has not been seen


def queries(project: Project) -> str | None:
    """The sheet of what only the author can answer, as Markdown; None while the source cannot be read."""
    reading = read_handbook(project.root)
    proofs = _proofs(reading)
    if proofs is None or has_errors(reading.findings):
        return None
    return query_sheet(proofs.manuscript.handbook, doubts(proofs, reading.record))


def _proofs(reading: Reading) -> Proofs | None:
    if reading.handbook is None:
        return None
    return proofread(reading.handbook, reading.texts, reading.record, reading.findings, reading.gazetteer)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise OutsideFailure(f"无法读取 {path}：{disk_trouble(fault)}") from fault


def build(project: Project, formats: Sequence[Format], progress: Progress) -> Outcome:
    """Make ``formats`` from the source and put them into ``output/``, unless anything is wrong with either."""
    progress("读取源文件")
    source = check(project)
    handbook = source.handbook
    if handbook is None or not source.good:
        return source
    for one in formats:
        if reason := one.edited(project.output):
            raise WrongUse(reason)
    replaced = tuple(pattern for one in formats for pattern in one.outputs)
    with new_output(project.output, replaced) as directory:
        for one in formats:
            progress(f"生成 {one.name}")
            try:
                one.write(handbook, project.workshop, directory)
            except Refused as refused:
                raise FaultyOutput(Outcome((*source.findings, *refused.findings), handbook)) from refused
        progress("核对成品")
        proof = prove(handbook, directory, formats)
        if proof.differences:
            raise FaultyOutput(Outcome(source.findings, handbook, proof))
        published = tuple(one for one in formats if one in FORMATS)
        if published:
            written = {one.name: matching(directory, one.outputs) for one in published}
            working = {name for one in ON_REQUEST for name in one.outputs}
            editions = tuple(edition for edition in proof.editions if edition.file not in working)
            previous = read_manifest(directory)
            write_manifest(directory, make_manifest(handbook, directory, written, editions, previous))
    return Outcome(source.findings, handbook, proof)


def verify(project: Project, progress: Progress) -> Outcome:
    """Open what stands in ``output/`` and compare it with the source as it is now."""
    progress("读取源文件")
    source = check(project)
    if source.handbook is None or not source.good:
        return source
    progress("核对成品")
    proof = prove(source.handbook, project.output, FORMATS)
    # What was done to the files first: most other differences follow from it.
    differences = (*check_files(source.handbook, project.output, FORMATS), *proof.differences)
    return Outcome(source.findings, source.handbook, dataclasses.replace(proof, differences=differences))


def push(project: Project, account: Account, progress: Progress) -> Pushed:
    """Bring the account's drafts up to date with ``output/wechat/``. Raises :class:`NotReady`."""
    return push_drafts(_ready_articles(project, progress), account, Record(project.root / RECORD), progress)


def rehearse_push(project: Project, progress: Progress) -> tuple[str, ...]:
    """Write what a push would send into ``output/wechat/push/``, a line a request. Raises :class:`NotReady`."""
    articles = _ready_articles(project, progress)
    return rehearse(articles, Record(project.root / RECORD), project.output / "wechat/push")


def _ready_articles(project: Project, progress: Progress) -> tuple[Article, ...]:
    """The finished articles, if they are what was proven and the source has not changed since."""
    progress("核对成品")
    source = check(project)
    if source.handbook is None or not source.good:
        raise NotReady("源文件有错误，没有推送（改法：运行 baiwen check 查看）")
    differences = check_files(source.handbook, project.output, FORMATS)
    if differences:
        raise NotReady(f"成品与源文件对不上，没有推送：{differences[0]}")
    series = read_series(project.output / "wechat")
    if series.findings:
        raise NotReady("\n".join(map(str, series.findings)))
    return series.articles


class NotReady(Exception):
    """Nothing was pushed: the finished files are older than the source, altered, or not what the platform takes."""


class FaultyOutput(Exception):
    """The formats that were just written do not say what the source says: nothing is put in place."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("成品与源文件不一致，没有放进 output")
        self.outcome = outcome
