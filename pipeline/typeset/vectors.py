"""SVG drawn as browsers draw it, with the faces of the font kit and no other.

WeasyPrint prints most drawings right and as lines, but not all (masks, filters, a choice between two forms);
MuPDF passes over much more. resvg draws what browsers draw, so it is what others are measured by.
"""

from __future__ import annotations

import io
import re

import resvg_py
from lxml import etree
from PIL import Image

from pipeline.findings import OutsideFailure
from pipeline.typeset.font_kit import FontKit

SERIF, SANS, KAI = "Noto Serif CJK SC", "Noto Sans CJK SC", "Handbook Kai"  # the kit's, by their own names
_KAI = re.compile("kai|楷", re.IGNORECASE)
_SERIF = re.compile(r"(?<!sans-)(?<!sans )serif|song|sun|ming|times|georgia|roman|宋|明", re.IGNORECASE)
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)")
_SHORT = re.compile(
    r"(?<![\w-])font\s*:\s*([a-z0-9\s-]*?)\s*(\d*\.?\d+(?:px|pt|em|rem|%|mm|cm|in|pc))(?:\s*/\s*[\w.%]+)?\s+([^;}]+)"
)


def in_kit_faces(svg: bytes) -> bytes:
    """Give the drawing with every font in it replaced by that of the kit which is most like it."""
    root = etree.fromstring(svg, etree.XMLParser(resolve_entities=False, no_network=True))
    root.set("font-family", root.get("font-family", "sans-serif"))
    for element in root.iter(etree.Element):
        if "font-family" in element.attrib:
            element.set("font-family", _face(str(element.get("font-family"))))
        if "style" in element.attrib:
            element.set("style", _styled(str(element.get("style"))))
        if etree.QName(element).localname == "style" and element.text:
            element.text = _styled(element.text)
    return etree.tostring(root)


def draw(svg: bytes, width: int, height: int, kit: FontKit | None) -> Image.Image:
    """Draw on white paper, at most ``width`` × ``height`` pixels; without a kit, in the fonts of this machine.

    Raises :class:`OutsideFailure`.
    """
    try:
        data = resvg_py.svg_to_bytes(
            svg_string=in_kit_faces(svg).decode(),
            background="white",
            skip_system_fonts=kit is not None,
            width=width,
            height=height,
            dpi=96,
            font_files=[str(file) for file in kit.files] if kit else None,
            font_family=SANS,
            serif_family=SERIF,
            sans_serif_family=SANS,
            cursive_family=KAI,
            fantasy_family=SANS,
            monospace_family=SANS,
            languages=["zh-CN", "zh", "en"],
        )
    except (ValueError, RuntimeError, etree.XMLSyntaxError) as error:
        raise OutsideFailure("SVG 图片画不出来", "用绘图软件重新导出，或换成 PNG") from error
    with Image.open(io.BytesIO(data)) as picture:
        return picture.convert("RGB")


def _styled(css: str) -> str:
    css = _SHORT.sub(lambda short: _written_out(*short.groups()), css)
    return _FAMILY.sub(lambda family: f"font-family: {_face(family[1])}", css)


def _written_out(words: str, size: str, family: str) -> str:
    """Write the short form of a font as its parts: WeasyPrint does not read it in a drawing."""
    parts = [f"font-family: {family}", f"font-size: {size}"]
    for word in words.split():
        if word in ("bold", "bolder", "lighter") or word.isdigit():
            parts.append(f"font-weight: {word}")
        elif word in ("italic", "oblique"):
            parts.append(f"font-style: {word}")
    return "; ".join(parts)


def _face(families: str) -> str:
    first = families.split(",", maxsplit=1)[0]
    return KAI if _KAI.search(first) else SERIF if _SERIF.search(first) else SANS
