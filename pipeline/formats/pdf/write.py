"""A handbook → ``handbook.pdf`` (screen) and ``handbook-print.pdf`` (press): one layout, finished twice."""

from __future__ import annotations

from pathlib import Path

from pipeline.findings import OutsideFailure, disk_trouble
from pipeline.formats.contract import Workshop
from pipeline.formats.pdf.book import book_facts
from pipeline.formats.pdf.press.finish import finish_press
from pipeline.formats.pdf.press.inks import press_inks
from pipeline.formats.pdf.read_back import PRESS, SCREEN
from pipeline.formats.pdf.screen import finish_screen
from pipeline.formats.pdf.structure import mend_structure, places
from pipeline.formats.templating import render
from pipeline.handbook import Handbook, question_text
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import FontKit, font_kit


def write(handbook: Handbook, workshop: Workshop, directory: Path) -> None:
    """Write both files into ``directory``.

    Raises :class:`OutsideFailure` when a font or a character is missing, a template is broken or the disk refuses.
    """
    templates, kit = workshop.templates / "pdf", font_kit(workshop.cache)
    check_characters(handbook, kit)
    book = lay_out_book(handbook, templates, kit)
    _save(directory / SCREEN, finish_screen(book, handbook))
    _save(directory / PRESS, finish_press(book, handbook, kit, press_inks(templates)))


def lay_out_book(handbook: Handbook, templates: Path, kit: FontKit) -> bytes:
    """The whole book as WeasyPrint writes it: tagged, in the screen's inks, every page with its bleed."""
    facts = book_facts(handbook)
    html = render(templates, "book.html.j2", facts)
    style = render(templates, "book.css.j2", facts)
    images = {image.name: (image.media_type, image.data) for image in handbook.images}
    document = lay_out(html, [style], kit, images, pdf_variant="pdf/ua-1")
    # Compressed when the finished files are saved: each is worked on before.
    return write_pdf(
        document, pdf_variant="pdf/ua-1", uncompressed_pdf=True, finisher=mend_structure(places(handbook))
    )


def check_characters(handbook: Handbook, kit: FontKit) -> None:
    """Raise :class:`OutsideFailure` naming the first question with a character that no face of the kit has."""
    for question in handbook.questions:
        missing = kit.missing(question_text(handbook, question))
        if missing:
            codes = "、".join(f"“{character}”（U+{ord(character):04X}）" for character in missing)
            raise OutsideFailure(
                f"{question.at.file} 字体里没有{codes}（改法：换一个写法，或请维护者补充字体）"
            )


def _save(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise OutsideFailure(f"无法写入 {path.name}：{disk_trouble(problem)}") from problem
