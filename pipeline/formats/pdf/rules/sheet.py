"""A press file, measured: boxes, marks, colours, pictures, fonts, its statements about itself. Millimetres."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
import pymupdf
from lxml import etree
from PIL import ImageMath

from pipeline.formats.pdf.resources import images, resource_dictionaries
from pipeline.formats.pdf.rules.check import Check, Verdict, check
from pipeline.formats.pdf.rules.content import (
    Colour,
    Colours,
    drawn_colours,
    kind_of,
    may_set_ink,
    page_colours,
    page_stream,
)
from pipeline.handbook import PREFACE_TITLE
from pipeline.seen.pdf_pages import trim_of
from pipeline.typeset.geometry import POINT

BLEED, SAFE, MOST_INK, LEAST_DPI = 3.0, 5.0, 300, 300
EXACT = 0.01  # mm
FONT = re.compile(r"/[A-Z]{6}\+(Song|Hei|Kai)(-Bold)?")
Box = tuple[float, float, float, float]


@dataclass
class OpenFile:
    """A finished file, opened for its structure and for what is seen."""

    name: str  # in output/
    pdf: pikepdf.Pdf
    pages: Any  # a PyMuPDF document

    @cached_property
    def streams(self) -> list[bytes]:
        """The content stream of each page, as it is written."""
        return [page_stream(page) for page in self.pdf.pages]

    @cached_property
    def colours(self) -> list[Colours]:
        """The colours of each page."""
        return [page_colours(*page) for page in zip(self.pdf.pages, self.streams, strict=True)]

    @cached_property
    def everywhere(self) -> list[Colours]:
        """The colours of pages and of what they draw."""
        return [*self.colours, *drawn_colours(self.pdf)]

    @cached_property
    def perhaps_inked(self) -> list[Colours]:
        """The colours of pages that may set an ink of the press, and of what all of them draw."""
        pages = zip(self.pdf.pages, self.streams, strict=True)
        return [
            *(page_colours(page, stream) for page, stream in pages if may_set_ink(stream)),
            *drawn_colours(self.pdf),
        ]

    @cached_property
    def pictures(self) -> list[tuple[str, tuple[float, ...], float]]:
        """Each picture's colour space, the most of each ink (0 to 1, CMYK), and the most of all inks in percent."""
        return [_picture(self.pdf, holder[name]) for holder, name in images(self.pdf)]

    @cached_property
    def painted(self) -> list[list[tuple[str, Box]]]:
        """What each page paints, and where, in millimetres from the corner of its trim."""
        found = []
        for page in self.pages:
            trim = trim_of(page)
            found.append([(kind, millimetres(trim, box)) for kind, box in page.get_bboxlog()])
        return found

    @cached_property
    def packet(self) -> dict[str, str]:
        """The texts of the metadata packet by name."""
        try:
            root = etree.fromstring(self.pdf.Root.Metadata.read_bytes())
        except (AttributeError, etree.XMLSyntaxError):
            return {}
        return {str(one.tag): one.text or "" for one in root.iter(etree.Element) if (one.text or "").strip()}


def millimetres(trim: Any, box: Sequence[float]) -> Box:
    """Give ``box`` (points) in millimetres from the corner of ``trim``."""
    left, top = trim.x0, trim.y0
    x0, y0, x1, y1 = box
    return (
        (x0 - left) * POINT,
        (y0 - top) * POINT,
        (x1 - left) * POINT,
        (y1 - top) * POINT,
    )


def _picture(pdf: pikepdf.Pdf, stream: pikepdf.Object) -> tuple[str, tuple[float, ...], float]:
    assert isinstance(stream, pikepdf.Stream)
    if stream.get("/ImageMask"):
        return "gray", (0, 0, 0, 1), 100
    kind = kind_of(stream.ColorSpace)
    if kind != "cmyk":
        return kind, (0, 0, 0, 1), 100
    # Without its mask, which would turn its inks into RGB.
    kept = {key: stream[key] for key in stream.keys() if key not in ("/SMask", "/Mask", "/Length")}  # noqa: SIM118
    bare = pikepdf.Stream(pdf, stream.read_raw_bytes(), kept)
    bands = pikepdf.PdfImage(bare).as_pil_image().convert("CMYK").split()
    most = tuple(float(band.getextrema()[1]) / 255 for band in bands)  # type: ignore[arg-type]
    names = dict(zip("cmyk", (band.convert("I") for band in bands), strict=True))
    total = ImageMath.lambda_eval(lambda given: given["c"] + given["m"] + given["y"] + given["k"], **names)
    return kind, most, total.getextrema()[1] / 2.55


