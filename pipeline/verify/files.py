"""Whether the files in ``output/`` are the ones that were made: none missing, altered, foreign or left behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from pipeline.findings import Finding, Severity, finding_in
from pipeline.formats.contract import Format
from pipeline.handbook.names import PUBLISHED
from pipeline.verify.basis import Basis
from pipeline.verify.manifest import NAME, FileEntry, Manifest, file_digest, read_manifest
from pipeline.world import Files

NO_MANIFEST, ALTERED, STRANGER, OUTDATED, ADDRESSES = "V601", "V602", "V603", "V604", "V605"
_REMAKE = "运行 baiwen build 重新生成"
_NOT_OURS = ("wechat/push/", "errata-")  # what a rehearsal of a push, and errata, leave
_BOOKS = ("*.pdf", "*.epub")

# What a format may be made from anew, the gravest first: where one has changed, the others follow from it or are of no
# account beside it.
_CHANGED = {
    "words": "源文件改过",
    "settings": "源文件的设置改过",
    "templates": "模板改过",
    "fonts": "字体换过",
    "program": "程序更新过",
}


def check_files(files: Files, formats: Iterable[Format], now: Mapping[str, Basis]) -> tuple[Finding, ...]:
    """Report every file that differs from the manifest, and every format that would be made differently today.

    ``files`` are all of ``output/``; ``now`` is what each format would be made from today. New addresses of published
    articles are a remark: they put no word out of date.
    """
    manifest = read_manifest(files)
    if manifest is None:
        return (finding_in(NAME, NO_MANIFEST, "没有这份清单，或清单已损坏", _REMAKE),)
    by_name = {one.name: one for one in formats}
    return (
        *_changed(files, manifest["files"], by_name, now),
        *_strangers(files, manifest["files"], by_name.values()),
        *_outdated(manifest, now),
        *_addresses(manifest, now),
    )


def _changed(
    files: Files, entries: Mapping[str, FileEntry], formats: Mapping[str, Format], now: Mapping[str, Basis]
) -> Iterator[Finding]:
    for name, entry in entries.items():
        data = files.get(name)
        if data is None:
            yield finding_in(name, ALTERED, "文件不见了", _REMAKE)
        elif file_digest(data) != entry["sha256"]:
            one = formats.get(entry["format"])
            found = one.recognised(data) if one else None
            stamp = found.stamp if found else None
            if one and stamp and not entry["source_digest"].startswith(stamp.digest):
                current = now[one.name]["words"].startswith(stamp.digest)
                words = "与现在的源文件一致，但不是" if current else "不是"
                message = f"这是发布 {stamp.release} 的文件，{words}这里生成的那一份"
                yield finding_in(name, ALTERED, message, _REMAKE)
            else:
                yield finding_in(name, ALTERED, "文件在生成之后被改动过", _REMAKE)


def _strangers(
    files: Files, entries: Mapping[str, FileEntry], formats: Iterable[Format]
) -> Iterator[Finding]:
    """Report files that look like finished ones and that were not made here."""
    patterns = {pattern for one in formats for pattern in one.files if "*" in pattern}
    for name in files:
        ours = name in entries or name.startswith(_NOT_OURS)
        looks = any(fnmatchcase(name, one) for one in patterns) or (
            "/" not in name and any(fnmatchcase(name, one) for one in _BOOKS)
        )
        if looks and not ours:
            yield finding_in(name, STRANGER, "清单里没有这个文件", "移走它，或运行 baiwen build 重新生成")


def _outdated(manifest: Manifest, now: Mapping[str, Basis]) -> Iterator[Finding]:
    """Report formats that would be made otherwise today: all of them, or some that were left behind."""
    behind = {
        name: why
        for name, made in manifest["made_from"].items()
        if name in now and (why := _why(made, now[name]))
    }
    if behind.keys() == manifest["made_from"].keys() and len(set(behind.values())) == 1:
        yield finding_in("", OUTDATED, f"成品全部过时：生成之后{behind.popitem()[1]}", _REMAKE)
        return
    for name, why in behind.items():
        names = "、".join(file for file, entry in manifest["files"].items() if entry["format"] == name)
        message = f"{name} 落在后面：生成之后{why}，它还是旧的：{names}"
        yield finding_in("", OUTDATED, message, f"运行 baiwen build {name}")


def _why(made: Basis, now: Basis) -> str:
    """Give what has changed since; empty for no change, or where this machine has no fonts to compare."""
    for name, words in _CHANGED.items():
        was, is_now = str(made.get(name)), str(now.get(name))
        if was != is_now and not (name == "fonts" and not is_now):
            return words
    return ""


def _addresses(manifest: Manifest, now: Mapping[str, Basis]) -> Iterator[Finding]:
    for name, made in manifest["made_from"].items():
        if name in now and not _why(made, now[name]) and made["slice"] != now[name]["slice"]:
            yield finding_in(
                "",
                ADDRESSES,
                f"{PUBLISHED} 记下了新的文章地址，{name} 里指向这些文章的“第N问”还没有链接",
                f"要链接就运行 baiwen build {name}",
                severity=Severity.INFO,
            )
