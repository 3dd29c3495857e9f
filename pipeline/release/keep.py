"""Releases of a project: what is kept of one, and what changed since."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.findings import WrongUse
from pipeline.handbook import Handbook, words_digest
from pipeline.handbook.names import HANDBOOK
from pipeline.release.changes import Changes, changes
from pipeline.release.record import dump, load, record, release_name
from pipeline.release.word_file import word_file
from pipeline.seen.edition import FoundEdition
from pipeline.verify.manifest import Manifest
from pipeline.world import World, has

MARKDOWN, WORD = ".md", ".docx"


def keep(
    world: World,
    version: str,
    handbook: Handbook,
    manifest: Manifest | None,
    editions: Iterable[FoundEdition] = (),
) -> tuple[str, bytes]:
    """Record ``handbook``, whose finished files are proven, as release ``version``; give the record's name and bytes.

    ``manifest`` and ``editions`` are what was found in these files. A release that is recorded already is left as it
    is. Raises :class:`WrongUse` where the handbook bears another version, or where this version has been recorded with
    other words: what has gone out cannot be changed any more.
    """
    if handbook.release != version:
        raise WrongUse(
            f"{HANDBOOK} 里 release 是 {handbook.release}，不是 {version}",
            "先把 release 和 date 改成这次发布的版本和日期，运行 baiwen build，再记录",
        )
    release, name = record(handbook, manifest, editions), release_name(version)
    if has(world, name):
        if load(world, version).source_digest == release.source_digest:
            return name, world.read(name)
        raise WrongUse(f"{name} 已经记录过，文字与现在不同", "已发布的版本不能改，请换一个新的版本号")
    return name, dump(release).encode()


def between(world: World, old: str, new: str) -> Changes:
    """Compare two releases. Raises :class:`WrongUse` for one that has not been recorded or cannot be read."""
    return changes(load(world, old), load(world, new))


def compare_with(world: World, old: str, handbook: Handbook, manifest: Manifest | None) -> Changes:
    """Compare release ``old`` with the handbook as it is now.

    The ``manifest`` gives the pages of the handbook, unless it is about other words than those there are now. Raises
    :class:`WrongUse` for a release that has not been recorded or cannot be read.
    """
    built = manifest is not None and manifest["source_digest"] == words_digest(handbook)
    return changes(load(world, old), record(handbook, manifest if built else None))


def list_file(name: str, markdown: str) -> bytes:
    """Give the bytes of a list as Markdown or as a Word file, as the ending of ``name`` asks.

    Raises :class:`WrongUse` for another ending, :class:`~pipeline.findings.OutsideFailure` when pandoc fails.
    """
    if name.endswith(MARKDOWN):
        return markdown.encode()
    if name.endswith(WORD):
        return word_file(markdown)
    raise WrongUse(f"不认识的文件类型“{name}”", "文件名以 .md 或 .docx 结尾")
