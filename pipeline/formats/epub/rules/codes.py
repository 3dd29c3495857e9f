"""The codes of a finished e-book's faults, and how they are reported.

V301 to V305 are those of :mod:`pipeline.seen.html_reader`: what no comparison of words would show.
"""

from __future__ import annotations

from pipeline.findings import Finding, Severity, finding_in
from pipeline.formats.epub.names import FILE

# The archive and its package document.
CONTAINER, MANIFEST, KIND, SPINE, FACTS, IDS, LINKS, GUIDE = (
    "V310", "V311", "V312", "V313", "V314", "V315", "V316", "V317",
)  # fmt: skip
# What it says of its accessibility, and the meanings in its text.
ACCESS, CONFORMS, ROLES = "V320", "V321", "V322"
# Its language and its words.
LANGUAGE, TITLE, GAP, LINK_WORDS, RARE = "V330", "V331", "V332", "V333", "V334"
# The form of its documents.
HEADINGS, TABLES, CASES, HEAD, NOTES, EMPTY = "V340", "V341", "V342", "V343", "V344", "V345"
# Its contents.
CONTENTS, OLD_CONTENTS, LANDMARKS = "V350", "V351", "V352"
# Its pictures.
ALTERNATIVE, COVER = "V360", "V361"
# Its style sheets.
SYNTAX, STYLE, SIGHT = "V370", "V371", "V372"
# The printed book's pages.
PAGE_LIST, SAID_OF_PAGES, PRINT, NO_PAGES = "V380", "V381", "V382", "V383"

AGAIN = "运行 baiwen build epub 重新生成"
"""The mend of what only a broken program or a changed file can bring about."""


def offence(
    code: str, message: str, hint: str, page: str = "", severity: Severity = Severity.ERROR
) -> Finding:
    """Make a finding about the e-book; ``page`` is the document that it is in."""
    return finding_in(FILE, code, message, hint, place=page, severity=severity)
