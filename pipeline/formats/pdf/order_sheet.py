"""The order sheet for the print shop (印刷单), on a page of A4; more where the preflight names many pictures.

What is to be printed, on what, in which inks; and what the preflight measured in the two files that are delivered.
"""

from __future__ import annotations

import io
from collections.abc import Iterable

import pikepdf

from pipeline.formats.pdf.booklet import MOST_SHEETS
from pipeline.formats.pdf.cover.spine import spine_width
from pipeline.formats.pdf.names import COVER, ORDER, PRESS
from pipeline.formats.pdf.press.colours import printing_condition
from pipeline.formats.pdf.rules.check import Check
from pipeline.formats.pdf.rules.table import COLUMNS, NOTED, NOTHING, check_rows
from pipeline.formats.pdf.saving import saved
from pipeline.formats.pdf.sheets import sheet, whole
from pipeline.formats.pdf.xmp import Identity, write_metadata
from pipeline.formats.templating import Templates
from pipeline.handbook import Handbook
from pipeline.typeset.compositor import lay_out, write_pdf
from pipeline.typeset.font_kit import FontKit
from pipeline.typeset.geometry import BLEED

BINDING = {"perfect": "胶装", "saddle": "骑马订"}


def order_sheet(
    handbook: Handbook,
    identity: Identity,
    templates: Templates,
    kit: FontKit,
    *,
    checks: Iterable[Check],
    pages: int,
) -> bytes:
    """Make the order sheet as a PDF, for a handbook of so many pages whose files were measured by ``checks``."""
    facts = {
        "handbook": handbook,
        "rows": order_rows(handbook, pages),
        "checks": check_rows(checks),
        "notes": order_notes(handbook, pages),
        "title": TITLE,
        "heading": CHECKS,
        "columns": COLUMNS,
        "signed": SIGNED,
        "noted": NOTED,
        "nothing": NOTHING,
    }
    html = templates.render("order-sheet.html.j2", facts)
    data = write_pdf(lay_out(html, [], kit, {}), uncompressed_pdf=True)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        write_metadata(pdf, identity, ORDER, ())
        return saved(pdf)


TITLE, SIGNED = "印刷单", ("委托方：", "承印方：")
CHECKS = "印前检查"


def order_rows(handbook: Handbook, pages: int) -> tuple[tuple[str, str], ...]:
    """Give name and value of each row; what only the buyer knows is left open."""
    page, printing, cut = handbook.page, handbook.printing, sheet(handbook.page)
    spine = spine_width(printing, pages)
    size = f"{page.width:g} mm × {page.height:g} mm"
    inside = "黑、品红、黄三版（无青版）" if printing.pictures == "black" else "四色（图片彩色）"
    measured = "印厂给定" if printing.spine is not None else "按页数和克重估算"
    rows = (
        ("书名", handbook.title),
        ("编者", handbook.publisher),
        ("版次", f"{handbook.edition}，发布号 {handbook.release}，{handbook.date.isoformat()}"),
        ("印数", ""),
        ("开本", f"{cut.format_line}（{page.name}）" if cut else size),
        ("成品尺寸", size),
        ("页数", f"{pages} 面（{pages // 2} 张）"),
        ("印张", cut.count(pages, whole(printing)) if cut else ""),
        ("内文纸张", f"{printing.paper_gsm} g/m²"),
        ("封面纸张", f"{printing.cover_gsm} g/m²"),
        ("装订", BINDING[printing.binding]),
        ("内文色数", inside),
        ("封面色数", "品红、黄、黑三版，单面印"),
        ("出血", f"四边各 {BLEED:g} mm，裁切标记在出血以外"),
        ("书脊", f"{spine:g} mm（{measured}）" if spine else "无"),
        ("色彩条件", f"{printing_condition(printing)}，总墨量不超过 300 %"),
        ("文件", f"{PRESS}（内文，单页，{pages} 面）　{COVER}（封面展开，1 面）"),
    )
    return tuple(row for row in rows if row[1] or row[0] == "印数")


def order_notes(handbook: Handbook, pages: int) -> tuple[str, ...]:
    """Give what buyer and shop should settle before printing."""
    notes = []
    if handbook.printing.spine is None and handbook.printing.binding == "perfect":
        notes.append(
            "书脊按每克 0.00135 mm 估算，请印厂用纸样核对；"
            "不同时在 handbook.yaml 写 print: {spine: 9mm} 重做封面。"
        )
    if handbook.printing.binding == "saddle" and pages > 4 * MOST_SHEETS:
        notes.append(f"骑马订 {pages} 面偏厚，请与印厂商量改用胶装。")
    if handbook.printing.barcode:
        notes.append(
            "封底左下角白框留给条码；没有条码时在 handbook.yaml 写 print: {barcode: false} 重做封面。"
        )
    return tuple(notes)
