"""The files for the screen and for the office printer, and the cover's own measures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.formats.pdf.booklet import MOST_SHEETS
from pipeline.formats.pdf.rules.check import Check, Verdict, check
from pipeline.formats.pdf.rules.sheet import OpenFile, fonts
from pipeline.typeset.geometry import POINT

LEAST_SPINE = 6.0  # mm: a narrower one has no words


def screen_checks(file: OpenFile, press: OpenFile) -> Iterator[Check]:
    """Check the file for the screen, beside the press file whose pages it must have."""
    count, printed = len(file.pdf.pages), len(press.pdf.pages)
    labels = [[page.get_label() for page in one.pages] for one in (file, press)]
    same = count == printed and labels[0] == labels[1]
    yield check(file.name, "页码", "与印刷版逐页相同", f"{count} 页，印刷版 {printed} 页", same)
    said = file.packet
    marks = {
        "PDF/UA-1": said.get("{http://www.aiim.org/pdfua/ns/id/}part") == "1",
        "PDF/A-2a": (
            said.get("{http://www.aiim.org/pdfa/ns/id/}part"),
            said.get("{http://www.aiim.org/pdfa/ns/id/}conformance"),
        )
        == ("2", "A"),
        "标签": "/MarkInfo" in file.pdf.Root and "/StructTreeRoot" in file.pdf.Root,
        "语言": bool(str(file.pdf.Root.get("/Lang", ""))),
        "书签": bool(file.pages.get_toc()),
    }
    lacking = "、".join(name for name, there in marks.items() if not there)
    yield check(file.name, "无障碍", "、".join(marks), f"缺：{lacking}" if lacking else "都有", not lacking)
    ink = any(c.space == "cmyk" for one in file.perhaps_inked for c in one.used)
    ink |= any(kind == "cmyk" for kind, _, _ in file.pictures)
    yield check(file.name, "颜色", "只有 RGB 和灰", "有 CMYK" if ink else "没有 CMYK", not ink)
    yield fonts(file)


def booklet_checks(file: OpenFile, press: OpenFile) -> Iterator[Check]:
    """Check the booklet, beside the press file whose pages it must hold."""
    sides, pages = len(file.pdf.pages), len(press.pdf.pages)
    sizes = {tuple(round(side * POINT) for side in page.rect[2:]) for page in file.pages}
    size = "、".join(f"{width}×{height} mm" for width, height in sorted(sizes))
    wanted = -(-pages // 4) * 2
    words = f"{sides} 面 {size}，折成 {2 * sides} 页"
    yield check(
        file.name, "拼版", f"{wanted} 面，页数补成 4 的倍数", words, sides == wanted and len(sizes) == 1
    )
    most, sheets = MOST_SHEETS, -(-sides // 2)
    verdict = Verdict.GOOD if sheets <= most else Verdict.NOTE
    words = f"{sheets} 张" if sheets <= most else f"{sheets} 张，一次订不住，请分册装订或改用胶装"
    yield Check(file.name, "折叠张数", f"骑马订一次不超过 {most} 张（{4 * most} 页）", words, verdict)
    yield fonts(file)


def cover_checks(file: OpenFile, press: OpenFile) -> Iterator[Check]:
    """Check the spine: what the two covers leave of the spread's width, and the words on it."""
    (page, *others), inner = file.pages, press.pages[0].trimbox
    width, height = (round(side * POINT, 2) for side in (page.trimbox.width, page.trimbox.height))
    inside = (round(inner.width * POINT, 2), round(inner.height * POINT, 2))
    spine = round(width - 2 * inside[0], 1)
    good = not others and spine >= 0 and abs(height - inside[1]) < 0.05
    yield check(
        file.name, "展开尺寸", "封底＋书脊＋封面", f"{width:g}×{height:g} mm，书脊 {spine:g} mm", good
    )
    left, right = inside[0], inside[0] + spine
    words = [box for kind, box in file.painted[0] if "text" in kind and box[0] < right and box[2] > left]
    across = [box for box in words if box[0] < left or box[2] > right]
    if spine < LEAST_SPINE:
        yield check(file.name, "书脊字", "书脊不足 6 mm 不排字", "有字" if words else "没有字", not words)
    else:
        found = f"{len(words)} 处" + ("，有压到折线的" if across else "，都在折线以内")
        yield check(file.name, "书脊字", "在两条折线以内", found, bool(words) and not across)


def one_edition(files: list[OpenFile]) -> Check:
    """Check that every file is of the same release and source."""
    editions = {
        file.name: tuple(
            file.packet.get(f"{{urn:baiwen:edition#}}{name}", "") for name in ("release", "sourceDigest")
        )
        for file in files
    }
    wanted = next(iter(editions.values()))
    named = re.fullmatch("[0-9a-f]{64}", wanted[1])
    strange = [name for name, edition in editions.items() if edition != wanted or not named]
    words = f"{'、'.join(strange)} 的版本不同" if strange else f"{wanted[0]}（{wanted[1][:8]}）"
    return check("", "版本", "各文件相同", words, not strange)
