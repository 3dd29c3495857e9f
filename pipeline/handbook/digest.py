"""Two digests, both SHA-256 in hexadecimal and both without places in the source.

:func:`words_digest` is over what readers are shown: it is the identity of a release. :func:`digest` is over any slice
of the handbook: what a step of the work depends on, down to the settings that change no word.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
from enum import Enum

from pipeline.handbook.blocks import Figure
from pipeline.handbook.book import Handbook

_SAID = (
    "title",
    "short_title",
    "publisher",
    "edition",
    "release",
    "date",
    "language",
    "categories",
    "preface",
)


def words_digest(handbook: Handbook) -> str:
    """Digest what readers are shown: every word, picture and date, but not the settings of page, press and articles."""
    shown = {block.image for block in handbook.blocks if isinstance(block, Figure)}
    images = tuple(image for image in handbook.images if image.name in shown)
    said = tuple(getattr(handbook, name) for name in _SAID)
    return digest((*said, handbook.terms.glossary, handbook.revision_list, images))


def digest(value: object) -> str:
    """Digest a frozen value of the model: a slice of the handbook, or a tuple of such."""
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    match value:
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case datetime.date():
            return value.isoformat()
        case Enum():
            return value.name
        case tuple() | list():
            return [_plain(item) for item in value]
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        facts = {
            field.name: _plain(getattr(value, field.name))
            for field in dataclasses.fields(value)
            if not field.metadata.get("place")
            and not (field.metadata.get("if_given") and getattr(value, field.name) == field.default)
        }
        return {"kind": type(value).__name__, **facts}
    return value
