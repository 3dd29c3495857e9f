"""The official plugin rules, chapters 1 to 3: properties, structure, fonts.

https://developers.weixin.qq.com/doc/service/guide/product/plugin_spec.html; the functions carry the section numbers.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Mapping

from lxml import etree
from PIL import Image

from pipeline.formats.wechat.rules.registry import Offence, Subject, has_text, rule
from pipeline.formats.wechat.styles import BODY_SIZE, ancestors, font_size, own_text, pixels, style_of

PHONE, EDITOR, SCREEN = 375.0, 585.0, 677.0  # CSS pixels: the screens at which the platform measures
FAR = 300.0  # a gap or a shift so large leaves a screen nearly empty
_TO_THE_SIDE = ("margin-left", "padding-left", "text-indent", "left")
_SHIFTING = ("margin", "padding", "text-indent", "vertical-align")
NARROWEST = 8.0  # CSS pixels: a box for text that is narrower shows none
SHIFT = 100.0  # a text moved further than this leaves too little of a phone's width
DEEPEST = 10  # levels of one tag and style with a single child
_DRAWN = ("svg", "img", "circle", "path", "rect", "g", "animate", "image")
_BLOCKS = (
    "section",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "ul",
    "ol",
    "blockquote",
    "pre",
)


def _measured(subject: Subject) -> Iterator[tuple[etree._Element, Mapping[str, str]]]:
    """The boxes whose width counts: no drawing, and nothing inside data-ignore-width (1.4.4)."""
    exempt = {one for box in subject.elements() if "data-ignore-width" in box.attrib for one in box.iter()}
    for element, style in subject.styled:
        if element.tag not in _DRAWN and element not in exempt:
            yield element, style


@rule("1.1")
def opacity(subject: Subject) -> Iterator[Offence]:
    """1.1: no invisible picture under a drawing; it could not be exchanged in the editor."""
    for image in subject.elements("img"):
        if re.fullmatch(r"0?\.?0+%?", style_of(image).get("opacity", "1")):
            yield image, "图片设成了全透明", "去掉 opacity:0"


@rule("1.2")
def caret_colour(subject: Subject) -> Iterator[Offence]:
    """1.2: no transparent text cursor."""
    for element, style in subject.styled:
        value = style.get("caret-color", "").replace(" ", "")
        if value == "transparent" or re.fullmatch(r"rgba\(.*,0(\.0+)?\)", value):
            yield element, "输入光标设成了透明", "去掉 caret-color"


@rule("1.3")
def line_height(subject: Subject) -> Iterator[Offence]:
    """1.3: lines of text are at least as high as the letters, also where the height comes from an element around."""
    for element in subject.elements():
        if not own_text(element).strip():
            continue
        source = next((one for one in ancestors(element) if "line-height" in style_of(one)), None)
        if source is None:
            continue
        value, size = style_of(source)["line-height"], font_size(element)
        high = _line_height(value, source, size)
        if high is not None and high < size:
            yield element, f"行高 {value} 小于字号 {size:g}px", "行高不小于字号"


def _line_height(value: str, source: etree._Element, size: float) -> float | None:
    """A line height in CSS pixels as text of ``size`` inherits it from ``source``: a bare number by its own size."""
    match = re.fullmatch(r"(\d*\.?\d+)(em|%|px|pt)?", value)
    if not match:
        return None
    number, unit = float(match[1]), match[2]
    if unit in ("px", "pt"):
        return pixels(match[1] + unit)
    if unit is None:
        return number * size
    return number * font_size(source) / (100 if unit == "%" else 1)


@rule("1.4.1")
def centring(subject: Subject) -> Iterator[Offence]:
    """1.4.1: no width that fills a phone and leaves a wide screen half empty."""
    for element, style in _measured(subject):
        width = pixels(style.get("width", ""))
        if width is not None and width >= PHONE:
            yield element, f"宽度固定为 {style['width']}，在宽屏上不居中", "用百分比或不写宽度"


@rule("1.4.2")
def overflow(subject: Subject) -> Iterator[Offence]:
    """1.4.2: nothing that pushes content beyond the edge of a phone."""
    for element, style in _measured(subject):
        for name in _TO_THE_SIDE:
            shift = pixels(style.get(name, ""))
            if shift is not None and abs(shift) > SHIFT:
                yield element, f"{name}:{style[name]} 把内容推出手机屏幕", "缩小缩进"
        for name, value in style.items():
            told = name in _TO_THE_SIDE and abs(pixels(value) or 0) > SHIFT
            far = name.startswith(_SHIFTING) and any(abs(one) > FAR for one in _lengths(value))
            if far and not told:
                yield element, f"{name}:{value} 把内容推得太远", "缩小"
        hangs = sum(_lengths(style.get("text-indent", "")))
        if (hangs < 0 or _left(style) < 0) and (beyond := hangs + _inset(element)) < 0:
            yield element, f"文字伸出左边 {-beyond:.0f}px，手机上看不见", "缩进不超过左边距"
        if pixels(style.get("min-width", "")):
            yield element, f"min-width:{style['min-width']} 会超出手机屏幕", "去掉最小宽度"
        if style.get("white-space") in ("nowrap", "pre") and has_text(element):
            yield element, f"white-space:{style['white-space']} 使文字不换行", "去掉"
    for row in subject.elements("tr"):
        widths = [pixels(style_of(cell).get("width", "")) or 0.0 for cell in row]
        if sum(widths) > PHONE:
            yield row, f"各列固定宽度共 {sum(widths):g}px，超出手机屏幕", "列宽用百分比"


@rule("1.4.3")
def fluid_width(subject: Subject) -> Iterator[Offence]:
    """1.4.3: widths follow the screen, a picture names its own in ``data-w`` and fills all screens or none."""
    for element, style in _measured(subject):
        for name in ("width", "max-width"):
            width = pixels(style.get(name, ""))
            if width and name == "width" and width < PHONE:
                yield element, f"{name}:{style[name]} 不随屏幕变化", "用百分比或 em"
            elif width and name == "max-width" and width < EDITOR:
                yield element, f"{name}:{style[name]} 不随屏幕变化", "用百分比"
    for image in subject.elements("img"):
        for name in ("data-w", "data-ratio"):
            if not image.get(name):
                yield image, f"图片缺少 {name}", "写明原图的宽和高宽比"
        width = pixels(image.get("data-w", "") + "px")
        if width and PHONE < width < SCREEN and not style_of(image).get("width", "").endswith("%"):
            yield image, f"图片宽 {width:g}px，在手机上铺满，在宽屏上不铺满", "写 width:100%"
        for message, hint in _untrue_sizes(image, subject.picture(image)):
            yield image, message, hint


def _inset(element: etree._Element) -> float:
    """How far its box stands in from the article's left edge, in CSS pixels."""
    return sum(_left(style_of(one)) for one in ancestors(element))


