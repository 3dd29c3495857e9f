"""A handbook → an EPUB 3.3 (https://www.w3.org/TR/epub-33/), and its text read back out of the finished file.

``steps`` makes it: ``contents`` says what stands where, ``facts`` renders the pages, ``pictures`` and ``cover`` make
the images, ``metadata`` says what the book is, ``print_pages`` and ``page_markers`` take over the printed book's page
numbers, ``packaging`` puts it all into one file. ``read`` reads it again: ``opened`` opens the file once,
``vocabulary`` knows its elements, ``rules`` says what is wrong.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading
from pipeline.formats.epub.expected import expected
from pipeline.formats.epub.names import FILE, PRINT_FILE
from pipeline.formats.epub.read import read_book, recognised
from pipeline.formats.epub.steps import steps

FORMAT = Format(
    "epub",
    (FILE,),
    steps,
    (Reading("epub.book", read_book, (FILE, PRINT_FILE)),),
    expected,
    recognised,
)
