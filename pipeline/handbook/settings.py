"""What the editors have settled beside the text: page, terms, press, articles, revisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class PageSize:
    """Trim size in millimetres; ``name`` as the editor wrote it (A5, 大32开 …)."""

    name: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry."""

    term: str
    definition: str


@dataclass(frozen=True, slots=True)
class OfficialName:
    """An official name, its aliases and, for a document, its number."""

    name: str
    aliases: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A preferred spelling: write ``use`` instead of ``avoid``, but leave ``exceptions`` as they are."""

    use: str
    avoid: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """The contents of ``terms.yaml``."""

    glossary: tuple[Term, ...] = ()
    names: tuple[OfficialName, ...] = ()
    spelling: tuple[Spelling, ...] = ()
    readings: tuple[tuple[str, tuple[str, ...]], ...] = field(default=(), compare=False)
    """Words and their syllables without tones: what the index by keyword goes by, no text."""


@dataclass(frozen=True, slots=True)
class Printing:
    """Facts for the press: paper weights in grams per square metre, the binding, and what the shop prescribes.

    ``spine`` is the shop's own measure of the spine in millimetres (None: computed from pages and paper).
    ``pictures`` says whether pictures print in black alone or in four colours. ``profile`` is the shop's ICC profile
    (None: coated offset) and ``condition`` the registered name of the printing condition that it describes. ``barcode``
    says whether the back of the cover keeps a white field for one. ``link_addresses`` says whether the book prints the
    address of a link behind its words, in short.
    """

    paper_gsm: int = 80
    binding: Literal["perfect", "saddle"] = "perfect"
    cover_gsm: int = 250
    spine: float | None = None
    pictures: Literal["black", "colour"] = "black"
    condition: str = ""
    profile: bytes | None = field(default=None, repr=False)
    barcode: bool = True
    link_addresses: Literal["none", "short"] = field(default="none", metadata={"if_given": True})


@dataclass(frozen=True, slots=True)
class WeChat:
    """How the articles are cut and signed.

    ``follow`` has the lines at an article's end, each a name and its words; ``pictures`` the pictures there (a QR
    code), each a caption and the name of an entry of :attr:`Handbook.images`. ``published`` has the addresses of
    articles that readers can see already, each with the id of the article's first question.
    """

    series: Literal["category", "question"] = "category"
    author: str = ""
    follow: tuple[tuple[str, str], ...] = ()
    published: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Revisions:
    """What the editors want to show of the changes since release ``since``: the list (修订说明), marks at questions."""

    since: str
    show_list: bool = False
    show_marks: bool = False


Alteration = Literal["same", "removed", "added", "reference"]


@dataclass(frozen=True, slots=True)
class Revised:
    """A line of the revision list: a heading, an entry for a question, or a wording; its text in pieces.

    What was left out and what came new are pieces of their own; a reference (第N问) leads to the question with the id
    ``question``, and is printed with its page.
    """

    kind: Literal["heading", "entry", "wording"]
    pieces: tuple[tuple[Alteration, str], ...]
    question: str = ""

    @property
    def text(self) -> str:
        """The words of the whole line."""
        return "".join(text for _, text in self.pieces)
