"""Things in a row, divided in their order into parts that are as even as can be: columns of a page, rows of a title."""

from __future__ import annotations

from collections.abc import Sequence


def even_limits(lengths: Sequence[float], count: int) -> list[float]:
    """Give the lengths to which ``count`` parts, or fewer, can hold all of ``lengths`` in their order, the least first.

    Each is a sum of neighbours, so that one part at least is full.
    """

    def parts_needed(limit: float) -> int:
        needed, used = 1, 0.0
        for length in lengths:
            if used and used + length > limit + 0.01:
                needed, used = needed + 1, 0.0
            used += length
        return needed

    sums = {
        sum(lengths[start:end]) for start in range(len(lengths)) for end in range(start + 1, len(lengths) + 1)
    }
    return [limit for limit in sorted(sums) if limit >= max(lengths) and parts_needed(limit) <= count]
