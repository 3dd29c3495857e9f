"""What is done to each face of the font kit, one step a function; each works on the file at ``path``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import east_asian_spacing
import uharfbuzz
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import readTTCHeader

from pipeline.typeset.characters import HYPHEN

EPOCH = 3_786_912_000  # 2024-01-01 in seconds since 1904, the font format's own clock; never the real time


def picked(source: Path, index: int, tags: Iterable[str]) -> bytes:
    """Give one face of a collection with all of its characters, and of its layout features those of these ``tags``."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source)), index)
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(face.unicodes)
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    for tag in tags:
        features.add(int.from_bytes(tag.encode(), "big"))
    names = wanted.sets(uharfbuzz.SubsetInputSets.NAME_ID)
    names.update(range(15))
    # A PDF names glyphs by CID (ISO 32000-2, 9.7.4.2), and WeasyPrint writes glyph numbers there: both must be equal,
    # or MuPDF draws no glyph.
    wanted.flags |= uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


# Printable ASCII, the middle dot, small figures, quotes, the ellipsis, and the full-width marks of Chinese text.
GRAFTED = (
    *range(0x21, 0x7F),
    0xB7,
    *(0xB2, 0xB3, 0xB9, 0x2070, *range(0x2074, 0x207A), *range(0x2080, 0x208A)),
    *(0x2018, 0x2019, 0x201C, 0x201D, 0x2026),
    *(0x3001, 0x3002, *range(0x3008, 0x3012), *range(0x3014, 0x3018)),
    *(0xFF01, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF5E),
)


def graft(path: Path, song: Path) -> None:
    """Give the TrueType face at ``path`` the outlines and widths of Song for :data:`GRAFTED`."""
    # Without recalcBBoxes the outlines that stay are copied as they are: 0.6 s instead of 12 s.
    donor = TTFont(song, lazy=True)
    face = TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    outlines, of_donor, of_face = donor.getGlyphSet(), donor.getBestCmap(), face.getBestCmap()
    for character in GRAFTED:
        if character not in of_donor or character not in of_face:
            continue
        pen = TTGlyphPen(None)
        outlines[of_donor[character]].draw(Cu2QuPen(pen, 0.6, reverse_direction=True))
        glyph, name = pen.glyph(), of_face[character]
        glyph.recalcBounds(face["glyf"])
        face["glyf"][name] = glyph
        face["hmtx"][name] = (donor["hmtx"][of_donor[character]][0], getattr(glyph, "xMin", 0))
    _add_hyphen(face)
    _replace(face, path)
    donor.close()


def _add_hyphen(face: Any) -> None:
    """Give the TrueType face a second glyph that looks like its hyphen, by the name of :data:`HYPHEN`."""
    hyphen, name = face.getBestCmap()[ord("-")], "hyphen.division"
    face["glyf"][name] = face["glyf"][hyphen]
    for metrics in ("hmtx", "vmtx"):
        if metrics in face:
            face[metrics][name] = face[metrics][hyphen]
    face["maxp"].numGlyphs = len(face.getGlyphOrder())
    _name(face, {ord(HYPHEN): name})


