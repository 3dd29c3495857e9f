"""What is said to people: findings in the source, and failures of the world outside.

Every message has one shape: place, severity, code, what is wrong, how to mend it
(``source/questions/004-….md:12:5 错误 P101 引号不成对：…（改法：…）``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from pipeline.handbook import Place


class Severity(Enum):
    """How grave a finding is; only an error stops a build. The value is the word that editors read."""

    ERROR = "错误"
    WARNING = "警告"
    INFO = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the source that an editor should look at."""

    at: Place
    code: str
    severity: Severity
    message: str
    hint: str

    def __str__(self) -> str:
        mend = f"（改法：{self.hint}）" if self.hint else ""
        return f"{self.at} {self.severity.value} {self.code} {self.message}{mend}"


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether a build must stop."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line, column and code, without repetitions."""
    return tuple(sorted(set(findings), key=lambda finding: (finding.at, finding.code, finding.message)))


class OutsideFailure(Exception):
    """Something outside the handbook failed: disk, permission, a missing program or font. Exit code 3.

    The message is one Chinese line that says what failed and how to mend it.
    """


class WrongUse(Exception):
    """The command was called wrongly, or outside a handbook project. Exit code 2."""
