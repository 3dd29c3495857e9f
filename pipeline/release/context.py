"""How much of its surroundings a change needs so that a reader finds it once on its page of the printing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.handbook import without_space
from pipeline.release.record import RecordedBlock, RecordedQuestion, Release
from pipeline.release.reworded import printed_words
from pipeline.release.wording import Numbers, Piece, Token, said, tokens
from pipeline.seen.edition import place_at

BESIDE = 4  # words or characters of unchanged text shown at least on each side of a change


@dataclass(frozen=True, slots=True)
class Spot:
    """A change in a block: the character where it begins, the words before it, wrong and right ones, those after."""

    at: int
    before: str
    wrong: str
    right: str
    after: str


@dataclass(frozen=True, slots=True)
class _Span:
    """Which tokens of the old block are replaced, and by what."""

    start: int
    end: int
    right: str


@dataclass(frozen=True, slots=True)
class Pages:
    """The printed words of each page, without white space, a line a block."""

    words: Mapping[str, str]

    @classmethod
    def of(cls, release: Release, numbers: Numbers) -> Pages:
        """Give the words of the pages of a release that was printed."""
        found: dict[str, str] = {}
        beside: Sequence[RecordedQuestion] = (*(release.parts or ()), *(release.beside or ()))
        for question in (*release.questions, *beside):
            for block in printed_words(question):
                for page, words in _by_page(block, tokens(block, numbers)).items():
                    found[page] = found.get(page, "") + without_space(words) + "\n"
        return cls(found)

    def once(self, page: str, words: str) -> bool:
        """Find out whether the words stand just once on a page; true of pages that are unknown."""
        return page not in self.words or self.words[page].count(without_space(words)) == 1

    def end_of(self, block: RecordedBlock, numbers: Numbers) -> Spot:
        """Give the last words of a block, as many as are found once on their page."""
        words = tokens(block, numbers)
        length = sum(one.length for one in words)
        return Spot(max(length - 1, 0), said(words[_begin(block, words, self) :]), "", "", "")


def spots(block: RecordedBlock, pieces: Sequence[Piece], numbers: Numbers, pages: Pages) -> Iterator[Spot]:
    """Give each change in a block with its surroundings; changes that only together are found once are one."""
    words = tokens(block, numbers)
    starts = _starts(words)
    spans = [_span(pieces, at, starts) for at, piece in enumerate(pieces) if _begins(pieces, at, piece)]
    at = 0
    while at < len(spans):
        low = spans[at - 1].end if at else 0
        high = spans[at + 1].start if at + 1 < len(spans) else len(words)
        spot = _spot(block, words, spans[at], (low, high), pages)
        if spot or len(spans) == 1:
            at += 1
            continue
        first = min(at, len(spans) - 2)
        left, right = spans[first], spans[first + 1]
        between = said(words[left.end : right.start])
        spans[first : first + 2] = [_Span(left.start, right.end, left.right + between + right.right)]
        at = 0
    for at, span in enumerate(spans):
        low = spans[at - 1].end if at else 0
        high = spans[at + 1].start if at + 1 < len(spans) else len(words)
        found = _spot(block, words, span, (low, high), pages) or _near(words, span, (low, high), BESIDE)
        yield found


def _begins(pieces: Sequence[Piece], at: int, piece: Piece) -> bool:
    follows = at and piece.kind == "added" and pieces[at - 1].kind == "removed"
    return piece.kind != "same" and not follows


def _span(pieces: Sequence[Piece], at: int, starts: Sequence[int]) -> _Span:
    piece = pieces[at]
    more = pieces[at + 1] if at + 1 < len(pieces) else None
    added = piece if piece.kind == "added" else more if more and more.kind == "added" else None
    start = starts.index(piece.at) if piece.at in starts else len(starts) - 1
    end = starts.index(piece.end) if piece.kind == "removed" and piece.end in starts else start
    if piece.kind == "removed" and piece.end not in starts:
        end = len(starts) - 1
    return _Span(start, end, added.text if added else "")


def _starts(words: Sequence[Token]) -> list[int]:
    found = [0]
    for token in words:
        found.append(found[-1] + token.length)
    return found


def _spot(
    block: RecordedBlock, words: Sequence[Token], span: _Span, room: tuple[int, int], pages: Pages
) -> Spot | None:
    """Give the shortest surroundings that stand once on the page, or None."""
    starts = _starts(words)
    page = _page(block, starts[span.start] if span.end > span.start else max(starts[span.start] - 1, 0))
    low, high = room
    while low < span.start and _page(block, starts[low]) != page:
        low += 1
    while high > span.end and _page(block, starts[high - 1]) != page:
        high -= 1
    for beside in range(BESIDE, max(len(words), BESIDE) + BESIDE, BESIDE):
        spot = _near(words, span, (low, high), beside)
        if pages.once(page, spot.before + spot.wrong + spot.after):
            return spot
    return None


def _near(words: Sequence[Token], span: _Span, room: tuple[int, int], beside: int) -> Spot:
    before = words[max(room[0], span.start - beside) : span.start]
    after = words[span.end : min(room[1], span.end + beside)]
    at = _starts(words)[span.start]
    inserted = span.start == span.end
    return Spot(
        max(at - 1, 0) if inserted else at,
        said(before),
        said(words[span.start : span.end]),
        span.right,
        said(after),
    )


def _begin(block: RecordedBlock, words: Sequence[Token], pages: Pages) -> int:
    """Give the token from which on the end of a block is found once on its page."""
    starts, end = _starts(words), len(words)
    page = _page(block, max(starts[end] - 1, 0))
    begin = max(end - 2 * BESIDE, 0)
    while begin and not pages.once(page, said(words[begin:])):
        begin -= 1
    while begin < end - 1 and _page(block, starts[begin]) != page:
        begin += 1
    return begin


def _page(block: RecordedBlock, character: int) -> str:
    place = place_at(block.lines, character) if block.lines else ""
    return place.partition("页")[0].removeprefix("第")


def _by_page(block: RecordedBlock, words: Sequence[Token]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    at = 0
    for token in words:
        page = _page(block, at)
        found[page] = found.get(page, "") + token.text
        at += token.length
    found.pop("", None)
    return found
