"""Compare emphasis, links, references and footnote marks of a found question with those that it should have."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, count, groupby, pairwise
from operator import itemgetter
from urllib.parse import quote

from pipeline.chinese.characters import is_han
from pipeline.handbook import Mark, MarkKind, Passage, printed_address, without_space
from pipeline.seen.edition import FoundEdition, FoundQuestion

# The passages that have marks of their own; the others are set off as a whole.
_MARKED = ("paragraph", "lead", "cell", "head", "footnote", "sources")
_BETWEEN = ("note", "page", "address")  # characters
_NOWHERE_ELSE = ("link", "reference", "emphasis")
_BY_FACE = ("paragraph", "lead", "cell", "footnote")  # a table's head is bold all through
BOLD, TEXT_FACES = "Hei-Bold", ("Song", "Kai")
_OF_ADDRESSES = "!#$%&'()*+,/:;=?@[]~"
STRAY = 2  # characters: so few in another face may be ones that the face of the text does not have

NAMES: dict[MarkKind, str] = {
    "strong": "加重",
    "emphasis": "着重",
    "code": "代码字体",
    "link": "链接",
    "reference": "问题引用",
    "note": "注号",
    "page": "页码",
    "address": "网址",
}


def marks_that_differ(
    edition: FoundEdition,
    found: FoundQuestion,
    passages: Sequence[Passage],
    starts: Sequence[int],
    *,
    addresses: bool = False,
) -> Iterator[tuple[int, str]]:
    """Report each mark that is missing, extra, or leads elsewhere, with the number of its first character.

    The words of ``found`` must be right. With ``addresses``, print must show those of links.
    """
    text = without_space(found.text)
    lengths = [len(without_space(block.text)) for block in found.blocks]
    blocks = list(zip(found.blocks, accumulate(lengths, initial=0), strict=False))
    shown = [_moved(mark, start) for block, start in blocks for mark in block.marks]
    faces = [(at + start, face) for block, start in blocks for at, face in block.faces]
    dots = [(begin + start, end + start) for block, start in blocks for begin, end in block.dotted]
    wanted: Counter[Mark] = Counter()
    actual: Counter[Mark] = Counter()
    for passage, start, end in zip(passages, starts, starts[1:], strict=False):
        if passage.kind not in _MARKED:
            # Set off as a whole; but no part of it leads anywhere or is emphasised.
            actual.update(_joined(one for one in _within(shown, start, end) if one.kind in _NOWHERE_ELSE))
            continue
        should = [_moved(mark, start) for mark in passage.marks if mark.kind in edition.shows]
        if "page" in edition.shows:
            own = [_moved(mark, start) for mark in passage.marks if mark.kind == "reference"]
            should += (
                Mark("page", one.end, one.end, edition.pages.get(text[one.start : one.end], ""))
                for one in own
            )
        if addresses and "address" in edition.shows:
            should += _addresses(passage, start)
        does = list(_within(shown, start, end))
        if faces:
            should = [mark for mark in should if mark.kind not in ("strong", "emphasis")]
            if passage.kind in _BY_FACE:
                own = [_moved(mark, start) for mark in passage.marks]
                should += _innermost(own, start, end)
                does += _by_face(faces, own, start, end)
                emphasised = [(one.start, one.end) for one in own if one.kind == "emphasis"]
                yield from _dots_that_differ(emphasised, dots, text, (start, end))
        elif "reference" not in edition.shows:
            references = [_moved(mark, start) for mark in passage.marks if mark.kind == "reference"]
            does = [
                mark
                for mark in does
                if mark.kind not in ("link", "reference")
                or not any(_same_place(mark, one) for one in references)
            ]
        wanted.update(_joined(should))
        actual.update(_joined(does))
    actual.update(mark for mark in shown if mark.kind in _BETWEEN)
    surplus = sorted((actual - wanted).elements(), key=_order)
    for mark in sorted((wanted - actual).elements(), key=_order):
        name = NAMES[mark.kind]
        twin = next((one for one in surplus if one.kind == mark.kind and _twins(one, mark)), None)
        if twin is None:
            yield mark.start, f"{_named(mark, text)}应有{name}{_target(mark)}"
            continue
        surplus.remove(twin)
        if twin.target == mark.target:
            yield twin.start, f"{name}{_target(mark)} 应在{_named(mark, text)}，实在{_named(twin, text)}"
        else:
            yield mark.start, f"{_named(mark, text)}的{name}应为{_target(mark)}，实为{_target(twin)}"
    for mark in surplus:
        yield mark.start, f"{_named(mark, text)}不应有{NAMES[mark.kind]}{_target(mark)}"


def _addresses(passage: Passage, start: int) -> Iterator[Mark]:
    """Give the addresses that print adds to the links of a passage that begins at ``start``."""
    words = without_space(passage.text)
    for mark in passage.marks:
        if mark.kind == "link" and (short := printed_address(words[mark.start : mark.end], mark.target)):
            yield Mark("address", mark.end + start, mark.end + start, short)


def _moved(mark: Mark, by: int) -> Mark:
    # An address may be written with its characters or with their bytes (RFC 3987, 3.1): a PDF has bytes.
    target = quote(mark.target, safe=_OF_ADDRESSES) if mark.kind == "link" else mark.target
    return Mark(mark.kind, mark.start + by, mark.end + by, target)


def _order(mark: Mark) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.kind


def _same_place(one: Mark, other: Mark) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _twins(one: Mark, other: Mark) -> bool:
    """Report whether one is the other, moved or with another target."""
    return _same_place(one, other) or (bool(one.target) and one.target == other.target)


def _named(mark: Mark, text: str) -> str:
    if mark.start == mark.end:
        return f"“{text[max(0, mark.start - 4) : mark.start]}”之后"
    words = text[mark.start : mark.end]
    return f"“{words if len(words) <= 12 else f'{words[:5]}…{words[-5:]}'}”"


def _target(mark: Mark) -> str:
    return f" {mark.target}" if mark.target else ""


def _within(marks: Iterable[Mark], start: int, end: int) -> Iterator[Mark]:
    """Cut the marks that take up characters to what is between ``start`` and ``end``."""
    for mark in marks:
        if max(mark.start, start) < min(mark.end, end):
            yield Mark(mark.kind, max(mark.start, start), min(mark.end, end), mark.target)


def _joined(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Join marks that touch one another and say the same."""
    before: dict[tuple[str, str], Mark] = {}
    for mark in sorted(marks, key=_order):
        if mark.start == mark.end:
            if mark.kind in _BETWEEN:
                yield mark
            continue
        key = (mark.kind, mark.target)
        last = before.get(key)
        if last and mark.start <= last.end:
            before[key] = Mark(mark.kind, last.start, max(last.end, mark.end), mark.target)
        else:
            if last:
                yield last
            before[key] = mark
    yield from before.values()


