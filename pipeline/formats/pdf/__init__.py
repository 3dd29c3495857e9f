"""A handbook → the book as two PDF files with the same pages, and their text read back out of the finished files.

``book`` gathers what the templates need (``imprint``, ``cases``, ``figures``, ``title_breaks``), ``write`` lays the
pages out once, ``structure`` mends the tags, ``screen`` and ``press`` finish the file for each: page labels
(``navigation``), metadata (``xmp``), inks, exact boxes, crop marks. ``painted``, a floor below, opens a file and finds
what a person sees, ``read_back`` whose text it is.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading
from pipeline.formats.pdf.furniture import furniture
from pipeline.formats.pdf.looks import agree
from pipeline.formats.pdf.names import BOOKLET, COVER, ORDER, PRESS, SCREEN
from pipeline.formats.pdf.read import read_back, read_press, read_screen, reopen
from pipeline.formats.pdf.rules.preflight import inspect
from pipeline.formats.pdf.stamp import stamp
from pipeline.formats.pdf.steps import write

FORMAT = Format(
    "pdf",
    (SCREEN, PRESS, BOOKLET, COVER, ORDER),
    write,
    read_back,
    inspect,
    furniture=furniture,
    stamp=stamp,
    reopen=reopen,
    agree=agree,
    readings=(Reading(read_screen, apart=True), Reading(read_press)),
)
