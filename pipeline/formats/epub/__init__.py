"""A handbook → an EPUB 3.3 (https://www.w3.org/TR/epub-33/), and its text read back out of the finished file.

``contents`` says what stands where, ``documents`` renders the pages, ``pictures`` and ``cover`` make the images,
``metadata`` says what the book is, ``print_pages`` and ``page_markers`` take over the printed book's page numbers,
``packaging`` puts it all into one file; ``reading`` and ``visibility`` open it again, ``checks`` says what is wrong.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading
from pipeline.formats.epub.furniture import furniture
from pipeline.formats.epub.read import read_back, reopen, stamp
from pipeline.formats.epub.rules import inspect
from pipeline.formats.epub.steps import FILE, write

FORMAT = Format(
    "epub",
    (FILE,),
    write,
    read_back,
    inspect,
    furniture=furniture,
    stamp=stamp,
    reopen=reopen,
    readings=(Reading(read_back, apart=True),),
)
