"""The list of rules, and what they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from lxml import etree

from pipeline.formats.wechat.rules.contrasts import Contrast, contrasts
from pipeline.formats.wechat.rules.styles import own_text, style_of

EXCERPT = 12  # characters of an element's text that a message quotes


@dataclass(frozen=True)
class Subject:
    """What is examined: a parsed fragment, and the folder in which its pictures lie (None: pictures unseen)."""

    root: etree._Element
    folder: Path | None = None

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """The elements of these names, all for none, in reading order."""
        if not tags:
            return iter(self.every)
        return (element for element in self.every if element.tag in tags)

    @cached_property
    def styled(self) -> tuple[tuple[etree._Element, Mapping[str, str]], ...]:
        """Every element with a style of its own, and its declarations."""
        return tuple((element, style_of(element)) for element in self.every if element.get("style"))

    @cached_property
    def contrasts(self) -> tuple[Contrast, ...]:
        """Every place with text, and its colours."""
        return tuple(contrasts(self.root))

    @cached_property
    def every(self) -> tuple[etree._Element, ...]:
        """Every element in reading order."""
        return tuple(element for element in self.root.iter() if isinstance(element.tag, str))


Finding = tuple[etree._Element, str]
Rule = Callable[[Subject], Iterator[Finding]]

_RULES: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = _RULES
"""Every rule by its section: ``1.1`` … ``4.6`` for the official ones, ``S-…`` for what the editor takes away."""


def rule(section: str) -> Callable[[Rule], Rule]:
    """Enter the function as the rule of ``section``."""

    def enter(function: Rule) -> Rule:
        _RULES[section] = function
        return function

    return enter


@dataclass(frozen=True, slots=True)
class Offence:
    """What stands against an article: the rule's section, where, and what is wrong, in Chinese."""

    section: str
    element: str
    message: str
    node: etree._Element = field(repr=False, compare=False)

    def __str__(self) -> str:
        return f"{self.element} {self.message}（公众号规范 {self.section}）"


def offences(root: etree._Element, folder: Path | None = None) -> tuple[Offence, ...]:
    """Everything that the rules have against a parsed fragment, rule by rule."""
    return examined(Subject(root, folder))


def examined(subject: Subject) -> tuple[Offence, ...]:
    """Everything that the rules have against it."""
    return tuple(
        Offence(section, describe(element), message, element)
        for section, one in RULES.items()
        for element, message in one(subject)
    )


def describe(element: etree._Element) -> str:
    """An element in words: its tag and how its text begins, or its path where it has none."""
    if not isinstance(element.tag, str):
        return "注释"
    text = "".join(str(piece) for piece in element.itertext()).strip()
    if text:
        return f"<{element.tag}>“{text[:EXCERPT]}{'…' if len(text) > EXCERPT else ''}”"
    return str(element.getroottree().getpath(element))


def has_text(element: etree._Element) -> bool:
    """Whether an element or anything in it shows text."""
    return bool("".join(str(piece) for piece in element.itertext()).strip())


def holds_text(element: etree._Element) -> bool:
    """Whether text stands in the element itself or in its leaves."""
    leaves = (child for child in element if child.tag == "span")
    return bool(own_text(element).strip()) or any(has_text(leaf) for leaf in leaves)
