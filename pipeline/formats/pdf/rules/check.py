"""One row of the table of checks, and the finding that it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from pipeline.findings import Finding, Severity, finding_in
from pipeline.formats.pdf.names import PRESS
from pipeline.formats.pdf.opening import AGAIN

CODES: Mapping[str, str] = {
    "成品尺寸": "V211",
    "出血": "V212",
    "裁切标记": "V213",
    "标准": "V214",
    "输出意图": "V215",
    "颜色": "V216",
    "黑字": "V217",
    "总墨量": "V218",
    "青版": "V219",
    "字体": "V220",
    "最小字号": "V221",
    "最细线": "V222",
    "叠印": "V223",
    "文字离切口": "V224",
    "空白页": "V225",
    "图片精度": "V226",
    "页数": "V227",
    "展开尺寸": "V228",
    "书脊字": "V229",
    "页码": "V230",
    "无障碍": "V231",
    "拼版": "V232",
    "版本": "V233",
    "折叠张数": "V235",
}
"""What is looked at, and the code of a finding about it."""
MEASURES = "V234"
"""The code of a finding that says that the order sheet has other measures than the files."""


class Verdict(Enum):
    """The word that a print buyer reads."""

    GOOD = "合格"
    NOTE = "注意"
    BAD = "不合格"


_SEVERITY = {Verdict.NOTE: Severity.INFO, Verdict.BAD: Severity.ERROR}


@dataclass(frozen=True, slots=True)
class Check:
    """``file``, what was looked at (a key of :data:`CODES`), what is asked for, what was measured, the verdict."""

    file: str
    name: str
    wanted: str
    found: str
    verdict: Verdict

    @property
    def finding(self) -> Finding | None:
        """The finding about its file, a fault or a remark for the print buyer; None where the check holds."""
        severity = _SEVERITY.get(self.verdict)
        if severity is None:
            return None
        message = f"印前检查 {self.name}：应为{self.wanted}，实为{self.found}"
        hint = AGAIN if severity is Severity.ERROR else ""
        return finding_in(self.file or PRESS, CODES[self.name], message, hint, severity=severity)


def check(file: str, name: str, wanted: str, found: str, good: bool) -> Check:
    """Make a row that holds or does not."""
    return Check(file, name, wanted, found, Verdict.GOOD if good else Verdict.BAD)
