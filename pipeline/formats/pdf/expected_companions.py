"""What must stand on the cover and on the order sheet: stated from the handbook and the book's number of pages.

No code here may call the writers of these, or a fault of theirs would prove itself right.
"""

from __future__ import annotations

import io
import math
import re

from PIL import ImageCms

from pipeline.formats.pdf.expected_indexes import WHOLE_SHEETS, format_words, issued_by, sheets_of
from pipeline.formats.pdf.names import COVER, COVER_WORDS, ORDER, ORDER_WORDS, PRESS
from pipeline.handbook import Handbook, Paragraph, Printing, inline_text, without_space
from pipeline.seen.edition import Furnishing
from pipeline.typeset.geometry import BLEED

MOST_OF_THE_PREFACE = 190  # characters of the preface on the back of the cover, whole sentences
WIDE_ENOUGH = 6.0  # mm: a narrower spine has no words
STAPLED = 64  # pages: more make a stapled booklet too thick
MILLIMETRES_A_GRAM = 0.00135  # a leaf's thickness for each gram per square metre
SMALLEST = 2.25  # mm: the height of a character on the spine where it is smallest

# The forms that marks take down a column (Unicode, CJK Compatibility Forms).
UPRIGHT = {
    "“": "﹃", "”": "﹄", "‘": "﹁", "’": "﹂", "《": "︽", "》": "︾", "〈": "︿", "〉": "﹀", "（": "︵", "）": "︶",
    "【": "︻", "】": "︼", "〔": "︹", "〕": "︺", "—": "︱", "…": "︙",
}  # fmt: skip


def cover_words(handbook: Handbook, pages: int, found: str) -> Furnishing:
    """State the words of the cover of a book of so many pages: back, spine, front.

    ``found`` are its actual words: a line too long for the spine may be there or be left out.
    """
    words = _summary(handbook) + "".join(part.title for part in handbook.parts)
    if _spine(handbook.printing, pages) >= WIDE_ENOUGH:
        room = (
            handbook.page.height - 50
        ) / 4  # mm: no line has less, between the head and the foot of the spine
        for line in (*_title_in_lines(handbook), handbook.publisher):
            down = "".join(UPRIGHT.get(character, character) for character in without_space(line))
            if len(down) * SMALLEST <= room or down in found:
                words += down
    words += f"{handbook.title}{issued_by(handbook)}"
    return Furnishing(COVER_WORDS, "", words, file=COVER)


def _title_in_lines(handbook: Handbook) -> tuple[str, ...]:
    """Give the title in two lines where it ends with the short title, else in one."""
    short = handbook.short_title
    if short and handbook.title.endswith(short) and handbook.title != short:
        return handbook.title[: -len(short)], short
    return (handbook.title,)


def _summary(handbook: Handbook) -> str:
    """Give the first sentences of the preface's first paragraph."""
    opening = [block for block in handbook.preface if isinstance(block, Paragraph)][:1]
    text = "".join(inline_text(block.inlines) for block in opening)
    ends = [match.end() for match in re.finditer(r"(?<=[^。！？])[。！？][”’）》]*", text)]
    return text[: max((end for end in ends if end <= MOST_OF_THE_PREFACE), default=0)]


def _spine(printing: Printing, pages: int) -> float:
    """Give the spine's width in millimetres."""
    if printing.spine is not None:
        return printing.spine
    leaves = math.ceil(pages / 2)
    return (
        0.0 if printing.binding == "saddle" else round(leaves * (printing.paper_gsm * MILLIMETRES_A_GRAM), 1)
    )


# ---- order sheet -----------------------------------------------------------------------------------------------------


def order_words(handbook: Handbook, pages: int, found: str) -> Furnishing:
    """State the words of the order sheet of a book of so many pages.

    The table of checks is taken from ``found``, its actual words: the preflight compares that.
    """
    before = without_space(f"印刷单{_rows(handbook, pages)}印前检查")
    behind = without_space(f"{_notes(handbook, pages)}委托方：承印方：")
    table = found[len(before) : len(found) - len(behind)]
    whole = found.startswith(before) and found.endswith(behind)
    return Furnishing(ORDER_WORDS, "", before + (table if whole else "") + behind, file=ORDER)


def _rows(handbook: Handbook, pages: int) -> str:
    """Give the rows above the checks, names and values one after the other; the number of copies is left open."""
    page, printing = handbook.page, handbook.printing
    cut = page.name in WHOLE_SHEETS
    size = f"{page.width:g}mm×{page.height:g}mm"
    stapled, black = printing.binding == "saddle", printing.pictures == "black"
    spine = _spine(printing, pages)
    measured = "按页数和克重估算" if printing.spine is None else "印厂给定"
    return "".join(
        (
            f"书名{handbook.title}",
            f"编者{handbook.publisher}",
            f"版次{handbook.edition}，发布号{handbook.release}，{handbook.date:%Y-%m-%d}",
            "印数",
            f"开本{format_words(page)}（{page.name}）" if cut else f"开本{size}",
            f"成品尺寸{size}",
            f"页数{pages}面（{pages // 2}张）",
            f"印张{sheets_of(handbook, pages)}" if cut else "",
            f"内文纸张{printing.paper_gsm}g/m²",
            f"封面纸张{printing.cover_gsm}g/m²",
            "装订骑马订" if stapled else "装订胶装",
            "内文色数黑、品红、黄三版（无青版）" if black else "内文色数四色（图片彩色）",
            "封面色数品红、黄、黑三版，单面印",
            f"出血四边各{BLEED:g}mm，裁切标记在出血以外",
            f"书脊{spine:g}mm（{measured}）" if spine else "书脊无",
            f"色彩条件{_condition(printing)}，总墨量不超过300%",
            f"文件{PRESS}（内文，单页，{pages}面）{COVER}（封面展开，1面）",
        )
    )


def _condition(printing: Printing) -> str:
    """Give the printing condition as the buyer names it; else the name in the shop's profile; else coated offset."""
    if printing.condition:
        return printing.condition
    if printing.profile is None:
        return "FOGRA39"
    profile = ImageCms.ImageCmsProfile(io.BytesIO(printing.profile))
    return ImageCms.getProfileDescription(profile).strip()


def _notes(handbook: Handbook, pages: int) -> str:
    """Give what buyer and shop should settle, numbered."""
    printing, notes = handbook.printing, []
    stapled = printing.binding == "saddle"
    if printing.spine is None and not stapled:
        notes.append(
            "书脊按每克0.00135mm估算，请印厂用纸样核对；不同时在handbook.yaml写print:{spine:9mm}重做封面。"
        )
    if stapled and pages > STAPLED:
        notes.append(f"骑马订{pages}面偏厚，请与印厂商量改用胶装。")
    if printing.barcode:
        notes.append("封底左下角白框留给条码；没有条码时在handbook.yaml写print:{barcode:false}重做封面。")
    return "".join(f"{number}．{note}" for number, note in enumerate(notes, 1))
