"""A kit of faces, made of the system's fonts as ``face_recipe`` says, and compared with the ones that are locked."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from pathlib import Path

import uharfbuzz
from fontTools.ttLib import TTLibError

from pipeline.findings import OutsideFailure
from pipeline.typeset import face_recipe
from pipeline.typeset.font_kit import ASCENT, COVERAGE, DESCENT, FACES, KAI_NAME, LOCK, Face
from pipeline.world import PROGRAM


def as_ranges(points: Iterable[int]) -> str:
    """Write code points as ``20-7E A0 …``, in lines of at most 120 characters."""
    ranges: list[list[int]] = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    words = [f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in ranges]
    return re.sub(r"(.{100,110}) ", r"\1\n", " ".join(words)) + "\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def lock_lines(sources: list[Path], folder: Path) -> str:
    """Write a kit's lines of the lock file, one a face, with the SHA-256 of its source and of the prepared face."""
    return "".join(
        f"{face.name} {source.name} {_sha256(source)} {_sha256(folder / face.name)}\n"
        for face, source in zip(FACES, sources, strict=True)
    )


def check_lock(sources: list[Path], folder: Path) -> None:
    """Compare a kit just made with the one in :data:`LOCK` that is made of the same sources, if there is one."""
    made = lock_lines(sources, folder).splitlines()
    for locked in locked_kits():
        if [line.split()[:3] for line in locked] != [line.split()[:3] for line in made]:
            continue
        for line, face, source in zip(made, FACES, sources, strict=True):
            if line not in locked:
                raise OutsideFailure(
                    f"由 {source} 制成的字体 {face.name} 与锁定的不同", "运行 make setup 恢复所钉的软件包"
                )


def locked_kits() -> tuple[tuple[str, ...], ...]:
    """Give the kits of :data:`LOCK`, each as its lines: what :func:`lock_lines` writes for it."""
    blocks = PROGRAM.read(f"typeset/{LOCK}").decode("ascii").split("\n\n")
    return tuple(tuple(one for one in block.splitlines() if not one.startswith("#")) for block in blocks)


def prepare(sources: list[Path], folder: Path) -> None:
    """Prepare every face of ``sources`` in ``folder``, with the list of their characters.

    Raises :class:`OutsideFailure` naming what a source lacks, or that it is damaged.
    """
    song = folder / FACES[0].name
    for face, source in zip(FACES, sources, strict=True):
        check_source(face, source)
    for face, source in zip(FACES, sources, strict=True):
        path = folder / f"{face.name}.otf"
        try:
            path.write_bytes(face_recipe.picked(source, face.index, _kind(face).features))
            if face.family == "Kai":
                face_recipe.graft(path, song)
            else:
                regular, bold = (
                    one for one, of in zip(sources, FACES, strict=True) if of.family == face.family
                )
                face_recipe.complete(path, face_recipe.Weights(regular, bold, face.index))
            face_recipe.add_spacing(path)
            face_recipe.finish(path, ASCENT, DESCENT, KAI_NAME if face.family == "Kai" else "")
        except _FAULTS as fault:
            raise OutsideFailure(
                f"字体文件 {source} 不能制成 {face.name}（{type(fault).__name__}: {fault}）",
                f"换一个版本的软件包 {face.package}",
            ) from fault
        path.rename(folder / face.name)
    blobs = (uharfbuzz.Blob.from_file_path(str(folder / face.name)) for face in FACES)
    covered = frozenset().union(*(uharfbuzz.Face(blob).unicodes for blob in blobs))
    (folder / COVERAGE).write_text(as_ranges(covered), "ascii")


def _kind(face: Face) -> face_recipe.Kind:
    return face_recipe.GRAFTED_ON if face.family == "Kai" else face_recipe.COMPLETED


# What fontTools and HarfBuzz raise for a table that says what it cannot, or that is cut off.
_FAULTS = (TTLibError, RuntimeError, LookupError, ValueError, AttributeError, struct.error)


def check_source(face: Face, source: Path) -> None:
    """Raise :class:`OutsideFailure` that says what a source lacks, or that it is damaged."""
    try:
        lacking = face_recipe.lacks(source, face.index, _kind(face))
    except _FAULTS as fault:
        raise OutsideFailure(
            f"字体文件 {source} 已损坏，不是能读的字体", f"重新安装软件包 {face.package}"
        ) from fault
    if lacking:
        raise OutsideFailure(
            f"字体文件 {source} 里没有 {lacking}，制不成 {face.name}",
            f"换成 Debian 12 或 13 的软件包 {face.package}",
        )
