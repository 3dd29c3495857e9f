"""Errata as they go out: slips of 105 mm × 74 mm, four on a sheet of A5, and an article for the account."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.formats.templating import Templates
from pipeline.formats.wechat.fragment import as_fragment
from pipeline.handbook import Handbook
from pipeline.release.errata import Erratum
from pipeline.release.record import Release
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.geometry import POINT
from pipeline.world import World

SLIP = (105.0, 74.0)  # mm: a quarter of A5, landscape
MARK = 4.0  # mm: length of a cut mark, from the sheet's edge inward


def errata_files(
    handbook: Handbook, old: Release, found: Sequence[Erratum], world: World, kit: FontKit
) -> Mapping[str, bytes]:
    """Make the slip and the article of a release's errata; give both by their names in ``output/``.

    Raises :class:`~pipeline.findings.OutsideFailure` when a template is broken or a character is missing.
    """
    templates = Templates(world, "templates/errata")
    facts = {"handbook": handbook, "old": old, "errata": found, "slip": SLIP}
    html, css = templates.render("slip.html.j2", facts), templates.render("slip.css.j2", facts)
    pages = write_pdf(lay_out(html, [css], kit, {}))
    article = as_fragment(templates.render("article.html.j2", facts), templates)
    return {
        f"errata-{old.version}.pdf": four_on_a_sheet(pages),
        f"errata-{old.version}.html": article.encode(),
    }


def four_on_a_sheet(data: bytes) -> bytes:
    """Put every page of the PDF ``data`` four times on a sheet of A5 landscape, with marks where to cut it."""
    width, height = (side / POINT for side in SLIP)
    with pikepdf.open(io.BytesIO(data)) as pages, pikepdf.new() as sheets:
        for page in pages.pages:
            sheet = sheets.add_blank_page(page_size=(2 * width, 2 * height))
            form = sheets.copy_foreign(page.as_form_xobject())
            sheet.Resources = Dictionary(XObject=Dictionary(Slip=form))
            places = [(x * width, y * height) for y in (1, 0) for x in (0, 1)]
            drawn = "".join(f"q 1 0 0 1 {x:.3f} {y:.3f} cm /Slip Do Q\n" for x, y in places)
            sheet.Contents = sheets.make_stream((drawn + _cut_marks(width, height)).encode())
            sheet.TrimBox = Array(sheet.MediaBox)
        sheets.docinfo[Name.Title] = pages.docinfo.get(Name.Title, "")
        stream = io.BytesIO()
        sheets.save(stream, deterministic_id=True)
        return stream.getvalue()


def _cut_marks(width: float, height: float) -> str:
    """Draw short lines at the sheet's edges, and a cross in the middle, on both cuts."""
    long = MARK / POINT
    lines = [
        (width, 0.0, width, long),
        (width, 2 * height - long, width, 2 * height),
        (0.0, height, long, height),
        (2 * width - long, height, 2 * width, height),
        (width - long / 2, height, width + long / 2, height),
        (width, height - long / 2, width, height + long / 2),
    ]
    drawn = " ".join("{:.3f} {:.3f} m {:.3f} {:.3f} l".format(*line) for line in lines)
    return f"0 0 0 1 K 0.25 w {drawn} S\n"
