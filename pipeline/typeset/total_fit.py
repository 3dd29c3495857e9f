"""The lines of a paragraph, chosen together, and what is done to each of them to fill the measure.

A line that is too long is squeezed at its marks (GB/T 15834-2011 5.1.11), one that is too short is stretched between
its characters; squeezing costs less (先挤进，后推出: Requirements for Chinese Text Layout, 3.1.6,
https://www.w3.org/TR/clreq/). Where a long unbreakable word (15分钟, an English name) would leave a line too loose, the
lines above help. (D. E. Knuth, M. F. Plass: Breaking Paragraphs into Lines, Software: Practice and Experience 11,
1981.)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from pipeline.chinese.characters import is_han
from pipeline.typeset.characters import is_in_number

# em between two characters; a line that is drawn wider widens it, too, and Poppler takes 0.1 for a space
LARGEST_STRETCH = 0.095
LARGEST_SPACE = 0.35  # em added to a space between words
WIDEST_SPACE = 1.0  # em added to it besides, in a line that cannot be filled otherwise
LARGEST_LETTER = 0.05  # em between the letters of an address
WIDEST = 0.05  # of its width that a line is drawn wider, where stretching is not enough
SQUEEZE = 0.4  # em of the half em that is blank in a mark
SQUEEZE_STOP = 0.2  # em, of the mark that ends a sentence

# Costs. A line stretched as far as may be costs 1, squeezed as far as may be half of that.
_LINE = 0.02
_SQUEEZED = 0.5
_WIDENED = 4.0  # a line that must be drawn wider, as far as may be
_TOO_LOOSE = 40.0  # for each em that a line still ends short
_LONELY = 250.0  # a last line of one character
_AT_NEED = 1.5  # a break inside a word: dearer than a line stretched as far as may be
_HYPHEN = 1.5  # a divided word
_HYPHENS = 3.0  # another one, a line below
_FORCED = 1000.0  # a break where none should be
_TOLERANCE = 1e-3  # CSS pixels


@dataclass(frozen=True, slots=True)
class Measures:
    """What line breaking needs to know of a paragraph; lengths in CSS pixels, one entry a character.

    ``reach``, ``stretch`` and ``squeeze`` are sums over the characters before an offset, so that they are one
    longer than ``text``: of widths, of the most that the gap behind a character may be widened, and narrowed.
    ``at_start`` and ``at_end`` are what a character loses of its width where it begins or ends a line. ``ends`` are
    the offsets at which a line may end, ``at_need`` those of them that are only better than a loose line, ``whole``
    those at which a glyph begins. ``hyphens`` are the offsets at which a word may be divided, each with the width
    of its hyphen.
    """

    text: str
    em: float
    reach: Sequence[float]
    stretch: Sequence[float]
    squeeze: Sequence[float]
    at_start: Sequence[float]
    at_end: Sequence[float]
    ends: Sequence[int]
    at_need: Container[int]
    whole: Sequence[int]
    hyphens: Mapping[int, float] = field(default_factory=dict)

    def last(self, start: int, end: int) -> int:
        """Give the offset behind the last character of a line that is not a space."""
        return end - 1 if end - 1 > start and self.text[end - 1] == " " else end

    def slack(self, start: int, end: int, width: float) -> float:
        """Give the room that the line leaves in ``width``, negative where the line is too long."""
        return width - self.own(start, end)

    def own(self, start: int, end: int) -> float:
        """Give the width of the line before it is stretched or squeezed."""
        last = self.last(start, end)
        shed = self.at_start[start] * (start > 0) + self.at_end[last - 1]
        return self.reach[last] - self.reach[start] - shed + self.hyphens.get(end, 0.0)

    def undivided(self) -> Measures:
        """Give the same measures without places to divide a word."""
        return replace(self, ends=[end for end in self.ends if end not in self.hyphens], hyphens={})

    def room(self, sums: Sequence[float], start: int, end: int) -> float:
        """Give the sum over the gaps inside the line."""
        return sums[self.last(start, end) - 1] - sums[start]


def choose_ends(
    measures: Measures, part: tuple[int, int], widths: tuple[float, float], *, justified: bool
) -> tuple[int, ...]:
    """Choose the line ends of a part of the characters (start, end); the last one is the part's end.

    ``widths`` are those of the first line and of the others. Lines that are not ``justified`` are filled, never
    squeezed. Words are divided only where whole ones leave a line that stretching does not fill.
    """
    if measures.hyphens:
        whole = measures.undivided()
        ends = _chosen(whole, part, widths, justified=justified)
        if _all_good(whole, part, widths, ends, justified=justified):
            return ends
    return _chosen(measures, part, widths, justified=justified)


def _all_good(
    measures: Measures,
    part: tuple[int, int],
    widths: tuple[float, float],
    ends: Sequence[int],
    *,
    justified: bool,
) -> bool:
    """Report whether no line is longer than its measure or, ``justified``, stretched further than its gaps allow."""
    for start, stop in pairwise((part[0], *ends)):
        cost = _cost_of(measures, start, part[1], widths[start > part[0]], justified=justified)(stop)
        if cost is None or (justified and cost > _LINE + 1):
            return False
    return True


def _chosen(
    measures: Measures, part: tuple[int, int], widths: tuple[float, float], *, justified: bool
) -> tuple[int, ...]:
    start, end = part
    lonely_from = _lonely_from(measures.text, start, end)
    at_need, hyphens = measures.at_need, measures.hyphens
    # End of a line → cost of all lines up to it, where it starts.
    best: dict[int, tuple[float, int]] = {start: (0.0, start)}
    for place in range(start, end):
        if place not in best:
            continue
        cost, width = best[place][0], widths[place > start]
        lonely = _LONELY * (place > start and place >= lonely_from)
        cost_of = _cost_of(measures, place, end, width, justified=justified)
        for stop, own in _candidates(measures, place, end, width, cost_of):
            total = cost + own + lonely * (stop == end) + _AT_NEED * (stop in at_need)
            if stop in hyphens:
                total += _HYPHEN + _HYPHENS * (place in hyphens)
            if stop not in best or total < best[stop][0]:
                best[stop] = (total, place)
    ends = [end]
    while best[ends[-1]][1] != start:
        ends.append(best[ends[-1]][1])
    return tuple(reversed(ends))


Cost = Callable[[int], float | None]  # of ending a line at an offset; None where it cannot end there


def _cost_of(measures: Measures, start: int, end: int, width: float, *, justified: bool) -> Cost:
    """Give the function that says how bad a line from ``start`` looks, in a part of the paragraph that ends at ``end``.

    A long paragraph calls it some hundred thousand times: the methods of :class:`Measures` are written out here.
    """
    text, reach, at_end, hyphens = measures.text, measures.reach, measures.at_end, measures.hyphens
    stretch, squeeze, em = measures.stretch, measures.squeeze, measures.em
    before, shed = reach[start], measures.at_start[start] * (start > 0)
    wider = WIDEST * width

    def cost(stop: int) -> float | None:
        last = stop - 1 if stop - 1 > start and text[stop - 1] == " " else stop
        slack = width - (reach[last] - before - (shed + at_end[last - 1]) + hyphens.get(stop, 0.0))
        if slack < -_TOLERANCE:
            squeezed = -slack / (squeeze[last - 1] - squeeze[start] or 1e-9)
            return _LINE + _SQUEEZED * squeezed**2 if justified and squeezed <= 1 else None
        if stop == end:
            return _LINE
        if not justified:
            return _LINE + (slack / width) ** 2
        room = stretch[last - 1] - stretch[start]
        if slack <= room:
            return _LINE + (slack / room) ** 2 if room else _LINE
        short = max(0.0, slack - room - wider)
        return _LINE + 1 + _WIDENED * min(1.0, (slack - room) / wider) + _TOO_LOOSE * short / em

    return cost


def _candidates(
    measures: Measures, start: int, end: int, width: float, cost_of: Cost
) -> list[tuple[int, float]]:
    """Give the ends of a line from ``start``, at least one, each with its cost."""
    ends = measures.ends
    first = bisect_right(ends, start)
    limit = bisect_right(measures.reach, measures.reach[start] + width + _TOLERANCE, start) - 1
    index = max(first, bisect_right(ends, limit, first))
    found: list[tuple[int, float]] = []
    for stop in ends[index : index + 6]:  # longer than the measure, but for blanks and squeezing
        if stop > end or (cost := cost_of(stop)) is None:
            break
        found.append((stop, cost))
    for place in range(index - 1, first - 1, -1):
        stop = ends[place]
        if stop <= end and (cost := cost_of(stop)) is not None:
            found.append((stop, cost))
            if cost > _WIDENED and len(found) > 2:
                break
    if found:
        return found
    # Not even one word fits: a line ends inside it, never inside a number, which would become two.
    whole = [place for place in measures.whole if not is_in_number(measures.text, place)]
    fitting, least = whole[bisect_right(whole, limit) - 1], whole[bisect_right(whole, start)]
    return [(min(max(fitting, least), end), _FORCED)]


def _lonely_from(text: str, start: int, end: int) -> int:
    """Give the offset from which a last line has one Han character and no other (孤字)."""
    words = [place for place in range(start, end) if is_han(text[place]) or text[place].isalnum()]
    return words[-2] + 1 if len(words) > 1 else start


def can_fill(measures: Measures, start: int, end: int, slack: float) -> bool:
    """Report whether stretching can use up ``slack``: where it cannot, the line is better left as it is (齐左)."""
    last = measures.last(start, end)
    most = measures.room(measures.stretch, start, end) + WIDEST * (measures.own(start, end) + slack)
    spaces = measures.text.count(" ", start, last)
    return slack <= most + spaces * WIDEST_SPACE * measures.em + _TOLERANCE


def widening(measures: Measures, start: int, end: int, slack: float) -> float:
    """Give the part of its width by which a line is drawn wider, where stretching cannot use up ``slack``."""
    last = measures.last(start, end)
    rest = slack - measures.room(measures.stretch, start, end)
    width = measures.reach[last] - measures.reach[start] + measures.hyphens.get(end, 0.0) + slack - rest
    return min(WIDEST, max(0.0, rest / width)) if width > 0 else 0.0


def spread(measures: Measures, start: int, end: int, slack: float) -> list[float]:
    """Give the room to add behind each character of a line (0 for the last) so that ``slack`` is used up.

    Less is used where a line would have to be stretched too far.
    """
    sums = measures.stretch if slack >= 0 else measures.squeeze
    total = measures.room(sums, start, end)
    part = max(-1.0, min(1.0, slack / total)) if total else 0.0
    last = measures.last(start, end)
    added = [part * (sums[place + 1] - sums[place]) for place in range(start, last - 1)]
    spaces = [place for place in range(start, last - 1) if measures.text[place] == " "]
    if spaces and slack > total:
        # Words too long to end the line evenly: what is left goes to the spaces between them.
        wider = 1 + widening(measures, start, end, slack)
        own = measures.own(start, end)
        left = (own + slack) / wider - own - total
        each = min(WIDEST_SPACE * measures.em, max(0.0, left) / len(spaces))
        for place in spaces:
            added[place - start] += each
    return added + [0.0] * (end - last + 1)
