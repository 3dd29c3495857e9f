"""The files of ``source/questions/`` → questions in the order of the book. Each file is read by itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.findings import Finding
from pipeline.handbook import (
    Block,
    Category,
    CrossReference,
    Figure,
    Place,
    Question,
    Source,
    Table,
    walk,
)
from pipeline.handbook.names import PREFACE
from pipeline.read.blocks import Counters, blocks_of
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.front_matter import split
from pipeline.read.inlines import Answer, Known
from pipeline.read.lines import check_lines
from pipeline.read.pandoc import Node
from pipeline.read.pasted import without_consequences
from pipeline.read.schema import HandbookForm, QuestionForm
from pipeline.read.slips import as_meant, with_stars_mended
from pipeline.read.validate import Filled, read_form

NAME = re.compile(r"([0-9]{3})-[a-z0-9]+(?:-[a-z0-9]+)*\.md")
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A question's file with its front matter (None where that is faulty) and its body.

    ``declared`` is the id as the file writes it, sound or not, so that a reference to a faulty question is not one
    more fault.
    """

    name: str
    body: str
    declared: str = ""
    matter: Filled[QuestionForm] | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A file whose front matter is sound; ``number`` is the question's in the whole handbook."""

    name: str
    number: int
    form: QuestionForm


def read_question(name: str, text: str) -> Checked[QuestionFile]:
    """Split a file into front matter and body, and check the front matter."""
    file = PurePosixPath(name).name
    misnamed = () if NAME.fullmatch(file) else (problem("S107", Place(name), name=file),)
    parts = split(text)
    body = as_meant(parts.body, name)
    faults = (*misnamed, *body.findings)
    if parts.matter is None:
        return Checked(QuestionFile(name, body.value), (*faults, problem("S108", Place(name))))
    match = re.search(r"^id:[ \t]*(\S+)", parts.matter, re.MULTILINE)
    declared = match[1] if match else ""
    matter = read_form(parts.matter, name, QuestionForm, parts.matter_line)
    if isinstance(matter, tuple):
        return Checked(QuestionFile(name, body.value, declared), (*faults, *matter))
    return Checked(QuestionFile(name, body.value, declared, matter), (*faults, *matter.slips))


def placed(files: Sequence[QuestionFile], form: HandbookForm | None) -> Checked[tuple[Placed, ...]]:
    """Put the files whose front matter is sound into the order of the book; report faults between files.

    Without settings (``form``) there are no categories to go by.
    """
    known = [category.id for category in form.categories] if form else []
    by_id: dict[str, tuple[str, Place]] = {}
    by_number: dict[tuple[str, str], str] = {}
    free = f"{max((int(number) for number in map(_number, files) if number.isdigit()), default=0) + 1:03}"
    sound: list[tuple[str, QuestionForm]] = []
    findings: list[Finding] = []
    for file in files:
        if file.matter is None:
            continue
        question, yaml = file.matter.form, file.matter.yaml
        if question.id in by_id:
            other, at = by_id[question.id]  # which of the two is the copy, its name and text do not say
            findings.append(problem("S105", at, id=question.id, other=file.name))
            findings.append(problem("S105", yaml.place(["id"]), id=question.id, other=other))
            continue
        by_id[question.id] = file.name, yaml.place(["id"])
        if form and question.category not in known:
            at = yaml.place(["category"])
            findings.append(
                problem(
                    "S106",
                    at,
                    category=question.category,
                    known="、".join(known) or "（还没有，先在 categories 里加）",
                )
            )
            continue
        number = _number(file)
        other = by_number.setdefault((question.category, number), file.name)
        if other != file.name:
            findings.append(problem("S110", Place(file.name), number=number, other=other, free=free))
            findings.append(problem("S110", Place(other), number=number, other=file.name, free=free))
        sound.append((file.name, question))
    sound.sort(key=lambda one: (known.index(one[1].category) if known else 0, one[0]))
    return Checked(
        tuple(Placed(name, number, question) for number, (name, question) in enumerate(sound, start=1)),
        tuple(findings),
    )


