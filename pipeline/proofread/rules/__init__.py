"""The rules: a module a family, a function a rule; the docstrings are the manual that editors read."""

from __future__ import annotations

from pipeline.proofread.registry import AnyRule, BookRule, PassageRule
from pipeline.proofread.rules import (
    characters,
    counts,
    dates,
    debris,
    divisions,
    documents,
    keywords,
    numbering,
    numbers,
    pairs,
    punctuation,
    sentences,
    statements,
    structure,
    terms,
    words,
)

_FAMILIES = (
    characters,
    pairs,
    punctuation,
    numbers,
    dates,
    counts,
    terms,
    divisions,
    words,
    sentences,
    statements,
    debris,
    numbering,
    documents,
    structure,
    keywords,
)

RULES: tuple[AnyRule, ...] = tuple(
    rule for family in _FAMILIES for rule in vars(family).values() if isinstance(rule, PassageRule | BookRule)
)
"""Every rule, family by family, in the order in which the modules define them."""