def press_checks(file: OpenFile) -> Iterator[Check]:
    """Check what must hold for every press file."""
    yield from _boxes(file)
    yield _marks(file)
    yield from _standard(file)
    yield from _inks(file)
    yield fonts(file)
    yield _safety(file)


def inside_checks(file: OpenFile) -> Iterator[Check]:
    """Check what must hold for the inside beside :func:`press_checks`."""
    count = len(file.pdf.pages)
    yield check(file.name, "页数", "偶数", f"{count} 页", count % 2 == 0)
    cyan = [
        number for number, page in enumerate(file.colours, 1) if any(c.inks and c.inks[0] for c in page.used)
    ]
    drawn = any(c.inks and c.inks[0] for one in file.everywhere[len(file.colours) :] for c in one.used)
    pictured = any(most[0] > 0 for kind, most, _ in file.pictures if kind == "cmyk")
    if pictured and not cyan and not drawn:
        yield Check(file.name, "青版", "0 %", "彩色图片要用青版", Verdict.NOTE)
    else:
        found = _pages(cyan) if cyan else "图中有青" if drawn else "0 %"
        yield check(file.name, "青版", "0 %", found, not cyan and not drawn)
    yield _blank_pages(file)
    yield from _resolution(file)


# ---- the sheet ----------------------------------------------------------------------------------------------------


def _boxes(file: OpenFile) -> Iterator[Check]:
    trims, bleeds, inside = set(), [], True
    for page in file.pdf.pages:
        media, bleed, trim = (
            [float(value) * POINT for value in page.obj.get(key, page.mediabox)]
            for key in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        trims.add((round(trim[2] - trim[0], 2), round(trim[3] - trim[1], 2)))
        bleeds += [trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]]
        inside &= all(media[i] < bleed[i] and bleed[i + 2] < media[i + 2] for i in (0, 1))
    sizes = "、".join(f"{width:g}×{height:g} mm" for width, height in sorted(trims)[:3])
    yield check(file.name, "成品尺寸", "每页相同", sizes, len(trims) == 1)
    least, most = min(bleeds), max(bleeds)
    found = f"{least:.2f} mm" if most - least < EXACT else f"{least:.2f}～{most:.2f} mm"
    yield check(
        file.name, "出血", "四边各 3 mm", found, max(abs(b - BLEED) for b in bleeds) < EXACT and inside
    )


def _marks(file: OpenFile) -> Check:
    """Check that on every page two lines in the colour of all plates are at each corner, beyond the bleed."""
    lacking = []
    edge = BLEED + 0.2
    for number, (page, painted) in enumerate(zip(file.pdf.pages, file.painted, strict=True), 1):
        width, height = _trim_size(page)
        outside = [
            (x0, y0, x1, y1)
            for _, (x0, y0, x1, y1) in painted
            if x1 < -edge or y1 < -edge or x0 > width + edge or y0 > height + edge
        ]
        corners = [(x, y) for x in (0.0, width) for y in (0.0, height)]
        in_all = any(colour.space == "all" for colour in file.colours[number - 1].used)
        if not in_all or not all(sum(_near(box, *corner) for box in outside) >= 2 for corner in corners):
            lacking.append(number)
    found = _pages(lacking) + "缺" if lacking else "每页四角，全色版（Separation All）"
    return check(file.name, "裁切标记", "出血以外、全色版", found, not lacking)


def _near(box: Box, x: float, y: float) -> bool:
    """Report whether a mark is beyond the bleed in line with the corner at (``x``, ``y``)."""
    upright = abs((box[0] + box[2]) / 2 - x) < 0.5 and min(abs(box[1] - y), abs(box[3] - y)) < 12
    across = abs((box[1] + box[3]) / 2 - y) < 0.5 and min(abs(box[0] - x), abs(box[2] - x)) < 12
    return upright or across


def _trim_size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = (float(value) * POINT for value in page.trimbox)
    return right - left, top - bottom


