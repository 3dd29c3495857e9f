"""``baiwen``: every failure is one line and an exit code, never a traceback.

Exit codes: 0 fine, 1 findings or differences, 2 wrong use, 3 something outside failed (disk, network, missing
program, library or font).
"""

from __future__ import annotations

import io
import os
import sys


def main() -> None:
    """Run the command line; ``BAIWEN_DEBUG=1`` shows developers where a fault of our own arose."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        # Imported only now, so that a missing library of the system is reported like any other failure.
        from pipeline.commands import app

        app()
    except Exception as fault:
        words, code = _told(fault)
        if code == OURS and os.environ.get("BAIWEN_DEBUG"):
            raise
        print(f"错误 {words}", file=sys.stderr)
        sys.exit(OUTSIDE if code == OURS else code)


WRONG_USE, OUTSIDE, OURS = 2, 3, -1


def _told(fault: Exception) -> tuple[str, int]:
    """Give a failure's line and its exit code, :data:`OURS` for a fault of the program."""
    from pipeline.findings import OutsideFailure, WrongUse, disk_trouble, with_hint

    match fault:
        case WrongUse():
            return str(fault), WRONG_USE
        case OutsideFailure():
            return str(fault), OUTSIDE
        case OSError() if fault.errno:
            return f"文件读写失败：{fault.filename or ''} {with_hint(*disk_trouble(fault))}", OUTSIDE
        case OSError():  # a library that cannot be loaded comes without an error number
            words = " ".join(str(fault).split())[:160]
            return with_hint(f"系统缺少需要的库：{words}", "运行 make setup"), OUTSIDE
    words = " ".join(str(fault).split())
    hint = "设 BAIWEN_DEBUG=1 再运行一次，把结果发给维护者"
    return with_hint(f"程序内部出错：{type(fault).__name__}：{words}", hint), OURS