def _number(file: QuestionFile) -> str:
    return PurePosixPath(file.name).name[:3]


def read_answers(
    bodies: Mapping[str, str],
    trees: Mapping[str, Sequence[Node]],
    order: Sequence[Placed],
    known: Known,
) -> Checked[Mapping[str, Blocks]]:
    """Give the blocks of every body, of which pandoc has made ``trees``.

    Tables and figures are numbered in ``order``, those of the preface first, those of faulty files last. The number
    of a question that cannot be placed is ``known`` as 0. A reference may stand before the table or figure that it
    names: where one of these has an id, all is read once more with their numbers known.
    """
    names = [PREFACE, *(one.name for one in order)]
    read = _read_answers(bodies, trees, names, known)
    items = _items(read.value, {one.name: one for one in order}, known.numbers)
    if items.value:
        read = _read_answers(bodies, trees, names, replace(known, items=items.value))
    return Checked(read.value, (*read.findings, *items.findings))


def _items(
    answers: Mapping[str, Blocks], owners: Mapping[str, Placed], numbers: Mapping[str, int]
) -> Checked[Mapping[str, CrossReference]]:
    """Give the references to the tables and figures that have an id; report an id that is taken."""
    items: dict[str, CrossReference] = {}
    findings: list[Finding] = []
    for name, blocks in answers.items():
        owner = owners.get(name)
        for block in walk(blocks):
            if not isinstance(block, Table | Figure) or not block.id:
                continue
            if block.id in numbers or block.id in items:
                other = items[block.id].label if block.id in items else "一个问题"
                findings.append(problem("M272", block.at, id=block.id, other=other))
                continue
            question, number = (owner.form.id, owner.number) if owner else ("", 0)
            items[block.id] = CrossReference(question, number, item=block.id, label=block.label)
    return Checked(items, tuple(findings))


def _read_answers(
    bodies: Mapping[str, str],
    trees: Mapping[str, Sequence[Node]],
    order: Sequence[str],
    known: Known,
) -> Checked[Mapping[str, Blocks]]:
    """Give the blocks of every body, as far as what they refer to is known."""
    counters = Counters()
    blocks: dict[str, Blocks] = {}
    findings: list[Finding] = []
    rest = [name for name in bodies if name not in order]
    for name in (name for name in (*order, *rest) if name in bodies):
        answer = Answer(name, known)
        blocks[name] = blocks_of(trees[name], answer, counters)
        # Where the fences do not pair, what pandoc made of them is a consequence, not one more fault.
        lines = list(check_lines(bodies[name], trees[name], name))
        fences = [f for f in lines if f.code == "M213"]
        findings += fences or without_consequences(
            with_stars_mended([*lines, *answer.findings], bodies[name]), bodies[name]
        )
    return Checked(blocks, tuple(findings))


def categories(
    order: Sequence[Placed], form: HandbookForm, blocks: Mapping[str, Blocks]
) -> tuple[Category, ...]:
    """Give the categories of the settings with their questions."""
    questions: dict[str, list[Question]] = defaultdict(list)
    for one in order:
        questions[one.form.category].append(_question(one, blocks[one.name]))
    return tuple(
        Category(category.id, ordinal, category.title, tuple(questions[category.id]), category.intro or "")
        for ordinal, category in enumerate(form.categories, start=1)
    )


def _question(one: Placed, blocks: Blocks) -> Question:
    form = one.form
    return Question(
        id=form.id,
        number=one.number,
        title=form.question,
        blocks=blocks,
        keywords=tuple(form.keywords),
        as_of=form.as_of or "",
        sources=tuple(Source(s.title, s.date or "", s.number or "", s.url or "") for s in form.sources),
        at=Place(one.name),
    )
