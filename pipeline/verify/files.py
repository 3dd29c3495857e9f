"""Whether the files in ``output/`` are the ones that were made: none missing, altered, foreign or left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pipeline.formats.contract import Format
from pipeline.handbook import Handbook, source_digest
from pipeline.verify.compare import Difference
from pipeline.verify.manifest import NAME, FileEntry, file_digest, read_manifest

_REMAKE = "（改法：运行 make 重新生成）"
_NOT_OURS = ("push/",)  # below wechat/: what a rehearsal of a push leaves
_BOOKS = ("*.pdf", "*.epub")


def check_files(handbook: Handbook, directory: Path, formats: Iterable[Format]) -> tuple[Difference, ...]:
    """Every file that is not what the manifest says, and every format that was not made from the source as it is."""
    manifest = read_manifest(directory)
    if manifest is None:
        return (Difference(NAME, 0, f"没有这份清单，或清单已损坏{_REMAKE}"),)
    by_name = {one.name: one for one in formats}
    files = manifest["files"]
    return (
        *_changed(directory, files, by_name, source_digest(handbook)),
        *_strangers(directory, files, by_name.values()),
        *_outdated(files, source_digest(handbook)),
    )


def _changed(
    directory: Path, files: Mapping[str, FileEntry], formats: Mapping[str, Format], digest: str
) -> Iterator[Difference]:
    for name, entry in files.items():
        path = directory / name
        if not path.is_file():
            yield Difference(name, 0, f"文件不见了{_REMAKE}")
        elif file_digest(path) != entry["sha256"]:
            one = formats.get(entry["format"])
            stamp = one.stamp(path) if one else None
            if stamp and not entry["source_digest"].startswith(stamp.digest):
                now = "与现在的源文件一致，但不是" if digest.startswith(stamp.digest) else "不是"
                yield Difference(name, 0, f"这是发布 {stamp.release} 的文件，{now}这里生成的那一份{_REMAKE}")
            else:
                yield Difference(name, 0, f"文件在生成之后被改动过{_REMAKE}")


def _strangers(
    directory: Path, files: Mapping[str, FileEntry], formats: Iterable[Format]
) -> Iterator[Difference]:
    """Files that look like finished ones and that nobody made here."""
    patterns = {pattern for one in formats for pattern in one.outputs if "*" in pattern} | {*_BOOKS}
    found = {path for pattern in patterns for path in directory.glob(pattern)}
    for path in sorted(found):
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            name = file.relative_to(directory).as_posix()
            ours = any(f"/{part}" in f"/{name}" for part in _NOT_OURS) or name.startswith("errata-")
            if file.is_file() and name not in files and not ours:
                yield Difference(name, 0, "清单里没有这个文件（改法：移走它，或运行 make 重新生成）")


def _outdated(files: Mapping[str, FileEntry], digest: str) -> Iterator[Difference]:
    """All formats older than the source, or some left behind while others were made anew."""
    old = {name: entry for name, entry in files.items() if entry["source_digest"] != digest}
    if not old:
        return
    if len(old) == len(files):
        yield Difference("", 0, f"源文件在生成之后改过，成品全部过时{_REMAKE}")
        return
    for form in dict.fromkeys(entry["format"] for entry in old.values()):
        names = "、".join(name for name, entry in old.items() if entry["format"] == form)
        words = f"{form} 落在后面：源文件改过，其他成品已重新生成，它还是旧的：{names}"
        yield Difference("", 0, f"{words}（改法：运行 baiwen build {form}）")