# ---- what the file says of itself ---------------------------------------------------------------------------------


def _standard(file: OpenFile) -> Iterator[Check]:
    root = file.pdf.Root
    version = file.packet.get("{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion", "没有标明")
    links = sum(len(page.obj.get("/Annots", [])) for page in file.pdf.pages)
    scripts = "/OpenAction" in root or "/AA" in root or "/JavaScript" in root.get("/Names", {})
    trapped = str(file.pdf.docinfo.get("/Trapped", "")) in ("/True", "/False")
    faults = [
        words
        for words, wrong in (
            (version, version != "PDF/X-4"),
            (f"有 {links} 处链接或批注", links > 0),
            ("有脚本", scripts),
            ("加密", file.pdf.is_encrypted),
            ("没有写明陷印", not trapped),
        )
        if wrong
    ]
    yield check(file.name, "标准", "PDF/X-4", "、".join(faults) or version, not faults)
    yield _condition(file)


def _condition(file: OpenFile) -> Check:
    intents = [one for one in file.pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFX"]
    wanted = "印刷条件名称和 CMYK 色彩文件"
    if len(intents) != 1:
        return check(file.name, "输出意图", wanted, "没有", False)
    (intent,) = intents
    profile = intent.get("/DestOutputProfile")
    sound = profile is not None and profile.read_bytes()[16:20] == b"CMYK" and int(profile.get("/N", 0)) == 4
    name = str(intent.get("/OutputConditionIdentifier", ""))
    registered = "（已注册）" if str(intent.get("/RegistryName", "")) else "（印刷厂自定）"
    return check(
        file.name, "输出意图", wanted, name + registered if sound else "色彩文件不对", bool(sound and name)
    )


# ---- inks ---------------------------------------------------------------------------------------------------------


def _inks(file: OpenFile) -> Iterator[Check]:
    rgb = [n for n, page in enumerate(file.colours, 1) if _any(page, lambda c: c.space in ("rgb", "other"))]
    drawn = any(
        _any(one, lambda c: c.space in ("rgb", "other")) for one in file.everywhere[len(file.colours) :]
    )
    pictures = [kind for kind, _, _ in file.pictures if kind not in ("gray", "cmyk")]
    inline = any(one.inline_picture for one in file.everywhere)
    faults = [_pages(rgb)] * bool(rgb) + ["图形"] * drawn + [f"{len(pictures)} 幅图片"] * bool(pictures)
    faults += ["流内图片"] * inline
    yield check(file.name, "颜色", "只有 CMYK 和灰，没有 RGB", "、".join(faults) or "没有 RGB", not faults)

    rich = [n for n, page in enumerate(file.colours, 1) if any(map(_is_rich, page.words))]
    yield check(file.name, "黑字", "K 100 单黑", _pages(rich) + "有四色黑" if rich else "只用黑版", not rich)

    totals = [100 * sum(c.inks) for one in file.everywhere for c in one.used]
    totals += [total for _, _, total in file.pictures]
    most = max(totals, default=0)
    yield check(file.name, "总墨量", f"不超过 {MOST_INK} %", f"最多 {most:.0f} %", round(most) <= MOST_INK)


def _any(page: Colours, test: Callable[[Colour], bool]) -> bool:
    return any(map(test, page.used))


def _is_rich(colour: Colour) -> bool:
    """Report whether words are printed in all four inks, or in a colour whose inks the file does not state."""
    return min(colour.inks[:3]) > 0 if colour.inks else colour.space != "all"


def fonts(file: OpenFile) -> Check:
    """Check that every font is one of the kit's, embedded as a subset."""
    found: set[str] = set()
    faults: set[str] = set()
    for resources in resource_dictionaries(file.pdf):
        for font in resources.get("/Font", {}).values():
            name = str(font.get("/BaseFont", "/?"))
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.get("/FontDescriptor")
            embedded = descriptor is not None and any(
                key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
            )
            short = name.rpartition("+")[2].removeprefix("/")
            (found if embedded and FONT.fullmatch(name) else faults).add(short)
    words = (
        "、".join(sorted(faults)) + " 不在字库里或没有嵌入"
        if faults
        else "、".join(sorted(found)) or "没有文字"
    )
    return check(file.name, "字体", "只用本书字库，全部嵌入", words, not faults)


# ---- pages --------------------------------------------------------------------------------------------------------


def _safety(file: OpenFile) -> Check:
    least, place = 999.0, 0
    for number, (page, painted) in enumerate(zip(file.pdf.pages, file.painted, strict=True), 1):
        width, height = _trim_size(page)
        for kind, (x0, y0, x1, y1) in painted:
            if "text" in kind and x1 > x0:
                distance = min(x0, y0, width - x1, height - y1)
                if distance < least:
                    least, place = distance, number
    if not place:
        return check(file.name, "文字离切口", f"至少 {SAFE:g} mm", "没有文字", True)
    return check(
        file.name, "文字离切口", f"至少 {SAFE:g} mm", f"最近 {least:.1f} mm（第 {place} 面）", least >= SAFE
    )


def _blank_pages(file: OpenFile) -> Check:
    """Check that a page without words is a picture page or wholly empty."""
    blank, spoiled = 0, []
    for number, (page, painted) in enumerate(zip(file.pdf.pages, file.painted, strict=True), 1):
        width, height = _trim_size(page)
        within = [
            (kind, box)
            for kind, box in painted
            if not kind.startswith("clip")
            and box[2] > -BLEED
            and box[0] < width + BLEED
            and box[3] > -BLEED
            and box[1] < height + BLEED
            and (box[2] - box[0] > 0.01 or box[3] - box[1] > 0.01)
        ]
        body = [box for _, box in within if box[3] > 24 and box[1] < height - 20 and box[0] < width - 6]
        if not within:
            blank += 1
        elif not body:
            spoiled.append(number)
    found = _pages(spoiled) + "有书眉、页码或色标" if spoiled else f"{blank} 面，全白"
    return check(file.name, "空白页", "没有书眉、页码、色标", found, not spoiled)


def _resolution(file: OpenFile) -> Iterator[Check]:
    """Check the pictures' pixels per inch, at the size in which they are printed."""
    questions = _questions(file.pages)
    poor, least = [], None
    for number, painted in enumerate(file.painted):
        if not any("image" in kind for kind, _ in painted):
            continue
        page = file.pages[number]
        for picture in page.get_image_info():
            a, b, c, d, _, _ = picture["transform"]
            across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
            dpi = min(picture["width"] / across, picture["height"] / down) * 72
            least = min(dpi, least or dpi)
            if dpi < LEAST_DPI - 0.5:
                poor.append(f"{_figure(file.pages, questions, number, picture['bbox'][1])} {dpi:.0f} dpi")
    wanted = f"不低于 {LEAST_DPI} dpi"
    if poor:
        yield Check(file.name, "图片精度", wanted, "；".join(poor), Verdict.NOTE)
    else:
        yield check(
            file.name, "图片精度", wanted, "没有图片" if least is None else f"最低 {least:.0f} dpi", True
        )


def _questions(pages: Any) -> dict[str, int]:
    """Give the number of each question in the order of its anchors (``q-…``)."""
    names = pages.resolve_names()
    begun = sorted(
        (at["page"], -at["to"][1], name) for name, at in names.items() if re.fullmatch(r"q-[a-z0-9-]+", name)
    )
    return {name: number for number, (_, _, name) in enumerate(begun, 1)}


def _figure(pages: Any, questions: dict[str, int], number: int, top: float) -> str:
    """Name the picture at ``top`` of a page: its question and number, by its anchor (``q-…_fN``)."""
    page, found = pages[number], []
    for name, at in pages.resolve_names().items():
        match = re.fullmatch(r"(q-[a-z0-9-]+|preface)_f(\d+)", name)
        if match and at["page"] == number:
            height = (pymupdf.Point(at["to"]) * page.transformation_matrix).y
            found.append((abs(height - top), match[1], match[2]))
    label = page.get_label() or str(number + 1)
    if not found:
        return f"第{label}页的图片"
    _, owner, figure = min(found)
    where = f"第{questions[owner]}问" if owner in questions else PREFACE_TITLE
    return f"{where}图{figure}（第{label}页）"


def _pages(numbers: Sequence[int]) -> str:
    shown = "、".join(str(number) for number in numbers[:5])
    return f"第 {shown}{' 等' if len(numbers) > 5 else ''} 面"
