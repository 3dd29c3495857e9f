"""The proof: every format's finished files opened again and compared with the handbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.formats.contract import Format, FoundEdition, UnreadableOutput
from pipeline.handbook import Handbook
from pipeline.verify.compare import Difference, compare, compare_furniture


@dataclass(frozen=True, slots=True)
class Proof:
    """What was found: the editions that could be read, every difference, and what is only to be known."""

    editions: tuple[FoundEdition, ...]
    differences: tuple[Difference, ...]
    remarks: tuple[Difference, ...] = ()

    def of(self, file: str, number: int) -> tuple[Difference, ...]:
        """The differences of one question in one edition."""
        return tuple(d for d in self.differences if d.file == file and d.number == number)


def prove(handbook: Handbook, directory: Path, formats: Iterable[Format]) -> Proof:
    """Open the finished files of ``formats`` in ``directory`` and compare them with ``handbook``."""
    editions: list[FoundEdition] = []
    differences: list[Difference] = []
    remarks: list[Difference] = []
    for one in formats:
        try:
            found = one.read_back(directory)
            editions += found
            for edition in found:
                differences += compare(handbook, edition)
                differences += compare_furniture(one.furniture(handbook, edition), edition)
        except UnreadableOutput as fault:
            differences.append(Difference(fault.file, 0, fault.fault))
        try:
            for told in one.inspect(directory):
                (remarks if told.remark else differences).append(Difference(told.file, 0, told.message))
        except UnreadableOutput as fault:
            if fault.file not in {difference.file for difference in differences}:
                differences.append(Difference(fault.file, 0, fault.fault))
    return Proof(tuple(editions), tuple(dict.fromkeys(differences)), tuple(remarks))
