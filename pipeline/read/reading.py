"""The whole source → one handbook, in the order of the book.

Everything is read and checked before anything is said, so that one run names every fault. The handbook is made as
far as it can be; faulty questions are left out of it, and a build stops on errors anyway.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.findings import EditorialRecord, Finding, in_order
from pipeline.handbook import Category, Handbook, Place, Question
from pipeline.handbook.gazetteer import Gazetteer
from pipeline.handbook.names import (
    DECISIONS,
    DIVISIONS,
    HANDBOOK,
    PREFACE,
    PUBLISHED,
    QUESTIONS,
    SOURCE,
    TERMS,
)
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.decisions import read_decisions
from pipeline.read.images import coarse, figure_places, read_images
from pipeline.read.inlines import Known
from pipeline.read.markdown import parse
from pipeline.read.printing import read_printing
from pipeline.read.questions import (
    Blocks,
    Placed,
    QuestionFile,
    categories,
    placed,
    read_answers,
    read_question,
)
from pipeline.read.settings import (
    Settings,
    articles,
    category_place,
    closing_pictures,
    page_size,
    read_gazetteer,
    read_published,
    read_settings,
    read_terms,
    revisions,
)
from pipeline.read.slips import as_meant
from pipeline.read.strays import strays
from pipeline.read.tables import too_high
from pipeline.read.texts import OPTIONAL, question_files, source_texts
from pipeline.read.unfilled import placeholders
from pipeline.world import World


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the handbook (None only when ``handbook.yaml`` itself cannot be used), and every finding."""

    handbook: Handbook | None
    findings: tuple[Finding, ...]
    texts: Mapping[str, str] = field(default_factory=dict)
    """The text of every file that was read, by its name from the project's root."""
    record: EditorialRecord = field(default_factory=EditorialRecord)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)
    unplaced: tuple[Question, ...] = ()
    """The questions that have no place in the handbook because of a fault; their words can be proofread."""


def read_handbook(world: World) -> Reading:
    """Read the source of a project. Raises :class:`~pipeline.findings.OutsideFailure`."""
    read = source_texts(world)
    texts = read.value
    settings = read_settings(texts[HANDBOOK]) if HANDBOOK in texts else Checked(None)
    form = settings.value.form if settings.value else None
    terms = read_terms(texts.get(TERMS, ""))
    published = read_published(texts.get(PUBLISHED, ""))
    record = read_decisions(texts.get(DECISIONS, ""))
    gazetteer = read_gazetteer(texts.get(DIVISIONS, ""))
    opened = [read_question(name, text) for name, text in texts.items() if name.startswith(f"{QUESTIONS}/")]
    files = [one.value for one in opened]
    order = placed(files, form)

    # Without settings the questions have no order, but their bodies can still be checked.
    preface = as_meant(texts.get(PREFACE, ""), PREFACE)
    bodies = {file.name: file.body for file in files}
    if PREFACE in texts:
        bodies[PREFACE] = preface.value
    trees = parse(bodies)
    numbers = {file.declared: 0 for file in files} | {one.form.id: one.number for one in order.value}
    known = Known(numbers, gazetteer=gazetteer.value)
    answers = read_answers(bodies, trees, order.value, known)
    shown = figure_places(block for blocks in answers.value.values() for block in blocks)
    closing = closing_pictures(settings.value) if settings.value else ()
    images = read_images(world, (*shown, *closing))

    checked = (read, settings, terms, published, record, gazetteer, *opened, preface, order, answers, images)
    findings = [finding for one in checked for finding in one.findings]
    findings += [problem("M201", Place(f.name, f.body.count("\n") or 1)) for f in files if not trees[f.name]]
    named = {f"{SOURCE}/{name}" for name, _ in (*shown, *closing)}
    if form and form.print.profile:
        named.add(f"{SOURCE}/{form.print.profile}")
    findings += strays(world, {HANDBOOK, *OPTIONAL, *question_files(world), *named})
    rest = _unplaced(files, order.value, answers.value)
    if settings.value is None or form is None:
        return Reading(None, in_order(findings), texts, record.value, gazetteer.value, rest)

    parts = categories(order.value, form, answers.value)
    findings += coarse(images.value, shown, page_size(form))
    findings += too_high((block for blocks in answers.value.values() for block in blocks), page_size(form))
    findings += _long_title(settings.value)
    findings += _unfilled(settings.value, files, parts)
    findings += placeholders(settings.value)
    printing = read_printing(settings.value, world)
    findings += printing.findings
    divisions = sorted(gazetteer.value.divisions, key=lambda one: one.code or "~")
    handbook = Handbook(
        title=form.title,
        short_title=form.short_title or "",
        publisher=form.publisher,
        edition=form.edition,
        release=form.release,
        date=form.date,
        language=form.language,
        page=page_size(form),
        categories=parts,
        preface=answers.value.get(PREFACE, ()),
        terms=terms.value,
        printing=printing.value,
        wechat=articles(form, published.value),
        images=images.value,
        revisions=revisions(form),
        districts=divisions[0].towns if gazetteer.value.only else tuple(one.name for one in divisions),
    )
    return Reading(handbook, in_order(findings), texts, record.value, gazetteer.value, rest)


def _unplaced(
    files: Sequence[QuestionFile], order: Sequence[Placed], answers: Mapping[str, Blocks]
) -> tuple[Question, ...]:
    """Give the questions of the files that are not in the order of the book; those without an id bear their name."""
    ids = {one.form.id for one in order}
    sound = {one.name for one in order}
    return tuple(
        Question(
            id=file.declared if file.declared and file.declared not in ids else file.name,
            number=0,
            title=file.matter.form.question if file.matter else "",
            blocks=answers[file.name],
            at=Place(file.name),
        )
        for file in files
        if file.name not in sound
    )


LONGEST_TITLE = 12  # characters: a cover has room for two rows of six in its usual size


def _long_title(settings: Settings) -> Iterator[Finding]:
    """Report a title without a short one at its end that is too long for cover and spine."""
    form = settings.form
    short = form.short_title or ""
    shown, key = (short, "short_title") if form.title.endswith(short) and short else (form.title, "title")
    if len(shown) > LONGEST_TITLE:
        yield problem("S150", settings.yaml.place([key]), title=shown, count=len(shown), most=LONGEST_TITLE)


def _unfilled(
    settings: Settings, files: Sequence[QuestionFile], parts: Sequence[Category]
) -> Iterator[Finding]:
    """Report a handbook without questions, and categories without any."""
    if not files:
        yield problem("S111", Place(QUESTIONS))
    elif sum(len(part.questions) for part in parts) == len(files):
        for part in parts:
            if not part.questions:
                yield problem("S120", category_place(settings, part.id), title=part.title)
