"""The elements and attributes that a document of the book is made of.

Whatever else stands in it may change what a reader sees or hears without changing a character. HTML has words for
what is left out, put in, shrunk, spoken otherwise or not at all
(https://html.spec.whatwg.org/multipage/text-level-semantics.html); an answer has none of these.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.handbook import without_space

XHTML = "{http://www.w3.org/1999/xhtml}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"

_HEADINGS = (f"{XHTML}h1", f"{XHTML}h2")
_ELEMENTS = {
    *_HEADINGS,
    *(
        f"{XHTML}{name}"
        for name in (
            "html", "body", "section", "article", "header", "footer", "main", "aside", "nav", "div", "p", "hr", "br",
            "ol", "ul", "li", "dl", "dt", "dd", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th",
            "td", "figure", "figcaption", "img", "blockquote", "span", "strong", "em", "code", "sup", "a", "dfn", "wbr",
        )
    ),
}  # fmt: skip
# What a book may have, and no answer to a question has.
_BESIDE_ANSWERS = {f"{XHTML}{name}" for name in ("h1", "hr", "nav", "main", "dl", "dt", "dd", "dfn")}
_ATTRIBUTES = {"id", "class", "role", EPUB_TYPE}
_OWN_ATTRIBUTES = {
    (f"{XHTML}a", "href"), (f"{XHTML}img", "src"), (f"{XHTML}img", "alt"), (f"{XHTML}th", "scope"),
    (f"{XHTML}ol", "start"), (f"{XHTML}li", "value"), (f"{XHTML}nav", "hidden"),
}  # fmt: skip
CASE_LABEL = "案例："


def strange(element: etree._Element, language: str, in_answer: bool) -> Iterator[str]:
    """What an element says or is beside its words and its known meanings; ``language`` is the book's.

    In another language characters are drawn in other forms and read aloud in another voice.
    """
    if element.tag not in _ELEMENTS or (in_answer and element.tag in _BESIDE_ANSWERS):
        name = etree.QName(element).localname
        words = _short("".join(map(str, element.itertext())))
        yield f"“{words}”外面有 <{name}>，会改变文字的意思或样子（改法：从模板里去掉这个元素）"
    if element.tag == f"{XHTML}aside" and element.get("role") is None:
        words = _short("".join(map(str, element.itertext())))
        yield f"“{words}”外面的 <aside> 没有写明是什么（改法：写上 role，或去掉这个元素）"
    for name, value in _attributes(element):
        if name in _ATTRIBUTES or (element.tag, name) in _OWN_ATTRIBUTES:
            continue
        if name in ("lang", XML_LANG):
            # The language of a whole document is looked at by checks.words.
            if value == language or element.tag == f"{XHTML}html":
                continue
        elif (name == "aria-label" and _says_the_same(element, value)) or (
            name == "aria-labelledby" and _own_heading(element) == value
        ):
            continue
        words = _short("".join(map(str, element.itertext())))
        said = etree.QName(name).localname
        yield f"“{words}”的元素上有 {said}=“{_short(value)}”，会改变文字的样子或读法（改法：去掉）"


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.items())


def _says_the_same(element: etree._Element, label: str) -> bool:
    """Whether what a screen reader says of an element is what stands in it, or names what shows no words."""
    if "doc-example" in element.get("role", ""):
        words = without_space("".join(map(str, element.itertext())))
        return label.startswith(CASE_LABEL) and words.startswith(without_space(label[len(CASE_LABEL) :]))
    return "pagebreak" in element.get(EPUB_TYPE, "") or element.get("hidden") is not None


def _own_heading(element: etree._Element) -> str | None:
    heading = next(element.iter(*_HEADINGS), None)
    return None if heading is None else heading.get("id")


def _short(text: str) -> str:
    words = "".join(text.split())
    return words if len(words) <= 24 else f"{words[:11]}…{words[-11:]}"
