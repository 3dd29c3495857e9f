"""Findings on a terminal: the same words as in a file, with colours."""

import io

from rich.console import Console

from pipeline import report
from pipeline.findings import Finding, Severity
from pipeline.handbook import Place

FINDINGS = (
    Finding(Place("source/a.md", 3, 5), "U101", Severity.ERROR, "半角标点：「甲,乙」", "改成「，」[bold]"),
    Finding(Place("source/a.md", 9, 1), "W302", Severity.INFO, "句子太长", ""),
)


def printed(*, terminal):
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=terminal, highlight=False, soft_wrap=True, color_system="standard"
    )
    report.print_findings(FINDINGS, console)
    return stream.getvalue()


def test_a_file_gets_plain_lines():
    assert printed(terminal=False) == report.text(FINDINGS)


def test_a_terminal_gets_the_same_words_in_colour():
    shown = printed(terminal=True)
    assert "\x1b[1;31m错误 U101\x1b[0m" in shown
    from rich.text import Text

    assert Text.from_ansi(shown).plain.split() == report.text(FINDINGS).split()
