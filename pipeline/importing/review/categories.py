"""Changes in the titles and introductions of categories, and new ones, in the text of ``handbook.yaml``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.findings import Finding
from pipeline.formats.docx import styles
from pipeline.handbook import Handbook
from pipeline.handbook.names import HANDBOOK
from pipeline.importing.catalogue import problem
from pipeline.importing.identifiers import identifier
from pipeline.importing.merging import changes
from pipeline.importing.review.copy import Part
from pipeline.importing.review.telling import three_forms
from pipeline.importing.settings import with_categories


@dataclass(slots=True)
class Categories:
    """The ids of categories by bookmark (new ones by title); the changed text, what has changed, what is left."""

    ids: dict[str, str]
    text: str
    lines: list[str] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)


def changed_categories(
    handbook: Handbook, text: str, before: Sequence[Part], now: Sequence[Part], edited: Sequence[Part]
) -> Categories:
    """Carry an editor's changes of categories into ``text``, that of ``handbook.yaml``."""
    own = handbook.categories
    found = Categories({styles.bookmark("part", one.id): one.id for one in own}, text)
    went, stands = ({part.bookmark: part for part in parts if part.bookmark} for parts in (before, now))
    new: dict[str, str] = {}
    for part in edited:
        if part.bookmark in went:
            old, mine = went[part.bookmark], stands.get(part.bookmark, Part("", "", "", ()))
            _setting(found, old.title, mine.title, part.title)
            _setting(found, old.intro, mine.intro, part.intro)
        elif part.title:
            known = next((one.id for one in own if one.title == part.title), "")
            found.ids[part.title] = known or identifier(part.title, set(found.ids.values()))
            if not known:
                new[found.ids[part.title]] = part.title
    if new:
        found.text = with_categories(found.text, new)
        found.lines += [f"新类别：{title}（{key}）" for key, title in new.items()]
    orders = [[part.bookmark for part in parts if part.bookmark in went] for parts in (before, now, edited)]
    if orders[2] not in ([one for one in order if one in orders[2]] for order in orders[:2]):
        titles = "、".join(part.title for part in edited)
        found.left.append(problem("I307", HANDBOOK, words=titles))
    found.left += [
        problem("I308", HANDBOOK, title=part.title)
        for bookmark, part in went.items()
        if bookmark in stands and bookmark not in orders[2]
    ]
    return found


def _setting(found: Categories, old: str, now: str, new: str) -> None:
    """Change a category's title or introduction."""
    if new in (old, now):
        return
    start = found.text.find("\ncategories:")
    clear = now == old and old and new and found.text.count(old, start) == 1
    if not clear or re.search(r"[\\\"':#{},\[\]\n]", new):
        found.left.append(problem("I309", HANDBOOK, words=three_forms(old, new, now)))
        return
    at = found.text.find(old, start)
    found.text = found.text[:at] + new + found.text[at + len(old) :]
    found.lines += changes(old, new)
