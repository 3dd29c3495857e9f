"""A handbook → the files of the book, its cover and the order sheet: one layout, finished for screen and for press."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image as Picture

from pipeline.findings import OutsideFailure
from pipeline.formats.pdf.booklet import impose
from pipeline.formats.pdf.cover.spine import leaf_thickness
from pipeline.formats.pdf.cover.spread import cover
from pipeline.formats.pdf.facts import book_facts
from pipeline.formats.pdf.grid import LOOK, fitting_grid, grid_of
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.order_sheet import order_sheet
from pipeline.formats.pdf.press.colours import press_colours
from pipeline.formats.pdf.press.finish import finish_press
from pipeline.formats.pdf.printed_texts import printed_texts
from pipeline.formats.pdf.rules.preflight import press_preflight
from pipeline.formats.pdf.screen import finish_screen
from pipeline.formats.pdf.sheets import whole
from pipeline.formats.pdf.structure import mend_structure, places
from pipeline.formats.pdf.xmp import Identity
from pipeline.formats.screen_pictures import printable, rgb, shown
from pipeline.formats.templating import Templates
from pipeline.handbook import NOWHERE, Handbook, Image, PageSize, Printing, WeChat
from pipeline.making.steps import Result, Step, Supplies
from pipeline.typeset.compositor import lay_out, without_collector, write_pdf
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.picture import image_bytes
from pipeline.world import Files, World

TEMPLATES = "templates/pdf"
_LOOKS = (f"{TEMPLATES}/",)
_BOOK, _PAGES = "pdf.layout/book.pdf", "pdf.layout/pages"


def steps(handbook: Handbook) -> tuple[Step, ...]:
    """Give the steps: the pages laid out once, then finished for each of the files."""
    book, identity = _printed(handbook), Identity.of(handbook)
    printing = book.printing
    colours = Printing(pictures=printing.pictures, condition=printing.condition, profile=printing.profile)
    bound = replace(book, printing=Printing(binding=printing.binding, link_addresses=printing.link_addresses))
    without_pictures = replace(book, images=())
    layout = ("pdf.layout",)
    return (
        Step("pdf.layout", layout_step, bound, looks=_LOOKS, fonts=True),
        Step("pdf.screen", screen_step, identity, layout, (f"{TEMPLATES}/{LOOK}",)),
        Step("pdf.press", press_step, (identity, book.images, colours), layout, _LOOKS, fonts=True),
        Step("pdf.booklet", booklet_step, (identity, book.page, leaf_thickness(printing)), ("pdf.screen",)),
        Step("pdf.cover", cover_step, (without_pictures, identity), layout, _LOOKS, fonts=True),
        Step(
            "pdf.order",
            order_step,
            (without_pictures, identity),
            ("pdf.layout", "pdf.press", "pdf.cover"),
            _LOOKS,
            fonts=True,
        ),
    )


def _printed(handbook: Handbook) -> Handbook:
    """Leave out what shows in no file of the book: the articles, words for the proofreader, pictures of no answer."""
    terms = replace(handbook.terms, names=(), spelling=())
    return replace(handbook, terms=terms, wechat=WeChat(), revisions=None, images=shown(handbook))


def layout_step(handbook: Handbook, supplies: Supplies) -> Result:
    """Lay the book out, in the screen's inks and with bleed; give its pages as one PDF file, and their number.

    Raises :class:`OutsideFailure` when a font or a character is missing, or a template is broken.
    """
    check_characters(handbook, supplies.kit)
    book = lay_out_book(handbook, _templates(supplies.world), supplies.kit)
    return Result({_BOOK: book.data, _PAGES: str(book.pages).encode()})


def screen_step(identity: Identity, supplies: Supplies) -> Result:
    """Finish the pages for the screen."""
    on_grid = replace(identity, grid=grid_of(_templates(supplies.world)))
    return Result({SCREEN: finish_screen(supplies.made[_BOOK], on_grid)})


def press_step(reads: tuple[Identity, tuple[Image, ...], Printing], supplies: Supplies) -> Result:
    """Finish the pages for the press, with the pictures as they came in."""
    identity, images, printing = reads
    templates, book = _templates(supplies.world), supplies.made[_BOOK]
    on_grid, colours = replace(identity, grid=grid_of(templates)), press_colours(templates, printing)
    return Result({PRESS: finish_press(book, on_grid, images, supplies.kit, colours)})


def booklet_step(reads: tuple[Identity, PageSize, float], supplies: Supplies) -> Result:
    """Impose two pages of the screen's file on each side."""
    return Result({BOOKLET: impose(supplies.made[SCREEN], *reads)})


