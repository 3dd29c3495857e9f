"""What a question should say, as one string of the characters that count."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from pipeline.handbook import Passage, without_space

CONTEXT = 8  # characters shown before and behind a difference


class Wanted:
    """What a question should say: its passages, and the characters that count of all of them."""

    def __init__(self, passages: tuple[Passage, ...]) -> None:
        self.passages = passages
        texts = [without_space(passage.text) for passage in passages]
        self.text = "".join(texts)
        self.starts = tuple(accumulate(map(len, texts), initial=0))

    def at(self, character: int) -> Passage:
        """The passage in which a character stands; the last one for the end of the text."""
        return self.passages[min(bisect_right(self.starts, character), len(self.passages)) - 1]
