"""A handbook → the book as two PDF files with the same pages, a booklet of them, the cover, the order sheet.

``steps`` lays the pages out once (``facts`` are what its templates know) and finishes them for each file:
``structure`` mends the tags, ``screen`` and ``press`` do what only one of them needs (page labels, metadata, inks,
exact boxes, crop marks), ``booklet`` imposes, ``cover`` draws the spread, ``order_sheet`` lists what ``rules``
measures. ``read`` opens the finished files and finds what a person sees there, ``expected`` is what they must show
beside the questions, ``looks`` compares the pages of the two files.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading
from pipeline.formats.pdf.expected import expected
from pipeline.formats.pdf.looks import agree
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.read import read_press, read_screen, recognised
from pipeline.formats.pdf.rules.preflight import read_preflight
from pipeline.formats.pdf.steps import steps

FORMAT = Format(
    "pdf",
    (SCREEN, PRESS, BOOKLET, COVER, ORDER),
    steps,
    (
        Reading("pdf.screen", read_screen, (SCREEN, BOOKLET, COVER, ORDER)),
        Reading("pdf.press", read_press, (PRESS,)),
        Reading("pdf.preflight", read_preflight, (PRESS, COVER, SCREEN, BOOKLET, ORDER)),
        Reading("pdf.agreement", agree, (BOOKLET,), ("pdf.screen", "pdf.press")),
    ),
    expected,
    recognised,
)
