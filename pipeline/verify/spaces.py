"""Compare white space and marks without width, for media that keep them as they were written.

Between two blocks, and where a template joins what the source keeps apart (a number and its title, 表1 and its caption,
the words of a case's label), any or none is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.handbook import ZERO_WIDTH, Passage, without_space
from pipeline.seen.edition import FoundQuestion

CONTEXT = 4  # characters shown on either side
_JOINT = {"title": re.compile(r"\d+"), "caption": re.compile(r"[表图]\d+")}


def spaces_that_differ(found: FoundQuestion, passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Report white space and marks without width that are lost or added, each with the number of characters before it.

    White space is not counted. The characters themselves must be equal.
    """
    should, does = _Gaps(), _Gaps()
    for passage in passages:
        should.read(passage.text, _any_before(passage))
    for block in found.blocks:
        does.read(block.text, 1)
    if (should.blanks, should.marks) == (does.blanks, does.marks):
        return
    text = without_space(found.text)
    for at in sorted({*should.blanks, *does.blanks, *should.marks, *does.marks}):
        where = f"“{text[max(0, at - CONTEXT) : at]}”与“{text[at : at + CONTEXT]}”之间"
        wanted, shown = should.blanks.get(at, ""), does.blanks.get(at, "")
        if wanted != shown and at not in should.free | does.free:
            fault = "少了空格" if not shown else "空白不同" if wanted else "多出空白"
            yield at, f"{where}{fault}"
        wanted, shown = should.marks.get(at, ""), does.marks.get(at, "")
        if wanted != shown:
            fault = "多出" if len(shown) > len(wanted) else "少了"
            yield at, f"{where}{fault}看不见的零宽字符"


def _any_before(passage: Passage) -> int:
    """Count the first characters of a passage before which any white space or none is right."""
    if passage.kind == "label":
        return len(passage.text)
    joint = _JOINT[passage.kind].match(passage.text) if passage.kind in _JOINT else None
    return joint.end() + 1 if joint else 1  # the words may begin with a figure, too: 第1问“15分钟……”


class _Gaps:
    """White space and marks without width between characters, by the number of characters before them.

    ``free`` are the places where any white space or none is right.
    """

    def __init__(self) -> None:
        self.blanks: dict[int, str] = {}
        self.marks: dict[int, str] = {}
        self.free: set[int] = set()
        self._count = 0

    def read(self, text: str, free: int) -> None:
        """Read a text of its own, before whose first ``free`` characters any white space is right."""
        self.free.update(range(self._count, self._count + free))
        behind = 0
        for run in _RUN.finditer(text):
            self._count += run.start() - behind
            behind = run.end()
            if blanks := set(run[0]).difference(ZERO_WIDTH):
                self.blanks[self._count] = "　" if "　" in blanks else " "
            if marks := "".join(character for character in run[0] if character in ZERO_WIDTH):
                self.marks[self._count] = self.marks.get(self._count, "") + marks
        self._count += len(text) - behind
        self.free.add(self._count)  # white space at the end of a text


_RUN = re.compile(rf"[\s{ZERO_WIDTH}]+")
