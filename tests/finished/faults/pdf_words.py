"""Changing the words of a finished PDF: the glyph numbers in its pages, by the font's own map to characters."""

from __future__ import annotations

import re

import pikepdf

_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_HEX = re.compile(rb"<([0-9a-fA-F]+)>")


def _characters(font) -> dict[int, str]:
    """Glyph number → characters, from the font's ToUnicode map."""
    found = {}
    data = bytes(font.ToUnicode.read_bytes())
    for kind, body in _SECTION.findall(data):
        codes = _HEX.findall(body)
        step = 2 if kind == b"bfchar" else 3
        for at in range(0, len(codes), step):
            first, words = int(codes[at], 16), bytes.fromhex(codes[at + step - 1].decode())
            last = first if step == 2 else int(codes[at + 1], 16)
            for shift in range(last - first + 1):
                text = words.decode("utf-16-be")
                found[first + shift] = text[:-1] + chr(ord(text[-1]) + shift) if shift else text
    return found


def replace_words(path, old: str, new: str, *, page: int = 0, band: tuple[float, float] = (0, 9999)) -> None:
    """Write ``new`` over the first ``old`` that stands in one string of a page; ``new`` may be shorter, or nothing.

    The characters of ``new`` must be in the same font. Looked for from the page with the index ``page`` on, in the
    ``band`` of each page, CSS pixels from its top.
    """
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for one in list(pdf.pages)[page:]:
            if _in_page(pdf, one, (old, new), band):
                pdf.save(path)
                return
    raise AssertionError(f"{old} is not in {path.name}")


def _in_page(pdf, page, words, band) -> bool:
    fonts = {name: _characters(font) for name, font in page.Resources.Font.items() if "/ToUnicode" in font}
    operations = list(pikepdf.parse_content_stream(page))
    known, height = {}, 0.0
    for operands, operator in operations:
        if str(operator) == "Tf":
            known = fonts.get(str(operands[0]), {})
        elif str(operator) == "Tm":
            height = float(operands[5])
        elif str(operator) == "TJ" and band[0] < height < band[1] and _in_strings(operands[0], known, *words):
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(operations))
            return True
    return False


def _in_strings(strings, known, old, new) -> bool:
    places = []  # item, position of the glyph in it, its characters
    for item, part in enumerate(strings):
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            places += [
                (item, at, known.get(int.from_bytes(data[at : at + 2], "big"), "?"))
                for at in range(0, len(data), 2)
            ]
    text = "".join(words for _, _, words in places)
    at = text.find(old)
    if at < 0:
        return False
    glyphs = {words: number for number, words in known.items()}
    if any(character not in glyphs for character in new):
        return False
    position, changed = 0, {}
    for item, offset, words in places:
        if at <= position < at + len(old):
            index = position - at
            changed[item, offset] = new[index : index + len(words)] if index < len(new) else ""
        position += len(words)
    for item in {item for item, _ in changed}:
        data, out = bytes(strings[item]), b""
        for offset in range(0, len(data), 2):
            if (item, offset) in changed:
                for character in changed[item, offset]:
                    out += glyphs[character].to_bytes(2, "big")
            else:
                out += data[offset : offset + 2]
        strings[item] = pikepdf.String(out)
    return True
