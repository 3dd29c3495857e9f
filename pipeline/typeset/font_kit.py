"""The system's Chinese fonts → one kit of faces that fit one another, prepared once and kept.

Song (400, 700) and Hei (400, 700) are Noto Serif CJK SC and Noto Sans CJK SC, picked out of their collections; Kai is
LXGW WenKai, with the marks, figures and Latin letters of Song (its own curly quotes are 0.35 em wide) and another name,
as its licence asks (SIL OFL 1.1, Reserved Font Name). In every face

- ascent and descent are 0.88 and 0.12 em, so that a change of face inside a line never moves the line;
- the dash —— is two ems wide and stands at mid-height, as GB/T 15834-2011 5.1.6 has it (Noto's is Latin: 1.7 em, low);
- the features ``chws`` (neighbouring marks share one em) and ``halt`` (half-width marks) are there, added by
  chws-tool where the font lacks them (https://github.com/googlefonts/chws_tool).
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import tempfile
from dataclasses import dataclass
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

RECIPE = "3"  # raise it when the preparation below changes, so that kits made before are not used again
ASCENT, DESCENT = 0.88, 0.12  # em
EPOCH = 3_786_912_000  # 2024-01-01 in seconds since 1904, the font format's own clock; never the real time
KAI_NAME = "Handbook Kai"


@dataclass(frozen=True, slots=True)
class Face:
    """A face of the kit: CSS family and weight, and where it comes from (file, index in its collection)."""

    family: str
    weight: int
    file: str
    index: int
    package: str

    @property
    def name(self) -> str:
        """The name of its file in the kit, without suffix."""
        return f"{self.family}-{self.weight}"


# In Noto's collections the faces are JP, KR, SC, TC, HK.
SC = 2
FACES = (
    Face("Song", 400, "NotoSerifCJK-Regular.ttc", SC, "fonts-noto-cjk"),
    Face("Song", 700, "NotoSerifCJK-Bold.ttc", SC, "fonts-noto-cjk"),
    Face("Hei", 400, "NotoSansCJK-Regular.ttc", SC, "fonts-noto-cjk"),
    Face("Hei", 700, "NotoSansCJK-Bold.ttc", SC, "fonts-noto-cjk"),
    Face("Kai", 400, "LXGWWenKai-Regular.ttf", 0, "fonts-lxgw-wenkai"),
)

FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)


@dataclass(frozen=True, slots=True)
class FontKit:
    """The prepared faces: a folder with one file a face."""

    folder: Path

    @property
    def stylesheet(self) -> str:
        """``@font-face`` rules for the families Song, Hei and Kai; the addresses begin with ``kit:``."""
        return "\n".join(
            f'@font-face {{ font-family: {face.family}; font-weight: {face.weight}; src: url("kit:{face.name}") }}'
            for face in FACES
        )

    def read(self, name: str) -> bytes:
        """The bytes of the face of this name. Raises ``KeyError`` for a name that is not of the kit."""
        if name not in {face.name for face in FACES}:
            raise KeyError(name)
        return (self.folder / name).read_bytes()

    def missing(self, text: str) -> str:
        """The characters of ``text`` that the kit cannot print, each once, in order; every face falls back to Song."""
        blob = uharfbuzz.Blob.from_file_path(str(self.folder / FACES[0].name))
        covered = uharfbuzz.Face(blob).unicodes
        return "".join(
            c for c in dict.fromkeys(text) if c.isprintable() and not c.isspace() and ord(c) not in covered
        )


def font_kit(cache: Path) -> FontKit:
    """The kit, prepared on first use and kept below ``cache`` (about 90 MB).

    Raises :class:`OutsideFailure` naming the first font file that is missing and the package that holds it.
    """
    sources = [_find(face) for face in FACES]
    folder = cache / f"fonts-{_digest(sources)}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        half_made = Path(tempfile.mkdtemp(prefix=".fonts-", dir=cache))
        try:
            _prepare(sources, half_made)
            try:
                half_made.rename(folder)
            except OSError:
                if not folder.is_dir():  # else another process was first, with the same bytes
                    raise
        finally:
            shutil.rmtree(half_made, ignore_errors=True)
    return FontKit(folder)


def _find(face: Face) -> Path:
    for folder in FOLDERS:
        for path in sorted(Path(folder).expanduser().rglob(face.file)):
            return path
    raise OutsideFailure(f"缺少字体 {face.file}（改法：运行 make setup，或安装软件包 {face.package}）")


def _digest(sources: list[Path]) -> str:
    """What the kit follows from: the recipe, and each source's name and size, and its head, which holds checksums."""
    digest = hashlib.sha256(RECIPE.encode())
    for source in sources:
        with source.open("rb") as stream:
            digest.update(f"{source.name} {source.stat().st_size} ".encode() + stream.read(65536))
    return digest.hexdigest()[:16]


def _prepare(sources: list[Path], folder: Path) -> None:
    for face, source in zip(FACES, sources, strict=True):
        path = folder / f"{face.name}.otf"
        path.write_bytes(_picked(source, face.index))
        if face.family == "Kai":
            _graft(path, folder / FACES[0].name)
        else:
            _widen_dashes(path)
        _add_spacing(path)
        _finish(path, face)
        path.rename(folder / face.name)


def _picked(source: Path, index: int) -> bytes:
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


def _graft(path: Path, song: Path) -> None:
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


# Of the dash: the white at each end, and its mid-height, which is that of the Han characters; in 1/1000 em.
DASH_BEARING, DASH_HEIGHT = 40, 380


def _widen_dashes(path: Path) -> None:
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


def _add_spacing(path: Path) -> None:
    """Add ``chws`` and ``halt`` to the face at ``path``."""

    async def build() -> None:
        builder = east_asian_spacing.Builder(path, config=east_asian_spacing.Config.default)
        await builder.build_and_save(path)

    asyncio.run(build())


def _finish(path: Path, face: Face) -> None:
    """Set the common ascent and descent, a fixed date, and Kai's name."""
    font = TTFont(path, recalcTimestamp=False, recalcBBoxes=False, lazy=True)
    em = font["head"].unitsPerEm
    ascent, descent = round(em * ASCENT), round(em * DESCENT)
    horizontal, windows = font["hhea"], font["OS/2"]
    horizontal.ascent, horizontal.descent, horizontal.lineGap = ascent, -descent, 0
    windows.sTypoAscender, windows.sTypoDescender, windows.sTypoLineGap = ascent, -descent, 0
    windows.usWinAscent, windows.usWinDescent = ascent, descent
    font["head"].created = font["head"].modified = EPOCH
    if face.family == "Kai":
        for record in font["name"].names:
            if record.nameID in (1, 3, 4, 16):
                record.string = KAI_NAME
            elif record.nameID == 6:
                record.string = KAI_NAME.replace(" ", "") + "-Regular"
    _replace(font, path)


def _replace(font: Any, path: Path) -> None:
    """Write ``font``, which still reads from the file at ``path``, in its place."""
    finished = path.with_suffix(".new")
    font.save(finished, reorderTables=None)
    font.close()
    finished.replace(path)
