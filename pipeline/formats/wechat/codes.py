"""The codes of what is found in the articles, one a kind of finding.

What the platform's rules find has the rule's section for its code (``W1.4.2``, ``WS-tag``).
"""

from __future__ import annotations

TOO_LONG = "V401"  # a question, in the source

PICTURE_MISSING = "V411"
ROWS_UNEVEN = "V412"
LINE_BLANK = "V413"
MARKUP_CHANGED = "V414"

LIST_MEASURE = "V421"
LIST_PICTURES = "V422"
LISTED_FILE = "V423"
LIST_LENGTH = "V424"

COPY_DIFFERS = "V431"
PREVIEW_DIFFERS = "V432"
PAGE_DIFFERS = "V433"
OFFER_DIFFERS = "V434"