# ---- marks that a medium shows by its typefaces alone ---------------------------------------------------------------


def _innermost(marks: Sequence[Mark], start: int, end: int) -> Iterator[Mark]:
    """Give the innermost of strong, emphasis and code for each character: a typeface shows one only."""
    dress: list[MarkKind | None] = [None] * (end - start)
    for mark in marks:  # outer marks come before inner ones
        if mark.kind in ("strong", "emphasis", "code"):
            dress[mark.start - start : mark.end - start] = [mark.kind] * (mark.end - mark.start)
    yield from _dressed(dress, start)


def _by_face(
    faces: Sequence[tuple[int, str]], wanted: Sequence[Mark], start: int, end: int
) -> Iterator[Mark]:
    """Recognise strong by a bold face, and emphasis by the text face that the text around it is not set in."""
    first = bisect_right(faces, start, key=itemgetter(0)) - 1
    own: list[str] = []
    for (at, face), (behind, _) in pairwise((*faces[first:], (end, ""))):
        if at >= end:
            break
        own += [face] * (min(behind, end) - max(at, start))
    marked = {at for mark in wanted if mark.kind == "emphasis" for at in range(mark.start, mark.end)}
    plain = Counter(face for at, face in enumerate(own, start) if at not in marked and face in TEXT_FACES)
    base = plain.most_common(1)[0][0] if plain else ""
    dress: list[MarkKind | None] = []
    at = start
    for face, group in groupby(own):
        length = sum(1 for _ in group)
        kind: MarkKind | None = "strong" if face == BOLD else None
        if face in TEXT_FACES and face != base:
            run = range(at, at + length)
            kind = "emphasis" if base or marked.issuperset(run) else None
            if length <= STRAY and not marked.intersection(run):
                kind = None
        dress += [kind] * length
        at += length
    yield from _dressed(dress, start)


def _dressed(dress: Iterable[MarkKind | None], start: int) -> Iterator[Mark]:
    at = start
    for kind, group in groupby(dress):
        length = sum(1 for _ in group)
        if kind in ("strong", "emphasis"):
            yield Mark(kind, at, at + length)
        at += length


def _dots_that_differ(
    wanted: Iterable[tuple[int, int]], dots: Iterable[tuple[int, int]], text: str, within: tuple[int, int]
) -> Iterator[tuple[int, str]]:
    """Report every run of characters that should have dots (着重号) and has none, or the other way round."""
    should, does = (
        {at for start, end in runs for at in range(max(start, within[0]), min(end, within[1]))}
        for runs in (wanted, dots)
    )
    should = {at for at in should if is_han(text[at]) or text[at].isalnum()}
    for different, words in ((should - does, "下应有着重号"), (does - should, "下不应有着重号")):
        for at in sorted(different):
            if at - 1 not in different:
                end = next(end for end in count(at) if end not in different)
                yield at, f"“{text[at:end]}”{words}"
