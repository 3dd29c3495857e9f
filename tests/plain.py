"""The book of one hundred questions laid out and written by WeasyPrint alone and with our lines: python -m tests.plain

Prints for each round and way the pages, and the seconds of processor time for laying out and for writing; then the
ratio of the medians. Both ways take the same HTML and style sheet, but for U+E000, which only our lines know.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from pipeline.formats.pdf.facts import book_facts
from pipeline.formats.pdf.steps import for_screen
from pipeline.formats.templating import render
from pipeline.typeset import compositor
from pipeline.typeset.characters import FILL
from pipeline.typeset.font_kit import font_kit
from tests.hundred import hundred_questions

ROOT = Path(__file__).parents[1]


def ways() -> dict[str, Callable[[], tuple[int, float, float]]]:
    """Name → a run: pages, seconds for layout, seconds for writing."""
    book, templates = hundred_questions(), ROOT / "templates/pdf"
    kit, facts = font_kit(ROOT / ".cache"), book_facts(book)
    html, style = render(templates, "book.html.j2", facts), render(templates, "book.css.j2", facts)
    images = {image.name: for_screen(image) for image in book.images}

    def run(html: str, style: str) -> tuple[int, float, float]:
        start = time.process_time()
        document = compositor.lay_out(html, [style], kit, images, pdf_variant="pdf/ua-1")
        laid_out = time.process_time()
        compositor.write_pdf(document, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
        return len(document.pages), laid_out - start, time.process_time() - laid_out

    def plain() -> tuple[int, float, float]:
        with mock.patch.object(compositor, "chinese_lines", contextlib.nullcontext):
            return run(html.replace(FILL, ""), style.replace(FILL, "").replace("\\e000", ""))

    return {"plain": plain, "ours": lambda: run(html, style)}


def main(rounds: int) -> None:
    """Both ways in turn, so that a busy machine is busy for both."""
    runs = ways()
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            pages, layout, writing = run()
            seconds[name].append(layout + writing)
            print(f"{name}\t{pages} pages\tlayout {layout:.1f} s\twriting {writing:.1f} s")
    ours, plain = (statistics.median(seconds[name]) for name in ("ours", "plain"))
    print(f"ours {ours:.1f} s, plain {plain:.1f} s: {ours / plain:.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
