"""The YAML files of the source → what editors settle beside the text. Each is read by itself."""

from __future__ import annotations

from functools import lru_cache

from pipeline.handbook import OfficialName, PageSize, Place, Revisions, Spelling, Term, Terms, WeChat
from pipeline.handbook.gazetteer import Division, FormerDivision, Gazetteer
from pipeline.handbook.names import DIVISIONS, HANDBOOK, PUBLISHED, TERMS
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.read.schema import (
    NAMED_PAGES,
    DivisionsForm,
    HandbookForm,
    PageForm,
    PublishedForm,
    TermsForm,
    names_picture,
)
from pipeline.read.validate import Filled, read_form
from pipeline.read.word_readings import word_readings

Settings = Filled[HandbookForm]
Published = tuple[tuple[str, str], ...]
"""The addresses of articles that have been published, by the id of their first question."""


def read_settings(text: str) -> Checked[Settings | None]:
    """Read ``handbook.yaml``; None where it cannot be used."""
    read = read_form(text, HANDBOOK, HandbookForm)
    if isinstance(read, tuple):
        return Checked(None, read)
    ids = [category.id for category in read.form.categories]
    repeated = tuple(
        problem("S105", read.yaml.place(["categories", index, "id"]), id=one, other=HANDBOOK)
        for index, one in enumerate(ids)
        if one in ids[:index]
    )
    return Checked(read, (*read.slips, *repeated))


def read_terms(text: str) -> Checked[Terms]:
    """Read ``terms.yaml``; a faulty one holds no terms."""
    read = read_form(text, TERMS, TermsForm)
    if isinstance(read, tuple):
        return Checked(Terms(), read)
    form, readings = read.form, word_readings(read)
    terms = Terms(
        glossary=tuple(Term(entry.term, entry.definition) for entry in form.glossary),
        names=tuple(OfficialName(e.name, tuple(e.aliases), e.number or "") for e in form.names),
        spelling=tuple(Spelling(e.use, tuple(e.avoid), tuple(e.exceptions)) for e in form.spelling),
        readings=readings.value,
    )
    return Checked(terms, (*read.slips, *readings.findings))


def read_published(text: str) -> Checked[Published]:
    """Read ``wechat.yaml``."""
    read = read_form(text, PUBLISHED, PublishedForm)
    if isinstance(read, tuple):
        return Checked((), read)
    return Checked(tuple(sorted(read.form.published.items())), read.slips)


@lru_cache(maxsize=1)  # hundreds of names that hardly ever change, read again at every look at the source
def read_gazetteer(text: str) -> Checked[Gazetteer]:
    """Read ``divisions.yaml``; a faulty one lists no districts."""
    read = read_form(text, DIVISIONS, DivisionsForm)
    if isinstance(read, tuple):
        return Checked(Gazetteer(), read)
    form = read.form
    return Checked(
        Gazetteer(
            tuple(Division(e.name, e.code or "", e.source or "", tuple(e.towns)) for e in form.divisions),
            tuple(FormerDivision(e.name, e.now, e.year, e.source or "") for e in form.former),
        ),
        read.slips,
    )


# ---- what the settings say -------------------------------------------------------------------------------------------


def page_size(form: HandbookForm) -> PageSize:
    """Give the trimmed page."""
    page = form.page
    if isinstance(page, PageForm):
        return PageSize(f"{page.width:g}mm×{page.height:g}mm", page.width, page.height)
    return PageSize(page, *NAMED_PAGES[page])


def revisions(form: HandbookForm) -> Revisions | None:
    """Give what is to be said of the changes since an earlier release, None for no word of it."""
    wanted = form.revisions
    return Revisions(wanted.since, wanted.list, wanted.marks) if wanted else None


def articles(form: HandbookForm, published: Published) -> WeChat:
    """Give the facts for the articles; what they end with are words and pictures."""
    follow = tuple(form.wechat.follow.items())
    return WeChat(
        form.wechat.series,
        form.wechat.author,
        tuple((name, value) for name, value in follow if not names_picture(value)),
        published,
        tuple((name, value) for name, value in follow if names_picture(value)),
    )


def closing_pictures(settings: Settings) -> tuple[tuple[str, Place], ...]:
    """Give the pictures at an article's end, with the places in the settings that name them."""
    return tuple(
        (value, settings.yaml.place(["wechat", "follow", name]))
        for name, value in settings.form.wechat.follow.items()
        if names_picture(value)
    )


def category_place(settings: Settings, category_id: str) -> Place:
    """Give the place of a category's entry."""
    ids = [category.id for category in settings.form.categories]
    return settings.yaml.place(["categories", ids.index(category_id)])
