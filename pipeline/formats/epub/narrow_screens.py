"""What long Latin words, addresses and wide tables need on a narrow screen, without a character being added."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from markupsafe import Markup, escape

from pipeline.handbook import Table, inline_text

# An address, or a run without spaces that may be longer than a phone's line at a large size; the marks inside it after
# which it may be broken (``https://`` stays whole), and the pieces of a word that has no such mark.
_LONG = re.compile(r"[a-z]+://[!-~]+|[!-~]{20,}")
_AFTER = re.compile(r"(?<=[/.?&=_,;:@#%+-])(?=[A-Za-z0-9])")
_LONGEST_WORD, _PIECE = 24, 8  # characters


def breakable(text: str) -> Markup:
    """Give ``text`` as markup, with ``<wbr/>`` where long runs may be broken."""
    parts: list[Markup] = []
    end = 0
    for run in _LONG.finditer(text):
        parts += (escape(text[end : run.start()]), Markup("<wbr/>").join(_pieces(run[0])))
        end = run.end()
    return Markup("").join((*parts, escape(text[end:])))


def _pieces(run: str) -> Iterator[str]:
    """Give the parts of a run between the places where it may be broken."""
    for piece in _AFTER.split(run):
        step = _PIECE if len(piece) > _LONGEST_WORD else len(piece)
        yield from (piece[start : start + step] for start in range(0, len(piece), step))


# The text area of a screen of 320 CSS pixels in the sizes of a table's text, and what a cell's padding takes, in em.
_ROOM, _PADDING = 20.0, 0.8
_WIDE_ROOM, _WIDE_PADDING = 24.0, 0.4
_LEAST = 2.5  # two Han characters and a mark that may not begin a line
_LATIN = 0.56  # a figure or letter


def table_class(table: Table) -> Literal["", "wide", "dense"]:
    """Give the class by which a table is set: as it is, in a smaller size, or with Latin words broken anywhere."""
    needed = [max(map(_longest_run, column)) for column in _columns(table)]
    if sum(needed) + _PADDING * len(needed) <= _ROOM:
        return ""
    return "wide" if sum(needed) + _WIDE_PADDING * len(needed) <= _WIDE_ROOM else "dense"


# Tags and entities are passed over; a figure has two digits at least and does not belong to a word or an address.
_FIGURE = re.compile(r"<[^>]*>|&[^;]*;|(?<![\w./-])(?P<figure>\d[\d.,]*\d)(?![A-Za-z0-9/_-])", re.ASCII)


def whole_figures(markup: Markup) -> Markup:
    """Put the figures of a cell's ``markup`` into ``span.figure``, so that 50000 never reads as 5000 and 0."""
    return Markup(
        _FIGURE.sub(
            lambda found: f'<span class="figure">{found[0]}</span>' if found["figure"] else found[0], markup
        )
    )


def _columns(table: Table) -> Iterator[tuple[str, ...]]:
    """Give the cells of each column as a reader sees them."""
    for cells in zip(table.head, *table.rows, strict=True):
        yield tuple(inline_text(cell) for cell in cells)


def _longest_run(text: str) -> float:
    """Give the width of the longest part that cannot be broken, in em."""
    pieces = (piece for run in re.findall(r"[!-~]+", text) for piece in _broken(run))
    return max(_LEAST, *(len(piece) * _LATIN for piece in pieces), 0)


def _broken(run: str) -> Iterator[str]:
    return _pieces(run) if _LONG.fullmatch(run) else iter((run,))
