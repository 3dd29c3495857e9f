"""The proof: every format's finished files opened again and compared with the handbook."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.findings import UNREADABLE, Finding, Severity
from pipeline.formats.contract import LOOKS, Format, Opened, Reading
from pipeline.handbook import Handbook
from pipeline.seen.edition import FoundEdition
from pipeline.typeset.font_kit import FontKit, users_kit
from pipeline.verify.compare import compare, compare_furniture
from pipeline.world import Files


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the editions that could be read, every difference, and what is only to be known (remarks)."""

    editions: tuple[FoundEdition, ...] = ()
    differences: tuple[Finding, ...] = ()
    remarks: tuple[Finding, ...] = ()

    def of(self, file: str, number: int) -> tuple[Finding, ...]:
        """Give the differences of one question in one edition."""
        return tuple(d for d in self.differences if d.file == file and d.number == number)


def prove(
    handbook: Handbook,
    files: Files,
    formats: Iterable[Format],
    executor: Executor,
    kit: FontKit | None = None,
) -> Proof:
    """Open the finished ``files`` of ``formats`` and compare them with ``handbook`` and with one another.

    ``files`` are all of ``output/`` by their names. Readings that do not need one another are run in ``executor``.
    ``kit`` has the faces that words in drawings are set in.
    """
    tasks = [(one, reading) for one in formats for reading in one.readings]
    # The first reading of a format is the longest, and what it finds takes long to be handed over: begun last.
    waiting = {
        reading.name: executor.submit(_open, one, reading, handbook, kit, _matching(files, reading.files))
        for one, reading in reversed(tasks)
        if not reading.needs
    }
    opened: dict[str, _Done] = {name: future.result() for name, future in waiting.items()}
    for one, reading in tasks:
        if reading.needs:
            given = [opened[name][0] for name in reading.needs]
            opened[reading.name] = _open(one, reading, handbook, kit, _matching(files, reading.files), *given)
    return _together([opened[reading.name] for _, reading in tasks])


_Done = tuple[Opened, tuple[Finding, ...]]


@contextmanager
def _collector_off() -> Iterator[None]:
    """Switch garbage collection off while the block runs: it costs a fifth of the time, and all objects live on."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@_collector_off()
def _open(
    one: Format, reading: Reading, handbook: Handbook, kit: FontKit | None, files: Files, *given: Opened
) -> _Done:
    """Do a reading; give what was found and every finding, those of the comparison with the handbook included."""
    opened = reading.open(files, *given)
    found: list[Finding] = []
    for edition in opened.editions:
        found += compare(handbook, edition, kit)
        found += compare_furniture(handbook, one.expected(handbook, edition), edition, kit)
    return opened, (*found, *opened.findings)


def drawn_with(handbook: Handbook, cache: Path) -> FontKit | None:
    """Give the font kit (``cache``: where the user's cannot be kept), which only a handbook with drawings needs.

    Raises :class:`~pipeline.findings.OutsideFailure` where a font is missing.
    """
    needed = any(image.media_type == "image/svg+xml" for image in handbook.images)
    return users_kit(cache) if needed else None


def _matching(files: Files, patterns: Sequence[str]) -> Mapping[str, bytes]:
    """Take the files of these names and globs."""
    return {name: files[name] for name in files if any(fnmatchcase(name, pattern) for pattern in patterns)}


def _together(results: Sequence[_Done]) -> Proof:
    differences: list[Finding] = []
    remarks: list[Finding] = []
    for _, findings in results:
        named = {one.file for one in differences}
        for one in findings:
            if one.severity is Severity.INFO:
                remarks.append(one)
            # Of a file that cannot be read, one finding is enough.
            elif one.code != UNREADABLE or one.file not in named:
                differences.append(one)
    return Proof(
        tuple(edition for opened, _ in results for edition in opened.editions),
        tuple(dict.fromkeys(_without_consequences(differences))),
        tuple(dict.fromkeys(remarks)),
    )


def _without_consequences(differences: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out how a page looks where something else on that page is reported already."""
    pages = {_page(one) for one in differences if one.code != LOOKS}
    return (one for one in differences if one.code != LOOKS or _page(one) not in pages)


def _page(finding: Finding) -> str:
    """Give the page that a place is on: 第12页 for 第12页第3行, and for the label alone."""
    place = finding.place
    return place[: place.find("页") + 1] or f"第{place}页"
