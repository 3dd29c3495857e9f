"""The official plugin rules, chapter 4: what stays readable at night.

https://developers.weixin.qq.com/doc/service/guide/product/plugin_spec.html; the functions carry the section numbers.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping

from PIL import Image

from pipeline.formats.wechat.colours import parse_colour
from pipeline.formats.wechat.rules.registry import Offence, Subject, has_text, holds_text, rule
from pipeline.formats.wechat.styles import ancestors, background, style_of


def _painting(style: Mapping[str, str]) -> str:
    """All that paints a ground."""
    return " ".join(value for name, value in style.items() if name.startswith("background"))


@rule("4.1.1")
def readable(subject: Subject) -> Iterator[Offence]:
    """4.1.1: every text keeps 4.5 : 1 against its ground, by day and by night; large text 3 : 1 (WCAG 2.2, 1.4.3)."""
    for one in subject.contrasts:
        if not one.enough:
            yield (
                one.element,
                f"文字与背景对比度不够：日间 {one.day:.1f}、夜间 {one.night:.1f}，至少 {one.least:g}",
                "换颜色",
            )
    for element, style in subject.styled:
        for value in (style.get("color", ""), background(style)):
            if value and not parse_colour(value) and not re.search(r"gradient|url", value):
                yield element, f"颜色 {value} 算不出对比度", "写十六进制，如 #333"


@rule("4.1.2")
def gradient(subject: Subject) -> Iterator[Offence]:
    """4.1.2: no gradient behind text; at night it becomes one colour."""
    for element, style in subject.styled:
        if "gradient" in _painting(style) and has_text(element):
            yield element, "文字背景用了渐变，夜间会变成单色", "用单色背景"


@rule("4.1.3")
def empty_gradient(subject: Subject) -> Iterator[Offence]:
    """4.1.3: a gradient without text is kept, as long as its box is not empty: empty boxes are taken away."""
    for element, style in subject.styled:
        if "gradient" in _painting(style) and not len(element) and not has_text(element):
            yield element, "渐变色块是空的，会被编辑器删去", "里面放一个 <br>"


@rule("4.2.1")
def shared_ground(subject: Subject) -> Iterator[Offence]:
    """4.2.1: one ground under several texts belongs to a box around them, not to each."""
    for element, style in subject.styled:
        paint = background(style)
        if not paint or element.tag == "span":
            continue  # no ground, or a marked phrase, not an area
        following = element.getnext()
        if following is None or not isinstance(following.tag, str) or element.tail:
            continue
        margins = " ".join(
            value
            for one in (element, following)
            for name, value in style_of(one).items()
            if name.startswith("margin")
        )
        apart = re.search(r"[1-9]", margins)
        if (
            background(style_of(following)) == paint
            and not apart
            and holds_text(element)
            and holds_text(following)
        ):
            yield element, "相邻的文字各自设了同样的背景", "把背景写在外层容器上"


@rule("4.2.2")
def reading_order(subject: Subject) -> Iterator[Offence]:
    """4.2.2: what is seen follows the order of the elements: nothing positioned, moved or turned."""
    for element, style in subject.styled:
        if (
            style.get("position", "static") not in ("static", "relative")
            or "transform" in style
            or "order" in style
        ):
            yield element, "用定位或变形打乱了先后次序", "去掉 position、transform"
        for name, value in style.items():
            if name.startswith("margin") and re.search(r"-\d", value):
                yield element, f"{name}:{value} 使内容重叠", "不用负的外边距"


@rule("4.3.1")
def picture_words(subject: Subject) -> Iterator[Offence]:
    """4.3.1: a picture does not carry text alone: what it shows is said in words, too."""
    for image in subject.elements("img"):
        if image.get("alt", "").strip() in ("", "图片"):
            yield image, "图片没有文字说明", "写明替代文字 alt"


@rule("4.3.2")
def opaque_pictures(subject: Subject) -> Iterator[Offence]:
    """4.3.2: a picture brings its own ground; the night page's is nearly black."""
    for image in subject.elements("img"):
        try:
            with Image.open(io.BytesIO(subject.picture(image))) as opened:
                transparent = opened.has_transparency_data
        except (OSError, ValueError):
            continue  # a picture that is missing or broken is reported by whoever reads the article
        if transparent:
            yield image, f"图片 {image.get('src')} 有透明处，夜间可能看不清", "换成白底图片"


@rule("4.3.3")
def picture_behind_text(subject: Subject) -> Iterator[Offence]:
    """4.3.3: no picture behind text; the text would keep its day colour at night."""
    for element, style in subject.styled:
        if "url(" in _painting(style) and has_text(element):
            yield element, "文字下面有背景图片，夜间文字不变色", "去掉背景图片"


@rule("4.4")
def drawings(subject: Subject) -> Iterator[Offence]:
    """4.4: a drawing takes the colour of the text around it, or brings an opaque ground: it is not converted."""
    for element in subject.elements():
        if "fill" not in element.attrib and "stroke" not in element.attrib:
            continue
        drawing = next((one for one in ancestors(element) if one.tag == "svg"), None)
        if drawing is None or background(style_of(drawing)):
            continue
        for name in ("fill", "stroke"):
            if element.get(name, "none") not in ("none", "currentColor"):
                yield element, f"矢量图的 {name} 写死了颜色，夜间不变", "写 currentColor"
    for drawing in subject.elements("svg"):
        if not any(name in one.attrib for one in drawing.iter() for name in ("fill", "stroke")):
            yield drawing, "矢量图没写颜色，夜间仍是黑色", "写 fill 或 stroke 为 currentColor"


@rule("4.5.1")
def no_dark(subject: Subject) -> Iterator[Offence]:
    """4.5.1: nothing is kept out of the conversion with ``data-no-dark``: what is under it would not be."""
    for element in subject.elements():
        if "data-no-dark" in element.attrib:
            yield element, "用 data-no-dark 跳过了夜间转换", "去掉，改用转换后能看清的颜色"


@rule("4.5.2")
def important(subject: Subject) -> Iterator[Offence]:
    """4.5.2: no ``!important``; it defeats the platform's own styles and the conversion."""
    for element, _ in subject.styled:
        if re.search(r"!\s*important", element.get("style", ""), re.IGNORECASE):
            yield element, "用了 !important", "去掉"


@rule("4.6")
def silenced(subject: Subject) -> Iterator[Offence]:
    """4.6: no check is silenced with ``data-ignore-dm``."""
    for element in subject.elements():
        if "data-ignore-dm" in element.attrib:
            yield element, "用 data-ignore-dm 关掉了夜间检查", "去掉，把颜色改好"
