"""A handbook → a Word file for review (ECMA-376), and its text read back out of the finished file.

``styles`` names the paragraph styles: they alone say what a paragraph is, so that an editor's file can be read again
(``pipeline.importing.review``). ``lines`` lays the handbook out as one line a paragraph, ``write`` renders them with
``templates/docx/``, ``kept`` keeps the text as it went out inside the file, ``read_back`` opens the file again.
"""

from __future__ import annotations

from pipeline.formats.contract import Format
from pipeline.formats.docx.baseline import edited
from pipeline.formats.docx.read import FILE, read_back
from pipeline.formats.docx.steps import write

FORMAT = Format("docx", (FILE,), write, read_back, edited=edited)