def _name(font: Any, glyphs: Mapping[int, str]) -> None:
    """Map characters to glyphs by name."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap.update(glyphs)


# Figures above and below the line that Noto does not have, each with what it is drawn from: a figure or sign made
# smaller and heavier, or one of the small figures that Noto has, moved down.
RAISED = dict(zip(map(ord, "⁰⁵⁶⁷⁸⁹⁺⁻"), map(ord, "056789+−"), strict=True))
LOWERED = dict(zip(map(ord, "₀₅₆₇₈₉₊₋"), map(ord, "056789+−"), strict=True))
MOVED = dict(zip(map(ord, "₁₂₃₄"), map(ord, "¹²³⁴"), strict=True))
SMALL = 0.6  # of the size of a figure; Noto's own ² is as large
HEAVIER = 0.4  # of the way from Regular to Bold, so that the strokes are as thick as those of ²
RAISED_BY, LOWERED_BY = 460, -130  # in 1/1000 em: the height of ², and that of a lowered figure


WIDENED = {0x2014: 1, 0x2E3A: 2}  # — and its pair —— (one glyph): how many ems wide they become


@dataclass(frozen=True, slots=True)
class Kind:
    """What the recipe needs of a face (tables, characters that it draws from) and the layout features that it keeps."""

    tables: tuple[str, ...]
    characters: tuple[int, ...]
    features: tuple[str, ...]


UNITS = 1000  # to the em: outlines are taken from one face into another as they are
_COMMON = ("cmap", "head", "hhea", "hmtx", "maxp", "name", "OS/2")
_DRAWN_FROM = dict.fromkeys((*RAISED.values(), *LOWERED.values(), *MOVED.values(), ord("-"), *WIDENED))
_FEATURES = ("ccmp", "kern", "mark", "mkmk")
COMPLETED = Kind((*_COMMON, "CFF "), tuple(_DRAWN_FROM), (*_FEATURES, "halt", "chws"))
# What this face says of the width of its marks is not true of those that it is given.
GRAFTED_ON = Kind((*_COMMON, "glyf"), (ord("-"),), _FEATURES)


def lacks(source: Path, index: int, kind: Kind) -> str:
    """Name what a face would need to become one of ``kind``, empty where it has it all.

    Raises :class:`fontTools.ttLib.TTLibError` for a file that is no font.
    """
    with source.open("rb") as stream:
        collection = readTTCHeader(stream) if stream.read(4) == b"ttcf" else None
        if collection and collection.numFonts <= index:
            return f"第 {index + 1} 个字体（共 {collection.numFonts} 个）"
        stream.seek(0)
        font = TTFont(stream, fontNumber=index, lazy=True)
        tables = [f"{one.strip()} 表" for one in kind.tables if one not in font]
        if tables:
            return "、".join(tables)
        if font["head"].unitsPerEm != UNITS:
            return f"1/{UNITS} 字为单位的字形（它的单位是 1/{font['head'].unitsPerEm} 字）"
        if "CFF " in kind.tables and not hasattr(font["CFF "].cff.topDictIndex[0], "FDSelect"):
            return "按 CID 编号的字形"
        names = font.getBestCmap() or {}
        return "、".join(f"“{chr(one)}”（U+{one:04X}）" for one in kind.characters if one not in names)


@dataclass(frozen=True, slots=True)
class Weights:
    """The Regular and the Bold of a family: the collections that hold them, and the face's index there."""

    regular: Path
    bold: Path
    index: int


def complete(path: Path, weights: Weights) -> None:
    """Widen the dashes of the CFF face at ``path``, and add :data:`HYPHEN` and small figures.

    The figures are drawn from the ``weights`` of its family.
    """
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    _add_glyphs(font, weights)
    _widen_dashes(font)
    _replace(font, path)


def _add_glyphs(font: Any, weights: Weights) -> None:
    """Add the figures of :data:`RAISED`, :data:`LOWERED` and :data:`MOVED`, and a second hyphen."""
    pair = [TTFont(one, fontNumber=weights.index, lazy=True) for one in (weights.regular, weights.bold)]
    em, order, names = font["head"].unitsPerEm, font.getGlyphOrder(), font.getBestCmap()
    heavier = HEAVIER + (font["OS/2"].usWeightClass > pair[0]["OS/2"].usWeightClass)
    top, glyphs = font["CFF "].cff.topDictIndex[0], font.getGlyphSet()
    model = names[ord("2")]
    private, descriptor = top.CharStrings[model].private, top.FDSelect[font.getGlyphID(model)]
    added: dict[int, str] = {}

    def add(character: int, width: int, draw: Callable[[Any], None], shift: float, scale: float) -> None:
        name = f"cid{len(order):05}"
        pen = T2CharStringPen(width - private.nominalWidthX, None)
        bounds = BoundsPen(None)
        for one in (pen, bounds):
            draw(TransformPen(one, (scale, 0, 0, scale, 0, shift)))
        order.append(name)
        top.CharStrings.charStringsIndex.append(pen.getCharString(private, top.GlobalSubrs))
        top.CharStrings.charStrings[name] = len(order) - 1
        top.FDSelect.gidArray.append(descriptor)
        font["hmtx"][name] = (width, round(bounds.bounds[0]))
        if "vmtx" in font:
            font["vmtx"][name] = font["vmtx"][model]
        added[character] = name

    for drawn, by in ((RAISED, RAISED_BY), (LOWERED, LOWERED_BY)):
        for character, figure in drawn.items():
            width, outline = _between(pair, figure, heavier)
            add(character, round(SMALL * width), outline.replay, em * by / 1000, SMALL)
    for character, figure in MOVED.items():
        width = font["hmtx"][names[figure]][0]
        add(character, width, glyphs[names[figure]].draw, em * (LOWERED_BY - RAISED_BY) / 1000, 1)
    hyphen = names[ord("-")]
    add(ord(HYPHEN), font["hmtx"][hyphen][0], glyphs[hyphen].draw, 0, 1)
    font["maxp"].numGlyphs = len(order)
    _name(font, added)
    for one in pair:
        one.close()


