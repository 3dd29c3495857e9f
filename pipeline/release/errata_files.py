"""Errata as they go out: slips of 105 mm × 74 mm, four on a sheet of A5, and an article for the account."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.files import save
from pipeline.formats.contract import Workshop
from pipeline.formats.templating import render
from pipeline.formats.wechat.fragment import as_fragment
from pipeline.handbook import Handbook
from pipeline.release.errata import Erratum
from pipeline.release.record import Release
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import font_kit
from pipeline.typeset.geometry import POINT

SLIP = (105.0, 74.0)  # mm: a quarter of A5, landscape
MARK = 4.0  # mm: cut marks reach so far into the sheet's edges


@dataclass(frozen=True, slots=True)
class ErrataFiles:
    """The finished files, to be saved."""

    slip: bytes
    article: bytes


def errata_files(
    handbook: Handbook, old: Release, found: Sequence[Erratum], workshop: Workshop
) -> ErrataFiles:
    """The slip and the article. Raises :class:`OutsideFailure` when a template is broken or a character missing."""
    templates = workshop.templates / "errata"
    facts = {"handbook": handbook, "old": old, "errata": found, "slip": SLIP}
    html, css = render(templates, "slip.html.j2", facts), render(templates, "slip.css.j2", facts)
    pages = write_pdf(lay_out(html, [css], font_kit(workshop.cache), {}))
    article = as_fragment(render(templates, "article.html.j2", facts), templates)
    return ErrataFiles(four_on_a_sheet(pages), article.encode())


def save_errata(files: ErrataFiles, folder: Path, version: str) -> tuple[Path, Path]:
    """Write both into ``folder``; their paths. Raises :class:`OutsideFailure` when the disk refuses."""
    slip, article = folder / f"errata-{version}.pdf", folder / f"errata-{version}.html"
    save(slip, files.slip)
    save(article, files.article)
    return slip, article


def four_on_a_sheet(data: bytes) -> bytes:
    """Every page of ``data`` four times on a sheet of A5 landscape, with marks where it is cut."""
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
    """Short lines at the sheet's edges, and a cross in the middle, on both cuts."""
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
