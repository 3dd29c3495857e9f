"""The list of rules, and what they look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pipeline.findings import Finding, finding_in
from pipeline.formats.wechat.folder import picture_data
from pipeline.formats.wechat.rules.contrasts import Contrast, contrasts
from pipeline.formats.wechat.styles import own_text, style_of
from pipeline.world import Files

EXCERPT = 12  # characters of an element's text that a message quotes


@dataclass(frozen=True)
class Subject:
    """What is examined: a parsed fragment, and the finished files that hold its pictures (None: pictures unseen)."""

    root: etree._Element
    files: Files | None = None

    def picture(self, image: etree._Element) -> bytes:
        """Give the bytes of the picture that an image shows; none where there is no such file."""
        return picture_data(self.files or {}, image.get("src", ""))

    def elements(self, *tags: str) -> Iterator[etree._Element]:
        """Give the elements of these names, all for none, in reading order."""
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


Offence = tuple[etree._Element, str, str]
"""An element, what is wrong with it and how to mend it, both in Chinese."""
Rule = Callable[[Subject], Iterator[Offence]]

_RULES: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = _RULES
"""Every rule by its section: ``1.1`` … ``4.6`` for the official ones, ``S-…`` for what the editor takes away."""


def rule(section: str) -> Callable[[Rule], Rule]:
    """Enter the function as the rule of ``section``. Raises :class:`ValueError` for a section that has one already."""

    def enter(function: Rule) -> Rule:
        if section in _RULES:
            raise ValueError(f"two rules of section {section}")
        _RULES[section] = function
        return function

    return enter


def code_of(section: str) -> str:
    """Give the code of what the rule of a section finds: ``W1.4.2``, ``WS-tag``."""
    return f"W{section}"


Where = Callable[[etree._Element], tuple[int, str]]


def nowhere(_element: etree._Element) -> tuple[int, str]:
    """Give no question and no place: for a fragment that stands alone."""
    return 0, ""


def examined(subject: Subject, file: str = "", where: Where = nowhere) -> tuple[Finding, ...]:
    """Report everything that the rules have against a fragment, rule by rule.

    ``where`` gives the number of the question that an element belongs to (0: none) and its place.
    """
    found: list[Finding] = []
    for section, one in RULES.items():
        for element, message, hint in one(subject):
            number, place = where(element)
            words = f"{describe(element)} {message}（公众号规范 {section}）"
            found.append(finding_in(file, code_of(section), words, hint, number=number, place=place))
    return tuple(found)


def describe(element: etree._Element) -> str:
    """Describe an element: its tag and how its text begins, or its path where it has none."""
    if not isinstance(element.tag, str):
        return "注释"
    text = "".join(str(piece) for piece in element.itertext()).strip()
    if text:
        return f"<{element.tag}>“{text[:EXCERPT]}{'…' if len(text) > EXCERPT else ''}”"
    return str(element.getroottree().getpath(element))


def has_text(element: etree._Element) -> bool:
    """Report whether an element or any in it shows text."""
    return bool("".join(str(piece) for piece in element.itertext()).strip())


def holds_text(element: etree._Element) -> bool:
    """Report whether there is text in the element itself or in its leaves."""
    leaves = (child for child in element if child.tag == "span")
    return bool(own_text(element).strip()) or any(has_text(leaf) for leaf in leaves)
