"""The way through an import: open, recognise, compare with the source, write, prove, plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pipeline.findings import Finding, Severity, WrongUse
from pipeline.handbook import Handbook, Question, without_space
from pipeline.handbook.names import HANDBOOK, PREFACE, QUESTIONS, SOURCE
from pipeline.importing.catalogue import problem
from pipeline.importing.districts import opening_districts
from pipeline.importing.documents import Document, DocumentFile, open_document
from pipeline.importing.identifiers import identifier
from pipeline.importing.imprint import Imprint, imprint
from pipeline.importing.merging import changes, merged, words
from pipeline.importing.pictures import suffix, usable
from pipeline.importing.pieces import Piece
from pipeline.importing.plan import Change, Entry, Plan, Section
from pipeline.importing.proof import Answer, lost_in_reading, lost_in_writing, visible
from pipeline.importing.question_tables import unfolded
from pipeline.importing.recognition import Draft, Recognised, recognise
from pipeline.importing.repairs import is_debris, mend, mend_piece
from pipeline.importing.report import document_entries, paragraph_entries
from pipeline.importing.review.planning import plan_review, review_package
from pipeline.importing.settings import document_title, new_settings, with_categories
from pipeline.importing.writing import markdown, question_file, scalar
from pipeline.read import Reading, read_handbook
from pipeline.read.texts import decoded, question_files
from pipeline.word import BadDocument
from pipeline.world import World, has

DEFAULT_CATEGORY = "未分类"
# What an editor has to supply after an import; such files are written, and `check` goes on asking.
TO_SUPPLY = frozenset({"M201", "M205", "M210", "M211", "S140"})


# No question yet, files beside the source, words still to fill in: none of it hinders an import.
_NO_HINDRANCE = frozenset({"S111", "S132", "S140"})


def plan_import(
    world: World, documents: Sequence[DocumentFile], cache: Path, *, unnamed: bool = False
) -> Plan:
    """Read ``documents`` and prove what would be written into the project in ``world``, without writing it.

    ``unnamed``: the project was not named, but found above; then a document of another title is not written into it.
    """
    reviewed = [(file, package) for file in documents if (package := review_package(file)) is not None]
    if reviewed and len(documents) > 1:
        raise WrongUse("审阅稿要单独导入", "一次只写一个审阅稿")
    existing = read_handbook(world) if has(world, HANDBOOK) else None
    if existing is not None and (own := _own_faults(existing)):
        return Plan(faults=own)
    handbook = existing.handbook if existing else None
    if reviewed and handbook is not None:
        return plan_review(world, *reviewed[0], handbook, cache)
    districts = _districts(existing) if existing else {}
    opened = [_opened(file, districts) for file in documents]
    report = tuple(one.section for one in opened if isinstance(one, _Opened))
    faults = [fault for one in opened for fault in (one.faults if isinstance(one, _Opened) else (one,))]
    if faults:
        return Plan(report=report, faults=tuple(faults))
    found = tuple(one for one in opened if isinstance(one, _Opened))
    if unnamed and handbook and (strange := _title(found)) != handbook.title:
        words = {"title": handbook.title, "other": strange}
        return Plan(report=report, faults=(problem("I110", found[0].file.name, **words),))
    return _Planning(world, handbook, found).plan()


def _own_faults(existing: Reading) -> tuple[Finding, ...]:
    """Give the faults of a source as it is: its settings or front matter cannot be used."""
    grave = tuple(
        f
        for f in existing.findings
        if f.severity is Severity.ERROR and f.code[0] == "S" and f.code not in _NO_HINDRANCE
    )
    return existing.findings if existing.handbook is None else grave


def _districts(existing: Reading) -> Mapping[str, str]:
    """Give the names that tell an example's district, and the district of each.

    They are the districts of the gazetteer and of the handbook's own terms, and the towns of the gazetteer.
    """
    names = existing.handbook.terms.names if existing.handbook else ()
    own = (one.name for one in names if re.search(r"[区县]$", one.name))
    districts = (*(division.name for division in existing.gazetteer.divisions), *own)
    return {**{name: name for name in districts}, **existing.gazetteer.homes}


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document that has been read, what was found in it, and its faults."""

    file: DocumentFile
    document: Document
    recognised: Recognised
    section: Section
    faults: tuple[Finding, ...]


