"""The formats."""

from __future__ import annotations

from pipeline.formats import docx, epub, pdf, wechat
from pipeline.formats.contract import Format, WorkingPaper

FORMATS: tuple[Format, ...] = (pdf.FORMAT, epub.FORMAT, wechat.FORMAT)
"""What is published: made when no format is named, entered in the manifest, proven by ``verify``."""

WORKING_PAPERS: tuple[WorkingPaper, ...] = (docx.PAPER,)
"""What is made only when it is named, and changed by people after it has been made and proven."""
