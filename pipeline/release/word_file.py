"""A list in Markdown → a Word file, by pandoc; the same bytes every time."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import pypandoc

from pipeline.findings import OutsideFailure

_STYLES = "word/styles.xml"
# Tables of pandoc's own style have no lines; people fill these in by hand.
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
_TABLE_STYLE = re.compile(rb'(w:styleId="Table".*?<w:tblPr>.*?)(<w:tblCellMar>)', re.DOTALL)


def word_file(markdown: str) -> bytes:
    """The bytes of the ``.docx``. Raises :class:`OutsideFailure` when pandoc fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "list.docx")
        try:
            page = pypandoc.convert_text(markdown, "html", "commonmark+pipe_tables", extra_args=["--sandbox"])
            pypandoc.convert_text(page, "docx", "html", outputfile=str(file), extra_args=["--sandbox"])
        except (OSError, RuntimeError) as refused:
            raise OutsideFailure("pandoc 没能写出 Word 文件（改法：运行 make setup 重新安装）") from refused
        return _with_lines(file.read_bytes())


def _with_lines(data: bytes) -> bytes:
    """The file with lines around and inside its tables."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == _STYLES:
                lines = f"<w:tblBorders>{_LINES}</w:tblBorders>".encode()
                content = _TABLE_STYLE.sub(rb"\1" + lines + rb"\2", content, count=1)
            new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()
