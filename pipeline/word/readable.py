"""What a paragraph shows but plain readers pass over or cannot know: formulas, ruby, symbol fonts, hidden text.

Made plain once, before anything reads the document, so that every reader and witness sees the same characters.
"""

from __future__ import annotations

from collections import Counter

from lxml import etree

from pipeline.word.styles import TAG, value

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FORMULA, RUBY, SYMBOL = "公式", "注音", "符号字体"

# Characters of symbol fonts that offices use for boxes, ticks and bullets (w:sym, ECMA-376 part 1, 17.3.3.30).
_SYMBOLS = {
    "wingdings": {
        0x6C: "●",
        0x6E: "■",
        0x6F: "□",
        0x71: "❑",
        0x72: "❒",
        0x75: "◆",
        0xA8: "□",
        0xD8: "➢",
        0xFB: "✗",
        0xFC: "✓",
        0xFD: "☒",
        0xFE: "☑",
    },
    "wingdings 2": {0x50: "✓", 0x52: "☑", 0x53: "☒", 0xA3: "□"},
    "symbol": {0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xA3: "≤", 0xB4: "×", 0xB7: "•", 0xB9: "≠"},
}
UNKNOWN = "□"


def make_readable(root: etree._Element) -> tuple[Counter[str], tuple[str, ...]]:
    """Turn such things into plain runs in place and remove hidden texts.

    Gives how many there were of each kind, and the hidden texts.
    """
    counts: Counter[str] = Counter()
    hidden = tuple(_without_hidden(root))
    for element in list(root.iter(f"{MATH}oMath")):
        if _replace(element, "".join(part.text or "" for part in element.iter(f"{MATH}t"))):
            counts[FORMULA] += 1
    for element in list(root.iter(f"{TAG}ruby")):
        run = element.getparent()
        base, above = (
            "".join(part.text or "" for kind in element.iter(TAG + name) for part in kind.iter(f"{TAG}t"))
            for name in ("rubyBase", "rt")
        )
        if run is not None:
            counts[RUBY] += 1
            text = etree.Element(f"{TAG}t")
            text.text = f"{base}（{above}）" if above else base
            run.replace(element, text)
    for element in list(root.iter(f"{TAG}sym")):
        run = element.getparent()
        code = int(element.get(f"{TAG}char") or "0", 16) & 0xFF
        font = (element.get(f"{TAG}font") or "").casefold()
        if run is not None:
            counts[SYMBOL] += 1
            text = etree.Element(f"{TAG}t")
            text.text = _SYMBOLS.get(font, {}).get(code, UNKNOWN)
            run.replace(element, text)
    return counts, hidden


def _without_hidden(root: etree._Element) -> list[str]:
    """Remove hidden runs (w:vanish); give their texts."""
    found: list[str] = []
    for run in list(root.iter(f"{TAG}r")):
        properties = run.find(f"{TAG}rPr")
        mark = properties.find(f"{TAG}vanish") if properties is not None else None
        if mark is None or value(properties, "vanish") in ("0", "false", "off"):
            continue
        words = "".join(part.text or "" for part in run.iter(f"{TAG}t"))
        parent = run.getparent()
        if parent is not None and words.strip():
            found.append(words.strip())
        if parent is not None and run.find(f"{TAG}fldChar") is None:
            parent.remove(run)
    return found


def _replace(element: etree._Element, words: str) -> bool:
    """Put a run with ``words`` in the place of ``element``; report whether there was a place."""
    parent = element.getparent()
    if parent is None:
        return False
    run = etree.Element(f"{TAG}r")
    text = etree.SubElement(run, f"{TAG}t")
    text.text = words
    parent.replace(element, run)
    if parent.tag == f"{MATH}oMathPara" and (paragraph := parent.getparent()) is not None:
        paragraph.replace(parent, run)
    return True
