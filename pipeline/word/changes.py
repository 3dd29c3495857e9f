"""Tracked changes taken as accepted (ECMA-376 part 1, 17.13.5): what Word shows as “无标记”."""

from __future__ import annotations

from lxml import etree

from pipeline.word.styles import TAG

_REMOVED = ("del", "moveFrom")
_ADDED = ("ins", "moveTo")


def count_changes(root: etree._Element) -> int:
    """Count the tracked changes of text in an XML part."""
    return sum(1 for name in (*_REMOVED, *_ADDED) for _ in root.iter(TAG + name))


def withdrawn_words(root: etree._Element) -> tuple[str, ...]:
    """Give the words that one person has inserted and another has deleted again: no accepted text shows them."""
    found = (
        "".join(text.text or "" for text in gone.iter(f"{TAG}delText"))
        for gone in root.iter(f"{TAG}del")
        if any(True for _ in gone.iterancestors(f"{TAG}ins"))
        or any(parent.find(f"{TAG}rPr/{TAG}ins") is not None for parent in gone.iter(f"{TAG}r"))
    )
    return tuple(words for words in found if words.strip())


def deleted_words(root: etree._Element) -> tuple[str, ...]:
    """Give the words of the tracked deletions in an XML part, each with what stands beside it in one paragraph."""
    found: list[str] = []
    last: etree._Element | None = None
    for element in root.iter(f"{TAG}del"):
        words = "".join(str(text.text or "") for text in element.iter(f"{TAG}delText", f"{TAG}t"))
        if not words:
            continue
        if last is not None and element.getprevious() is last:
            found[-1] += words
        else:
            found.append(words)
        last = element
    return tuple(found)


def accept_changes(root: etree._Element) -> None:
    """Accept every tracked change of text, of paragraph marks and of table rows and cells in place."""
    for row in list(root.iter(f"{TAG}tr")):
        if row.find(f"{TAG}trPr/{TAG}del") is not None:
            _remove(row)
    for cell in list(root.iter(f"{TAG}tc")):
        if cell.find(f"{TAG}tcPr/{TAG}cellDel") is not None:
            _remove(cell)
    for name in _REMOVED:
        for element in list(root.iter(TAG + name)):
            parent = element.getparent()
            if parent is not None and parent.tag != f"{TAG}rPr":
                _remove(element)
    for name in _ADDED:
        for element in list(root.iter(TAG + name)):
            parent = element.getparent()
            if parent is not None and parent.tag not in (f"{TAG}rPr", f"{TAG}trPr"):
                at = parent.index(element)
                parent[at : at + 1] = list(element)
    for paragraph in list(root.iter(f"{TAG}p")):
        marks = paragraph.find(f"{TAG}pPr/{TAG}rPr")
        if marks is not None and any(marks.find(TAG + name) is not None for name in _REMOVED):
            _join_to_next(paragraph)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _join_to_next(paragraph: etree._Element) -> None:
    """Join a paragraph whose mark is deleted to the next one, whose properties count (17.13.5.15).

    A paragraph that is empty then is removed, bookmarks and all.
    """
    if not any(one.text for one in paragraph.iter(f"{TAG}t")) and not any(
        True for _ in paragraph.iter(f"{TAG}drawing")
    ):
        _remove(paragraph)
        return
    following = paragraph.getnext()
    while following is not None and following.tag in (f"{TAG}bookmarkStart", f"{TAG}bookmarkEnd"):
        following = following.getnext()
    if following is None or following.tag != f"{TAG}p":
        return
    properties = following.find(f"{TAG}pPr")
    at = 0 if properties is None else following.index(properties) + 1
    own = [child for child in paragraph if child.tag != f"{TAG}pPr"]
    following[at:at] = own
    _remove(paragraph)