def _between(pair: list[Any], character: int, part: float) -> tuple[float, RecordingPen]:
    """Give width and outline of a glyph at ``part`` of the way from the first face to the second, or beyond it."""
    widths, outlines = [], []
    for font in pair:
        name, pen = font.getBestCmap()[character], RecordingPen()
        font.getGlyphSet()[name].draw(pen)
        widths.append(font["hmtx"][name][0])
        outlines.append(pen.value)
    made = RecordingPen()
    for (operator, light), (_, heavy) in zip(*outlines, strict=True):
        points = tuple(
            tuple(a + part * (b - a) for a, b in zip(one, other, strict=True))
            for one, other in zip(light, heavy, strict=True)
        )
        made.value.append((operator, points))
    return widths[0] + part * (widths[1] - widths[0]), made


# Of the dash: the white at each end, and its mid-height, which is that of the Han characters; in 1/1000 em.
DASH_BEARING, DASH_HEIGHT = 40, 380


def _widen_dashes(font: Any) -> None:
    """Draw — and its pair —— (one glyph, that of U+2E3A) one and two ems wide."""
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    charstrings = font["CFF "].cff.topDictIndex[0].CharStrings
    em = font["head"].unitsPerEm
    for character, ems in WIDENED.items():
        name = names[character]
        bounds = BoundsPen(glyphs)
        glyphs[name].draw(bounds)
        _, bottom, _, top = bounds.bounds
        left, right = em * DASH_BEARING / 1000, em * (ems - DASH_BEARING / 1000)
        low = em * DASH_HEIGHT / 1000 - (top - bottom) / 2
        old = charstrings[name]
        pen = T2CharStringPen(em * ems - old.private.nominalWidthX, glyphs)
        pen.moveTo((left, low))
        for corner in ((right, low), (right, low + top - bottom), (left, low + top - bottom)):
            pen.lineTo(corner)
        pen.closePath()
        charstrings[name] = pen.getCharString(old.private, old.globalSubrs)
        font["hmtx"][name] = (em * ems, round(left))


def add_spacing(path: Path) -> None:
    """Add ``chws`` and ``halt`` to the face at ``path``.

    Raises :class:`ValueError` where chws-tool leaves the face as it is, as one whose marks are not as wide as Han.
    """

    async def build() -> None:
        builder = east_asian_spacing.Builder(path, config=east_asian_spacing.Config.default)
        await builder.build_and_save(path)

    # In a thread of its own: whoever asks for fonts may be inside an event loop, as a server is.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, build()).result()
    with TTFont(path, lazy=True) as font:
        there = (
            {one.FeatureTag for one in font["GPOS"].table.FeatureList.FeatureRecord} if "GPOS" in font else ()
        )
    if not {"chws", "halt"}.issubset(there):
        raise ValueError("marks of half width (chws, halt) cannot be added")


def finish(path: Path, ascent_in_em: float, descent_in_em: float, name: str) -> None:
    """Set ascent and descent, a fixed date and, when ``name`` is not empty, another name."""
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    em = font["head"].unitsPerEm
    ascent, descent = round(em * ascent_in_em), round(em * descent_in_em)
    horizontal, windows = font["hhea"], font["OS/2"]
    horizontal.ascent, horizontal.descent, horizontal.lineGap = ascent, -descent, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = ascent, -descent, 0
    windows.usWinAscent, windows.usWinDescent = ascent, descent
    font["head"].created = font["head"].modified = EPOCH
    if name:
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 16):
                record.string = name
            elif record.nameID == 6:
                record.string = name.replace(" ", "") + "-Regular"
    _replace(font, path)


def _replace(font: Any, path: Path) -> None:
    """Write ``font``, which still reads from the file at ``path``, in its place."""
    finished = path.with_suffix(".new")
    font.save(finished, reorderTables=None)
    font.close()
    finished.replace(path)
