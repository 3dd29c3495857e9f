"""What a document says of itself: who made it, which edition it is, and of which day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST = 40  # characters of a line that names nothing but an office, an edition or a day

_OFFICE = (
    re.compile(
        r"(?:编\s*制|编\s*印|编\s*写|主\s*编|主\s*办|发\s*布|制\s*定)(?:单位|部门|机构)?\s*[：:]\s*(?P<name>\S.*)"
    ),
    re.compile(r"(?:信息|文章|稿件)?来源\s*[：:]\s*(?P<name>[^\s\d]{2,}?)(?:\s.*)?"),
    re.compile(r"(?P<name>\S*[局委办厅会处院部社府室司队心])\s*(?:编|编制|编印|编写|主编|汇编)"),
)
_EDITION = re.compile(
    r"(?:.*[（(])?(?P<edition>第[一二三四五六七八九十\d]{1,3}版|20\d\d年?版|修订版|试行版?|征求意见稿)[）)]?"
)
_DAY = re.compile(
    r"(?:(?:发布|印发|编印|发文|成文|公布)(?:时间|日期)?\s*[：:]\s*)?"
    r"(?P<year>20\d\d)\s*[-年/.]\s*(?P<month>\d{1,2})(?:\s*[-月/.]\s*(?P<day>\d{1,2})?\s*日?)?(?:印发|编印|印|发布|\s.*)?"
)


@dataclass(frozen=True, slots=True)
class Imprint:
    """What was found; empty or None for what the document does not say. ``whole``: the day, not only the month."""

    publisher: str = ""
    edition: str = ""
    date: datetime.date | None = None
    whole: bool = False


def imprint(lines: Iterable[str]) -> Imprint:
    """Find the publisher, the edition and the date in ``lines``, each of which says nothing else."""
    short = [line.strip() for line in lines if line.strip() and len(line.strip()) <= LONGEST]
    publisher = next((name for line in short if (name := _office(line))), "")
    edition = next((match["edition"] for line in short if (match := _EDITION.fullmatch(line))), "")
    for line in short:
        for part in (line, *re.findall(r"(?:发布|印发|公布)(?:时间|日期)?\s*[：:]\s*\S+", line)):
            said = _DAY.fullmatch(part)
            if said and (day := _date(said)):
                return Imprint(publisher, edition, day, said["day"] is not None)
    return Imprint(publisher, edition)


def _office(line: str) -> str:
    found = next((match for form in _OFFICE if (match := form.fullmatch(line))), None)
    return found["name"].strip() if found else ""


def _date(match: re.Match[str]) -> datetime.date | None:
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"] or 1))
    except ValueError:
        return None
