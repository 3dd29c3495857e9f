"""The order of questions: what an editor has moved, and the names of files, whose numbers hold the order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

FIRST, LAST = 1, 999


def wanted_order(
    now: Mapping[str, Sequence[str]],
    before: Sequence[str],
    edited: Sequence[tuple[str, str]],
    moved: Collection[str],
) -> tuple[dict[str, list[str]], bool]:
    """Give the files of each category in the order that both sides want, and whether their orders contradict.

    ``now`` is the order of the source; ``before`` are the files in the order that went out; ``edited`` (category and
    file) came back, with new ones among them; ``moved`` are those whose category an editor has changed.
    """
    staying = [name for names in now.values() for name in names]
    came = [name for _, name in edited]
    known = [name for name in staying if name in before and name in came]
    out, back = ([name for name in names if name in known] for names in (before, came))
    if (out != back or moved) and known == out:
        order: dict[str, list[str]] = {category: [] for category in now}
        for category, name in edited:
            order.setdefault(category, []).append(name)
        _keep_places(order, now)
        return order, False
    order = {category: [name for name in names if name not in moved] for category, names in now.items()}
    last = ""
    for category, name in edited:
        own = order.setdefault(category, [])
        if name not in staying or name in moved:
            own.insert(own.index(last) + 1 if last in own else 0, name)
        last = name
    return order, back not in (out, known)


def _keep_places(order: dict[str, list[str]], now: Mapping[str, Sequence[str]]) -> None:
    """Give files that did not come back, because they came later or could not go, the places that they have."""
    placed = {name for names in order.values() for name in names}
    for category, names in now.items():
        last = ""
        for name in names:
            if name not in placed:
                own = order[category]
                own.insert(own.index(last) + 1 if last in own else 0, name)
            last = name


def renamed(order: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give new names of files by the old ones; ``order`` has the old names of each category in the wanted order.

    A name without its three digits is a file that does not exist yet. Numbers that are in order stay; where a new one
    does not fit between its neighbours, all files are numbered anew. Names that stay are left out.
    """
    names: dict[str, str] = {}
    for files in order.values():
        numbers = _fitted([_number(name) for name in files])
        if numbers is None:
            return _from_one(order)
        names |= {name: _named(name, number) for name, number in zip(files, numbers, strict=True)}
    if _repeats(names.values()) and not _repeats(name for name in names if _number(name)):
        return _from_one(order)
    return {old: new for old, new in names.items() if old != new}


def _repeats(names: Iterable[str]) -> bool:
    numbers = [name[:3] for name in names]
    return len(set(numbers)) != len(numbers)


def _from_one(order: Mapping[str, Sequence[str]]) -> dict[str, str]:
    names = [name for files in order.values() for name in files]
    new = {name: _named(name, number) for number, name in enumerate(names, FIRST)}
    return {old: name for old, name in new.items() if old != name}


def _number(name: str) -> int | None:
    match = re.match(r"(\d{3})-", name)
    return int(match[1]) if match else None


def _named(name: str, number: int) -> str:
    return f"{number:03}-{re.sub(r'^[0-9]{3}-', '', name)}"


def _fitted(numbers: Sequence[int | None]) -> list[int] | None:
    """Give numbers in order, those of the longest series that is in order already kept; None where they do not fit."""
    kept = _longest(numbers)
    found: list[int] = []
    for index, number in enumerate(numbers):
        if index in kept and number is not None:
            found.append(number)
            continue
        low = found[-1] if found else FIRST - 1
        high = next((numbers[i] for i in range(index + 1, len(numbers)) if i in kept), None) or LAST + 1
        candidate = low + 1
        if candidate >= high:
            return None
        found.append(candidate)
    return found


def _longest(numbers: Sequence[int | None]) -> set[int]:
    """Give the indices of the longest ascending series."""
    best: list[list[int]] = []
    longest: list[int] = []
    for index, number in enumerate(numbers):
        series: list[int] = []
        if number is not None:
            for i, before in enumerate(best):
                if before and (numbers[i] or 0) < number and len(before) > len(series):
                    series = before
            series = [*series, index]
        best.append(series)
        longest = series if len(series) > len(longest) else longest
    return set(longest)