def _left(style: Mapping[str, str]) -> float:
    """Padding and margin at the left, by the long or the short property, in CSS pixels."""
    inset = 0.0
    for name in ("padding", "margin"):
        sides = style.get(name, "").split()
        side = sides[min(len(sides), 4) - 1 if len(sides) != 3 else 1] if sides else ""
        inset += sum(_lengths(style.get(f"{name}-left", side)))
    return inset


@functools.lru_cache(maxsize=4096)
def _lengths(value: str) -> tuple[float, ...]:
    """The lengths of a value in CSS pixels; those that depend on letters or box as on a phone."""
    found = re.findall(r"(-?\d*\.?\d+)(px|pt|pc|in|cm|mm|r?em|%|v[wh])", value)
    units = {"em": BODY_SIZE, "rem": BODY_SIZE, "%": PHONE / 100, "vw": PHONE / 100, "vh": PHONE / 50}
    return tuple(
        float(number) * units[unit] if unit in units else pixels(number + unit) or 0.0
        for number, unit in found
    )


def _untrue_sizes(image: etree._Element, data: bytes) -> Iterator[tuple[str, str]]:
    """Compare a picture's ``data-w`` and ``data-ratio`` with the file's."""
    try:
        with Image.open(io.BytesIO(data)) as opened:
            width, height = opened.size
    except (OSError, ValueError):
        return  # a picture that is missing or broken is reported by whoever reads the article
    if image.get("data-w", str(width)) != str(width):
        yield f"data-w 是 {image.get('data-w')}，图片宽 {width}", "写原图的宽"
    written = image.get("data-ratio", "")
    if re.fullmatch(r"\d*\.?\d+", written) and abs(float(written) - height / width) > 0.01:
        yield f"data-ratio 是 {written}，图片是 {height / width:.4g}", "写原图的高宽比"


@rule("1.4.4")
def width_exemption(subject: Subject) -> Iterator[Offence]:
    """1.4.4: ``data-ignore-width`` is for boxes that scroll sideways only."""
    for element in subject.elements():
        overflows = " ".join(
            value for name, value in style_of(element).items() if name.startswith("overflow")
        )
        if "data-ignore-width" in element.attrib and not re.search(r"scroll|auto", overflows):
            yield element, "data-ignore-width 只能用于可横向滚动的容器", "去掉这个属性"


