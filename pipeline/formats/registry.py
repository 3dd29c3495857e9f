"""The formats, in the order in which they are written: a later one may look at what an earlier one has left."""

from __future__ import annotations

from pipeline.formats import epub, pdf, wechat
from pipeline.formats.contract import Format

FORMATS: tuple[Format, ...] = (pdf.FORMAT, epub.FORMAT, wechat.FORMAT)
