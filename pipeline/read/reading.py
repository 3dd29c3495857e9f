"""The whole source → one handbook, in the order of the book.

Everything is read and checked before anything is said, so that one run names every fault. The handbook is made as
far as it can be; faulty questions are left out of it, and a build stops on errors anyway.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.findings import EditorialRecord, Finding, in_order
from pipeline.handbook import (
    Block,
    Category,
    Figure,
    Handbook,
    Image,
    OfficialName,
    PageSize,
    Place,
    Printing,
    Question,
    Revisions,
    Source,
    Spelling,
    Term,
    Terms,
    WeChat,
    walk,
)
from pipeline.handbook.gazetteer import Division, FormerDivision, Gazetteer
from pipeline.read.blocks import Counters, blocks_of
from pipeline.read.catalogue import problem
from pipeline.read.decisions import decided
from pipeline.read.front_matter import split
from pipeline.read.images import coarse, read_image
from pipeline.read.inlines import Answer
from pipeline.read.lines import check_lines
from pipeline.read.markdown import Node, parse
from pipeline.read.printing import printing
from pipeline.read.project import QUESTION_NAME, question_files, read_text
from pipeline.read.schema import (
    NAMED_PAGES,
    DivisionsForm,
    HandbookForm,
    PageForm,
    PublishedForm,
    QuestionForm,
    TermsForm,
    names_picture,
)
from pipeline.read.validate import validate
from pipeline.read.word_readings import word_readings
from pipeline.read.yaml_file import YamlFile, parse_yaml

HANDBOOK, TERMS, PREFACE = "source/handbook.yaml", "source/terms.yaml", "source/preface.md"
PUBLISHED, DECISIONS, DIVISIONS = "source/wechat.yaml", "source/decisions.yaml", "source/divisions.yaml"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the handbook (None only when ``handbook.yaml`` itself cannot be used), and every finding."""

    handbook: Handbook | None
    findings: tuple[Finding, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of every file that was read, by its path from the project's root."""
    record: EditorialRecord = field(default_factory=EditorialRecord)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)


@dataclass(frozen=True, slots=True)
class _File:
    """A question's file with its front matter (None where that is faulty) and its body.

    ``declared`` is the id as the file writes it, sound or not, so that a reference to a faulty question is not one
    more fault.
    """

    name: str
    body: str
    declared: str = ""
    form: QuestionForm | None = None
    yaml: YamlFile | None = None


def read_handbook(root: Path) -> Reading:
    """Read the project at ``root``. Raises :class:`~pipeline.findings.OutsideFailure`."""
    findings: list[Finding] = []
    texts = _texts(root, findings)
    settings = _settings(texts, findings)
    terms = _terms(texts, findings)
    published = _published(texts, findings)
    record = decided(texts.get(DECISIONS), DECISIONS, findings)
    gazetteer = _gazetteer(texts, findings)
    files = [_open(name, texts[name], findings) for name in question_files(root) if name in texts]
    bodies = {file.name: file.body for file in files}
    if PREFACE in texts:
        bodies[PREFACE] = texts[PREFACE]
    # Without settings nothing can be put in order, but the bodies can still be checked.
    form = settings[0] if settings else None
    ordered = _ordered(files, form, findings)
    trees = parse(bodies)
    numbers = {file.declared: 0 for file in files} | _numbers(ordered)
    blocks, faults = _bodies(bodies, trees, [PREFACE, *(file.name for file in ordered)], numbers)
    findings += faults
    findings += [problem("M201", Place(f.name, f.body.count("\n") or 1)) for f in files if not trees[f.name]]
    shown = _figures(itertools.chain.from_iterable(blocks.values()))
    printed = {name: at[0] for name, at in shown.items()}
    for name, at in _follow_pictures(settings):
        shown[name].append(at)
    images, faults = _images(root / "source", shown)
    findings += faults
    if settings is None or form is None:
        return Reading(None, in_order(findings), texts, record, gazetteer)
    findings += coarse(images, printed, _page(form.page))
    categories = _categories(ordered, form, blocks)
    if not files:
        findings.append(problem("S111", Place("source/questions")))
    elif len(ordered) == len(files):
        findings += [
            problem("S120", _category_place(settings, c.id), title=c.title)
            for c in categories
            if not c.questions
        ]
    follow = tuple(form.wechat.follow.items())
    wechat = WeChat(
        form.wechat.series,
        form.wechat.author,
        tuple((name, value) for name, value in follow if not names_picture(value)),
        published,
        tuple((name, value) for name, value in follow if names_picture(value)),
    )
    return Reading(
        _handbook(
            form,
            categories,
            blocks.get(PREFACE, ()),
            terms,
            press=printing(form.print, root / "source", settings[1], findings),
            wechat=wechat,
            images=images,
            districts=tuple(one.name for one in sorted(gazetteer.divisions, key=lambda one: one.code or "~")),
        ),
        in_order(findings),
        texts,
        record,
        gazetteer,
    )