@rule("1.5.1")
def no_height(subject: Subject) -> Iterator[Offence]:
    """1.5.1: text does not stand in a box without height."""
    for element, style in subject.styled:
        height = pixels(style.get("height", ""))
        if height == 0 and has_text(element) and not _in_drawing(element):
            yield element, "文字在高度为 0 的容器里，手机上看不见", "去掉 height"
        for name in ("width", "max-width"):
            value = style.get(name, "")
            wide = [0.0] if value == "0" else _lengths(value)
            if any(one < NARROWEST for one in wide) and (element.tag == "img" or has_text(element)):
                yield element, f"{name}:{value} 太窄，内容看不见", "去掉"


@rule("1.5.2")
def clipped(subject: Subject) -> Iterator[Offence]:
    """1.5.2: text does not stand in a box of fixed height, which may cut it off; a box that scrolls may have one."""
    for element, style in subject.styled:
        scrolls = re.search(
            r"scroll|auto", " ".join(style.get(name, "") for name in ("overflow", "overflow-y"))
        )
        fixed = pixels(style.get("height", "")) or pixels(style.get("max-height", ""))
        if fixed and has_text(element) and not scrolls and not _in_drawing(element):
            yield element, "容器高度写死，文字可能被截掉", "去掉 height"


def _in_drawing(element: etree._Element) -> bool:
    return any(one.tag == "svg" or one.get("data-mode") == "svg" for one in ancestors(element))


@rule("1.6")
def text_align(subject: Subject) -> Iterator[Offence]:
    """1.6: left, center, right, justify; ``start`` and ``end`` differ between phones."""
    for element, style in subject.styled:
        value = style.get("text-align", "left")
        if value not in ("left", "center", "right", "justify"):
            yield element, f"text-align:{value} 各种手机显示不同", "用 left、center、right 或 justify"


@rule("1.7")
def animation_start(subject: Subject) -> Iterator[Offence]:
    """1.7: an animation that begins at a touch begins at a click too."""
    for element in subject.elements():
        begin = element.get("begin", "")
        if "touchstart" in begin and "click" not in begin:
            yield element, "动画只响应触摸，电脑上点不动", "begin 写 touchstart; click"


@rule("1.8")
def preformatted(subject: Subject) -> Iterator[Offence]:
    """1.8: no ``pre`` for prose; its lines do not turn on a phone."""
    for element in subject.elements("pre"):
        yield element, "用了 <pre>，手机上不换行", "改用 <p>"


@rule("2.1")
def nesting(subject: Subject) -> Iterator[Offence]:
    """2.1: at most ten levels of one tag and one style that hold nothing but the next."""
    for element in subject.elements():
        parent = element.getparent()
        if parent is not None and _repeats(parent, element):
            continue
        depth, last = 1, element
        while len(last) == 1 and _repeats(last, last[0]):
            depth, last = depth + 1, last[0]
        if depth >= DEEPEST:
            yield element, f"嵌套了 {depth} 层相同的 <{element.tag}>，会被编辑器删去", "去掉多余的层"


def _repeats(outer: etree._Element, inner: etree._Element) -> bool:
    same = outer.tag == inner.tag and style_of(outer) == style_of(inner)
    return len(outer) == 1 and same and not own_text(outer).strip()


@rule("2.2")
def leaves(subject: Subject) -> Iterator[Offence]:
    """2.2: every text in a ``<span leaf>``, and nothing in it but text and inline elements."""
    for element in subject.elements():
        if own_text(element).strip() and not any("leaf" in one.attrib for one in ancestors(element)):
            yield element, '文字不在 <span leaf=""> 里', "用它包住文字"
        if "leaf" in element.attrib and (blocks := [one.tag for one in element.iter(*_BLOCKS)]):
            yield element, f"<span leaf> 里有块级元素 <{blocks[0]}>", "移到外面"


@rule("2.3")
def node_leaves(subject: Subject) -> Iterator[Offence]:
    """2.3: a picture stands alone in a ``<section nodeleaf>``, which holds nothing else."""
    for element in subject.elements():
        if "nodeleaf" in element.attrib and [child.tag for child in element] != ["img"]:
            yield element, "<section nodeleaf> 里只能有一张图片", "把其他内容移到外面"
    for image in subject.elements("img"):
        parent = image.getparent()
        if parent is None or "nodeleaf" not in parent.attrib:
            yield image, '图片不在 <section nodeleaf=""> 里', "用它包住图片"


@rule("3")
def fonts(subject: Subject) -> Iterator[Offence]:
    """3: no font family; the platform's own serves every device."""
    for element in subject.elements():
        if element.get("face") or {"font", "font-family"} & style_of(element).keys():
            yield element, "设置了字体", "去掉 font-family"
