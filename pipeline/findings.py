"""Messages to people: findings in the source and in finished files, and failures of the world outside.

Every message has one shape: place, severity, code, what is wrong, how to mend it
(``source/questions/004-….md:12:5 错误 P101 引号不成对：…（改法：…）``,
``output/handbook.epub 第3问 text/q3.xhtml 错误 V101 …``). Place, code and mend are data, so that a page can show a
mend as a button.
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
class Spot:
    """A position in a finished file.

    ``file`` is below ``output/``, empty where the whole folder is meant; ``number`` is the question's, 0 for what
    belongs to no question; ``place`` is where in the file, in the format's own terms (printed page and line, href and
    id, article and paragraph).
    """

    file: str
    number: int = 0
    place: str = ""

    def __str__(self) -> str:
        parts = (f"output/{self.file}".rstrip("/"), f"第{self.number}问" if self.number else "", self.place)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person should look at, in the source or in a finished file."""

    at: Place | Spot
    code: str
    severity: Severity
    message: str
    hint: str = ""
    text: str = ""
    """The exact characters that it is about, as far as they stand together."""
    end: Place | None = None
    """The place after the last of them, where the source shows it."""

    def __str__(self) -> str:
        return f"{self.at} {self.severity.value} {self.code} {with_hint(self.message, self.hint)}"

    @property
    def file(self) -> str:
        """The file that it is about."""
        return self.at.file

    @property
    def number(self) -> int:
        """The number of the question in a finished file; 0 for any other."""
        return self.at.number if isinstance(self.at, Spot) else 0

    @property
    def place(self) -> str:
        """The place in a finished file, in the format's own terms; empty for a finding in the source."""
        return self.at.place if isinstance(self.at, Spot) else ""


def with_hint(message: str, hint: str) -> str:
    """Join what is wrong and how to mend it to one line."""
    return f"{message}（改法：{hint}）" if hint else message


def finding_in(
    file: str,
    code: str,
    message: str,
    hint: str = "",
    *,
    number: int = 0,
    place: str = "",
    severity: Severity = Severity.ERROR,
) -> Finding:
    """Make the finding of a fault in a finished file; ``number`` and ``place`` as :class:`Spot` has them."""
    return Finding(Spot(file, number, place), code, severity, message, hint)


UNREADABLE = "V001"
"""The code of a finding that says that a finished file cannot be opened: nothing more is said of that file."""


def unreadable(file: str, fault: str, hint: str) -> Finding:
    """Make the finding that a finished file is missing, broken or not what it says."""
    return finding_in(file, UNREADABLE, fault, hint)


@dataclass(frozen=True, slots=True)
class Decision:
    """An editor's decision on findings of ``rule`` about ``text`` in ``question``: the text stays as it is."""

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
    """Report whether any finding is an error, which stops a build."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings by file, line, column and code, without repetitions."""
    return tuple(sorted(set(findings), key=_order))


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    at = finding.at
    line, column = (at.line, at.column) if isinstance(at, Place) else (at.number, 0)
    return at.file, line, column, finding.code, finding.message


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


def disk_trouble(fault: OSError) -> tuple[str, str]:
    """Give the reason for which the disk or its permissions refuse, in Chinese, and the mend."""
    return _TROUBLE.get(fault.errno or 0, (fault.strerror or str(fault), "检查磁盘后重试"))


class Stop(Exception):
    """The work cannot go on: what is wrong and how to mend it, each in Chinese, for one line."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(with_hint(message, hint))
        self.message, self.hint = message, hint


class OutsideFailure(Stop):
    """Something outside the handbook failed: disk, permission, a missing program or font. Exit code 3."""

    @classmethod
    def of_disk(cls, doing: str, fault: OSError) -> OutsideFailure:
        """Make the failure of an action (``doing``) that the disk or its permissions refused."""
        words, hint = disk_trouble(fault)
        return cls(f"{doing}：{words}", hint)


class WrongUse(Stop):
    """The command was called wrongly, or outside a handbook project. Exit code 2."""
