"""Finished pages → a booklet for an office printer: two pages a side, printed on both sides, folded and stapled once.

The printer turns the paper on its short edge. Pages lie so that the folded stack reads from front to back; inner sheets
are moved towards the fold by what the paper outside them takes (creep), so that all margins are alike when the booklet
has been trimmed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.formats.pdf.names import BOOKLET
from pipeline.formats.pdf.press.inks import without_marks
from pipeline.formats.pdf.saving import saved
from pipeline.formats.pdf.xmp import Identity, write_metadata
from pipeline.handbook import PageSize
from pipeline.typeset.geometry import POINT

PAPERS = ((297.0, 210.0), (420.0, 297.0))  # A4, A3 across (ISO 216), mm

MOST_SHEETS = 16
"""More sheets in one fold hold badly with staples, and spring open.

Printers with a booklet maker fold and staple about 15 of 80 g/m² (Ricoh InfoPrint: 15; others 20 at most), and shops
take up to 64 pages."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: the pages (from 0; None: blank) at its left and right, and how deep inside it lies."""

    left: int | None
    right: int | None
    depth: int


def sides(pages: int) -> tuple[Side, ...]:
    """Give the sides in the order of printing: front and back of the outermost sheet first."""
    count = -(-pages // 4) * 4

    def page(index: int) -> int | None:
        return index if index < pages else None

    return tuple(
        side
        for sheet in range(count // 4)
        for side in (
            Side(page(count - 1 - 2 * sheet), page(2 * sheet), sheet),
            Side(page(2 * sheet + 1), page(count - 2 - 2 * sheet), sheet),
        )
    )


def paper(width: float, height: float) -> tuple[float, float]:
    """Give the paper for two pages of this size side by side: A4, A3, or just as large as they are."""
    fitting = (one for one in PAPERS if 2 * width <= one[0] + 0.5 and height <= one[1] + 0.5)
    return next(fitting, (2 * width, height))


def impose(screen: bytes, identity: Identity, page: PageSize, leaf: float) -> bytes:
    """Make the booklet of the file for the screen, whose leaves are ``leaf`` mm thick."""
    across, down = (side / POINT for side in paper(page.width, page.height))
    creep = leaf / POINT
    with pikepdf.open(io.BytesIO(screen)) as pdf, pikepdf.new() as booklet:
        forms = [_form(page, booklet) for page in pdf.pages]
        for side in sides(len(forms)):
            sheet = booklet.add_blank_page(page_size=(round(across, 3), round(down, 3)))
            drawn = []
            for name, number in (("/Left", side.left), ("/Right", side.right)):
                if number is not None:
                    form = forms[number]
                    width, height = (float(value) for value in form.BBox[2:])
                    inward = creep * side.depth
                    x = across / 2 - width + inward if name == "/Left" else across / 2 - inward
                    drawn.append(f"q 1 0 0 1 {x:.3f} {(down - height) / 2:.3f} cm {name} Do Q")
                    sheet.add_resource(form, Name.XObject, Name(name))
            sheet.obj.Contents = booklet.make_stream("\n".join(drawn).encode())
        booklet.docinfo["/Producer"] = pdf.docinfo["/Producer"]
        write_metadata(booklet, identity, BOOKLET, ())
        return saved(booklet)


def _form(page: pikepdf.Page, booklet: pikepdf.Pdf) -> pikepdf.Object:
    """Make ``page`` a form that can be drawn, its lower left corner at (0, 0)."""
    left, bottom, right, top = (float(value) for value in page.mediabox)
    return booklet.make_stream(
        without_marks(page.obj.Contents.read_bytes()),
        Dictionary(
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([left, bottom, right, top]),
            Resources=booklet.copy_foreign(page.obj.Resources),
        ),
    )
