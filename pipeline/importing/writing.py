"""Drafts → the source format: Markdown that :func:`pipeline.read.read_handbook` reads back to the same blocks.

Every ASCII mark that could mean something in the dialect is escaped with a backslash (CommonMark 2.4), and no other.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from pipeline.handbook import (
    Block,
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Quote,
    Strong,
    Table,
    Text,
    inline_text,
)

_ALWAYS = re.compile(
    r"[\\`*_\[\]<>{}&|$^\"'#@!]|~(?=~)|(?<=~)~|(?<=\S):(?=//)|(?<=www)\.|(?<=\w)@|\.(?=\.)|-(?=-)"
)
_KEPT_MARKS = frozenset("\"'!@#")  # escaped at the start of a line only
_LINE_START = re.compile(r"(?P<mark>[#>+=:~\"'!%-])|(?P<number>\d+|[A-Za-z])(?P<end>[.)])|\((?=\w+\))")


def question_file(front: Mapping[str, object], blocks: Iterable[Block], names: Mapping[str, str]) -> str:
    """Write a question's file: front matter, then the answer; ``names`` gives figures their file names."""
    return f"---\n{yaml_text(front)}---\n{markdown(blocks, names)}"


def yaml_text(fields: Mapping[str, object]) -> str:
    """Write fields as YAML, one a line."""
    stream = io.StringIO()
    writer = YAML(typ="rt")
    writer.width = 1_000_000
    writer.allow_unicode = True
    writer.dump(dict(fields), stream)
    return stream.getvalue()


def scalar(value: str) -> str:
    """Write a string as a YAML value on one line."""
    return (
        yaml_text({"x": value}).removeprefix("x: ").rstrip("\n")
        if value.strip() == value
        else str(DoubleQuotedScalarString(value))
    )


@dataclass(slots=True)
class _Page:
    """What is gathered while blocks are written; ``label`` gives a footnote the label of its mark."""

    names: Mapping[str, str]
    notes: list[str] = field(default_factory=list)
    label: Callable[[Footnote], str] | None = None


def markdown(blocks: Iterable[Block], names: Mapping[str, str]) -> str:
    """Write blocks as Markdown, footnotes after them."""
    page = _Page(names)
    text = "\n\n".join(_block(block, page) for block in blocks)
    notes = "".join(f"\n[^{number}]: {note}\n" for number, note in enumerate(page.notes, 1))
    return f"{text}\n{notes}"


def markdown_of(block: Block, names: Mapping[str, str], label: Callable[[Footnote], str]) -> str:
    """Write one block without the footnotes themselves; ``label`` gives each the label of its mark."""
    return _block(block, _Page(names, label=label))


def note_markdown(label: str, note: Footnote) -> str:
    """Write a footnote on one line, as it is written below the answer."""
    return f"[^{label}]: {_line(note.inlines, _Page({}))}"


def _block(block: Block, page: _Page) -> str:
    match block:
        case Paragraph():
            return _line(block.inlines, page)
        case Point():
            return _fenced("point", {"lead": block.lead}, block.blocks, page)
        case Case():
            words = {
                "district": block.district,
                "place": block.place,
                "project": block.project,
                "year": block.year,
            }
            return _fenced("case", words, block.blocks, page)
        case Note():
            return _fenced("note", {}, block.blocks, page)
        case Quote():
            inner = "\n\n".join(_block(one, page) for one in block.blocks)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case ItemList():
            return _list(block, page)
        case Table():
            return _table(block, page)
        case Figure():
            name = page.names.get(block.image, block.image)
            caption = block.caption.replace("\\", "\\\\").replace('"', '\\"')
            own = f"{{#{block.id}}}" if block.id else ""
            return f'![{escaped(block.alternative)}]({name} "{_entities(caption)}"){own}'


def _entities(text: str) -> str:
    return text.replace("&", "&amp;")


def attribute(value: str) -> str:
    """Write words inside a quoted attribute."""
    return value.replace("&", "&amp;").replace("\\", "&#92;").replace('"', "&quot;")


def _fenced(name: str, attributes: Mapping[str, str], blocks: Iterable[Block], page: _Page) -> str:
    words = "".join(f' {key}="{attribute(value)}"' for key, value in attributes.items() if value)
    inner = "\n\n".join(_block(block, page) for block in blocks)
    opening = f"::: {{.{name}{words}}}"
    return f"{opening}\n{inner}\n:::" if inner else f"{opening}\n:::"


