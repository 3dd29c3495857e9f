"""``numbering.xml`` → the numbers that Word shows before paragraphs (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.word.package import Package
from pipeline.word.styles import TAG, value

DIGITS = "〇一二三四五六七八九"
BULLET = "•"


def chinese(number: int) -> str:
    """Write a whole number below 10,000 in Chinese counting words (十二, 一百零三)."""
    if number < 10:
        return "零" if number == 0 else DIGITS[number]
    words = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += DIGITS[digit] + name
        elif words and not words.endswith("零"):
            words += "零"
    return words.rstrip("零").removeprefix("一") if 10 <= number < 20 else words.rstrip("零")


def roman(number: int) -> str:
    """Write a whole number in Roman numerals."""
    words = ""
    for amount, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        words += letters * (number // amount)
        number %= amount
    return words


def letters(number: int) -> str:
    """Write a number in letters as Word counts: 1 → A, 26 → Z, 27 → AA."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def shown(number: int, form: str) -> str:
    """Write a number in the form of ``w:numFmt`` (17.18.59); an unknown form is decimal."""
    match form:
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return chinese(number)
        case "ideographDigital" | "japaneseDigitalTenThousand":
            return "".join(DIGITS[int(digit)] for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= number <= 20:
            return chr(ord("①") + number - 1)
        case "ideographTraditional" if 1 <= number <= 10:
            return "甲乙丙丁戊己庚辛壬癸"[number - 1]
        case "decimalFullWidth":
            return str(number).translate({ord("0") + i: ord("０") + i for i in range(10)})
        case "upperRoman":
            return roman(number)
        case "lowerRoman":
            return roman(number).lower()
        case "upperLetter":
            return letters(number)
        case "lowerLetter":
            return letters(number).lower()
        case "none":
            return ""
    return str(number)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list: its first number, its ``w:numFmt`` and its text (``%1、``)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """``levels`` by abstract list and level; ``lists`` gives each numId its abstract list and what it overrides."""

    levels: dict[str, dict[int, Level]]
    lists: dict[str, tuple[str, dict[int, int], dict[int, Level]]]


def read_numbering(package: Package) -> Numbering:
    """Read the lists of the document, none where it has none. Raises :class:`BadDocument`."""
    root = package.xml(package.related("numbering"))
    if root is None:
        return Numbering({}, {})
    abstract = {str(item.get(f"{TAG}abstractNumId")): item for item in root.findall(f"{TAG}abstractNum")}
    owners = {value(item, "styleLink"): key for key, item in abstract.items() if value(item, "styleLink")}
    levels = {key: _levels(item) for key, item in abstract.items()}
    for key, item in abstract.items():
        link = value(item, "numStyleLink")
        if link in owners:
            levels[key] = levels[owners[link]]
    lists = {}
    for item in root.findall(f"{TAG}num"):
        starts: dict[int, int] = {}
        own: dict[int, Level] = {}
        for override in item.findall(f"{TAG}lvlOverride"):
            depth = int(override.get(f"{TAG}ilvl") or 0)
            start = value(override, "startOverride")
            if start is not None:
                starts[depth] = int(start)
            own |= _levels(override)
        lists[str(item.get(f"{TAG}numId"))] = (value(item, "abstractNumId") or "", starts, own)
    return Numbering(levels, lists)


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {
        int(item.get(f"{TAG}ilvl") or 0): Level(
            int(value(item, "start") or 0), value(item, "numFmt") or "decimal", value(item, "lvlText") or ""
        )
        for item in parent.findall(f"{TAG}lvl")
    }


@dataclass(slots=True)
class Counter:
    """Counts paragraphs as Word does: lists over one abstract list go on, a start override begins once."""

    numbering: Numbering
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def next(self, list_id: str, depth: int) -> str:
        """Give the number before the next paragraph of this list at this level: ``•`` for a bullet, empty for none."""
        if list_id not in self.numbering.lists:
            return ""
        abstract, starts, own = self.numbering.lists[list_id]
        levels = self.numbering.levels.get(abstract, {}) | own
        if depth not in levels:
            return ""
        if depth in starts and (list_id, depth) not in self.begun:
            self.counts[abstract, depth] = starts[depth]
        elif (abstract, depth) in self.counts:
            self.counts[abstract, depth] += 1
        else:
            self.counts[abstract, depth] = levels[depth].start
        self.begun.add((list_id, depth))
        for deeper in range(depth + 1, 9):
            self.counts.pop((abstract, deeper), None)
        if levels[depth].form == "bullet":
            return BULLET

        def filled(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at, Level())
            return shown(self.counts.get((abstract, at), level.start), level.form)

        return re.sub(r"%([1-9])", filled, levels[depth].text).strip()
