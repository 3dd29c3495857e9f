"""What stands where in the e-book: file names, the table of contents and the landmarks.

File names and ids are ASCII, because some readers lose others. The contents have two levels at most: Kindle shows
no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.handbook import Category, Figure, Handbook, Question, Table, walk

COVER, TITLE_PAGE, NAVIGATION, PREFACE, GLOSSARY = (
    f"{name}.xhtml" for name in ("cover", "title", "nav", "preface", "glossary")
)
COVER_TITLE, TITLE_PAGE_TITLE, NAVIGATION_TITLE, PREFACE_TITLE, GLOSSARY_TITLE = (
    "封面", "扉页", "目录", "编写说明", "术语"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its words, its target and the lines below it."""

    title: str
    href: str
    children: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that a reading system offers by its meaning.

    ``type`` is from the EPUB Structural Semantics Vocabulary, ``guide`` the same in the guide of EPUB 2
    (OPF 2.0.1, section 2.6), which Kindle still reads.
    """

    type: str
    guide: str
    title: str
    href: str


def text_hrefs(handbook: Handbook) -> tuple[str, ...]:
    """Give the files of the texts in reading order: preface, parts, glossary, as far as they are there."""
    preface = (PREFACE,) if handbook.preface else ()
    glossary = (GLOSSARY,) if handbook.terms.glossary else ()
    return (*preface, *map(part_href, handbook.parts), *glossary)


def part_href(category: Category) -> str:
    """Give the file of a category."""
    return f"part-{category.id}.xhtml"


def question_hrefs(handbook: Handbook) -> dict[str, str]:
    """Give where every question begins, by its id: ``file#anchor``."""
    return {
        question.id: _question_href(part, question) for part in handbook.parts for question in part.questions
    }


def item_hrefs(handbook: Handbook) -> dict[str, str]:
    """Give where the tables and figures stand that have an id, by it: ``file#anchor``."""
    texts = [(PREFACE, handbook.preface)]
    texts += [(part_href(part), question.blocks) for part in handbook.parts for question in part.questions]
    return {
        block.id: f"{href}#see-{block.id}"
        for href, blocks in texts
        for block in walk(blocks)
        if isinstance(block, Table | Figure) and block.id
    }


def _question_href(part: Category, question: Question) -> str:
    return f"{part_href(part)}#q-{question.id}"


def contents(handbook: Handbook) -> tuple[Entry, ...]:
    """Give the table of contents in reading order."""
    entries = [
        Entry(
            part.title,
            part_href(part),
            tuple(
                Entry(f"{question.number}　{question.title}", _question_href(part, question))
                for question in part.questions
            ),
        )
        for part in handbook.parts
    ]
    if handbook.preface:
        entries.insert(0, Entry(PREFACE_TITLE, PREFACE))
    if handbook.terms.glossary:
        entries.append(Entry(GLOSSARY_TITLE, GLOSSARY))
    return tuple(entries)


def landmarks(handbook: Handbook) -> tuple[Landmark, ...]:
    """Give cover, contents, preface, the beginning of the answers, and the glossary, as far as they are there."""
    found = [
        Landmark("cover", "cover", COVER_TITLE, COVER),
        Landmark("titlepage", "title-page", TITLE_PAGE_TITLE, TITLE_PAGE),
        Landmark("toc", "toc", NAVIGATION_TITLE, NAVIGATION),
    ]
    if handbook.preface:
        found.append(Landmark("preface", "preface", PREFACE_TITLE, PREFACE))
    if handbook.parts:
        found.append(Landmark("bodymatter", "text", "正文", part_href(handbook.parts[0])))
    if handbook.terms.glossary:
        found.append(Landmark("glossary", "glossary", GLOSSARY_TITLE, GLOSSARY))
    return tuple(found)
