"""A handbook → ``wechat/``: pictures, the plan of the series, the articles, their covers, the list and the page."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import lxml.html

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import Templates
from pipeline.formats.wechat.blocks import count_words
from pipeline.formats.wechat.covers import Cover, cover_file, draw_covers
from pipeline.formats.wechat.facts import FILTERS, SHAPES, Ending, article_facts, edition_line
from pipeline.formats.wechat.folder import FOLDER, PAGE_FILE, SERIES_FILE
from pipeline.formats.wechat.fragment import STYLE_SHEET, as_fragment
from pipeline.formats.wechat.page import Head, Offered, check, head_of, make_page
from pipeline.formats.wechat.pictures import Picture, data_address, images_of, make_pictures, preview
from pipeline.formats.wechat.plan import PICTURES, PLAN, Planned, planned
from pipeline.formats.wechat.rules import Subject, examined
from pipeline.formats.wechat.series import ARTICLES_A_DRAFT, LENGTH_BUDGET, Article, plan, too_long
from pipeline.formats.wechat.titles import TITLE_LIMIT
from pipeline.handbook import Handbook, Image, PageSize, Printing, Terms, WeChat
from pipeline.making.steps import Result, Step, Supplies
from pipeline.world import Files

TEMPLATES = "templates/wechat"
_PICTURES = "wechat.pictures/pictures.json"
_PREVIEWS = "wechat.pictures/previews/"
_PLAN = "wechat.plan/plan.json"


@dataclass(frozen=True, slots=True)
class Told:
    """What articles are made from: what they show of the handbook, and their last line."""

    handbook: Handbook
    edition: str


@dataclass(frozen=True, slots=True)
class Signed:
    """What the list and the page say beside the articles."""

    head: Head
    author: str


def steps(handbook: Handbook) -> tuple[Step, ...]:
    """Give the steps that make ``wechat/``.

    The covers depend on the plan and not on the articles, so that what changes no plan draws no cover anew.
    """
    told = Told(_shown_in_articles(handbook), edition_line(handbook))
    looks = (f"{TEMPLATES}/",)
    pictures, planning, writing, covers = (
        f"wechat.{name}" for name in ("pictures", "plan", "articles", "covers")
    )
    return (
        Step(pictures, step_pictures, images_of(handbook), fonts=True),
        Step(planning, step_plan, told, (pictures,), looks),
        Step(writing, step_articles, told, (pictures, planning), looks),
        Step(covers, step_covers, _shown_on_covers(handbook), (planning,), looks, fonts=True),
        Step(
            "wechat.series",
            step_series,
            Signed(head_of(handbook), handbook.wechat.author),
            (pictures, planning, writing, covers),
        ),
    )


def _shown_in_articles(handbook: Handbook) -> Handbook:
    """Leave out what no article shows."""
    return dataclasses.replace(
        _shown_on_covers(handbook),
        categories=handbook.categories,
        preface=handbook.preface,
        wechat=dataclasses.replace(handbook.wechat, author=""),
    )


def _shown_on_covers(handbook: Handbook) -> Handbook:
    """Leave all but the book's names, its date and its language."""
    return dataclasses.replace(
        handbook,
        page=PageSize("", 0, 0),
        categories=(),
        preface=(),
        terms=Terms(),
        printing=Printing(),
        wechat=WeChat(),
        images=(),
        revisions=None,
        revision_list=(),
        districts=(),
    )


# ---- pictures -------------------------------------------------------------------------------------------------------


def step_pictures(images: Sequence[Image], supplies: Supplies) -> Result:
    """Make the pictures as the platform takes them, and as the page shows them. Raises :class:`OutsideFailure`."""
    made = make_pictures(images, supplies.kit)
    files = {FOLDER + picture.file: data for picture, data in made.values()}
    previews = {_PREVIEWS + picture.file: preview(data) for picture, data in made.values()}
    names = PICTURES.dump_json({name: picture for name, (picture, _) in made.items()})
    return Result({**files, **previews, _PICTURES: names})


# ---- the plan -------------------------------------------------------------------------------------------------------


def step_plan(told: Told, supplies: Supplies) -> Result:
    """Divide the handbook into articles; report the questions that are too long for one.

    Raises :class:`OutsideFailure` when a template is broken.
    """
    handbook = told.handbook
    writing = _Writing.of(told, supplies)
    anywhere = max(dict(handbook.wechat.published).values(), key=len, default="")
    linked = {question.id: anywhere for question in handbook.questions if anywhere}
    ending = Ending("字" * TITLE_LIMIT, "字" * TITLE_LIMIT, told.edition)

    def longest(article: Article) -> int:
        """Measure an article between neighbours with the longest titles, every reference a link."""
        return len(writing.fragment(article, ending, linked))

    found = plan(handbook, longest)
    if found.findings:
        return Result(findings=found.findings)
    return Result({_PLAN: PLAN.dump_json(planned(handbook, found.articles, writing.pictures))})


