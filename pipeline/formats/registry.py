"""The formats, in the order in which they are written: a later one may look at what an earlier one has left."""

from __future__ import annotations

from pipeline.formats import docx, epub, pdf, wechat
from pipeline.formats.contract import Format

FORMATS: tuple[Format, ...] = (pdf.FORMAT, epub.FORMAT, wechat.FORMAT)
"""What is published: made when no format is named, entered in the manifest, proven by ``verify``."""

ON_REQUEST: tuple[Format, ...] = (docx.FORMAT,)
"""What is made only when it is named: a working paper, which people change after it has been made and proven."""
