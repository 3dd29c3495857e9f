"""What a question should say, as one string without white space."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from pipeline.handbook import Passage, without_space

CONTEXT = 8  # characters shown before and behind a difference


class Wanted:
    """What a question should say: its passages, and all their characters without white space."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        texts = [without_space(passage.text) for passage in passages]
        self.text = "".join(texts)
        self.starts = tuple(accumulate(map(len, texts), initial=0))

    def at(self, character: int) -> Passage:
        """Give the passage that a character belongs to; the last one for the end of the text."""
        return self.passages[min(bisect_right(self.starts, character), len(self.passages)) - 1]
