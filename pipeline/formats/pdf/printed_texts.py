"""Every text of a handbook that the book prints, with its place in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.handbook import (
    Block,
    Case,
    Code,
    Figure,
    Handbook,
    Place,
    Point,
    Table,
    Text,
    names,
    source_line,
    walk,
    walk_inlines,
)

SETTINGS, TERMS = Place(names.HANDBOOK), Place(names.TERMS)


def printed_texts(handbook: Handbook) -> Iterator[tuple[Place, Text]]:
    """Give each text with its place; where the text has source positions of its own, these are exact."""
    settings = [handbook.title, handbook.short_title, handbook.publisher, handbook.edition, handbook.release]
    for category in handbook.categories:
        settings += [category.title, category.intro]
    yield from ((SETTINGS, Text(words)) for words in settings)
    yield from _blocks(handbook.preface)
    for question in handbook.questions:
        fields = [question.title, *question.keywords, *(source_line(one) for one in handbook.cited(question))]
        yield from ((question.at, Text(words)) for words in fields)
        yield from _blocks(question.blocks)
    for entry in handbook.terms.glossary:
        yield TERMS, Text(entry.term + entry.definition)


def _blocks(blocks: Iterable[Block]) -> Iterator[tuple[Place, Text]]:
    for block in walk(blocks):
        match block:
            case Point():
                yield block.at, Text(block.lead)
            case Case():
                yield block.at, Text("".join(block.label))
            case Table() | Figure():
                yield block.at, Text(block.caption)
    for inline in walk_inlines(blocks):
        match inline:
            case Text():
                yield inline.at, inline
            case Code():
                yield inline.at, Text(inline.text)