def cover_step(reads: tuple[Handbook, Identity], supplies: Supplies) -> Result:
    """Make the cover for as many pages as the book has."""
    handbook, identity = reads
    templates, pages = _templates(supplies.world), _pages(supplies.made)
    return Result({COVER: cover(handbook, identity, templates, supplies.kit, pages=pages)})


def order_step(reads: tuple[Handbook, Identity], supplies: Supplies) -> Result:
    """Make the order sheet, with what is measured in the two files for the press."""
    handbook, identity = reads
    measured = press_preflight(supplies.made)
    if not measured.checks:
        return Result(findings=measured.findings)
    templates, pages = _templates(supplies.world), _pages(supplies.made)
    checks = measured.checks
    made = order_sheet(handbook, identity, templates, supplies.kit, checks=checks, pages=pages)
    return Result({ORDER: made})


def _templates(world: World) -> Templates:
    return Templates(world, TEMPLATES)


def _pages(made: Files) -> int:
    return int(made[_PAGES])


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The pages of the book as a PDF file, and how many they are."""

    data: bytes
    pages: int


@without_collector()
def lay_out_book(handbook: Handbook, templates: Templates, kit: FontKit) -> LaidOut:
    """Lay out the whole book as WeasyPrint writes it: tagged, in the screen's inks, every page with its bleed."""
    facts = book_facts(handbook, fitting_grid(templates, handbook.page))
    html, style = templates.render("book.html.j2", facts), templates.render("book.css.j2", facts)
    images = {image.name: for_screen(image, kit) for image in handbook.images}
    document = lay_out(html, [style], kit, images, pdf_variant="pdf/ua-1")
    # Left uncompressed here: each file is worked on, and compressed when it is saved.
    data = write_pdf(
        document, pdf_variant="pdf/ua-1", uncompressed_pdf=True, finisher=mend_structure(places(handbook))
    )
    return padded(data, whole(handbook.printing))


def padded(data: bytes, multiple: int) -> LaidOut:
    """Add blank pages at the end, so that their number is a ``multiple``: whole leaves, or whole sheets."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lacking = -len(pdf.pages) % multiple
        if not lacking:
            return LaidOut(data, len(pdf.pages))
        last = pdf.pages[-1].obj
        for _ in range(lacking):
            boxes = {key: last[key] for key in ("/MediaBox", "/BleedBox", "/TrimBox") if key in last}
            blank = Dictionary({**boxes, "/Type": Name.Page, "/Tabs": Name.S})
            blank.Resources = pdf.make_indirect(Dictionary())  # the booklet copies it as an object
            blank.Contents = pdf.make_stream(b"")
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, compress_streams=False)
        return LaidOut(stream.getvalue(), len(pdf.pages))


def for_screen(image: Image, kit: FontKit) -> tuple[str, bytes]:
    """Give media type and bytes of a picture as it is laid out: one in CMYK is turned into RGB."""
    if image.media_type == "image/svg+xml":
        return printable(image, kit)
    if image.media_type == "image/jpeg":
        with Picture.open(io.BytesIO(image.data)) as picture:
            if picture.mode == "CMYK":
                return "image/jpeg", image_bytes(rgb(picture), "JPEG")
    return image.media_type, image.data


def check_characters(handbook: Handbook, kit: FontKit) -> None:
    """Raise :class:`OutsideFailure` naming each character that no face of the kit has, and its first place."""
    found: dict[str, str] = {}
    for place, text in printed_texts(handbook):
        for character in kit.missing(text.text):
            own = text.place_of(text.text.index(character))
            found.setdefault(character, str(place if own == NOWHERE else own))
    if found:
        named = "；".join(f"{place} “{one}”（U+{ord(one):04X}）" for one, place in found.items())
        raise OutsideFailure(f"字体里没有这些字：{named}", "换一个写法，或请维护者补充字体")