@dataclass(frozen=True)
class _Writing:
    """Articles of one handbook being written."""

    handbook: Handbook
    pictures: Mapping[str, Picture]
    templates: Templates

    @classmethod
    def of(cls, told: Told, supplies: Supplies) -> _Writing:
        pictures = PICTURES.validate_json(supplies.made[_PICTURES])
        return cls(told.handbook, pictures, Templates(supplies.world, TEMPLATES, FILTERS))

    def fragment(self, article: Article, ending: Ending, addresses: Mapping[str, str]) -> str:
        facts = article_facts(self.handbook, article, ending, self.pictures, addresses)
        return as_fragment(self.templates.render("article.html.j2", facts), self.templates)


# ---- articles -------------------------------------------------------------------------------------------------------


def step_articles(told: Told, supplies: Supplies) -> Result:
    """Write every article; report a question that is too long for the one that it has to itself.

    Raises :class:`OutsideFailure` when a template is broken, or writes what the platform would not keep.
    """
    writing = _Writing.of(told, supplies)
    series = PLAN.validate_json(supplies.made[_PLAN])
    articles = [one.article(told.handbook) for one in series]
    published = dict(told.handbook.wechat.published)
    around = ["", *(one.names.title for one in series), ""]
    files: dict[str, bytes] = {}
    findings = []
    for one, article, before, after in zip(series, articles, around, around[2:], strict=False):
        elsewhere = {
            question.id: published[other.key]
            for other in articles
            if other != article and other.key in published
            for question in other.questions
        }
        fragment = writing.fragment(article, Ending(before, after, told.edition), elsewhere)
        if len(article.questions) == 1 and len(fragment) > LENGTH_BUDGET:
            findings.append(too_long(article.questions[0], len(fragment)))
        _check(fragment, supplies.made)
        files[FOLDER + one.names.file] = fragment.encode()
    return Result(findings=tuple(findings)) if findings else Result(files)


def _check(fragment: str, files: Files) -> None:
    """Raise :class:`OutsideFailure` where a template has written what the platform would not keep."""
    for found in examined(Subject(lxml.html.fragment_fromstring(fragment), files)):
        raise OutsideFailure(
            f"模板 wechat 写出了公众号不保留的内容：{found.message}",
            f"改正模板或 {STYLE_SHEET}：{found.hint}",
        )


# ---- covers ---------------------------------------------------------------------------------------------------------


def step_covers(handbook: Handbook, supplies: Supplies) -> Result:
    """Draw the covers of every article.

    Raises :class:`OutsideFailure` when a template is broken, a font lacks a character, or the words do not fit.
    """
    series = PLAN.validate_json(supplies.made[_PLAN])
    articles = [(one.names, (one.category_ordinal - 1) % 4) for one in series]
    drawn = draw_covers(handbook, articles, Templates(supplies.world, TEMPLATES), supplies.kit)
    return Result({FOLDER + cover.file: cover.data for cover in drawn})


# ---- the list and the page ------------------------------------------------------------------------------------------


def step_series(signed: Signed, supplies: Supplies) -> Result:
    """Write ``series.json`` and the editor's page from the finished articles."""
    made = supplies.made
    series = PLAN.validate_json(made[_PLAN])
    offered = tuple(_offered(one, made) for one in series)
    shown = dict.fromkeys(shown.picture.file for one in series for shown in one.pictures)
    previews = {file: data_address(made[_PREVIEWS + file]) for file in shown}
    entries = [_entry(one, article, signed.author) for one, article in zip(series, offered, strict=True)]
    listed = json.dumps({"articles": entries}, ensure_ascii=False, indent=2) + "\n"
    page = make_page(signed.head, offered, previews)
    return Result({FOLDER + SERIES_FILE: listed.encode(), FOLDER + PAGE_FILE: page.encode()})


def _offered(one: Planned, made: Files) -> Offered:
    names = one.names
    fragment = made[FOLDER + names.file].decode()
    root = lxml.html.fragment_fromstring(fragment)
    covers = ((cover_file(names, shape), shape) for shape in SHAPES)
    return Offered(
        names.file,
        names.title,
        names.digest,
        fragment,
        tuple(Cover(file, shape.width, shape.height, made[FOLDER + file]) for file, shape in covers),
        tuple((shown.picture.file, shown.caption) for shown in one.pictures),
        count_words(root),
        check(Subject(root).contrasts),
    )


def _entry(one: Planned, article: Offered, author: str) -> dict[str, object]:
    """Make the entry of an article in ``series.json``.

    ``key`` is the id of its first question, under which ``source/wechat.yaml`` keeps its address; ``draft`` the number
    (from 1) of the draft that takes it; ``file``, ``images`` and ``covers`` (the wide one first) are named from
    ``wechat/``, their sizes in pixels; ``characters`` counts mark-up; ``words`` what a reader sees.
    """
    return {
        "key": one.questions[0],
        "draft": (one.ordinal - 1) // ARTICLES_A_DRAFT + 1,
        "file": one.names.file,
        "title": one.names.title,
        "digest": one.names.digest,
        "author": author,
        "characters": article.characters,
        "words": article.words,
        "questions": list(one.questions),
        "images": [
            {
                "file": shown.picture.file,
                "caption": shown.caption,
                "alternative": shown.alternative,
                "width": shown.picture.width,
                "height": shown.picture.height,
            }
            for shown in one.pictures
        ],
        "covers": [
            {"file": cover.file, "width": cover.width, "height": cover.height} for cover in article.covers
        ],
    }
