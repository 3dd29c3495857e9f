"""What the platform's editor takes away or rewrites on pasting and saving.

Not in the official rules: compiled from the checkers of other tools that agree (wewrite's ``validate_html``, PyPI;
doocs/md and its issues, https://github.com/doocs/md), and kept narrower than any of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from pipeline.formats.wechat.rules.registry import Offence, Subject, has_text, rule
from pipeline.formats.wechat.styles import declarations, pixels, style_of

_STYLE = frozenset({"style"})
_DRAWN = frozenset({"fill", "stroke", "stroke-width"})

TAGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "section": _STYLE | {"nodeleaf", "data-ignore-width"},
        **dict.fromkeys(("p", "h2", "h3", "blockquote", "strong", "em", "sup"), _STYLE),
        **dict.fromkeys(("table", "tbody", "tr", "th", "td"), _STYLE),
        "br": frozenset[str](),
        "span": _STYLE | {"leaf"},
        "a": _STYLE | {"href"},
        "img": _STYLE | {"src", "alt", "data-w", "data-ratio"},
        "svg": _STYLE | _DRAWN | {"viewbox"},
        "path": _DRAWN | {"d"},
    }
)
"""The tags that are kept, each with its attributes in small letters."""

PROPERTIES = frozenset(
    {
        *("margin", "margin-top", "margin-bottom", "margin-left", "padding"),
        *("border", "border-top", "border-bottom", "border-left", "border-collapse"),
        *(
            "color",
            "background",
            "background-color",
            "display",
            "width",
            "height",
            "max-width",
            "table-layout",
        ),
        *("font-size", "font-style", "font-weight", "line-height"),
        *("text-align", "text-indent", "vertical-align", "word-break"),
    }
)
"""The style properties that are kept; one unknown property may cost an element its whole style."""

OWN_HOST = "mp.weixin.qq.com"
SMALLEST_TYPE = 12.0  # CSS pixels


def _elements(subject: Subject, tags: tuple[str, ...], message: str, hint: str) -> Iterator[Offence]:
    return ((element, message, hint) for element in subject.elements(*tags))


def _attributes(subject: Subject, name: str, message: str, hint: str) -> Iterator[Offence]:
    return ((element, message, hint) for element in subject.elements() if name in element.attrib)


def _values(subject: Subject, pattern: str, message: str, hint: str) -> Iterator[Offence]:
    """Elements with a declaration ``property:value`` that begins as ``pattern`` says."""
    for element, _ in subject.styled:
        for written in _matching(pattern, element.get("style", "")):
            yield element, message.format(written), hint


@functools.lru_cache(maxsize=4096)
def _matching(pattern: str, style: str) -> tuple[str, ...]:
    written = (f"{name}:{value}" for name, value in declarations(style))
    return tuple(one for one in written if re.match(pattern, one, re.IGNORECASE))


@rule("S-tag")
def unknown_tags(subject: Subject) -> Iterator[Offence]:
    """Only tags of :data:`TAGS` are kept as they are."""
    for element in subject.elements():
        if element.tag not in TAGS:
            yield element, f"不能用标签 <{element.tag}>", "改用 section、p、span 等"


@rule("S-attribute")
def unknown_attributes(subject: Subject) -> Iterator[Offence]:
    """Only the attributes in :data:`TAGS` are kept."""
    for element in subject.elements():
        for name in element.attrib:
            if str(name).lower() not in TAGS.get(str(element.tag), {str(name).lower()}):
                yield element, f"不能用属性 {name!s}", "去掉"


@rule("S-property")
def unknown_properties(subject: Subject) -> Iterator[Offence]:
    """Only the properties in :data:`PROPERTIES` are kept."""
    for element, style in subject.styled:
        for name in style:
            if name not in PROPERTIES:
                yield element, f"不能用样式 {name}", "去掉"


@rule("S-comment")
def comments(subject: Subject) -> Iterator[Offence]:
    """Comments and processing instructions are taken away."""
    for node in subject.root.iter():
        if not isinstance(node.tag, str):
            yield node, "含注释", "去掉"


@rule("S-div")
def divs(subject: Subject) -> Iterator[Offence]:
    """``div`` is rewritten and loses its style when a draft is saved."""
    return _elements(subject, ("div",), "<div> 会被改写", "改用 <section>")


@rule("S-style")
def style_elements(subject: Subject) -> Iterator[Offence]:
    """Style sheets are taken away."""
    return _elements(subject, ("style", "link"), "样式表会被删去", "写成行内样式")


@rule("S-script")
def scripts(subject: Subject) -> Iterator[Offence]:
    """Scripts are taken away, and with them what they make."""
    return _elements(subject, ("script",), "脚本会被删去", "去掉")


@rule("S-event")
def events(subject: Subject) -> Iterator[Offence]:
    """Event handlers are taken away."""
    for element in subject.elements():
        if any(str(name).lower().startswith("on") for name in element.attrib):
            yield element, "事件属性会被删去", "去掉"


@rule("S-embed")
def embedded(subject: Subject) -> Iterator[Offence]:
    """Frames, forms and players are taken away; the platform has components of its own."""
    return _elements(
        subject,
        ("iframe", "form", "input", "button", "object", "embed", "video", "audio"),
        "嵌入的内容会被删去",
        "在后台插入",
    )


@rule("S-class")
def classes(subject: Subject) -> Iterator[Offence]:
    """Class names are taken away."""
    return _attributes(subject, "class", "class 会被删去", "写成行内样式")


@rule("S-id")
def ids(subject: Subject) -> Iterator[Offence]:
    """Ids are taken away, so nothing can lead to them."""
    return _attributes(subject, "id", "id 会被删去", "去掉")


@rule("S-position")
def positions(subject: Subject) -> Iterator[Offence]:
    """Positions are taken away."""
    return _values(subject, r"position:", "{} 会被删去", "用正常的先后次序排列")


@rule("S-float")
def floats(subject: Subject) -> Iterator[Offence]:
    """Floats are taken away."""
    return _values(subject, r"float:", "{} 会被删去", "用表格并排")


@rule("S-flex")
def layouts(subject: Subject) -> Iterator[Offence]:
    """Grids are taken away, flexible boxes on some phones."""
    return _values(
        subject, r"display:(inline-)?(flex|grid)|gap:|(flex|grid)[a-z-]*:", "{} 不可靠", "用表格并排"
    )


@rule("S-display")
def displays(subject: Subject) -> Iterator[Offence]:
    """``inline-block`` is the one display that is needed and kept; hidden text cannot be read."""
    return _values(
        subject,
        r"display:(?!inline-block$)|visibility:|opacity:",
        "{} 不能用",
        "只用 display:inline-block",
    )


@rule("S-variable")
def computed_values(subject: Subject) -> Iterator[Offence]:
    """Variables, computed values and viewport units are not kept."""
    return _values(subject, r"[a-z-]+:.*(\b(var|calc|min|max|clamp)\(|\d(vw|vh)\b)", "{} 不能用", "只写定值")


@rule("S-media")
def at_rules(subject: Subject) -> Iterator[Offence]:
    """Queries, key frames and imports are taken away with the style sheet that holds them."""
    for element in subject.elements("style"):
        if re.search(r"@(media|keyframes|import|font-face)", element.text or ""):
            yield element, "@ 规则会被删去", "只用行内样式"


@rule("S-animation")
def animations(subject: Subject) -> Iterator[Offence]:
    """Animations and transitions lose their key frames."""
    return _values(subject, r"(animation|transition)[a-z-]*:", "{} 会失效", "去掉")


@rule("S-list")
def lists(subject: Subject) -> Iterator[Offence]:
    """Lists get stray marks when a draft is saved: marks are written as text."""
    return _elements(subject, ("ul", "ol", "dl"), "列表会多出项目符号", "用 <section> 和文字符号")


@rule("S-anchor")
def anchors(subject: Subject) -> Iterator[Offence]:
    """Links inside the page lead nowhere, for ids are taken away."""
    for link in subject.elements("a"):
        if link.get("href", "#").startswith("#"):
            yield link, "页内链接会失效", "写成文字"


@rule("S-link")
def outside_links(subject: Subject) -> Iterator[Offence]:
    """Only links to other articles of the platform are kept."""
    for link in subject.elements("a"):
        address = urlsplit(link.get("href", ""))
        if address.scheme not in ("http", "https") or address.hostname != OWN_HOST:
            yield link, f"站外链接会被删去：{link.get('href')}", "写成文末的参考资料"


@rule("S-data")
def data_addresses(subject: Subject) -> Iterator[Offence]:
    """Pictures written into the address may be taken away."""
    for image in subject.elements("img"):
        if not image.get("src") or image.get("src", "").startswith(("data:", "blob:", "file:")):
            yield image, "图片地址不能用", "上传图片"


@rule("S-image-size")
def image_sizes(subject: Subject) -> Iterator[Offence]:
    """A picture's size belongs into its style; the attributes are taken away."""
    for image in subject.elements("img"):
        if {"width", "height"} & {str(name) for name in image.attrib}:
            yield image, "图片的 width、height 属性会被删去", "写进样式"
        if {"height", "max-height"} & style_of(image).keys():
            yield image, "图片的高度写死，会变形", "只写宽度"


@rule("S-empty")
def empty_boxes(subject: Subject) -> Iterator[Offence]:
    """An empty box loses its style: it holds a ``<br>`` at least."""
    for element in subject.elements("section", "p", "th", "td", "h2", "h3", "blockquote"):
        if not len(element) and not has_text(element):
            yield element, "空的容器会被删去", '里面放 <span leaf=""><br></span>'


@rule("S-drawing")
def drawing_references(subject: Subject) -> Iterator[Offence]:
    """In drawings, ids and what refers to them are taken away."""
    for element in subject.elements():
        refers = any("url(#" in str(value) for value in element.attrib.values())
        if not refers and element.tag not in ("defs", "use", "style", "foreignobject", "marker"):
            continue
        if element.tag == "svg" or next(element.iterancestors("svg"), None) is not None:
            yield element, "矢量图里的引用会失效", "直接画出来"


@rule("S-type")
def small_type(subject: Subject) -> Iterator[Offence]:
    """Letters below 12 px are too small for a phone; sizes are written in px."""
    for element, style in subject.styled:
        value = style.get("font-size", "")
        size = pixels(value)
        if value and (size is None or size < SMALLEST_TYPE):
            yield element, f"字号 {value} 不可用", "不小于 12px"
