"""A Word document → pieces: pandoc reads mark-up, tables and notes; what it loses is read from the XML itself.

Before pandoc sees the document every paragraph is given its index in private-use characters and its paragraph
properties are taken away, so that pandoc makes plain paragraphs of all of them, and each can be given back the number
that Word shows, its outline level and its style by that index.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from pipeline.handbook import Emphasis, Inline, Link, Strong, Text
from pipeline.importing.pieces import Piece
from pipeline.importing.tree import Reading, joined, pieces_of, trimmed
from pipeline.read.pandoc import document_tree
from pipeline.word import Package, WordParagraph, WordText
from pipeline.word.numbering import BULLET
from pipeline.word.paragraphs import body_paragraphs, prepare
from pipeline.word.styles import TAG, read_styles, value

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
# Word's names of the styles for quotations, and pandoc's.
QUOTATIONS = frozenset({"quote", "intense quote", "block text", "引用", "明显引用"})


def word_pieces(package: Package, text: WordText) -> Reading:
    """Give the pieces of a Word document."""
    tree = document_tree([_marked(package)], ".docx", "docx")
    reading = pieces_of(tree, _pictures(package))
    reading.pieces = [
        piece for piece in _all_known(reading.pieces, text) if piece.inlines or piece.grid or piece.picture
    ]
    return reading


def _all_known(pieces: Iterable[Piece], text: WordText) -> Iterator[Piece]:
    """Add to pieces what Word knows; lines and pictures that stand in one paragraph have its style."""
    last = Piece(0)
    for piece in pieces:
        known = _known(piece, text)
        if known is None:
            if last.level and piece.inlines and last.inlines:
                # A heading that is broken by hand is one heading.
                last = replace(last, inlines=joined((*last.inlines, *_without_mark(piece.inlines, text))))
                continue
            yield last
            words = trimmed(_without_mark(piece.inlines, text))
            last = replace(piece, at=last.at, inlines=words, style=last.style, quoted=last.quoted)
        else:
            yield last
            last = known
    yield last


def _pictures(package: Package) -> Callable[[str], bytes]:
    folder = package.main.rpartition("/")[0]
    return lambda address: package.parts.get(f"{folder}/{address}", package.parts.get(address, b""))


def _marked(package: Package) -> bytes:
    """Give the document with an index in every paragraph and without paragraph properties.

    Tracked changes are accepted here (pandoc passes over those that name no author or date), and dots under
    characters become what pandoc takes for emphasis.
    """
    root = package.document()
    prepare(root)
    dotted = {name for name, style in read_styles(package).items() if style.dotted}
    changed = {package.main: root}
    for kind in ("footnotes", "endnotes"):
        notes = package.xml(package.related(kind))
        if notes is not None:
            prepare(notes)
            changed[package.related(kind)] = notes
    for part in changed.values():
        _show_dots(part, dotted)
    for index, paragraph in enumerate(body_paragraphs(root)):
        properties = paragraph.find(f"{TAG}pPr")
        if properties is not None:
            paragraph.remove(properties)
        run = etree.Element(f"{TAG}r")
        etree.SubElement(run, f"{TAG}t").text = f"{OPEN}{index}{CLOSE}"
        paragraph.insert(0, run)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in package.parts.items():
            archive.writestr(name, etree.tostring(changed[name]) if name in changed else data)
    return stream.getvalue()


def _show_dots(root: etree._Element, dotted: Collection[str]) -> None:
    """Make italics of runs with dots under their characters (着重号, w:em), by style or by hand."""
    for properties in root.iter(f"{TAG}rPr"):
        parent = properties.getparent()
        own = value(properties, "em")
        by_style = own is None and value(properties, "rStyle") in dotted
        if parent is not None and parent.tag == f"{TAG}r" and (by_style or own not in (None, "none")):
            for old in properties.findall(f"{TAG}i"):
                properties.remove(old)
            etree.SubElement(properties, f"{TAG}i")


def _known(piece: Piece, text: WordText) -> Piece | None:
    """Give a piece with what Word knows about it, the index taken out again; None for what goes on in its paragraph."""
    if piece.grid is not None:
        head, *rows = (
            tuple(trimmed(_without_mark(cell, text)) for cell in row)
            for row in (piece.grid.head, *piece.grid.rows)
        )
        # w:tblCaption is a property that is not shown; a visible caption is a paragraph of its own.
        return replace(piece, grid=replace(piece.grid, head=head, rows=tuple(rows), caption=""))
    first = piece.inlines[0] if piece.inlines else None
    match = MARK.match(first.text) if isinstance(first, Text) else None
    if match is None:
        return None
    known = text.paragraphs[int(match[1])]
    return replace(
        piece,
        at=known.index + 1,
        inlines=trimmed(_without_mark(piece.inlines, text)),
        number=known.number,
        depth=known.depth + 1 if known.number or known.listed else 0,
        level=known.level,
        style=known.style,
        quoted=known.style.casefold() in QUOTATIONS,
        bookmarks=known.bookmarks,
        contents=known.contents,
    )


def _without_mark(inlines: tuple[Inline, ...], text: WordText) -> tuple[Inline, ...]:
    """Take the indexes out; inside a table a paragraph's automatic number takes the place of its index."""

    def number(match: re.Match[str]) -> str:
        return shown_in_table(text.paragraphs[int(match[1])])

    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text() if MARK.search(inline.text):
                found.append(Text(MARK.sub(number, inline.text)))
            case Strong() | Emphasis() | Link():
                found.append(replace(inline, inlines=_without_mark(inline.inlines, text)))
            case _:
                found.append(inline)
    return joined(found)


def shown_in_table(paragraph: WordParagraph) -> str:
    """Give the automatic number that a paragraph of a table shows: part of its text, because a cell has no list."""
    return paragraph.number if paragraph.in_table and paragraph.number != BULLET else ""
