"""What only the press needs: exact boxes, crop marks and a slug line, inks and colour conditions (PDF/X-4)."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from pipeline.formats.pdf.names import COVER, PRESS
from pipeline.formats.pdf.navigation import bookmarks, label_pages
from pipeline.formats.pdf.press.colours import REGISTRY, PressColours
from pipeline.formats.pdf.press.inks import exchange_inks
from pipeline.formats.pdf.press.outlines import Lettering
from pipeline.formats.pdf.press.pictures import exchange_pictures
from pipeline.formats.pdf.saving import saved
from pipeline.formats.pdf.xmp import PRESS_STANDARDS, Identity, write_metadata
from pipeline.handbook import Image
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.geometry import BLEED, POINT

# Points. The sheet reaches SHEET beyond the trim; marks begin clear of the bleed, the slug is between them.
SHEET = 12 / POINT
MARK_START, MARK_LENGTH, MARK_WIDTH = (BLEED + 0.5) / POINT, 5 / POINT, 0.25
SLUG_BASELINE, SLUG_INDENT, SLUG_SIZE = 6.5 / POINT, 5 / POINT, 6.0
VERSION = "1.6"  # of PDF: ISO 15930-7 builds on it
LONGEST_NUMBER = "xxxviii　000/000"


def finish_press(
    data: bytes, identity: Identity, images: Iterable[Image], kit: FontKit, colours: PressColours
) -> bytes:
    """Finish the book's pages, laid out with bleed, as press sheets (PDF/X-4).

    MediaBox from (0, 0); TrimBox as laid out; BleedBox exactly :data:`BLEED` mm outside it; crop marks and a slug line
    beyond the bleed, in the colour of all plates. Links are taken out, because PDF/X-4 allows no annotation inside the
    bleed (ISO 15930-7 6.17); so are the tags, which serve screens.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        label_pages(pdf)
        _take_to_press(pdf, images, colours)
        write_metadata(pdf, identity, PRESS, PRESS_STANDARDS)
        _shift_destinations(pdf)
        _shift_patterns(pdf)
        sheet = _Sheet(pdf, identity, kit)
        for index, page in enumerate(pdf.pages):
            sheet.furnish(page, f"{page.label}　{index + 1}/{len(pdf.pages)}")
        return saved(pdf, VERSION)


def finish_cover(
    data: bytes, identity: Identity, kit: FontKit, colours: PressColours, folds: Sequence[float]
) -> bytes:
    """Finish the cover's spread as one press sheet; ``folds`` are where it folds, in mm from its left edge."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        _take_to_press(pdf, (), colours)
        write_metadata(pdf, identity, COVER, PRESS_STANDARDS)
        sheet = _Sheet(pdf, identity, kit)
        words = f"封面　书脊{folds[1] - folds[0]:.1f}mm" if len(folds) > 1 else "封面"
        sheet.furnish(pdf.pages[0], words, folds)
        return saved(pdf, VERSION)


def _take_to_press(pdf: pikepdf.Pdf, images: Iterable[Image], colours: PressColours) -> None:
    """Exchange the colours, name the printing condition, take the tags out."""
    exchange_inks(pdf, colours)
    exchange_pictures(pdf, images, colours)
    _state_condition(pdf, colours)
    for key in (Name.StructTreeRoot, Name.MarkInfo):
        if key in pdf.Root:
            del pdf.Root[key]


def _state_condition(pdf: pikepdf.Pdf, colours: PressColours) -> None:
    """State the press for which the colours are meant, with its profile (ISO 15930-7 6.2)."""
    profile = pdf.make_stream(colours.profile, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFX,
        OutputConditionIdentifier=colours.condition,
        Info=colours.description,
        DestOutputProfile=profile,
    )
    if colours.registered:
        intent.RegistryName = REGISTRY
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


def _shift_destinations(pdf: pikepdf.Pdf) -> None:
    """Move every place that names and bookmarks lead to along with the pages' contents."""
    shift = {page.obj.objgen: _shift(page) for page in pdf.pages}

    def moved(destination: pikepdf.Object) -> Array:
        page, kind, left, top, zoom = destination
        dx, dy = shift[page.objgen]
        return Array([page, kind, float(left) + dx, float(top) + dy, zoom])

    if Name.Names in pdf.Root and Name.Dests in pdf.Root.Names:
        tree = pikepdf.NameTree(pdf.Root.Names.Dests)
        for name in list(tree):
            tree[name] = moved(tree[name])
    if Name.Outlines in pdf.Root:
        for bookmark in bookmarks(pdf.Root.Outlines):
            bookmark.Dest = moved(bookmark.Dest)


