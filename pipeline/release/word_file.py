"""A list in Markdown → a Word file, by pandoc; the same bytes every time."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import pypandoc
from lxml import etree

from pipeline.findings import OutsideFailure

_STYLES, _DOCUMENT = "word/styles.xml", "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORM = (1000, 7640)  # widths of a form's columns in twentieths of a point
_ROOM = 900  # height of the last row in twentieths of a point: two lines of handwriting
# Tables of pandoc's own style have no lines; people fill these in by hand.
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_LINES = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>' for side in _SIDES)
_TABLE_STYLE = re.compile(rb'(w:styleId="Table".*?<w:tblPr>.*?)(<w:tblCellMar>)', re.DOTALL)


def word_file(markdown: str) -> bytes:
    """Give the bytes of a ``.docx`` made from Markdown. Raises :class:`OutsideFailure` when pandoc fails."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "list.docx")
        try:
            page = pypandoc.convert_text(markdown, "html", "commonmark+pipe_tables", extra_args=["--sandbox"])
            pypandoc.convert_text(page, "docx", "html", outputfile=str(file), extra_args=["--sandbox"])
        except (OSError, RuntimeError) as refused:
            raise OutsideFailure("pandoc 没能写出 Word 文件", "运行 make setup 重新安装") from refused
        return _with_lines(file.read_bytes())


def _with_lines(data: bytes) -> bytes:
    """Give the file with lines around and inside its tables."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == _STYLES:
                lines = f"<w:tblBorders>{_LINES}</w:tblBorders>".encode()
                content = _TABLE_STYLE.sub(rb"\1" + lines + rb"\2", content, count=1)
            elif entry.filename == _DOCUMENT:
                content = _with_forms(content)
            new.writestr(entry, content, compress_type=zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _with_forms(document: bytes) -> bytes:
    """Make forms of the document's tables of two columns: narrow names, whole on a page, room in the last row."""
    root = etree.fromstring(document)
    for table in root.iter(f"{_W}tbl"):
        columns = table.findall(f"{_W}tblGrid/{_W}gridCol")
        if len(columns) != len(_FORM):
            continue
        properties = table.find(f"{_W}tblPr")
        width = properties.find(f"{_W}tblW") if properties is not None else None
        if width is not None:
            width.attrib.update({f"{_W}type": "dxa", f"{_W}w": str(sum(_FORM))})
            width.addnext(etree.Element(f"{_W}tblLayout", {f"{_W}type": "fixed"}))
        for column, size in zip(columns, _FORM, strict=True):
            column.set(f"{_W}w", str(size))
        rows = table.findall(f"{_W}tr")
        for row in rows:
            for cell, size in zip(row.findall(f"{_W}tc"), _FORM, strict=False):
                cell_properties = cell.find(f"{_W}tcPr")
                if cell_properties is not None:
                    cell_properties.insert(
                        0, etree.Element(f"{_W}tcW", {f"{_W}w": str(size), f"{_W}type": "dxa"})
                    )
            for style in row.iter(f"{_W}pStyle") if row is not rows[-1] else ():
                style.addnext(etree.Element(f"{_W}keepNext"))
        last = etree.Element(f"{_W}trPr")
        etree.SubElement(last, f"{_W}trHeight", {f"{_W}val": str(_ROOM), f"{_W}hRule": "atLeast"})
        rows[-1].insert(0, last)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
