"""A Markdown file → its front matter and its body, line numbers kept."""

from __future__ import annotations

from dataclasses import dataclass

FENCE = "---"


@dataclass(frozen=True, slots=True)
class Split:
    """``matter`` begins on ``matter_line``; ``body`` has one empty line for every line that stood before it."""

    matter: str | None
    matter_line: int
    body: str


def split(text: str) -> Split:
    """Split the ``---`` block at the top from the rest; ``matter`` is None where there is none."""
    lines = text.removesuffix("\n").split("\n")  # not splitlines: to pandoc only this ends a line
    if not lines or lines[0].rstrip() != FENCE:
        return Split(None, 1, text)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() == FENCE:
            matter = "\n".join(lines[1:number])
            return Split(matter, 2, "\n" * (number + 1) + "\n".join(lines[number + 1 :]) + "\n")
    return Split(None, 1, text)
