"""The system's Chinese fonts → one kit of faces that fit one another, prepared once (``kit_making``) and kept.

Song (400, 700) and Hei (400, 700) are Noto Serif CJK SC and Noto Sans CJK SC, picked out of their collections; Kai is
LXGW WenKai, with the marks, figures and Latin letters of Song (its own curly quotes are 0.35 em wide) and another name,
as its licence asks (SIL OFL 1.1, Reserved Font Name). In every face

- ascent and descent are 0.88 and 0.12 em, so that a change of face inside a line never moves the line;
- there are small figures above and below the line (CO₂, 10⁻³), of which Noto has ¹²³⁴ only;
- the hyphen of a divided word has a glyph of its own, which a PDF file can distinguish from a hyphen that is text;
- the dash —— is two ems wide and stands at mid-height, as GB/T 15834-2011 5.1.4 has it (Noto's is Latin: 1.7 em, low);
- the features ``chws`` (neighbouring marks share one em) and ``halt`` (half-width marks) are there, added by
  chws-tool where the font lacks them (https://github.com/googlefonts/chws_tool).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from xml.sax.saxutils import escape

from pipeline.findings import OutsideFailure
from pipeline.world import PROGRAM

RECIPE = "7"  # raise it when the preparation below changes, so that kits made before are not used again
# Beside this module: the kits of Debian 12 and 13 by SHA-256, and the characters that each of them has.
LOCK, COVERAGE = "fonts.lock", "coverage.txt"
ASCENT, DESCENT = 0.88, 0.12  # em
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
_WEIGHTS = {400: "regular", 700: "bold"}  # Fontconfig's names

_CACHE = ("Library", "Caches") if sys.platform == "darwin" else (".cache",)
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "~/Library/Fonts",
)


@dataclass(frozen=True)
class FontKit:
    """The prepared faces: a folder with one file a face."""

    folder: Path

    @property
    def files(self) -> tuple[Path, ...]:
        """The faces' files."""
        return tuple(self.folder.absolute() / face.name for face in FACES)

    @property
    def fontconfig(self) -> str:
        """Fontconfig's rules that give each file the family and weight of its face."""
        rules = "".join(
            f'<match target="scan"><test name="file"><string>{escape(str(file))}</string></test>'
            f'<edit name="family" mode="prepend"><string>{face.family}</string></edit>'
            f'<edit name="weight" mode="assign_replace"><const>{_WEIGHTS[face.weight]}</const></edit></match>'
            for face, file in zip(FACES, self.files, strict=True)
        )
        return f'<?xml version="1.0"?><fontconfig>{rules}</fontconfig>'

    def read(self, name: str) -> bytes:
        """Read the face of this name; give its bytes. Raises ``KeyError`` for a name that is not of the kit."""
        if name not in {face.name for face in FACES}:
            raise KeyError(name)
        return (self.folder / name).read_bytes()

    @cached_property
    def covered(self) -> frozenset[int]:
        """Every code point that a face of the kit has."""
        return from_ranges((self.folder / COVERAGE).read_text("ascii"))

    def missing(self, text: str) -> str:
        """Give the characters of ``text`` that the kit cannot print, each once, in order."""
        return unprintable(text, self.covered)


def unprintable(text: str, covered: frozenset[int]) -> str:
    """Give the visible characters of ``text`` that are not ``covered``, each once, in order."""
    return "".join(
        c for c in dict.fromkeys(text) if c.isprintable() and not c.isspace() and ord(c) not in covered
    )


def from_ranges(ranges: str) -> frozenset[int]:
    """Read ``20-7E A0`` (hexadecimal); give the code points."""
    found: set[int] = set()
    for one in ranges.split():
        first, _, last = one.partition("-")
        found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def printed_everywhere() -> frozenset[int]:
    """Give the code points that every kit of :data:`LOCK` has, whatever fonts this machine has."""
    return from_ranges(PROGRAM.read(f"typeset/{COVERAGE}").decode("ascii"))


def users_cache() -> Path:
    """Give the folder in which the system wants what this program keeps for the user; it need not exist."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(named):  # noqa: PTH117 - of text that may be empty
        return Path(named, "baiwen")
    return Path(os.path.expanduser("~"), *_CACHE, "baiwen")  # noqa: PTH111 - never raises


def font_kit(*caches: Path) -> FontKit:
    """Give the kit (about 70 MB) from the first of the folders ``caches`` that has it.

    Where none has, it is prepared in the first that can be written; with another than the first, a line to standard
    error says so. Raises :class:`OutsideFailure` naming the first font file that is missing and the package that holds
    it, and where no folder can be written.
    """
    sources = [_find(face) for face in FACES]
    name = f"fonts-{_digest(sources)}"
    for folder in caches:
        if (folder / name).is_dir():
            return FontKit(folder / name)
    refused: OutsideFailure | None = None
    for folder in caches:
        try:
            _make(sources, folder / name)
        except OSError as fault:
            refused = refused or OutsideFailure.of_disk(f"无法写入字体缓存 {folder / name}", fault)
            continue
        if refused:
            print(f"提示：{refused}；字体这次放在 {folder / name}", file=sys.stderr)
        return FontKit(folder / name)
    assert refused is not None
    raise refused


def users_kit(otherwise: Path) -> FontKit:
    """Give the kit kept for the user, or below ``otherwise`` where that cannot be; raise as :func:`font_kit` does."""
    return font_kit(users_cache(), otherwise)


def kit_name() -> str:
    """Name the kit that this machine's fonts make, without making it.

    Raises :class:`OutsideFailure` as :func:`font_kit` does.
    """
    return f"fonts-{_digest([_find(face) for face in FACES])}"


def installed_kit() -> str:
    """Give :func:`kit_name`, empty on a machine that lacks a font."""
    try:
        return kit_name()
    except OutsideFailure:
        return ""


def _make(sources: list[Path], folder: Path) -> None:
    """Make the kit beside ``folder`` and move it there whole, so that no half-made kit is ever used."""
    from pipeline.typeset.kit_making import check_lock, prepare  # only where there is none yet

    folder.parent.mkdir(parents=True, exist_ok=True)
    half_made = Path(tempfile.mkdtemp(prefix=".fonts-", dir=folder.parent))
    try:
        prepare(sources, half_made)
        check_lock(sources, half_made)
        try:
            half_made.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was first, with the same bytes
                raise
    finally:
        shutil.rmtree(half_made, ignore_errors=True)


def _find(face: Face) -> Path:
    return _search(face, FOLDERS)


@cache  # the search walks all font folders; a failure is raised, so it is not kept, and the next call looks again
def _search(face: Face, folders: tuple[str, ...]) -> Path:
    for folder in folders:
        for path in sorted(Path(folder).expanduser().rglob(face.file)):
            return path
    raise OutsideFailure(f"缺少字体 {face.file}", f"运行 make setup，或安装软件包 {face.package}")


def _digest(sources: list[Path]) -> str:
    """Digest what the kit follows from: the recipe, each source's name, size and head, which holds checksums."""
    digest = hashlib.sha256(RECIPE.encode())
    for source in sources:
        with source.open("rb") as stream:
            digest.update(f"{source.name} {source.stat().st_size} ".encode() + stream.read(65536))
    return digest.hexdigest()[:16]
