"""Identify any copy: which edition it is, whether it is the current one, whether it was altered.

A copy that is byte for byte a recorded file is that file, whatever its name. Any other is asked for the release and
the source that it names inside, and its words are compared with those of that release.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.findings import UNREADABLE, with_hint
from pipeline.formats.contract import Format, Opened
from pipeline.handbook import ADDED, CHANGED, Handbook, without_space, words_digest
from pipeline.release.record import Release, load, record, recorded
from pipeline.seen.edition import FoundQuestion, Stamp
from pipeline.verify.manifest import Manifest, file_digest
from pipeline.world import World

Whole = Literal["whole", "same words", "altered", "unknown", "missing", "folder"]
NO_FILE = {"missing": ("没有这个文件", "检查文件名"), "folder": ("是文件夹", "写出里面的文件")}


@dataclass(frozen=True, slots=True)
class Identity:
    """What a copy is: the file that it is a copy of, its release, whether that is the current one, whether it is whole.

    ``release`` is empty where it is unknown; ``differences`` are what was altered, as far as that is known.
    """

    file: str
    original: str
    release: str
    date: str
    current: bool
    whole: Whole
    differences: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether it is the current edition, unaltered."""
        return self.current and self.whole == "whole"

    def __str__(self) -> str:
        if self.whole in ("missing", "folder"):
            return f"{self.file}：{with_hint(*NO_FILE[self.whole])}"
        if not self.release:
            return f"{self.file}：不认识，不是本手册发布的文件，或版本标记已被去掉"
        date = f"（{self.date}）" if self.date else ""
        original = f"，即 {self.original}" if self.original else ""
        age = "现行版" if self.current else "不是现行版"
        state = {
            "whole": "未改动",
            "same words": "不是原件，但文字与该版相同",
            "altered": "内容被改动过",
            "unknown": "没有该版的记录，无法核对内容",
        }[self.whole]
        more = "".join(f"\n  {words}" for words in self.differences)
        return f"{self.file}：发布 {self.release}{date}{original}；{age}；{state}{more}"


def known_releases(world: World, handbook: Handbook, manifest: Manifest | None) -> tuple[Release, ...]:
    """Give the handbook as it is now, with its finished files' ``manifest``, and then the recorded releases."""
    return (record(handbook, manifest), *(load(world, one) for one in reversed(recorded(world))))


def identify(
    name: str, data: bytes, handbook: Handbook, releases: Sequence[Release], formats: Iterable[Format]
) -> Identity:
    """Identify the copy of this name with these bytes among ``releases``, the first of which is the current one."""
    now, digest = words_digest(handbook), file_digest(data)
    for release in releases:
        for file, entry in release.manifest.get("files", {}).items():
            if entry["sha256"] == digest:
                source = entry["source_digest"]
                named = next((one for one in releases if one.source_digest == source), None)
                version, date = (
                    (named.version, named.date)
                    if named
                    else (release.manifest["release"], release.manifest["date"])
                )
                return Identity(name, file, version, date, source == now, "whole")
    for one in formats:
        found = one.recognised(data)
        if found and found.stamp:
            current = bool(found.stamp.digest) and now.startswith(found.stamp.digest)
            known = _by_stamp(found, found.stamp, releases, part="*" in one.files[0])
            return replace(known, file=name, current=current)
    return Identity(name, "", "", "", False, "unknown")


def _by_stamp(found: Opened, stamp: Stamp, releases: Sequence[Release], *, part: bool) -> Identity:
    """Compare what was found in a copy with the release that it names; it may be a ``part`` of the release."""
    release = next(
        (one for one in releases if stamp.digest and one.source_digest.startswith(stamp.digest)), None
    )
    if release is None or not release.questions:
        return Identity("", "", stamp.release, "", False, "unknown")
    faults = tuple(one.message for one in found.findings if one.code == UNREADABLE)
    for edition in found.editions:
        faults += tuple(_differences(edition.questions, release, part=part))
    if stamp.release != release.version:
        faults = (f"文件自称发布 {stamp.release}，它的源文件却是发布 {release.version} 的", *faults)
    whole: Whole = "altered" if faults else "same words"
    return Identity("", "", release.version, release.date, False, whole, faults)


def _differences(found: Sequence[FoundQuestion], release: Release, *, part: bool) -> Iterator[str]:
    """Give the questions that differ from the release; a ``part`` of it need not hold all of them."""
    words: Mapping[int, str] = {
        one.number: without_space("".join(block.text for block in one.blocks if block.kind != "picture"))
        for one in release.questions
    }
    titles = {one.number: without_space(f"{one.number}{one.title}") for one in release.questions}
    for question in found:
        if question.number not in words:
            yield f"{question.place}：该版没有第{question.number}问"
            continue
        text, mark = _unmarked(without_space(question.text), titles[question.number])
        wanted = words[question.number]
        if text != wanted:
            at = next(
                (i for i, (a, b) in enumerate(zip(text, wanted, strict=False)) if a != b),
                min(len(text), len(wanted)),
            )
            should, does = wanted[max(0, at - 6) : at + 8], text[max(0, at - 6) : at + 8]
            behind = at + mark if at >= len(titles[question.number]) else at
            yield f"第{question.number}问 {question.place_of(behind)}：该版为“{should}”，此处为“{does}”"
    numbers = {question.number for question in found}
    first, last = (min(numbers), max(numbers)) if part and numbers else (0, len(words))
    for number in sorted(words.keys() - numbers):
        if first <= number <= last:
            yield f"缺少第{number}问"


def _unmarked(text: str, title: str) -> tuple[str, int]:
    """Give a question without the mark that it is new or changed, which no record holds, and the mark's length."""
    rest = text.removeprefix(title)
    mark = next((one for one in (ADDED, CHANGED) if rest != text and rest.startswith(one)), "")
    return (title + rest.removeprefix(mark) if mark else text), len(mark)
