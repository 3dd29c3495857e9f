"""One broken line of Chinese → a flush line: half marks at its edges, the slack spread evenly between its characters.

Room is added to the glyphs that Pango has placed (``pango_layout_get_line`` hands them out to be modified,
https://docs.gtk.org/Pango/method.Layout.get_line.html), not by letter spacing: so a gap beside a figure or a bold word
is as wide as any other, neighbouring marks stay squeezed, and every version of Pango gives the same line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, line_size

from pipeline.typeset.characters import CLOSING, MARKS, OPENING, has_chinese, may_part, without_marks

LARGEST_STRETCH = 0.098  # em; from 0.1 on Poppler takes a gap for a space

# Added to what WeasyPrint declares of Pango; a declaration changes nothing for others.
ffi.cdef("PangoLayoutLine * pango_layout_get_line (PangoLayout *layout, int line);")


class SpacedLayout(Layout):  # type: ignore[misc]  # WeasyPrint has no types
    """A Pango layout of one line with room added behind some characters, each time that it is laid out.

    ``added`` maps the end of a character (bytes into the text) to the room behind it, in Pango units.
    """

    def __init__(self, style: Any, text: str) -> None:
        self.added: dict[int, int] = {}
        super().__init__(style)
        self.set_text(text, justify=True)

    def set_text(self, text: str, justify: bool = False) -> None:
        """Lay ``text`` out and add the room."""
        super().set_text(text, justify)
        # WeasyPrint sets this when it draws; changed so late, it would undo what is done here.
        pango.pango_layout_set_single_paragraph_mode(self.layout, True)
        if self.added:
            for glyph, end in self.glyphs():
                glyph.width += self.added.get(end, 0)

    def glyphs(self) -> Iterator[tuple[Any, int]]:
        """The geometry of the last glyph of each cluster, and the end of the cluster's text (bytes)."""
        run = pango.pango_layout_get_line(self.layout, 0).runs[0]
        while run != ffi.NULL:
            item, string = run.data.item, run.data.glyphs
            starts = [string.log_clusters[i] for i in range(string.num_glyphs)] + [item.length]
            for i in range(string.num_glyphs):
                if starts[i + 1] > starts[i]:
                    yield string.glyphs[i].geometry, item.offset + starts[i + 1]
            run = run.next

    def width(self) -> float:
        """Width in CSS pixels, without the room added."""
        return float(line_size(self.get_first_line()[0], self.style)[0])


@dataclass(frozen=True, slots=True)
class Piece:
    """A text box of the line, laid out anew without break marks.

    ``width`` in CSS pixels; ``behind`` is the first character of the text box right behind it, if there is one.
    """

    box: Any
    text: str
    layout: SpacedLayout
    width: float
    behind: str

    @property
    def em(self) -> float:
        """Type size in CSS pixels."""
        return float(self.box.style["font_size"])


def drop_marks(line: Any) -> None:
    """Take the break marks out of a line that is broken: none reaches the page."""
    for box in _leaves(line):
        if isinstance(box, boxes.TextBox) and (text := without_marks(box.text)) != box.text and text.strip():
            box.text = text
            box.pango_layout = SpacedLayout(box.style, text)
            box.pango_layout.deactivate()


def make_flush(line: Any, available_width: float, *, last: bool) -> bool:
    """Fill ``available_width`` (CSS pixels) with ``line``; the last line of a paragraph only sheds its first blank.

    Return whether it was done: a line without Chinese characters is left to others.
    """
    leaves = list(_leaves(line))
    pieces = list(_pieces(leaves))
    if not any(has_chinese(piece.text) for piece in pieces):
        for piece in pieces:
            piece.layout.deactivate()
        return False
    first = pieces[0]
    starts_line = leaves[0] is first.box and first.box.position_x - line.position_x < 0.1
    hanging = _blank(first, 0) if starts_line and first.text[0] in OPENING else 0.0
    slack = available_width - line.width + hanging
    for piece in pieces:
        ends_line = piece.box is leaves[-1] and not last
        squeezed = ends_line or piece.behind in MARKS
        trailing = _blank(piece, -1) if squeezed and piece.text[-1] in CLOSING else 0.0
        slack += piece.box.width - piece.width + trailing
        piece.layout.added[len(piece.text.encode())] = -round(trailing * TO_UNITS)
    if not last and slack > 0:
        _spread(pieces, slack)
    changes: dict[int, float] = {}
    for piece in pieces:
        changes[id(piece.box)] = piece.width + sum(piece.layout.added.values()) * FROM_UNITS - piece.box.width
        piece.box.text = piece.text
        piece.box.pango_layout = piece.layout
        piece.layout.deactivate()
    _shift(line, changes, -hanging)
    return True


def _pieces(leaves: list[Any]) -> Iterator[Piece]:
    for box, successor in zip(leaves, [*leaves[1:], None], strict=True):
        if isinstance(box, boxes.TextBox) and (text := without_marks(box.text)).strip():
            layout = SpacedLayout(box.style, text)
            behind = without_marks(successor.text)[:1] if isinstance(successor, boxes.TextBox) else ""
            yield Piece(box, text, layout, layout.width(), behind)


def _leaves(box: Any) -> Iterator[Any]:
    """The boxes of a line that have no boxes in the line inside them: texts, pictures, inline blocks."""
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _leaves(child)
    else:
        yield box


def _blank(piece: Piece, index: int) -> float:
    """The blank half of the first (0) or last (-1) mark, in CSS pixels; nothing when it is squeezed already."""
    glyph, _ = list(piece.layout.glyphs())[index]
    return piece.em / 2 if glyph.width * FROM_UNITS > 0.75 * piece.em else 0.0


def _spread(pieces: list[Piece], slack: float) -> None:
    """Share ``slack`` (CSS pixels) among the gaps of the line.

    The room of a gap is a whole number of 1/1000 em, because WeasyPrint cuts the rest off when it draws.
    """
    gaps = [(piece, end) for piece in pieces for end in _gaps(piece)]
    wanted = given = 0.0
    for piece, end in gaps:
        wanted += min(slack / len(gaps), LARGEST_STRETCH * piece.em)
        step = piece.em / 1000
        steps = math.floor((wanted - given) / step + 1e-6)
        given += steps * step
        piece.layout.added[end] = piece.layout.added.get(end, 0) + math.ceil(steps * step * TO_UNITS)


def _gaps(piece: Piece) -> Iterator[int]:
    """Behind which characters of the piece (end in bytes) a line may be stretched."""
    ends = {end for _, end in piece.layout.glyphs()}
    end = 0
    for character, successor in zip(piece.text, piece.text[1:] + piece.behind, strict=False):
        end += len(character.encode())
        if end in ends and may_part(character, successor):
            yield end


def _shift(box: Any, changes: dict[int, float], advance: float) -> float:
    """Widen the boxes of a line and move what follows them; the advance behind ``box``, in CSS pixels."""
    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        change = changes.get(id(box), 0.0)
        box.width += change
        return advance + change
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        before = advance
        if not isinstance(box, boxes.LineBox):
            box.position_x += advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _shift(child, changes, advance)
        box.width += advance - before
        return advance
    box.translate(advance, 0)
    return advance
