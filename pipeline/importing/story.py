"""The story of an import: open, recognise, compare with the source, write, prove, put in place."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.findings import Severity, WrongUse
from pipeline.formats.contract import Workshop
from pipeline.handbook import Handbook, Question, without_space
from pipeline.handbook.gazetteer import Gazetteer
from pipeline.importing.districts import opening_districts
from pipeline.importing.documents import Document, open_document
from pipeline.importing.identifiers import identifier
from pipeline.importing.merging import changes, merged, words
from pipeline.importing.pictures import suffix, usable
from pipeline.importing.pieces import Piece
from pipeline.importing.placing import candidate, put_in_place
from pipeline.importing.plan import Change, Plan
from pipeline.importing.proof import Answer, lost_in_reading, lost_in_writing, visible
from pipeline.importing.question_tables import unfolded
from pipeline.importing.recognition import Draft, Recognised, recognise
from pipeline.importing.repairs import is_debris, mend, mend_piece
from pipeline.importing.report import document_lines, paragraph_lines
from pipeline.importing.review.story import plan_review, review_package
from pipeline.importing.settings import document_title, new_settings, with_categories
from pipeline.importing.writing import markdown, question_file, scalar
from pipeline.read import read_handbook
from pipeline.word import BadDocument

HANDBOOK, PREFACE, QUESTIONS = "source/handbook.yaml", "source/preface.md", "source/questions"
DEFAULT_CATEGORY = "未分类"
# What an editor has to supply after an import; such files are written, and `check` goes on asking.
TO_SUPPLY = frozenset({"M201", "M205", "M210", "M211"})


def plan_import(root: Path, files: Sequence[Path]) -> Plan:
    """Read ``files`` and prove what would be written; nothing is written.

    Raises :class:`WrongUse` when the source has faults of its own, :class:`~pipeline.findings.OutsideFailure`.
    """
    reviewed = [(file, package) for file in files if (package := review_package(file)) is not None]
    if reviewed and len(files) > 1:
        raise WrongUse("审阅稿要单独导入（改法：一次只写一个审阅稿）")
    existing, gazetteer = _existing(root)
    if reviewed and existing is not None:
        workshop = Workshop(root / "templates", root / ".cache")
        return plan_review(root, *reviewed[0], existing, workshop)
    faults: list[str] = []
    report: list[str] = []
    found: list[tuple[Document, Recognised]] = []
    districts = _districts(existing, gazetteer)
    for file in files:
        try:
            document = open_document(file)
        except BadDocument as fault:
            faults.append(f"{file} {fault}")
            continue
        counts: Counter[str] = Counter()
        pieces = [_mended(piece, counts) for piece in unfolded(document.pieces)]
        known = (*districts, *opening_districts(piece.text for piece in pieces))
        recognised = recognise(pieces, known, DEFAULT_CATEGORY)
        report += [f"{document.name}："]
        report += ["  " + line for line in paragraph_lines(recognised.fates)]
        report += ["  " + line for line in document_lines(document, counts)]
        faults += [f"{file} {fault}" for fault in lost_in_reading(document)]
        if not recognised.drafts:
            faults.append(
                f"{file} 里没有找到问题（改法：给每个问题编号，如“1.”“一、”“问：”，或设成标题样式）"
            )
        found.append((document, recognised))
    if faults:
        return Plan(report=tuple(report), faults=tuple(faults))
    return _Planning(root, files, existing, found, report).plan()


def carry_out(root: Path, plan: Plan, *, update: bool) -> None:
    """Put the files of a plan into ``source/``; ``update``: with its changes to what stands there.

    Raises :class:`~pipeline.findings.OutsideFailure`.
    """
    put_in_place(root, plan.all_files if update else plan.additions, plan.removals if update else ())


def _existing(root: Path) -> tuple[Handbook | None, Gazetteer]:
    if not (root / HANDBOOK).exists():
        return None, Gazetteer()
    reading = read_handbook(root)
    grave = [
        f for f in reading.findings if f.severity is Severity.ERROR and f.code[0] == "S" and f.code != "S111"
    ]
    if grave or reading.handbook is None:
        raise WrongUse(f"源文件本身有错误，没有导入：{(grave or reading.findings)[0]}")
    return reading.handbook, reading.gazetteer


def _districts(existing: Handbook | None, gazetteer: Gazetteer) -> tuple[str, ...]:
    """The districts that an example may be about: those of the gazetteer and of the handbook's own terms."""
    names = existing.terms.names if existing else ()
    own = (one.name for one in names if re.search(r"[区县]$", one.name))
    return tuple(dict.fromkeys((*(division.name for division in gazetteer.divisions), *own)))


def _mended(piece: Piece, counts: Counter[str]) -> Piece:
    if is_debris(piece.text):
        return piece
    piece = replace(piece, picture=usable(piece.picture)) if piece.picture else piece
    return mend_piece(piece, counts)


