"""What a new project still has to say before anything of it may be published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.findings import Finding
from pipeline.read.catalogue import problem
from pipeline.read.schema import NOT_DATED, TO_FILL
from pipeline.read.settings import Settings

_TO_FILL = re.compile(
    rf"{TO_FILL}|待补|待定|某某|占位|[XxＸｘ×]{{2,}}|第[XxＸｘ×]版|TODO|[_＿]{{2,}}", re.IGNORECASE
)
_EXAMPLE = re.compile(r"示例")


def placeholders(settings: Settings) -> Iterator[Finding]:
    """Report the words of the settings that only stand for those that are to come."""
    form, place = settings.form, settings.yaml.place
    own: list[tuple[str, tuple[str | int, ...], str | None]] = [
        (name, (name,), getattr(form, name)) for name in ("title", "short_title", "publisher", "edition")
    ]
    own.append(("date", ("date",), TO_FILL if form.date == NOT_DATED else ""))
    own.append(("wechat.author", ("wechat", "author"), form.wechat.author))
    own += [
        (f"categories.{category.id}", ("categories", index, "title"), category.title)
        for index, category in enumerate(form.categories)
    ]
    for name, path, value in own:
        example = path[0] != "categories" and _EXAMPLE.search(value or "")
        if value and (example or _TO_FILL.search(value)):
            yield problem("S140", place(path), name=name, value=value)
