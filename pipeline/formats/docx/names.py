"""The file's name."""

from __future__ import annotations

FILE = "handbook-review.docx"
