"""Releases in a project's folder: recording one, and comparing with one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.files import save
from pipeline.findings import WrongUse
from pipeline.formats.contract import FoundEdition
from pipeline.handbook import Handbook
from pipeline.release.changes import Changes, changes
from pipeline.release.record import dump, load, record, release_file
from pipeline.release.word_file import word_file
from pipeline.verify.manifest import read_manifest

MARKDOWN, WORD = ".md", ".docx"


def keep(
    root: Path, version: str, handbook: Handbook, output: Path, editions: Iterable[FoundEdition] = ()
) -> Path:
    """Record ``handbook``, whose finished files stand proven in ``output``, as release ``version``; its file.

    ``editions`` are what was found in these files.
    Raises :class:`WrongUse` where the handbook bears another version, or where this version has been recorded with
    other words: what has gone out cannot be changed any more.
    """
    if handbook.release != version:
        raise WrongUse(
            f"source/handbook.yaml 里 release 是 {handbook.release}，不是 {version}"
            "（改法：先把 release 和 date 改成这次发布的版本和日期，运行 make，再记录）"
        )
    release, path = record(handbook, read_manifest(output), editions), release_file(root, version)
    if path.exists():
        if load(path).source_digest == release.source_digest:
            return path
        raise WrongUse(
            f"releases/{path.name} 已经记录过，文字与现在不同（改法：已发布的版本不能改，请换一个新的版本号）"
        )
    save(path, dump(release).encode())
    return path


def compare_with(root: Path, old: str, new: str | None, handbook: Handbook, output: Path) -> Changes:
    """From release ``old`` to release ``new``, or to the handbook as it is now. Raises :class:`WrongUse`."""
    before = load(release_file(root, old))
    after = load(release_file(root, new)) if new else record(handbook, read_manifest(output))
    return changes(before, after)


def save_list(path: Path, markdown: str) -> None:
    """Write a list as Markdown or as a Word file, as the file's name says.

    Raises :class:`WrongUse` for another kind of file, :class:`OutsideFailure` when pandoc or the disk refuses.
    """
    if path.suffix == MARKDOWN:
        save(path, markdown.encode())
    elif path.suffix == WORD:
        save(path, word_file(markdown))
    else:
        raise WrongUse(f"不认识的文件类型“{path.suffix}”（改法：文件名以 .md 或 .docx 结尾）")