def _opened(file: DocumentFile, districts: Mapping[str, str]) -> _Opened | Finding:
    """Read a document and find its questions."""
    try:
        document = open_document(file)
    except BadDocument as fault:
        return problem("I101", file.name, reason=fault.message, mend=fault.hint)
    counts: Counter[str] = Counter()
    pieces = [_mended(piece, counts) for piece in unfolded(document.pieces)]
    opening = opening_districts(piece.text for piece in pieces)
    known = {**{name: name for name in opening if name not in districts}, **districts}
    recognised = recognise(pieces, known, DEFAULT_CATEGORY)
    entries = (*paragraph_entries(recognised.fates), *document_entries(document, counts))
    faults = lost_in_reading(document, file.name)
    if not recognised.drafts:
        faults = (*faults, problem("I102", file.name))
    return _Opened(file, document, recognised, Section(document.name, entries), faults)


def _mended(piece: Piece, counts: Counter[str]) -> Piece:
    if is_debris(piece.text):
        return piece
    piece = replace(piece, picture=usable(piece.picture)) if piece.picture else piece
    return mend_piece(piece, counts)


@dataclass(slots=True)
class _Planning:
    """A plan under construction."""

    world: World
    existing: Handbook | None
    found: tuple[_Opened, ...]
    entries: list[Entry] = field(default_factory=list)
    additions: dict[str, bytes] = field(default_factory=dict)
    changed: list[Change] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def plan(self) -> Plan:
        """Plan everything that is to be written, and prove it."""
        categories = self._categories()
        taken = {question.id for question in self._questions()}
        number = self._last_number()
        for draft in self._drafts():
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

    def _drafts(self) -> Iterator[Draft]:
        return (draft for one in self.found for draft in one.recognised.drafts)

    def _text(self, file: str) -> str:
        """Give the text of a file of the source, which has been read before without a fault."""
        text = decoded(file, self.world.read(file))
        return "" if isinstance(text, Finding) else text

    def _last_number(self) -> int:
        names = [PurePosixPath(name).name[:3] for name in question_files(self.world)]
        return max((int(name) for name in names if name.isdigit()), default=0)

    def _categories(self) -> dict[str, str]:
        """Give the id of every category that drafts name; new ones go into ``handbook.yaml``."""
        ids = {
            category.title: category.id for category in (self.existing.categories if self.existing else ())
        }
        used = [draft.category for draft in self._drafts() if self._known(draft) is None]
        titles = [title for one in self.found for title in one.recognised.categories if title in used]
        new: dict[str, str] = {}
        for title in dict.fromkeys(titles):
            if title not in ids:
                ids[title] = identifier(title, set(ids.values()))
                new[ids[title]] = title
        if self.existing is None:
            own = imprint(line for one in self.found for line in _lines_about(one))
            self.additions[HANDBOOK] = new_settings(_title(self.found), own, new).encode()
            self.entries.append(Entry("新建", HANDBOOK, _to_check(own)))
        else:
            self.entries.append(Entry("写入", HANDBOOK, f"《{self.existing.title}》"))
        if self.existing is not None and new:
            text = self.world.read(HANDBOOK).decode("utf-8")
            self.additions[HANDBOOK] = with_categories(text, new).encode()
        self.entries += [Entry("新类别", HANDBOOK, f"{title}（{key}）") for key, title in new.items()]
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
            self.additions[f"{SOURCE}/{pictures[str(index)]}"] = picture.data
        front = {"id": name, "category": category, "question": draft.title}
        self.additions[file] = question_file(front, draft.blocks, pictures).encode()
        self.entries.append(Entry("新问题", file, draft.title))

    def _compare(self, known: Question, draft: Draft) -> None:
        same_title = known.title == draft.title
        if same_title and words(known.blocks) == words(draft.blocks):
            self.entries.append(Entry("已有，相同", known.at.file, known.title))
            return
        pictures = {}
        for index, picture in enumerate(draft.pictures):
            pictures[str(index)] = f"images/{known.id}-{index + 1}{suffix(picture.data)}"
        blocks = merged(known.blocks, draft.blocks)
        matter, _, _ = self._text(known.at.file).removeprefix("---\n").partition("\n---\n")
        if not same_title:
            matter = re.sub(
                r"(?m)^question:.*(?:\n[ \t]+.*)*", lambda _: f"question: {scalar(draft.title)}", matter
            )
        new = f"---\n{matter}\n---\n{markdown(blocks, pictures)}"
        lines = changes(known.title, draft.title) if not same_title else ()
        lines += changes(without_space(visible(known.blocks)), without_space(visible(draft.blocks)))
        self.changed.append(Change(known.at.file, known.title, new.encode(), lines))
        self.entries.append(Entry("已有，有差异", known.at.file, known.title))

    def _preface(self) -> None:
        """The text before the first question, where the source has no preface yet."""
        blocks = tuple(block for one in self.found for block in one.recognised.preface)
        if blocks and not has(self.world, PREFACE):
            self.additions[PREFACE] = markdown(blocks, {}).encode()
            self.entries.append(Entry("前言", PREFACE))
        elif blocks:
            self.entries.append(Entry("前言", "没有导入", f"{PREFACE} 已有内容，请自行比较"))

    def _proven(self) -> Plan:
        report = (*(one.section for one in self.found), Section("", tuple(self.entries)))
        plan = Plan(self.additions, tuple(self.changed), report=report)
        reading = read_handbook(plan.over(self.world))
        errors = [f for f in reading.findings if f.severity is Severity.ERROR and f.file in plan.all_files]
        unread = tuple(problem("I108", f.file, fault=f.message) for f in errors if f.code not in TO_SUPPLY)
        if reading.handbook is None or unread:
            return Plan(report=report, faults=unread or (problem("I108", HANDBOOK, fault=HANDBOOK),))
        if faults := tuple(self._lost(reading.handbook)):
            return Plan(report=report, faults=faults)
        return replace(plan, to_supply=tuple(errors))

    def _lost(self, handbook: Handbook) -> Iterator[Finding]:
        """Report what the source would say otherwise than the documents."""
        ids = iter(self.ids)
        for one in self.found:
            questions = [handbook.question(next(ids)) for _ in one.recognised.drafts]
            answers: dict[int | None, Answer] = {
                index: (question.title, question.blocks) for index, question in enumerate(questions)
            }
            yield from lost_in_writing(one.recognised.fates, answers, one.file.name)
        if PREFACE in self.additions:
            fates = [fate for one in self.found for fate in one.recognised.fates if fate.question is None]
            yield from lost_in_writing(fates, {None: ("", handbook.preface)}, PREFACE)


def _title(found: Sequence[_Opened]) -> str:
    """Give the title that the documents give themselves, else the name of the first."""
    named = [one.recognised.document_title for one in found if one.recognised.document_title]
    return mend(
        named[0] if named else document_title([one.document.text for one in found], found[0].file.name)
    )


LINES_AT_THE_END = 4


def _lines_about(one: _Opened) -> Iterator[str]:
    """Give the lines of a document that may say who made it and when: before its questions, around and at its end."""
    fates = one.recognised.fates
    yield from one.document.outside
    yield from (fate.piece.text for fate in fates if fate.question is None)
    yield from (fate.piece.text for fate in fates[-LINES_AT_THE_END:])


def _to_check(own: Imprint) -> str:
    """Say what of the settings was found in the documents, and what has to be filled in."""
    facts = {"编制单位": own.publisher, "版次": own.edition, "日期": own.date}
    missing = "、".join(name for name, value in facts.items() if not value)
    fill = f"；{missing}文件里没有写明，要填上才能生成" if missing else ""
    return f"请核对书名、编制单位、版次和日期{fill}"


def _same_title(one: str, other: str) -> bool:
    return without_space(one).rstrip("？?") == without_space(other).rstrip("？?")
