"""A Word document → pieces: pandoc reads mark-up, tables and notes; what it loses is read from the XML itself.

Before pandoc sees the document every paragraph is given its index in private-use characters and its paragraph
properties are taken away, so that pandoc makes plain paragraphs of all of them, and each can be given back the number
that Word shows, its outline level and its style by that index.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lxml import etree

from pipeline.handbook import Emphasis, Inline, Link, Strong, Text
from pipeline.importing.pieces import Piece
from pipeline.importing.tree import Reading, joined, pieces_of, trimmed
from pipeline.read.markdown import run_pandoc
from pipeline.word import Package, WordText
from pipeline.word.paragraphs import body_paragraphs
from pipeline.word.styles import TAG

OPEN, CLOSE = "\ue000", "\ue001"
MARK = re.compile(f"{OPEN}(\\d+){CLOSE}")
# Word's names of the styles for quotations, and pandoc's.
QUOTATIONS = frozenset({"quote", "intense quote", "block text", "引用", "明显引用"})


def word_pieces(package: Package, text: WordText) -> Reading:
    """The pieces of a Word document."""
    with tempfile.TemporaryDirectory(prefix="baiwen-") as folder:
        file = Path(folder, "document.docx")
        file.write_bytes(_marked(package))
        tree = run_pandoc([str(file)], "docx")
    reading = pieces_of(tree["blocks"], _pictures(package))
    reading.pieces = [_known(piece, text) for piece in reading.pieces]
    reading.pieces = [piece for piece in reading.pieces if piece.inlines or piece.grid or piece.picture]
    return reading


def _pictures(package: Package) -> Callable[[str], bytes]:
    folder = package.main.rpartition("/")[0]
    return lambda address: package.parts.get(f"{folder}/{address}", package.parts.get(address, b""))


def _marked(package: Package) -> bytes:
    """The document with an index in every paragraph and without paragraph properties."""
    root = package.document()
    _accept_changes(root)
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
            archive.writestr(name, etree.tostring(root) if name == package.main else data)
    return stream.getvalue()


def _accept_changes(root: etree._Element) -> None:
    """Take tracked changes as accepted (pandoc passes over those that name no author or date)."""
    for name in ("del", "moveFrom"):
        for element in list(root.iter(TAG + name)):
            parent = element.getparent()
            if parent is not None and parent.tag != f"{TAG}rPr":
                parent.remove(element)
    for name in ("ins", "moveTo"):
        for element in list(root.iter(TAG + name)):
            parent = element.getparent()
            if parent is not None and parent.tag != f"{TAG}rPr":
                at = parent.index(element)
                parent[at : at + 1] = list(element)


def _known(piece: Piece, text: WordText) -> Piece:
    """A piece with what Word knows about it; the index taken out again."""
    if piece.grid is not None:
        head, *rows = (
            tuple(trimmed(_without_mark(cell, text)) for cell in row)
            for row in (piece.grid.head, *piece.grid.rows)
        )
        # w:tblCaption is a property that nobody sees; a caption that is seen is a paragraph of its own.
        return replace(piece, grid=replace(piece.grid, head=head, rows=tuple(rows), caption=""))
    if piece.picture is not None:
        return piece
    first = piece.inlines[0] if piece.inlines else None
    match = MARK.match(first.text) if isinstance(first, Text) else None
    inlines = trimmed(_without_mark(piece.inlines, text))
    if match is None:
        return replace(piece, inlines=inlines)
    known = text.paragraphs[int(match[1])]
    return replace(
        piece,
        at=known.index + 1,
        inlines=inlines,
        number=known.number,
        depth=known.depth + 1 if known.number else 0,
        level=known.level,
        style=known.style,
        quoted=known.style.casefold() in QUOTATIONS,
        bookmarks=known.bookmarks,
    )


def _without_mark(inlines: tuple[Inline, ...], text: WordText) -> tuple[Inline, ...]:
    """Inlines without indexes; inside a cell a paragraph's automatic number takes the place of its index."""
    found: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text() if MARK.search(inline.text):
                found.append(Text(MARK.sub("", inline.text)))
            case Strong() | Emphasis() | Link():
                found.append(replace(inline, inlines=_without_mark(inline.inlines, text)))
            case _:
                found.append(inline)
    return joined(found)
