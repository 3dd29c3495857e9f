"""The district that an example is about."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.chinese.characters import HAN

_OPENING = re.compile(
    rf"[—－─-]{{0,2}}\s*(?:例如|比如|譬如|如)?[，：]?(?P<name>[{HAN}]{{1,4}}?(?:新区|区|县))(?!域)"
)


def opening_districts(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the districts that open examples of a document (如某某区…): its other examples may name them later on."""
    found = (
        district_in(text, ()) for text in texts if re.match(r"[—－─-]{0,2}\s*(?:例如|比如|譬如|如)", text)
    )
    return tuple(dict.fromkeys(name for name in found if name))


def district_in(text: str, known: Iterable[str]) -> str:
    """Give the first district named in ``text``: one of ``known``, or the word in …区 that opens it; empty for none."""
    found = [(text.find(name), -len(name), name) for name in known if name in text]
    if found:
        return min(found)[2]
    match = _OPENING.match(text)
    name = match["name"] if match else ""
    return "" if re.search(r"社区|园区|小区|各区|地区|辖区|街区|片区|校区|全区|景区$", name) else name