def _list(block: ItemList, page: _Page) -> str:
    tight = all(len(item) == 1 or not isinstance(item[1], Paragraph) for item in block.items)
    parts = []
    for marker, item in zip(block.markers, block.items, strict=True):
        head = f"{marker} " if block.ordered else "- "
        inner = ("\n\n").join(_block(one, page) for one in item)
        if tight:
            inner = re.sub(r"\n\n(?=- |\d+\. )", "\n", inner)
        lines = inner.split("\n")
        parts.append(
            head
            + "\n".join(line if not n or not line else " " * len(head) + line for n, line in enumerate(lines))
        )
    return "\n".join(parts) if tight else "\n\n".join(parts)


def _table(block: Table, page: _Page) -> str:
    marks = {"left": "---", "right": "--:", "center": ":-:"}

    def row(cells: Iterable[tuple[Inline, ...]]) -> str:
        return "| " + " | ".join(_inlines(cell, page) for cell in cells) + " |"

    lines = [row(block.head), "| " + " | ".join(marks[one] for one in block.alignments) + " |"]
    lines += [row(cells) for cells in block.rows]
    own = f" #{block.id}" if block.id else ""
    opening = f'::: {{.table{own} caption="{attribute(block.caption)}"}}' if block.caption else "::: table"
    return f"{opening}\n" + "\n".join(lines) + "\n:::"


def _line(inlines: Iterable[Inline], page: _Page) -> str:
    """A paragraph on one line; what could begin a block is escaped."""
    text = _inlines(inlines, page)

    def escaped(match: re.Match[str]) -> str:
        if match["number"]:
            return f"{match['number']}\\{match['end']}"
        return "\\" + match[0]

    return _LINE_START.sub(escaped, text, count=1) if _LINE_START.match(text) else text


def _inlines(inlines: Iterable[Inline], page: _Page) -> str:
    parts = list(inlines)
    written: list[str] = []
    for index, inline in enumerate(parts):
        before, after = inline_text(parts[:index])[-1:], inline_text(parts[index + 1 :])[:1]
        written.append(_inline(inline, before, after, page))
    return "".join(written)


def _inline(inline: Inline, before: str, after: str, page: _Page) -> str:
    match inline:
        case Text():
            return escaped(inline.text)
        case Strong():
            return _emphasised("**", inline.inlines, before, after, page)
        case Emphasis():
            return _emphasised("*", inline.inlines, before, after, page)
        case Code():
            fence = "`" * (max((len(run) for run in re.findall("`+", inline.text)), default=0) + 1)
            pad = " " if inline.text[:1] in ("`", " ") or inline.text[-1:] in ("`", " ") else ""
            return f"{fence}{pad}{inline.text}{pad}{fence}"
        case Link():
            target = (
                inline.target.replace("\\", "%5C").replace("<", "%3C").replace(">", "%3E").replace(" ", "%20")
            )
            return (
                f"[{_inlines(inline.inlines, page)}](<{target}>)"
                if re.search(r"[()]", target)
                else (f"[{_inlines(inline.inlines, page)}]({target})")
            )
        case CrossReference():
            return f"[](#{inline.target})"
        case Footnote() if page.label is not None:
            return f"[^{page.label(inline)}]"
        case Footnote():
            position = len(page.notes)
            page.notes.append("")
            page.notes[position] = _line(inline.inlines, page)
            return f"[^{position + 1}]"


def _emphasised(mark: str, inlines: tuple[Inline, ...], before: str, after: str, page: _Page) -> str:
    """Emphasis; marks at its edges stand outside where CommonMark would not see it begin or end (6.2)."""
    text = inline_text(inlines)
    if len(inlines) == 1 and isinstance(inlines[0], Text):
        start, end = _spaces(text), len(text.rstrip())
        if before and not _is_edge(before):
            start = next((i for i, c in enumerate(text) if c.isalnum()), len(text))
        if after and not _is_edge(after):
            end = len(text) - next((i for i, c in enumerate(reversed(text)) if c.isalnum()), len(text))
        if start >= end:
            return escaped(text)
        return f"{escaped(text[:start])}{mark}{escaped(text[start:end])}{mark}{escaped(text[end:])}"
    return f"{mark}{_inlines(inlines, page)}{mark}"


def _spaces(text: str) -> int:
    return len(text) - len(text.lstrip())


def _is_edge(character: str) -> bool:
    """Report whether CommonMark takes a character for white space or punctuation in every version of its rules."""
    return character.isspace() or unicodedata.category(character).startswith("P")


def escaped(text: str) -> str:
    """Put a backslash before every mark that the dialect would take for its own."""

    def mark(match: re.Match[str]) -> str:
        # At the end of a run "!" may come before a link and make a picture of it.
        kept = match[0] in _KEPT_MARKS and not (match[0] == "!" and match.end() == len(text))
        return match[0] if kept else "\\" + match[0]

    return _ALWAYS.sub(mark, text)
