"""What a rule is: a function whose docstring is its page in the manual, with a code and a severity.

A docstring's first line names the rule; ``依据：`` gives the clause, ``例：`` an example ``错 → 对``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from pipeline.findings import Severity
from pipeline.proofread.manuscript import Kind, Manuscript, Passage

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule has found: the characters of ``passage`` from ``start`` to ``end``.

    ``new`` is what they must become, where there is only one right answer.
    """

    passage: Passage
    start: int
    end: int
    detail: str
    hint: str
    new: str | None = None

    @property
    def text(self) -> str:
        """The characters, as a reader sees them."""
        return self.passage.shown[self.start : self.end]


ReadT = TypeVar("ReadT", Passage, Manuscript)
Check = Callable[[ReadT], Iterator[Hit]]


@dataclass(frozen=True)
class Rule(Generic[ReadT]):
    """A rule. ``mends``: it can correct what it finds; ``asks``: only the author can answer it."""

    code: str
    severity: Severity
    check: Check[ReadT]
    mends: bool
    asks: bool

    @property
    def manual(self) -> tuple[str, ...]:
        """The lines of the docstring."""
        return tuple((inspect.getdoc(self.check) or "").splitlines())

    @property
    def name(self) -> str:
        """What is wrong, in a few words."""
        return self.manual[0].rstrip("。")

    @property
    def family(self) -> str:
        """The first line of its module's docstring."""
        module = inspect.getmodule(self.check)
        return (inspect.getdoc(module) or "").splitlines()[0].rstrip("。")


@dataclass(frozen=True)
class PassageRule(Rule[Passage]):
    """A rule that needs one passage at a time, of one of ``kinds`` (empty: of any kind)."""

    kinds: frozenset[Kind]

    def run(self, manuscript: Manuscript) -> Iterator[Hit]:
        """Give every hit of the rule."""
        for passage in manuscript.passages:
            if not self.kinds or passage.kind in self.kinds:
                yield from self.check(passage)


@dataclass(frozen=True)
class BookRule(Rule[Manuscript]):
    """A rule that looks at the whole handbook."""

    def run(self, manuscript: Manuscript) -> Iterator[Hit]:
        """Give every hit of the rule."""
        yield from self.check(manuscript)


AnyRule = PassageRule | BookRule


def in_passage(
    code: str,
    severity: Severity,
    kinds: Iterable[Kind] = (),
    *,
    mends: bool = False,
    asks: bool = False,
) -> Callable[[Check[Passage]], PassageRule]:
    """Make a function over a passage a rule."""
    return lambda check: PassageRule(code, severity, check, mends, asks, frozenset(kinds))


def in_book(
    code: str, severity: Severity, *, mends: bool = False, asks: bool = False
) -> Callable[[Check[Manuscript]], BookRule]:
    """Make a function over the manuscript a rule."""
    return lambda check: BookRule(code, severity, check, mends, asks)
