"""A step: something that is made from a declared slice of the handbook, declared files and other steps' files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.findings import Finding
from pipeline.world import Files, World

if TYPE_CHECKING:
    from pipeline.typeset.font_kit import FontKit


@dataclass(frozen=True, slots=True)
class Supplies:
    """What a step works with beside its slice of the handbook.

    ``made`` are the files of the steps that it needs, ``world`` the files that it has declared to read; ``cache``
    is a folder for the font kit where the user's own cannot be written.
    """

    made: Files
    world: World
    cache: Path

    @property
    def kit(self) -> FontKit:
        """The prepared fonts. Raises :class:`~pipeline.findings.OutsideFailure` where one is missing."""
        from pipeline.typeset.font_kit import users_kit  # only where there is a step to carry out

        return users_kit(self.cache)


@dataclass(frozen=True, slots=True)
class Result:
    """What a step made: files by name, or findings that say why it could not."""

    files: Files = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A named, pure step.

    ``run(reads, supplies)`` is a function of a module, so that another process can run it. ``reads`` is the
    slice of the handbook that the result depends on. ``needs`` names steps whose files it is given; one that is not
    carried out in the same run is left out, and the step looks for the file that an earlier run left. ``looks`` names
    files of the world that it may read, folders with ``/`` at the end. ``fonts`` says whether it uses the font kit.

    A file's name is its name below ``output/``. What only other steps use begins with the step's own name and ``/``.
    """

    name: str
    run: Callable[[Any, Supplies], Result]
    reads: Any
    needs: tuple[str, ...] = ()
    looks: tuple[str, ...] = ()
    fonts: bool = False
