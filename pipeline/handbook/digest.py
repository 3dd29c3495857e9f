"""SHA-256 over what a handbook says, places left out."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json

from pipeline.handbook.book import Handbook


def source_digest(handbook: Handbook) -> str:
    """SHA-256 (hexadecimal) over everything that the handbook says, its images and settings; places left out."""

    def plain(value: object) -> object:
        if isinstance(value, bytes):
            return hashlib.sha256(value).hexdigest()
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, tuple):
            return [plain(item) for item in value]
        if dataclasses.is_dataclass(value):
            facts = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.compare}
            return {"kind": getattr(value, "kind", type(value).__name__), **facts}
        return value

    text = json.dumps(plain(handbook), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
