"""The book as it was laid out → ``handbook.pdf``: PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2) in one file."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.formats.pdf.names import SCREEN
from pipeline.formats.pdf.navigation import label_pages
from pipeline.formats.pdf.resources import images
from pipeline.formats.pdf.saving import saved
from pipeline.formats.pdf.xmp import SCREEN_STANDARDS, Identity, write_metadata
from pipeline.world import Packaged

PROFILES = Packaged("weasyprint.pdf")


def finish_screen(data: bytes, identity: Identity) -> bytes:
    """Finish ``data``, laid out with bleed, for the screen: trim it, label its pages, add metadata."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        label_pages(pdf)
        write_metadata(pdf, identity, SCREEN, SCREEN_STANDARDS)
        _name_colour_space(pdf)
        for page in pdf.pages:
            page.obj.MediaBox = page.obj.TrimBox
            del page.obj.BleedBox, page.obj.TrimBox
        for holder, name in images(pdf):
            for image in (holder[name], holder[name].get("/SMask")):
                if image is not None:
                    image.Interpolate = False  # PDF/A forbids it (ISO 19005-2 6.2.8)
        return saved(pdf)


def _name_colour_space(pdf: pikepdf.Pdf) -> None:
    """State which RGB is meant: sRGB, by the ICC profile that WeasyPrint brings."""
    profile = pdf.make_stream(PROFILES.read("sRGB2014.icc"), N=3)
    name = "sRGB IEC61966-2.1"
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=name,
        Info=name,
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