@dataclass(slots=True)
class _Planning:
    root: Path
    files: Sequence[Path]
    existing: Handbook | None
    found: list[tuple[Document, Recognised]]
    report: list[str]
    additions: dict[str, bytes] = field(default_factory=dict)
    changed: list[Change] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def plan(self) -> Plan:
        """Everything that is to be written, proven in a copy of the source."""
        categories = self._categories()
        taken = {question.id for question in self._questions()}
        number = self._last_number()
        for _, recognised in self.found:
            for draft in recognised.drafts:
                known = self._known(draft)
                if known is not None:
                    self.ids.append(known.id)
                    self._compare(known, draft)
                    continue
                number += 1
                name = identifier(draft.title, taken)
                taken.add(name)
                self.ids.append(name)
                self._add(f"{QUESTIONS}/{number:03}-{name}.md", name, categories[draft.category], draft)
        self._preface()
        return self._proven()

    def _questions(self) -> tuple[Question, ...]:
        return self.existing.questions if self.existing else ()

    def _last_number(self) -> int:
        folder = self.root / QUESTIONS
        names = [path.name[:3] for path in folder.glob("*.md")] if folder.is_dir() else []
        return max((int(name) for name in names if name.isdigit()), default=0)

    def _categories(self) -> dict[str, str]:
        """The id of every category that drafts name; new ones go into ``handbook.yaml``."""
        ids = {
            category.title: category.id for category in (self.existing.categories if self.existing else ())
        }
        used = [d.category for _, r in self.found for d in r.drafts if self._known(d) is None]
        titles = [title for _, recognised in self.found for title in recognised.categories if title in used]
        new: dict[str, str] = {}
        for title in dict.fromkeys(titles):
            if title not in ids:
                ids[title] = identifier(title, set(ids.values()))
                new[ids[title]] = title
        if self.existing is None:
            texts = [document.text for document, _ in self.found]
            titles_found = [
                recognised.document_title for _, recognised in self.found if recognised.document_title
            ]
            title = titles_found[0] if titles_found else document_title(texts, self.files[0])
            day = datetime.datetime.fromtimestamp(self.files[0].stat().st_mtime, tz=datetime.UTC).date()
            self.additions[HANDBOOK] = new_settings(mend(title), day, new).encode()
            self.report.append(f"新建 {HANDBOOK}：请核对书名、编制单位、版次和日期")
        elif new:
            text = (self.root / HANDBOOK).read_text("utf-8")
            self.additions[HANDBOOK] = with_categories(text, new).encode()
        self.report += [f"新类别 → {HANDBOOK}：{title}（{key}）" for key, title in new.items()]
        return ids

    def _known(self, draft: Draft) -> Question | None:
        for question in self._questions():
            if draft.id and question.id == draft.id:
                return question
            if not draft.id and _same_title(question.title, draft.title):
                return question
        return None

    def _add(self, file: str, name: str, category: str, draft: Draft) -> None:
        pictures: dict[str, str] = {}
        for index, picture in enumerate(draft.pictures):
            pictures[str(index)] = f"images/{name}-{index + 1}{suffix(picture.data)}"
            self.additions[f"source/{pictures[str(index)]}"] = picture.data
        front = {"id": name, "category": category, "question": draft.title}
        self.additions[file] = question_file(front, draft.blocks, pictures).encode()
        self.report.append(f"新问题 → {file}：{draft.title}")

    def _compare(self, known: Question, draft: Draft) -> None:
        same_title = known.title == draft.title
        if same_title and words(known.blocks) == words(draft.blocks):
            self.report.append(f"已有，相同 → {known.at.file}：{known.title}")
            return
        pictures = {}
        for index, picture in enumerate(draft.pictures):
            pictures[str(index)] = f"images/{known.id}-{index + 1}{suffix(picture.data)}"
        blocks = merged(known.blocks, draft.blocks)
        text = (self.root / known.at.file).read_text("utf-8").replace("\r\n", "\n")
        matter, _, _ = text.removeprefix("---\n").partition("\n---\n")
        if not same_title:
            matter = re.sub(
                r"(?m)^question:.*(?:\n[ \t]+.*)*", lambda _: f"question: {scalar(draft.title)}", matter
            )
        new = f"---\n{matter}\n---\n{markdown(blocks, pictures)}"
        lines = changes(known.title, draft.title) if not same_title else ()
        lines += changes(without_space(visible(known.blocks)), without_space(visible(draft.blocks)))
        self.changed.append(Change(known.at.file, known.title, new.encode(), lines))
        self.report.append(f"已有，有差异 → {known.at.file}：{known.title}")

    def _preface(self) -> None:
        """The text before the first question, where the source has no preface yet."""
        blocks = tuple(block for _, recognised in self.found for block in recognised.preface)
        if blocks and not (self.root / PREFACE).exists():
            self.additions[PREFACE] = markdown(blocks, {}).encode()
            self.report.append(f"前言 → {PREFACE}")
        elif blocks:
            self.report.append(f"前言 → 没有导入：{PREFACE} 已有内容，请自行比较")

    def _proven(self) -> Plan:
        plan = Plan(self.additions, tuple(self.changed), report=tuple(self.report))
        with candidate(self.root, plan.all_files) as folder:
            reading = read_handbook(folder)
        errors = [f for f in reading.findings if f.severity is Severity.ERROR and f.at.file in plan.all_files]
        grave = [f"写出的文件读不回来：{finding}" for finding in errors if finding.code not in TO_SUPPLY]
        if reading.handbook is None or grave:
            return Plan(report=plan.report, faults=tuple(grave) or ("写出的文件读不回来",))
        faults: list[str] = []
        position = 0
        for document, recognised in self.found:
            answers: dict[int | None, Answer] = {}
            for index in range(len(recognised.drafts)):
                question = reading.handbook.question(self.ids[position])
                answers[index] = (question.title, question.blocks)
                position += 1
            faults += [f"{document.name} {fault}" for fault in lost_in_writing(recognised.fates, answers)]
        if PREFACE in self.additions:
            fates = [
                fate for _, recognised in self.found for fate in recognised.fates if fate.question is None
            ]
            faults += lost_in_writing(fates, {None: ("", reading.handbook.preface)})
        if faults:
            return Plan(report=plan.report, faults=tuple(faults))
        return replace(plan, to_supply=tuple(f for f in errors if f.code in TO_SUPPLY))


def _same_title(one: str, other: str) -> bool:
    return without_space(one).rstrip("？?") == without_space(other).rstrip("？?")
