"""What is done to each face of the font kit, one step a function; each works on the file at ``path``."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import east_asian_spacing
import uharfbuzz
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from pipeline.findings import OutsideFailure

EPOCH = 3_786_912_000  # 2024-01-01 in seconds since 1904, the font format's own clock; never the real time


def picked(source: Path, index: int) -> bytes:
    """One face of a collection with all of its characters; of its layout features only those that print needs."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(source)), index)
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(face.unicodes)
    features = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    features.clear()
    for tag in ("ccmp", "kern", "mark", "mkmk", "halt", "chws"):
        features.add(int.from_bytes(tag.encode(), "big"))
    names = wanted.sets(uharfbuzz.SubsetInputSets.NAME_ID)
    names.update(range(15))
    # A PDF names glyphs by CID (ISO 32000-2, 9.7.4.2), and WeasyPrint writes glyph numbers there: both must be equal,
    # or MuPDF draws nothing.
    wanted.flags |= uharfbuzz.SubsetFlags.CFF_IDENTITY_CHARSET
    return bytes(uharfbuzz.subset(face, wanted).blob.data)


# Printable ASCII, the middle dot, quotes, the ellipsis, and the full-width marks of Chinese text.
GRAFTED = (
    *range(0x21, 0x7F),
    0xB7,
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
    scale = face["head"].unitsPerEm / donor["head"].unitsPerEm
    if scale != 1:
        raise OutsideFailure(f"字体 {path.name} 与宋体的单位不同（改法：安装 Debian 的 fonts-lxgw-wenkai）")
    for character in GRAFTED:
        if character not in of_donor or character not in of_face:
            continue
        pen = TTGlyphPen(None)
        outlines[of_donor[character]].draw(Cu2QuPen(pen, 0.6, reverse_direction=True))
        glyph, name = pen.glyph(), of_face[character]
        glyph.recalcBounds(face["glyf"])
        face["glyf"][name] = glyph
        face["hmtx"][name] = (donor["hmtx"][of_donor[character]][0], getattr(glyph, "xMin", 0))
    _replace(face, path)
    donor.close()


# Of the dash: the white at each end, and its mid-height, which is that of the Han characters; in 1/1000 em.
DASH_BEARING, DASH_HEIGHT = 40, 380


def widen_dashes(path: Path) -> None:
    """Draw — and its pair —— (one glyph, that of U+2E3A) of the CFF face at ``path`` one and two ems wide."""
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    charstrings = font["CFF "].cff.topDictIndex[0].CharStrings
    em = font["head"].unitsPerEm
    for character, ems in ((0x2014, 1), (0x2E3A, 2)):
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
    _replace(font, path)


def add_spacing(path: Path) -> None:
    """Add ``chws`` and ``halt`` to the face at ``path``."""

    async def build() -> None:
        builder = east_asian_spacing.Builder(path, config=east_asian_spacing.Config.default)
        await builder.build_and_save(path)

    asyncio.run(build())


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
