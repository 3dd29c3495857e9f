"""What is said to people: findings in the source, and failures of the world outside.

Every message has one shape: place, severity, code, what is wrong, how to mend it
(``source/questions/004-….md:12:5 错误 P101 引号不成对：…（改法：…）``).
"""

from __future__ import annotations

import errno
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
    text: str = ""
    """The exact characters that it is about, as far as they stand together."""
    end: Place | None = None
    """The place after the last of them, where the source shows it."""

    def __str__(self) -> str:
        mend = f"（改法：{self.hint}）" if self.hint else ""
        return f"{self.at} {self.severity.value} {self.code} {self.message}{mend}"


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's word on findings of ``rule`` about ``text`` in ``question``: it stays as it is."""

    rule: str
    question: str
    text: str
    reason: str
    by: str
    date: str
    at: Place


@dataclass(frozen=True, slots=True)
class Query:
    """What only the author can answer about ``text``; ``rules`` are the rules whose findings wait for the answer."""

    question: str
    text: str
    doubt: str
    suggestion: str
    rules: tuple[str, ...]
    at: Place


@dataclass(frozen=True, slots=True)
class EditorialRecord:
    """What ``decisions.yaml`` holds."""

    decisions: tuple[Decision, ...] = ()
    queries: tuple[Query, ...] = ()


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether a build must stop."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line, column and code, without repetitions."""
    return tuple(sorted(set(findings), key=lambda finding: (finding.at, finding.code, finding.message)))


_TROUBLE = {
    errno.ENOSPC: ("磁盘已满", "腾出空间后重试"),
    errno.EDQUOT: ("磁盘配额已满", "腾出空间后重试"),
    errno.EACCES: ("没有权限", "检查文件和文件夹的权限，或关闭正在打开它们的软件"),
    errno.EPERM: ("没有权限", "检查文件和文件夹的权限，或关闭正在打开它们的软件"),
    errno.EROFS: ("磁盘是只读的", "换到可写的磁盘"),
    errno.EBUSY: ("正被占用", "关闭正在打开它的软件"),
    errno.EIO: ("磁盘读写出错", "换一个磁盘，并检查这个磁盘是否损坏"),
    errno.ENOENT: ("找不到", "检查文件是否存在"),
    errno.EISDIR: ("这是一个文件夹", "换成文件"),
}


def disk_trouble(fault: OSError) -> str:
    """What the disk or its permissions refuse, in Chinese, with the mend."""
    words, mend = _TROUBLE.get(fault.errno or 0, (fault.strerror or str(fault), "检查磁盘后重试"))
    return f"{words}（改法：{mend}）"


class OutsideFailure(Exception):
    """Something outside the handbook failed: disk, permission, a missing program or font. Exit code 3.

    The message is one Chinese line that says what failed and how to mend it.
    """


class Refused(Exception):
    """A format cannot take what the source says, though its form is sound: every reason as a finding. Exit code 1."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("；".join(str(finding) for finding in findings))
        self.findings = findings


class WrongUse(Exception):
    """The command was called wrongly, or outside a handbook project. Exit code 2."""