# ---- settings, terms, front matter -------------------------------------------------------------------------------


def _texts(root: Path, findings: list[Finding]) -> dict[str, str]:
    """Every text file of the source that can be read; the others are findings."""
    optional = (name for name in (TERMS, PREFACE, PUBLISHED, DECISIONS, DIVISIONS) if (root / name).exists())
    texts: dict[str, str] = {}
    for name in (HANDBOOK, *optional, *question_files(root)):
        text = read_text(root, name)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            texts[name] = text
    return texts


def _settings(texts: Mapping[str, str], findings: list[Finding]) -> tuple[HandbookForm, YamlFile] | None:
    if HANDBOOK not in texts:
        return None
    yaml = parse_yaml(texts[HANDBOOK], HANDBOOK)
    if isinstance(yaml, Finding):
        findings.append(yaml)
        return None
    form = validate(yaml, HandbookForm)
    if isinstance(form, tuple):
        findings.extend(form)
        return None
    seen: set[str] = set()
    for index, category in enumerate(form.categories):
        if category.id in seen:
            at = yaml.place(["categories", index, "id"])
            findings.append(problem("S105", at, id=category.id, other=HANDBOOK))
        seen.add(category.id)
    return form, yaml


def _terms(texts: Mapping[str, str], findings: list[Finding]) -> Terms:
    if TERMS not in texts:
        return Terms()
    yaml = parse_yaml(texts[TERMS], TERMS)
    if isinstance(yaml, Finding):
        findings.append(yaml)
        return Terms()
    form = validate(yaml, TermsForm)
    if isinstance(form, tuple):
        findings.extend(form)
        return Terms()
    return Terms(
        glossary=tuple(Term(entry.term, entry.definition) for entry in form.glossary),
        names=tuple(OfficialName(e.name, tuple(e.aliases), e.number or "") for e in form.names),
        spelling=tuple(Spelling(e.use, tuple(e.avoid), tuple(e.exceptions)) for e in form.spelling),
        readings=word_readings(form, yaml, findings),
    )


def _published(texts: Mapping[str, str], findings: list[Finding]) -> tuple[tuple[str, str], ...]:
    """The addresses of articles that have been published, by the id of their first question."""
    if PUBLISHED not in texts:
        return ()
    yaml = parse_yaml(texts[PUBLISHED], PUBLISHED)
    form = (yaml,) if isinstance(yaml, Finding) else validate(yaml, PublishedForm)
    if isinstance(form, tuple):
        findings.extend(form)
        return ()
    return tuple(sorted(form.published.items()))


def _gazetteer(texts: Mapping[str, str], findings: list[Finding]) -> Gazetteer:
    if DIVISIONS not in texts:
        return Gazetteer()
    yaml = parse_yaml(texts[DIVISIONS], DIVISIONS)
    form = (yaml,) if isinstance(yaml, Finding) else validate(yaml, DivisionsForm)
    if isinstance(form, tuple):
        findings.extend(form)
        return Gazetteer()
    return Gazetteer(
        tuple(Division(e.name, e.code or "", e.source or "", tuple(e.towns)) for e in form.divisions),
        tuple(FormerDivision(e.name, e.now, e.year, e.source or "") for e in form.former),
    )


def _open(name: str, text: str, findings: list[Finding]) -> _File:
    if not QUESTION_NAME.fullmatch(Path(name).name):
        findings.append(problem("S107", Place(name), name=Path(name).name))
    parts = split(text)
    if parts.matter is None:
        findings.append(problem("S108", Place(name)))
        return _File(name, parts.body)
    match = re.search(r"^id:[ \t]*(\S+)", parts.matter, re.MULTILINE)
    declared = match[1] if match else ""
    yaml = parse_yaml(parts.matter, name, parts.matter_line)
    if isinstance(yaml, Finding):
        findings.append(yaml)
        return _File(name, parts.body, declared)
    form = validate(yaml, QuestionForm)
    if isinstance(form, tuple):
        findings.extend(form)
        return _File(name, parts.body, declared)
    return _File(name, parts.body, declared, form, yaml)


# ---- order and numbers -------------------------------------------------------------------------------------------


def _ordered(files: Sequence[_File], form: HandbookForm | None, findings: list[Finding]) -> list[_File]:
    """The files whose front matter is sound, in the order of the book; faults between files are reported."""
    known = [category.id for category in form.categories] if form else []
    by_id: dict[str, str] = {}
    by_number: dict[tuple[str, str], str] = {}
    sound: list[_File] = []
    for file in files:
        if file.form is None or file.yaml is None:
            continue
        question = file.form
        if question.id in by_id:
            findings.append(
                problem("S105", file.yaml.place(["id"]), id=question.id, other=by_id[question.id])
            )
            continue
        by_id[question.id] = file.name
        if form and question.category not in known:
            at = file.yaml.place(["category"])
            findings.append(problem("S106", at, category=question.category, known="、".join(known)))
            continue
        number = Path(file.name).name[:3]
        other = by_number.setdefault((question.category, number), file.name)
        if other != file.name:
            findings.append(problem("S110", Place(file.name), number=number, other=other))
        sound.append(file)
    return sorted(sound, key=lambda f: (known.index(f.form.category) if f.form and known else 0, f.name))


