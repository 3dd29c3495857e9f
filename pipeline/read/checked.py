"""What every function of this room gives: a value made as far as it can be, and what is wrong with its file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.findings import Finding

ValueT = TypeVar("ValueT")


@dataclass(frozen=True, slots=True)
class Checked(Generic[ValueT]):
    """A value and the findings about what it was made from."""

    value: ValueT
    findings: tuple[Finding, ...] = ()