def _shift_patterns(pdf: pikepdf.Pdf) -> None:
    """Move gradients and patterns along with the pages' contents: they lie on the page, not on what they fill."""
    moved: set[tuple[int, int]] = set()
    for page in pdf.pages:
        dx, dy = _shift(page)
        for pattern in page.obj.get("/Resources", Dictionary()).get("/Pattern", Dictionary()).values():
            if pattern.objgen not in moved:
                moved.add(pattern.objgen)
                *turned, x, y = map(float, pattern.get("/Matrix", Array([1, 0, 0, 1, 0, 0])))
                pattern.Matrix = Array([*turned, x + dx, y + dy])


def _shift(page: pikepdf.Page) -> tuple[float, float]:
    """Give the shift from the page's own coordinates to those of the sheet, whose corner is (0, 0)."""
    left, bottom = (float(value) for value in page.trimbox[:2])
    return SHEET - left, SHEET - bottom


class _Sheet:
    """What every sheet has beside the page itself."""

    def __init__(self, pdf: pikepdf.Pdf, identity: Identity, kit: FontKit) -> None:
        self._pdf = pdf
        self._lettering = Lettering(kit.read("Hei-400"))
        # The colour that prints on every plate: Separation All (ISO 32000-1 8.6.6.4).
        tint = pdf.make_stream(b"{dup dup dup}", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 4)
        self._all_plates = pdf.make_indirect(Array([Name.Separation, Name.All, Name.DeviceCMYK, tint]))
        words = "　".join((identity.title, identity.edition, identity.release, identity.date.isoformat(), ""))
        left, _, right, _ = (float(value) for value in pdf.pages[0].trimbox)
        # A long title makes the line smaller, not longer than the page is wide.
        room = right - left - 2 * SLUG_INDENT - self._lettering.width(LONGEST_NUMBER, SLUG_SIZE)
        self._size = min(SLUG_SIZE, SLUG_SIZE * room / self._lettering.width(words, SLUG_SIZE))
        self._number_at = SHEET + SLUG_INDENT + self._lettering.width(words, self._size)
        line = self._lettering.draw(words, self._size, SHEET + SLUG_INDENT, SHEET - SLUG_BASELINE)
        self._slug = pdf.make_stream(
            line.encode(),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=_box(0, 0, right - left + 2 * SHEET, SHEET),
        )

    def furnish(self, page: pikepdf.Page, number: str, folds: Sequence[float] = ()) -> None:
        """Set the boxes of ``page``, take its links out, draw crop marks and slug line; mark ``folds`` (mm)."""
        dx, dy = _shift(page)
        left, bottom, right, top = (float(value) for value in page.trimbox)
        width, height = right - left, top - bottom
        bleed = SHEET - BLEED / POINT
        page.obj.MediaBox = _box(0, 0, width + 2 * SHEET, height + 2 * SHEET)
        page.obj.BleedBox = _box(bleed, bleed, width + 2 * SHEET - bleed, height + 2 * SHEET - bleed)
        page.obj.TrimBox = _box(SHEET, SHEET, SHEET + width, SHEET + height)
        for key in (Name.Annots, Name.StructParents, Name.Tabs):
            if key in page.obj:
                del page.obj[key]
        # Where colours blend, they blend as inks.
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK, I=True)
        page.add_resource(self._all_plates, Name.ColorSpace, Name.AllPlates)
        page.add_resource(self._slug, Name.XObject, Name.Slug)
        before = f"q 1 0 0 1 {dx:.4f} {dy:.4f} cm"
        marks = crop_marks(width, height, folds)
        after = (
            f"Q q /AllPlates CS /AllPlates cs 1 SCN 1 scn {MARK_WIDTH} w {marks} /Slug Do\n"
            f"{self._lettering.draw(number, self._size, self._number_at, SHEET - SLUG_BASELINE)} Q"
        )
        page.contents_add(self._pdf.make_stream(before.encode()), prepend=True)
        page.contents_add(self._pdf.make_stream(after.encode()))


def crop_marks(width: float, height: float, folds: Sequence[float] = ()) -> str:
    """Draw two lines at each corner of the trim, stroked on the sheet of a page of ``width`` × ``height`` points.

    Where it folds, ``folds`` mm from the left, there is a shorter line above and below.
    """
    left, bottom, right, top = SHEET, SHEET, SHEET + width, SHEET + height
    near, far = MARK_START, MARK_START + MARK_LENGTH
    lines = [(x, y + s * near, x, y + s * far) for x in (left, right) for y, s in ((bottom, -1), (top, 1))]
    lines += [(x + s * near, y, x + s * far, y) for y in (bottom, top) for x, s in ((left, -1), (right, 1))]
    fold = near + MARK_LENGTH * 0.6
    upright = [SHEET + x / POINT for x in folds]
    lines += [(x, y + s * near, x, y + s * fold) for x in upright for y, s in ((bottom, -1), (top, 1))]
    return " ".join("{:.4f} {:.4f} m {:.4f} {:.4f} l S".format(*line) for line in lines)


def _box(*corners: float) -> Array:
    return Array([round(corner, 4) for corner in corners])
