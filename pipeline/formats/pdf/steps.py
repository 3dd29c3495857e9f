"""A handbook → ``handbook.pdf`` (screen) and ``handbook-print.pdf`` (press): one layout, finished twice."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name
from PIL import Image as Picture

from pipeline.findings import OutsideFailure, disk_trouble
from pipeline.formats.contract import Workshop
from pipeline.formats.pdf.booklet import impose
from pipeline.formats.pdf.cover.spread import cover
from pipeline.formats.pdf.facts import book_facts
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.order_sheet import order_sheet
from pipeline.formats.pdf.press.colours import press_colours
from pipeline.formats.pdf.press.finish import finish_press
from pipeline.formats.pdf.printed_texts import printed_texts
from pipeline.formats.pdf.rules.preflight import press_preflight
from pipeline.formats.pdf.screen import finish_screen
from pipeline.formats.pdf.sheets import whole
from pipeline.formats.pdf.structure import mend_structure, places
from pipeline.formats.screen_pictures import rgb
from pipeline.formats.templating import render
from pipeline.handbook import NOWHERE, Handbook, Image
from pipeline.typeset.compositor import lay_out, without_collector, write_pdf
from pipeline.typeset.font_kit import FontKit, font_kit
from pipeline.typeset.picture import image_bytes


@without_collector()
def write(handbook: Handbook, workshop: Workshop, directory: Path) -> None:
    """Write all files into ``directory``, the order sheet last: it carries what was measured in those for the press.

    Raises :class:`OutsideFailure` when a font or a character is missing, a template is broken or the disk refuses.
    """
    templates, kit = workshop.templates / "pdf", font_kit(workshop.cache)
    check_characters(handbook, kit)
    book = lay_out_book(handbook, templates, kit)
    screen = finish_screen(book, handbook)
    booklet, pages = impose(screen, handbook)
    _save(directory / SCREEN, screen)
    colours = press_colours(templates, handbook.printing)
    _save(directory / PRESS, finish_press(book, handbook, kit, colours))
    _save(directory / BOOKLET, booklet)
    _save(directory / COVER, cover(handbook, templates, kit, colours, pages))
    checks = press_preflight(directory)
    _save(directory / ORDER, order_sheet((handbook, pages), templates, kit, checks))


def lay_out_book(handbook: Handbook, templates: Path, kit: FontKit) -> bytes:
    """The whole book as WeasyPrint writes it: tagged, in the screen's inks, every page with its bleed."""
    facts = book_facts(handbook)
    html = render(templates, "book.html.j2", facts)
    style = render(templates, "book.css.j2", facts)
    images = {image.name: for_screen(image) for image in handbook.images}
    document = lay_out(html, [style], kit, images, pdf_variant="pdf/ua-1")
    # Compressed when the finished files are saved: each is worked on before.
    data = write_pdf(
        document, pdf_variant="pdf/ua-1", uncompressed_pdf=True, finisher=mend_structure(places(handbook))
    )
    return padded(data, whole(handbook.printing))


def padded(data: bytes, multiple: int) -> bytes:
    """``data`` with blank pages at its end, so that their number is a ``multiple``: whole leaves, or whole sheets."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lacking = -len(pdf.pages) % multiple
        if not lacking:
            return data
        last = pdf.pages[-1].obj
        for _ in range(lacking):
            boxes = {key: last[key] for key in ("/MediaBox", "/BleedBox", "/TrimBox") if key in last}
            blank = Dictionary({**boxes, "/Type": Name.Page, "/Tabs": Name.S})
            blank.Resources = pdf.make_indirect(Dictionary())  # the booklet copies it as an object
            blank.Contents = pdf.make_stream(b"")
            pdf.pages.append(pikepdf.Page(pdf.make_indirect(blank)))
        stream = io.BytesIO()
        pdf.save(stream, deterministic_id=True, compress_streams=False)
        return stream.getvalue()


def for_screen(image: Image) -> tuple[str, bytes]:
    """Media type and bytes of a picture that a screen can show: one in CMYK is turned into RGB."""
    if image.media_type == "image/jpeg":
        with Picture.open(io.BytesIO(image.data)) as picture:
            if picture.mode == "CMYK":
                return "image/jpeg", image_bytes(rgb(picture), "JPEG")
    return image.media_type, image.data


def check_characters(handbook: Handbook, kit: FontKit) -> None:
    """Raise :class:`OutsideFailure` naming each character that no face of the kit has, and where it first stands."""
    found: dict[str, str] = {}
    for place, text in printed_texts(handbook):
        for character in kit.missing(text.text):
            own = text.place_of(text.text.index(character))
            found.setdefault(character, str(place if own == NOWHERE else own))
    if found:
        named = "；".join(f"{place} “{one}”（U+{ord(one):04X}）" for one, place in found.items())
        raise OutsideFailure(f"字体里没有这些字：{named}（改法：换一个写法，或请维护者补充字体）")


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise OutsideFailure(f"无法写入 {path.name}：{disk_trouble(problem)}") from problem
