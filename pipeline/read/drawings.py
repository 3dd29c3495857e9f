"""An SVG file → the drawing alone: sound, of a known size, without code, without reach outside, without notes.

What drawing programs keep in a file for themselves (their own elements and attributes, the path where it was saved,
a copy of the whole diagram) is taken out; pictures inside are cleaned as those beside the text are.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from lxml import etree

from pipeline.read.bitmaps import TooManyPixels, Unusable, read_bitmap

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_PIXELS = {
    "": 1.0,
    "px": 1.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
    "pt": 4 / 3,
    "pc": 16.0,
    "q": 96 / 101.6,
}
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
# The beginning of any text that may be a drawing: marks of order, white space, declarations, remarks.
_LEAD = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_DOCTYPE = re.compile(
    r"""<!DOCTYPE\s+[\w:.-]+(?:\s+(?:"[^"]*"|'[^']*'|[A-Z]+))*\s*(?:\[(.*?)\]\s*)?>""", re.DOTALL
)
_DECLARED = re.compile(
    r"""\s*(?:<!--.*?-->|<!ENTITY\s+([\w.-]+)\s+(?:"([^"&%<]*)"|'([^'&%<]*)')\s*>)\s*""", re.DOTALL
)
_LONGEST = 5_000_000  # characters of a drawing with its abbreviations written out


@dataclass(frozen=True, slots=True)
class Drawing:
    """A clean drawing: its size in CSS pixels and its bytes, and what was ``noted`` in it and is taken out."""

    width: int
    height: int
    data: bytes
    noted: tuple[str, ...] = ()


def is_drawing(data: bytes) -> bool:
    """Report whether the data begin as a text in XML does."""
    text = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return text.startswith(b"<") or data.startswith((b"\xff\xfe", b"\xfe\xff"))


def read_drawing(data: bytes) -> Drawing | str:
    """Read a drawing; give what is wrong with it, in words for the editor, where it cannot be used."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        plain = _without_doctype(data)
        root = etree.fromstring(plain, parser)
    except (etree.XMLSyntaxError, UnicodeError, ValueError):
        return "不是完好的 SVG"
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        return "不是完好的 SVG"
    if root.tag == "svg":
        return "缺少 SVG 的标记（xmlns）"
    if root.getroottree().docinfo.internalDTD is not None:
        return "含有不认识的文档类型声明"
    _choose(root)
    fault = next(filter(None, map(_fault, root.iter())), "")
    if fault:
        return fault
    width, height = _size(root)
    if not (width and height):
        return "没有写明宽和高（viewBox）"
    noted = _clean(root)
    if isinstance(noted, str):
        return noted
    foreign = plain is not data or b"<switch" in data or b"<!--" in data or _encoding(root) != "UTF-8"
    if not noted and not foreign:
        return Drawing(width, height, data)
    etree.cleanup_namespaces(root)
    told = tuple(one for one in dict.fromkeys(noted) if one)
    return Drawing(width, height, etree.tostring(root, encoding="UTF-8"), told)


def _choose(root: etree._Element) -> None:
    """Leave out HTML for which the drawing has another form; tests for features are passed over, as browsers do."""
    for element in list(root.iter(f"{{{_SVG}}}switch")):
        for page in element.findall(f"{{{_SVG}}}foreignObject"):
            if len(element) > 1:
                _remove(element, page)
    for element in root.iter(etree.Element):
        element.attrib.pop("requiredFeatures", "")


def _encoding(root: etree._Element) -> str:
    return (root.getroottree().docinfo.encoding or "UTF-8").upper()


def _without_doctype(data: bytes) -> bytes:
    """Take out a document type, its plain abbreviations written out; give the same bytes where there is none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode()
        data = re.sub(rb"^(<\?xml[^>]*?)\s+encoding=[\"'][^\"']*[\"']", rb"\1", data)
    elif data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if b"<!DOCTYPE" not in data:
        return data if data[:1] == b"<" else data.lstrip()
    # Bytes as characters: what is looked for is ASCII, in whatever coding of it.
    text = data.decode("latin-1").lstrip()
    lead = _LEAD.match(text)
    doctype = _DOCTYPE.match(text, lead.end() if lead else 0)
    if doctype is None:
        return data
    short: dict[str, str] = {}
    declared, at = doctype[1] or "", 0
    while declared[at:].strip():
        one = _DECLARED.match(declared, at)
        if one is None:
            return data  # something else is declared: refused where the document type is seen
        if one[1]:
            short.setdefault(one[1], one[2] if one[2] is not None else one[3])
        at = one.end()
    text = text[: doctype.start()] + text[doctype.end() :]
    if (
        len(text) + sum(text.count(f"&{name};") * len(words) for name, words in short.items()) > _LONGEST
        and short
    ):
        raise ValueError("too long")
    for name, words in short.items():
        text = text.replace(f"&{name};", words)
    return text.encode("latin-1")