def _numbers(ordered: Sequence[_File]) -> dict[str, int]:
    """Question numbers by id."""
    return {file.form.id: number for number, file in enumerate(ordered, start=1) if file.form}


# ---- bodies and images -------------------------------------------------------------------------------------------


def _bodies(
    bodies: Mapping[str, str],
    trees: Mapping[str, list[Node]],
    order: Sequence[str],
    numbers: Mapping[str, int],
) -> tuple[dict[str, tuple[Block, ...]], list[Finding]]:
    """The blocks of every body; tables and figures are numbered in ``order``, faulty files after the sound ones."""
    counters = Counters()
    blocks: dict[str, tuple[Block, ...]] = {}
    findings: list[Finding] = []
    rest = [name for name in bodies if name not in order]
    for name in (name for name in (*order, *rest) if name in bodies):
        answer = Answer(name, numbers)
        blocks[name] = blocks_of(trees[name], answer, counters)
        # Where the fences do not pair, what pandoc made of them is a consequence, not one more fault.
        lines = list(check_lines(bodies[name], trees[name], name))
        findings += [f for f in lines if f.code == "M213"] or [*lines, *answer.findings]
    return blocks, findings


def _figures(blocks: Iterable[Block]) -> defaultdict[str, list[Place]]:
    """The names of the pictures that figures show, with the places that name them."""
    places: defaultdict[str, list[Place]] = defaultdict(list)
    for block in walk(blocks):
        if isinstance(block, Figure):
            places[block.image].append(block.at)
    return places


def _follow_pictures(settings: tuple[HandbookForm, YamlFile] | None) -> list[tuple[str, Place]]:
    """The pictures at an article's end, with the places in the settings that name them."""
    if settings is None:
        return []
    form, yaml = settings
    return [
        (value, yaml.place(["wechat", "follow", name]))
        for name, value in form.wechat.follow.items()
        if names_picture(value)
    ]


def _images(source: Path, places: Mapping[str, Sequence[Place]]) -> tuple[tuple[Image, ...], list[Finding]]:
    images: list[Image] = []
    findings: list[Finding] = []
    for name, at in sorted(places.items()):
        image = read_image(source, name, at[0])
        if isinstance(image, Image):
            images.append(image)
        else:
            findings.append(image)
    return tuple(images), findings


# ---- the handbook ------------------------------------------------------------------------------------------------


def _category_place(settings: tuple[HandbookForm, YamlFile] | None, category_id: str) -> Place:
    if settings is None:
        return Place(HANDBOOK)
    form, yaml = settings
    return yaml.place(["categories", [category.id for category in form.categories].index(category_id)])


def _categories(
    ordered: Sequence[_File], form: HandbookForm, blocks: Mapping[str, tuple[Block, ...]]
) -> tuple[Category, ...]:
    questions: dict[str, list[Question]] = defaultdict(list)
    for number, file in enumerate(ordered, start=1):
        if file.form is None:
            continue
        questions[file.form.category].append(
            Question(
                id=file.form.id,
                number=number,
                title=file.form.question,
                blocks=blocks[file.name],
                keywords=tuple(file.form.keywords),
                as_of=file.form.as_of or "",
                sources=tuple(
                    Source(s.title, s.date or "", s.number or "", s.url or "") for s in file.form.sources
                ),
                at=Place(file.name),
            )
        )
    return tuple(
        Category(category.id, ordinal, category.title, tuple(questions[category.id]), category.intro or "")
        for ordinal, category in enumerate(form.categories, start=1)
    )


def _page(page: str | PageForm) -> PageSize:
    if isinstance(page, PageForm):
        return PageSize(f"{page.width:g}mm×{page.height:g}mm", page.width, page.height)
    return PageSize(page, *NAMED_PAGES[page])


def _handbook(
    form: HandbookForm,
    categories: tuple[Category, ...],
    preface: tuple[Block, ...],
    terms: Terms,
    *,
    press: Printing,
    wechat: WeChat,
    images: tuple[Image, ...],
    districts: tuple[str, ...],
) -> Handbook:
    return Handbook(
        title=form.title,
        short_title=form.short_title or "",
        publisher=form.publisher,
        edition=form.edition,
        release=form.release,
        date=form.date,
        language=form.language,
        page=_page(form.page),
        categories=categories,
        preface=preface,
        terms=terms,
        printing=press,
        wechat=wechat,
        images=images,
        revisions=_revisions(form),
        districts=districts,
    )


def _revisions(form: HandbookForm) -> Revisions | None:
    wanted = form.revisions
    return Revisions(wanted.since, wanted.list, wanted.marks) if wanted else None
