"""``baiwen``: every failure is one line and an exit code, never a traceback.

Exit codes: 0 fine, 1 findings or differences, 2 wrong use, 3 something outside failed (disk, network, missing
program, library or font).
"""

from __future__ import annotations

import io
import os
import sys

from pipeline.findings import OutsideFailure, WrongUse, disk_trouble, with_hint


def main() -> None:
    """Run the command line; ``BAIWEN_DEBUG=1`` shows developers where a fault of our own arose."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        # Imported only now, so that a missing library of the system is reported like any other failure.
        from pipeline.commands import app
        from pipeline.seen.pdf_pages import without_messages

        without_messages()
        app()
    except WrongUse as fault:
        _fail(str(fault), 2)
    except OutsideFailure as fault:
        _fail(str(fault), 3)
    except OSError as fault:
        # A library that cannot be loaded comes without an error number.
        library = with_hint(f"系统缺少需要的库：{' '.join(str(fault).split())[:160]}", "运行 make setup")
        _fail(
            f"文件读写失败：{fault.filename or ''} {with_hint(*disk_trouble(fault))}"
            if fault.errno
            else library,
            3,
        )
    except Exception as fault:
        if os.environ.get("BAIWEN_DEBUG"):
            raise
        words = " ".join(str(fault).split())
        hint = "设 BAIWEN_DEBUG=1 再运行一次，把结果发给维护者"
        _fail(with_hint(f"程序内部出错：{type(fault).__name__}：{words}", hint), 3)


def _fail(message: str, code: int) -> None:
    print(f"错误 {message}", file=sys.stderr)
    sys.exit(code)
