"""The contract that every format fulfils.

To add a format: one folder in ``pipeline/formats/`` with ``steps``, ``facts``, ``read``, ``expected`` and ``rules``,
one folder in ``templates/``, one line in :mod:`pipeline.formats.registry`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.findings import Finding
from pipeline.handbook import Handbook
from pipeline.making.steps import Step
from pipeline.seen.edition import FoundEdition, Furnishing, Stamp
from pipeline.world import Files

LOOKS = "V201"
"""The code of a finding that says how a page looks: where anything else is found on that page, it follows from it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found in finished files that were opened as a stranger would open them.

    ``editions`` are the files that carry the whole text, ``findings`` the faults of the files whatever the
    handbook says, ``stamp`` the release that a file names.
    """

    editions: tuple[FoundEdition, ...] = ()
    findings: tuple[Finding, ...] = ()
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """A part of what proves a format; each opens its own files once, and may be done in another process.

    ``open(files, *opened)`` is a function of a module that takes the finished files that match ``files`` (names or
    globs below ``output/``) by their names, and what the readings that it ``needs`` have found, in that order. It
    never raises for a file that is missing, broken or not what it says: that is a finding
    (:func:`~pipeline.findings.unreadable`).
    """

    name: str
    open: Callable[..., Opened]
    files: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """A format.

    ``files`` are those that it leaves in ``output/``, names or globs. ``steps(handbook)`` are the steps that make
    them. ``readings`` open them again. ``expected(handbook, edition)`` gives the texts that an edition must have
    beside the questions (contents, running heads …), given where its questions were found, in the order in which a
    reading finds them. ``recognised(data)`` reads one file of this format, whatever its name and place: its stamp,
    and its edition; None for a file of any other kind.
    """

    name: str
    files: tuple[str, ...]
    steps: Callable[[Handbook], tuple[Step, ...]]
    readings: tuple[Reading, ...]
    expected: Callable[[Handbook, FoundEdition], tuple[Furnishing, ...]]
    recognised: Callable[[bytes], Opened | None]


@dataclass(frozen=True, slots=True)
class WorkingPaper:
    """A format in whose files people write after they have been made.

    ``edited(files)`` reports, of the finished files by their names, those in which a person has written: they must
    not be replaced.
    """

    format: Format
    edited: Callable[[Files], tuple[Finding, ...]]