def _fault(element: etree._Element) -> str:
    """Say what makes an element unfit: code, or reach outside of the file."""
    if not isinstance(element.tag, str):
        return "含有外部引用"  # an entity, or an instruction to a program
    local = etree.QName(element).localname
    if local in ("script", "foreignObject", "handler", "iframe"):
        return "含有脚本"
    for key, value in element.attrib.items():
        name = etree.QName(str(key)).localname
        text = str(value).strip()
        if name.lower().startswith("on"):
            return "含有脚本"
        if name in ("href", "src") and not text.startswith(("#", "data:image/png", "data:image/jpeg")):
            return "含有外部引用"
        if _reaches_out(text):
            return "含有外部引用"
    return "含有外部引用" if local == "style" and _reaches_out(element.text or "") else ""


def _reaches_out(css: str) -> bool:
    """Report whether a style names anything but its own document."""
    return "@import" in css or any(
        not target.startswith("#") for target in re.findall(r"url\(\s*[\"']?([^)\"']+)", css)
    )


def _clean(root: etree._Element) -> list[str] | str:
    """Take out what is not drawn; give what that was (empty words where it tells nothing), or what is wrong."""
    noted: list[str] = []
    for element in list(root.iter()):
        name = etree.QName(element)
        if element is not root and (name.namespace not in (_SVG, None) or name.localname == "metadata"):
            parent = element.getparent()
            if parent is not None:
                noted.append("绘图软件的附加信息")
                _remove(parent, element)
            continue
        for key in list(element.attrib):
            own = etree.QName(str(key))
            if own.namespace not in (None, _XLINK, _XML) or (element is root and own.localname == "content"):
                del element.attrib[key]
                noted.append("绘图软件的附加信息")
            elif own.localname == "href" and str(element.attrib[key]).strip().startswith("data:"):
                told = _clean_inside(element, str(key))
                if isinstance(told, str):
                    return told
                noted += told
    return noted


def _clean_inside(element: etree._Element, key: str) -> list[str] | str:
    """Clean a picture inside the drawing."""
    head, _, text = str(element.attrib[key]).partition(",")
    if not head.endswith(";base64"):
        return "里面的图片写法不认识"
    try:
        data = base64.b64decode(text)
        inside = read_bitmap(data)
    except (binascii.Error, Unusable):
        return "里面的图片不完整或已损坏"
    except TooManyPixels:
        return "里面的图片像素太多"
    if inside.data == data:
        return []
    element.set(key, f"data:{inside.media_type};base64,{base64.b64encode(inside.data).decode()}")
    return list(inside.noted) or [""]


def _remove(parent: etree._Element, element: etree._Element) -> None:
    """Take an element out, but not the words behind it."""
    behind, before = element.tail or "", element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + behind
    else:
        parent.text = (parent.text or "") + behind
    parent.remove(element)


def _size(root: etree._Element) -> tuple[int, int]:
    """Width and height in CSS pixels: its own, or else the other's by the shape of the viewBox, or the viewBox's."""
    box = [float(n) for n in re.findall(_NUMBER, str(root.get("viewBox", "")))]
    wide, tall = (box[2], box[3]) if len(box) == 4 and min(box[2:]) > 0 else (0.0, 0.0)
    width, height = _length(root.get("width")), _length(root.get("height"))
    if wide and width and not height:
        height = width * tall / wide
    elif wide and height and not width:
        width = height * wide / tall
    return round(width or wide), round(height or tall)


def _length(text: object) -> float:
    """Give a length in CSS pixels; 0 for one that is not given, or is a share of something else."""
    match = re.fullmatch(rf"\s*({_NUMBER})\s*(px|mm|cm|in|pt|pc|q)?\s*", str(text or ""), re.IGNORECASE)
    return float(match[1]) * _PIXELS[(match[2] or "").lower()] if match else 0.0
