"""A handbook → a Word file for review (ECMA-376), and its text read back out of the finished file.

``styles`` names the paragraph styles: they alone say what a paragraph is, so that an editor's file can be read again
(``pipeline.importing.review``). ``facts`` lays the handbook out as one line a paragraph, ``steps`` renders them with
``templates/docx/``, ``baseline`` keeps the text as it went out inside the file, ``read`` opens the file again.
"""

from __future__ import annotations

from pipeline.formats.contract import Format, Reading, WorkingPaper
from pipeline.formats.docx.baseline import edited
from pipeline.formats.docx.expected import expected
from pipeline.formats.docx.names import FILE
from pipeline.formats.docx.read import open_review, recognised
from pipeline.formats.docx.steps import steps

FORMAT = Format("docx", (FILE,), steps, (Reading("docx.review", open_review, (FILE,)),), expected, recognised)
PAPER = WorkingPaper(FORMAT, edited)
"""The review copy, in which editors write."""
