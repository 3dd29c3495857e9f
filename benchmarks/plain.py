"""The book of one hundred questions laid out and written by WeasyPrint alone and with our lines.

``python -m benchmarks.plain`` does both once, in turn, and prints for each its name, pages, and the seconds of
processor time for laying out and for writing. Both take the same HTML and style sheet, but for U+E000, which only our
lines know.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path
from unittest import mock

from pipeline.formats.pdf.facts import book_facts
from pipeline.formats.pdf.grid import fitting_grid
from pipeline.formats.pdf.steps import TEMPLATES, for_screen
from pipeline.formats.templating import Templates
from pipeline.typeset import compositor
from pipeline.typeset.characters import FILL
from pipeline.typeset.font_kit import users_kit
from pipeline.world import Folder
from tests.hundred import hundred_questions

ROOT = Path(__file__).parents[1]


def main() -> None:
    """Lay out and write the book in both ways."""
    book, templates = hundred_questions(), Templates(Folder(ROOT), TEMPLATES)
    kit, facts = (
        users_kit(ROOT / ".cache"),
        book_facts(book, fitting_grid(templates, book.page)),
    )
    html, style = templates.render("book.html.j2", facts), templates.render("book.css.j2", facts)
    images = {image.name: for_screen(image, kit) for image in book.images}

    def run(name: str, html: str, style: str) -> None:
        start = time.process_time()
        document = compositor.lay_out(html, [style], kit, images, pdf_variant="pdf/ua-1")
        laid_out = time.process_time()
        compositor.write_pdf(document, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
        written = time.process_time()
        print(f"{name}\t{len(document.pages)}\t{laid_out - start}\t{written - laid_out}")

    run("ours", html, style)
    with mock.patch.object(compositor, "chinese_lines", contextlib.nullcontext):
        run("plain", html.replace(FILL, ""), style.replace(FILL, "").replace("\\e000", ""))


if __name__ == "__main__":
    main()
